"""Lexicon words by their inflected form: the right lemma and word class where the trained lemmatizer errs.

The lemmatizer turns « dément » into *démer* and leaves « nie » alone, on just the words that matter. Every form of a
lexicon word is therefore looked up in the checked inflection table, which overrides lemma, part of speech and features.

Reads:  token text, the tagger's part of speech.
Writes: ``token.lemma_``, ``token.pos_``, ``token.morph`` of lexicon words.
Terms:  lemma, part of speech and features as in Universal Dependencies.
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.language import Language
from spacy.tokens import Doc, Token

from dementi.fr import grammar
from dementi.lexicon import Inflection, inflections

# The tagger calls participles and auxiliaries by these names; for a choice between verb, noun and adjective
# they are verbs.
_CLASS = {"AUX": "VERB", "PROPN": "NOUN"}
# Words after which a finite verb cannot stand: « la commande », « une livraison », « ses accusations ».
_DETERMINERS = frozenset(
    "un une des du le la les l' ce cet cette ces mon ton son ma ta sa mes tes ses notre votre leur nos vos leurs aucun "
    "aucune toute tout tous toutes chaque quelques plusieurs".split()
)
_OBJECTS = frozenset("le la les l' en".split())  # also clitics: « Moscou les livre »
_AUXILIARIES = frozenset(form for form, (lemma, _) in grammar.auxiliaries().items() if lemma in ("avoir", "être"))
# … unless these object clitics are what « le », « la », « les », « l' » are: after a subject pronoun or « ne ».
_CLITIC_HOSTS = frozenset("je tu il elle on nous vous ils elles qui ne n' ce se s' y".split())
REACH = 20  # tokens from a verb to another that « et » joins to it
_TO = frozenset("à au aux".split())
_NOMINAL = frozenset(("NOUN", "ADJ", "PROPN"))
# What else stands between an auxiliary and its participle: « ont tous deux nié », « n'a ni confirmé ni démenti ».
_FLOATING = grammar.FLOATING | {"pas", "jamais", "plus", "ni", '"'}
_BARE = frozenset("de d' à pour sans".split())  # « des malveillants » is a noun
_INVERTED = frozenset("-t-il -t-elle -t-on -t-ils -t-elles".split())
_ARTICLES = frozenset("le la les l' un une des".split())
_OBJECT_ARTICLES = frozenset("un une des".split())
_SPEAKERS = frozenset("je j' tu nous vous n' ne me m' te t' en y".split())
_HOSTS_OF_VERBS = _CLITIC_HOSTS - {"il", "elle"} | {"lequel", "laquelle", "lesquels", "lesquelles"}
# Adjectives that stand before their noun, whatever the tagger calls them.
_PREPOSED = frozenset(
    "bref brève nouveau nouvel nouvelle simple premier première second seconde énième prompt prompte double long "
    "court courte ferme franc franche net nette formel formelle cinglant cinglante vif vive rapide autre grand grande "
    "gros grosse petit petite prochain prochaine dernier dernière".split()
)


def _after_auxiliary(token: Token) -> bool:
    """Say whether a form follows avoir or être, adverbs apart: then it is a participle and no noun."""
    start = token.i
    if start > 2 and token.nbor(-1).text == ",":  # « a, lui, démenti », « a, de son côté, démenti »
        opening = next((t for t in grammar.left(token.nbor(-1), 6) if t.text == ","), None)
        start = opening.i if opening is not None else start
    for before in (token.doc[i] for i in range(start - 1, max(start - 5, -1), -1)):
        word = before.lower_
        if word in _AUXILIARIES:
            return True
        if word in grammar.ADVERBIAL_OPENERS:
            continue  # « a en outre démenti »
        if f"{word} {before.nbor(1).lower_}" in grammar.ADVERBIAL_OPENERS:
            continue
        ahead = before.nbor(-1).lower_ if before.i else ""
        if f"{ahead} {word}" in grammar.ADVERBIAL_OPENERS:
            continue  # « avait d'abord démenti »
        pos = before.pos_
        if pos == "NOUN" and ahead in grammar.ADVERBIAL_OPENERS:
            continue
        if pos != "ADV" and word not in _FLOATING:
            return False
    return False


def choose(token: Token, readings: tuple[Inflection, ...]) -> Inflection | None:
    """Return the reading of a form that fits its place, or None where none of the word's classes does.

    A form that the table knows as one class only keeps it; « commande » (noun or verb) goes by the word before it, then
    by the tagger.
    """
    classes = {reading.pos for reading in readings}
    said = _CLASS.get(token.pos_, token.pos_)
    before = token.nbor(-1) if token.i else None
    if len(classes) > 1:
        word = before.lower_ if before is not None else ""
        ahead = token.nbor(-2).lower_ if token.i > 1 else ""
        nominal = word in _DETERMINERS and ahead not in _CLITIC_HOSTS
        nominal = nominal or word in _PREPOSED and ahead in _DETERMINERS  # « un bref démenti »
        if "ADJ" in classes and before is not None and before.pos_ in grammar.VERBAL and _only_finite(readings):
            said = "ADJ"  # « se dit prête à vendre »: no finite verb follows another
        elif "VERB" in classes and _after_auxiliary(token):
            said = "VERB"  # « a formellement démenti »
        elif nominal and "NOUN" in classes:
            said = "NOUN"
        elif "VERB" in classes and _opens_incise(token, readings):
            said = "VERB"
        elif "VERB" in classes and (word in _HOSTS_OF_VERBS or before is not None and _ends_name(before)):
            said = "VERB"  # « Moscou forme des pilotes »
    if said not in classes:
        governed = before is not None and before.pos_ in ("DET", "ADP", "NUM") and before.lower_ not in _OBJECTS
        governed = governed and not _after_auxiliary(token)  # « ont tous deux nié »
        if before is not None and before.lower_ in _BARE and said == "NOUN":
            # « continue de nier », « qualifie d'infondées ces accusations »: the tagger takes them for nouns
            governed = governed and classes != {"ADJ"} and not any("VerbForm=Inf" in r.feats for r in readings)
        # « le représentant »: a participle would have « en » before its clitic
        titled = all("Tense=Pres|VerbForm=Part" in r.feats for r in readings) and _names_somebody(token)
        if (governed or titled) and said in ("NOUN", "ADJ", "PROPN"):
            return None  # « une tranche », « de source »: another word that looks like a lexicon form
        said = next(name for name in ("VERB", "NOUN", "ADJ") if name in classes)
    fitting = [reading for reading in readings if reading.pos == said]
    mood = token.morph.get("Mood", [])
    moods = [r for r in fitting if mood and f"Mood={mood[0]}" in r.feats] or fitting
    moods = _participles(token, fitting) or moods
    # « fournit » is present and simple past: the press writes the present
    return next((r for r in moods if "Tense=Pres" in r.feats), moods[0])


def _only_finite(readings: tuple[Inflection, ...]) -> bool:
    """Say whether a form that can be a verb's is a finite one."""
    return all("VerbForm=Fin" in reading.feats for reading in readings if reading.pos == "VERB")


