"""What « c'est … que » puts first: « c'est à Minsk que Riga a acheté des chars ».

Source: Grevisse, *Le bon usage*, on the presentative *c'est … que*.
"""

from __future__ import annotations

from spacy.tokens import Token

from dementi.fr.grammar import NOMINAL, VERBAL, left

COPULAS = frozenset("est était sera serait fut".split())
REACH = 12  # tokens from « que » back to « c'est »


def clefted(que: Token) -> Token | None:
    """Return the noun that « c'est à Minsk que » puts first, the last of « pas à Rome mais à Minsk ».

    Only behind a preposition: « c'est Minsk que Kiev accuse » resumes an object.
    """
    noun = que.nbor(-1) if que.i else que
    copula = next((t for t in left(que, REACH) if t.lower_ in COPULAS), None)
    if noun.pos_ not in NOMINAL or copula is None or not any(t.lower_ in ("ce", "c'") for t in left(copula, 2)):
        return None
    before = [t for t in left(noun, 3) if t.lower_ not in ("le", "la", "les", "l'") or t.pos_ != "DET"][:1]
    inside = que.doc[copula.i + 1 : noun.i]
    governed = before and (before[0].pos_ == "ADP" or before[0].lower_ in ("au", "aux", "du"))
    return noun if governed and not any(t.pos_ in VERBAL or t.text == "," for t in inside) else None
