"""Write every inflected form of the words in the lexicons: graph/dementi/fr/lexicons/inflections.tsv.

Needed only after a lexicon was changed, in an environment of its own (Démenti itself does not need the library):

    python -m venv inflect && inflect/bin/pip install verbecc==2.0.3
    inflect/bin/python scripts/inflect.py            # with --check: write nothing, exit 1 if the file is stale

Verbs are conjugated by verbecc from its table of known verbs; a verb that it would have to guess is refused unless
``MODELS`` names a verb that goes the same way. Nouns and adjectives go by rule unless their entry has ``plural`` or
``forms``. Features are those of Universal Dependencies, the imperfect subjunctive with ``Tense=Imp``.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import json
import logging
import os
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LEXICONS = Path(__file__).resolve().parents[1] / "graph" / "dementi" / "fr" / "lexicons"
HEADER = "form\tlemma\tpos\tfeats"
Row = tuple[str, str, str, str]

TABLES = {  # which part of speech the key "lemma", or the one word of "form", has in a table of a lexicon
    "verb": "VERB",
    "reaction": "VERB",
    "noun": "NOUN",
    "predicate": "NOUN",
    "adjective": "ADJ",
}
HOMOGRAPH = "homograph"  # the table of words that only count where they look like one of the others
TENSES = {
    ("indicatif", "présent"): "Mood=Ind|Number={n}|Person={p}|Tense=Pres|VerbForm=Fin",
    ("indicatif", "imparfait"): "Mood=Ind|Number={n}|Person={p}|Tense=Imp|VerbForm=Fin",
    ("indicatif", "passé-simple"): "Mood=Ind|Number={n}|Person={p}|Tense=Past|VerbForm=Fin",
    ("indicatif", "futur-simple"): "Mood=Ind|Number={n}|Person={p}|Tense=Fut|VerbForm=Fin",
    ("conditionnel", "présent"): "Mood=Cnd|Number={n}|Person={p}|Tense=Pres|VerbForm=Fin",
    ("subjonctif", "présent"): "Mood=Sub|Number={n}|Person={p}|Tense=Pres|VerbForm=Fin",
    ("subjonctif", "imparfait"): "Mood=Sub|Number={n}|Person={p}|Tense=Imp|VerbForm=Fin",
    ("imperatif", "imperatif-présent"): "Mood=Imp|Number={n}|Person={p}|Tense=Pres|VerbForm=Fin",
    ("infinitif", "infinitif-présent"): "VerbForm=Inf",
    ("participe", "participe-présent"): "Tense=Pres|VerbForm=Part",
    ("participe", "participe-passé"): "Gender={g}|Number={n}|Tense=Past|VerbForm=Part",
}
NUMBERS = {"s": "Sing", "p": "Plur", None: ""}
GENDERS = {"m": "Masc", "f": "Fem", None: ""}
FOUR = [f"Gender={gender}|Number={number}" for number in ("Sing", "Plur") for gender in ("Masc", "Fem")]
MODELS = {  # verbs that verbecc does not know: each goes like one that it knows, but for its beginning
    "blacklister": "lister",
    "décrédibiliser": "mobiliser",
    "précommander": "commander",
    "reconfirmer": "confirmer",
    "refourguer": "fourguer",
    "retransférer": "transférer",
    "retweeter": "guetter",
    "rééquiper": "équiper",
    "surarmer": "armer",
    "suréquiper": "équiper",
    "tacler": "racler",
    "tweeter": "guetter",
}
LISTED = "listed"  # part of speech of words in a list, of which only the verbs are inflected
VERBS = (
    "verbs.toml",
    "stance.toml",
    "transfers.toml",
    "actors.toml",
    "idioms.toml",
    "quantities.toml",
)  # with verbs in lists
PLURALS = {"état-major": "états-majors"}  # of nouns whose table has no key for it
FEMININES = {  # ending of the masculine to that of the feminine, the longest first
    "eux": "euse",
    "el": "elle",
    "en": "enne",
    "er": "ère",
    "et": "ète",
    "if": "ive",
    "on": "onne",
    "e": "e",
}


def words(folder: Path) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield table, lemma, part of speech and entry of every single word in the lexicons of ``folder``.

    The part of speech is "" for words in a list ``lemmas`` that names none, where verbs and nouns may stand together.
    """
    for path in sorted(folder.glob("*.toml")):
        for name, rows in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for row in rows if isinstance(rows, list) else ():
                pos = row.get("pos") or TABLES.get(name, "")
                if "verb" in row:
                    yield name, bare(row["verb"]), "VERB", row
                for lemma in row.get("lemmas", ()):
                    yield name, bare(lemma), pos, row
                for word in row.get("words", ()) if path.name in VERBS and isinstance(row.get("words"), list) else ():
                    yield name, word, LISTED, row
                lemma = row.get("lemma") or row.get("form") or ""
                if pos and lemma and " " not in bare(lemma):
                    yield name, bare(lemma), pos, row


