"""Articles made of other articles, as reprints and rewrites are: each function is one thing that a newsroom does."""

import random
import re

SENTENCE = re.compile(r"(?<=[.!?])\s+")
OTHER_WORDS = "désormais ainsi notamment encore aussitôt nouveau certain premier selon toutefois".split()


def sentences(text):
    return [one for one in SENTENCE.split(text.strip()) if one]


def other_headline(text, rng, filler):
    return f"{rng.choice(filler)}\n\n{text}"


def agency_line(text, rng, filler):
    return f"GENÈVE, 12 mars (Agence des Monts) – {text}\n\n(Avec Agence des Monts, rédaction : J. M.)"


def three_sentences_cut(text, rng, filler):
    kept = sentences(text)
    for _ in range(3):
        kept.pop(rng.randrange(len(kept)))
    return " ".join(kept)


def paragraph_added(text, rng, filler):
    return f"{text}\n\n{' '.join(rng.sample(filler, 4))}"


def every_fourth_reworded(text, rng, filler):
    """Every fourth sentence with a word in five replaced by another."""
    out = sentences(text)
    for at in range(rng.randrange(4), len(out), 4):
        words = out[at].split()
        words[::5] = (rng.choice(OTHER_WORDS) for _ in words[::5])
        out[at] = " ".join(words)
    return " ".join(out)


def retyped(text, rng, filler):
    """Other typography, accents left off, capitals throughout, other spaces and line ends."""
    plain = text.replace("’", "'").replace("« ", "“").replace(" »", "”").replace(" ", "\u00a0").replace("\n", "\r\n")
    return plain.upper().translate(str.maketrans("ÉÈÊÀÂÎÔÛÇ", "EEEAAIOUC"))


def half(text, rng, filler):
    """The first half, as where space is short."""
    kept = sentences(text)
    return " ".join(kept[: (len(kept) + 1) // 2])


LIGHT = (other_headline, agency_line, three_sentences_cut, paragraph_added, every_fourth_reworded, retyped, half)
STRONG = (three_sentences_cut, every_fourth_reworded, paragraph_added, agency_line, other_headline, retyped)


def rewritten(text, seed, filler, by=STRONG):
    """One text after all that was done to it."""
    rng = random.Random(seed)
    for step in by:
        text = step(text, rng, filler)
    return text