def _ends_name(token: Token) -> bool:
    """Say whether a word ends a name or is a pronoun: « Moscou », « elle », « la Corée du Sud », « le Royaume-Uni ».

    The tagger takes the last word of such a name for a noun or adjective; « la République centrafricaine ».
    """
    if token.pos_ in ("PROPN", "PRON") or token.i == 0:
        return token.pos_ in ("PROPN", "PRON")
    if token.text[:1].isupper() and not token.is_sent_start:
        return True
    return token.nbor(-1).text[:1].isupper() and token.nbor(-1).pos_ in ("PROPN", "NOUN") and token.pos_ == "ADJ"


def _opens_incise(token: Token, readings: tuple[Inflection, ...]) -> bool:
    """Say whether a form between a comma and somebody's name is a verb: « …, annonce Vienne », « …, accuse le Tchad ».

    « …, commande passée à Rome », « …, annonce d'un ministre » are nouns.
    """
    if token.i == 0 or token.i + 1 >= len(token.doc):
        return False
    before, behind = token.nbor(-1), token.nbor(1)
    if before.lower_ == "et":  # « achète des obus et livre à Séoul des canons »
        return behind.lower_ in _TO and any(t.pos_ == "VERB" for t in grammar.left(before, REACH))
    if before.text not in (",", '"'):
        return False
    named = behind.pos_ == "PROPN" or behind.lower_ in _ARTICLES
    third = any("Person=3" in r.feats and "VerbForm=Fin" in r.feats for r in readings if r.pos == "VERB")
    return named and third and not behind.is_punct