def bare(lemma: str) -> str:
    """Return a verb without its reflexive pronoun."""
    return lemma.removeprefix("se ").removeprefix("s'")


def conjugated(lemma: str, conjugator: Any) -> Iterator[Row]:
    """Yield every simple form of a verb."""
    model = MODELS.get(lemma, lemma)
    if model not in known(conjugator):
        sys.exit(f"{lemma}: verbecc does not know this verb; name its base in MODELS, or mend the word")
    common = len(os.path.commonprefix([lemma[::-1], model[::-1]]))
    own, other = lemma[:-common], model[:-common]  # « tweeter » goes like « guetter »: "twee", "guet"
    moods = json.loads(conjugator.conjugate(model, conjugate_pronouns=False).to_json())["moods"]
    for (mood, tense), feats in TENSES.items():
        for cell in moods[mood][tense]:
            filled = feats.format(n=NUMBERS[cell.get("n")], p=cell.get("p"), g=GENDERS[cell.get("g")])
            for form in cell["c"]:
                yield own + form.removeprefix(other), lemma, "VERB", filled


def noun_rows(lemma: str, entry: dict[str, Any]) -> Iterator[Row]:
    """Yield singular and plural; ``plural`` of an entry with an ``english`` name is English, and not taken."""
    gender = f"Gender={entry['gender']}|" if "gender" in entry else ""
    yield lemma, lemma, "NOUN", f"{gender}Number=Sing"
    given = None if "english" in entry else entry.get("plural")
    yield given or PLURALS.get(lemma) or plural(lemma), lemma, "NOUN", f"{gender}Number=Plur"


def plural(word: str) -> str:
    """Return the plural of a noun or masculine adjective by rule."""
    if word.endswith(("s", "x", "z")) or word.isupper():
        return word
    if word.endswith("al"):
        return word.removesuffix("l") + "ux"
    return word + ("x" if word.endswith(("au", "eu")) else "s")


def adjective_rows(lemma: str, entry: dict[str, Any]) -> Iterator[Row]:
    """Yield both genders and numbers of an adjective."""
    feminine = next(
        (lemma.removesuffix(end) + new for end, new in FEMININES.items() if lemma.endswith(end)), lemma + "e"
    )
    forms = entry.get("forms") or [lemma, feminine, plural(lemma), feminine + "s"]
    for form, feats in zip(forms, FOUR, strict=True):
        yield form, lemma, "ADJ", feats


@functools.cache
def known(conjugator: Any) -> frozenset[str]:
    """Return the infinitives that need no guess."""
    return frozenset(conjugator.get_infinitives())


def inflected(lemma: str, pos: str, entry: dict[str, Any], conjugator: Any) -> Iterator[Row]:
    """Yield every form of one word."""
    if pos == "VERB" or pos in ("", LISTED) and (lemma in known(conjugator) or lemma in MODELS):
        yield from conjugated(lemma, conjugator)
    elif pos == LISTED:
        return
    elif pos == "ADJ":
        yield from adjective_rows(lemma, entry)
    elif pos in ("NOUN", ""):
        yield from noun_rows(lemma, entry)
    else:
        yield lemma, lemma, pos, ""


def table(folder: Path) -> str:
    """Return the whole file for the lexicons of ``folder``."""
    folder = folder.resolve()
    with tempfile.TemporaryDirectory() as aside, contextlib.chdir(aside):  # verbecc writes a log where it is imported
        from verbecc import CompleteConjugator, LangCodeISO639_1
    logging.disable(logging.WARNING)  # and tells its configuration
    conjugator = CompleteConjugator(LangCodeISO639_1.fr)
    rows: set[Row] = set()
    lookalikes: set[Row] = set()
    for name, lemma, pos, entry in words(folder):
        (lookalikes if name == HOMOGRAPH else rows).update(inflected(lemma, pos, entry, conjugator))
    # The spelling of 1990 (Journal officiel of 6 December 1990) beside the older one: "reconnait", "entrainement".
    rows |= {(form.replace("aî", "ai"), *rest) for form, *rest in rows}
    classes: dict[str, set[str]] = {}
    for form, _, pos, _ in rows:
        classes.setdefault(form, set()).add(pos)
    rows |= {row for row in lookalikes if row[0] in classes and row[2] not in classes[row[0]]}
    return "\n".join([HEADER, *("\t".join(row) for row in sorted(rows))]) + "\n"


def main() -> int:
    """Write the file, or with ``--check`` say whether it is what it would be."""
    parser = argparse.ArgumentParser(description="Write every inflected form of the words in the lexicons.")
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if the file is stale")
    parser.add_argument("--lexicons", type=Path, default=LEXICONS, metavar="DIR", help="folder of the lexicons")
    options = parser.parse_args()
    path = options.lexicons / "inflections.tsv"
    text = table(options.lexicons)
    if not options.check:
        path.write_text(text, encoding="utf-8")
        return 0
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return 0
    print(f"{path.name} is stale: run scripts/inflect.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
