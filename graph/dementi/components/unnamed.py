"""Arms that no noun names: « l'Iran arme ses alliés » is a word of arms as « donne des armes » is.

No component: the part of ``showing`` that shows the trained reader such verbs as namings of arms. (What rules make of
them is in ``transfers``.)
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dementi.components.mentions import arms
from dementi.fr import grammar
from dementi.records import Mention, Use
from dementi.terms import concepts


def unnamed(doc: Doc) -> Iterator[Mention]:
    """Yield the verbs that say arms, in text order: « armer », « réarmer », not « des hommes armés »."""
    weapons = concepts()["weapons"]
    for token in doc:
        if arms(token) and happens(token):
            where = doc._.article.select(token.idx, token.idx + len(token))
            yield Mention(where, weapons, Use.NAME, token.i, token.i)


def happens(verb: Token) -> bool:
    """Say whether a verb tells an event: « a armé », « est armé par », « en armant », not « armé » beside a noun."""
    return grammar.verb_form(verb) != "participle" or verb.text.endswith("ant") or bool(grammar.verb_group(verb))