def _active(token: Token) -> bool:
    """Say whether a form right behind a name has an object: « Moscou produit des drones », « construit en Iran une ».

    The participle has none: « le drone construit à Minsk par la Russie ».
    """
    if token.i == 0 or token.nbor(-1).pos_ != "PROPN":
        return False
    for following in grammar.right(token, 6):
        if following.is_punct or following.pos_ in ("VERB", "AUX", "PRON") or following.lower_ in ("par", "et"):
            return False
        if following.lower_ in _OBJECT_ARTICLES:
            return following.nbor(-1).pos_ not in ("ADP", "DET") or following.nbor(-1).lower_ == "tout"
    return False


def _names_somebody(token: Token) -> bool:
    """Say whether an article stands before a token: not the object in « en le représentant », « …, l'accusant de »."""
    before = [t.lower_ for t in grammar.left(token, 2)]
    return bool(before) and before[0] in _OBJECTS and before[1:] not in (["en"], [","], ["tout"])


def _participles(token: Token, readings: list[Inflection]) -> list[Inflection]:
    """Return the participles among a verb's readings where the place asks for one, none where it does not.

    « ont été fournis », « les obus fournis par »: nobody says « je fournis » there.
    """
    found = [r for r in readings if "VerbForm=Part" in r.feats]
    finite = [r for r in readings if "VerbForm=Fin" in r.feats]
    spoken = all("Person=1" in r.feats or "Person=2" in r.feats for r in finite)
    before = token.nbor(-1).lower_ if token.i else ""
    if finite and not spoken and not _after_auxiliary(token) and _active(token):
        return []
    asked = _after_auxiliary(token) or spoken and before not in _SPEAKERS or "Part" in token.morph.get("VerbForm", [])
    return found if found and asked else []


def apply_inflections(doc: Doc, table: Mapping[str, tuple[Inflection, ...]]) -> Doc:
    """Set lemma, part of speech and features of every token that the table knows."""
    for token in doc:
        readings = table.get(token.lower_)
        if not readings:
            if token.pos_ in _NOMINAL and token.i + 1 < len(doc) and doc[token.i + 1].lower_ in _INVERTED:
                token.pos_ = "VERB"  # « …, soupire-t-on à Minsk »
                token.set_morph("Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin")  # type: ignore[attr-defined]
            continue
        reading = choose(token, readings)
        if reading is None:
            continue
        token.lemma_ = reading.lemma
        if not (reading.pos == "VERB" and token.pos_ == "AUX"):
            token.pos_ = reading.pos
        if reading.feats:
            token.set_morph(reading.feats)  # type: ignore[attr-defined]  # spaCy's stubs lack it
    return doc


@Language.factory("dementi_inflections", assigns=["token.lemma", "token.pos", "token.morph"])
class Inflections:
    """The pipeline's hold on ``apply_inflections``; there is no logic in it."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.table = inflections()

    def __call__(self, doc: Doc) -> Doc:
        """Correct the lexicon words of ``doc``."""
        return apply_inflections(doc, self.table)
