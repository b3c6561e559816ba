"""Who says that somebody delivers, by asking for an end of it: « a sommé Minsk de mettre fin à ses livraisons à … ».

No component: the part of ``attributions`` for demands. What is to end goes on (presupposition, Karttunen 1974).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dementi.components.speech import Speech
from dementi.fr import grammar, negation, sentences
from dementi.lexicon import word_list
from dementi.records import Act, Attribution, CueMention

DEMANDING = word_list("verbs.toml", "demanding")
STOPPING = word_list("verbs.toml", "stopping")
ENDING = word_list("verbs.toml", "ending")
REACH = 16  # tokens from a demand to the end that it is for: whom it is made of stands between


class Demands:
    """The demands of one document as attributions."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.doc = speech.doc
        self.predicates = [transfer.at for transfer in self.doc._.transfers]

    def find(self) -> Iterator[Attribution]:
        """Yield demands for an end of transfers, each as what those who make it accuse others of."""
        for verb in sentences.every(self.doc):
            if (
                verb.lemma_ not in DEMANDING
                or verb.pos_ != "VERB"
                or grammar.is_passive(verb)
                or negation.is_negated(verb)
            ):
                continue
            end = self._end(verb)
            if end is None:
                continue
            content = end.i, self.speech.contents.until(end.i, verb)
            if any(content[0] < at <= content[1] for at in self.predicates):
                who = self.speech.sources.all(self.speech.sources.subject(verb))
                cue = CueMention(verb.i, verb.i, Act.ACCUSES, "verb", (), verb.lemma_)
                yield from self.speech.make(cue, who, [content], "demand") if who else ()

    def _end(self, verb: Token) -> Token | None:
        """Return the word for the end that somebody asks for: « cesser », « mettre fin », « la fin », « l'arrêt »."""
        for token in grammar.right(verb, REACH):
            if token.text in grammar.BOUNDARIES or token.lower_ in ("pas", "jamais"):
                return None
            if token.pos_ == "NOUN" and token.lemma_ in ENDING:
                return token
            if token.pos_ == "VERB" and grammar.verb_form(token) in ("infinitive", "finite"):
                if token.lemma_ == "mettre":
                    return next((t for t in grammar.right(token, 3) if t.lemma_ in ENDING), None)
                return token if token.lemma_ in STOPPING else None
        return None
