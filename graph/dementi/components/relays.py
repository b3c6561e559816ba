"""Who passes on whose words: « le quotidien, citant un diplomate, affirme … », « la radio, qui invoque une source ».

No component: the part of ``attributions`` that finds behind an outlet the people from whom it has its news. The
innermost source is named, the outlet becomes its relay (guidelines, fields ``source`` and ``via``).
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from dementi.components.callings import load_nouns
from dementi.components.speech import Speech
from dementi.fr import grammar
from dementi.lexicon import word_list
from dementi.records import Actor, Attribution, Source, SourceKind

INVOKING = word_list("actors.toml", "invoking")
TESTIMONY = word_list("actors.toml", "testimony")
WITNESSES = (SourceKind.GROUP, SourceKind.PERSON, SourceKind.ORGANIZATION, SourceKind.MEDIA)
LEARNT = "preposition:de source"
OUTLETS = {word for noun in load_nouns().values() if noun.kind == "media" for word in (noun.english, noun.plural)}
FAR = 8  # tokens between « citant » and whom


def relayed(speech: Speech, attribution: Attribution) -> Attribution:
    """Return what an outlet says as the word of those whom it cites in its sentence, the outlet as relay."""
    outlet = attribution.source
    if outlet.kind is not SourceKind.MEDIA and not _press(outlet) or attribution.anaphor:
        return attribution
    sentence = speech.doc[attribution.at].sent
    for token in sentence:
        if token.lemma_ in INVOKING and token.i != attribution.at and _cites(speech, token, outlet):
            witness = _witness(speech, token)
            if witness and witness.source != outlet:
                return replace(attribution, source=witness.source, via=(*attribution.via, outlet.name))
    return attribution


def learnt(attribution: Attribution, found: list[Attribution]) -> Attribution:
    """Return what an outlet learnt « de source turque » as the word of these sources; « on » who learns is nobody."""
    teller = attribution.source
    if teller.kind not in (SourceKind.MEDIA, SourceKind.UNATTRIBUTED) or attribution.rule.split(":")[0] != "que":
        return attribution
    behind = range(attribution.at + 1, attribution.at + 4)
    sources = next((a.source for a in found if a.at in behind and a.rule.startswith(LEARNT)), None)
    if sources is None:
        return attribution
    via = (teller.name,) if teller.kind is SourceKind.MEDIA else ()
    return replace(attribution, source=sources, via=via)


def _press(source: Source) -> bool:
    """Say whether a source is an outlet without a name: « un quotidien berlinois »."""
    return source.kind is SourceKind.GROUP and source.name.split()[-1] in OUTLETS


def _cites(speech: Speech, verb: Token, outlet: Source) -> bool:
    """Say whether it is the outlet that cites: as subject, or by a participle: « citant », « se fondant sur »."""
    if verb.pos_ not in grammar.VERBAL or grammar.is_passive(verb):
        return False
    if verb.text.endswith("ant"):
        return True
    return outlet in speech.sources.all(speech.sources.subject(verb))


def _witness(speech: Speech, verb: Token) -> Actor | None:
    """Return whom a verb of citing names, not what they wrote: « cite un employé », « le témoignage d'un employé »."""
    for token in grammar.right(verb, FAR):
        actor = speech.cast.inside.get(token.i)
        if actor is not None and token.i == actor.head:
            return actor if actor.source.kind in WITNESSES else None
        if token.text in grammar.BOUNDARIES or token.text == ",":
            return None
        if token.pos_ == "NOUN" and actor is None and token.lemma_ not in TESTIMONY:
            return None
    return None


def without_incises(doc: Doc, found: list[Attribution]) -> list[Attribution]:
    """Return attributions with contents that end where another's incise begins behind them.

    « Il est faux que Minsk ait livré des chars, a réagi Minsk »: the incise is no part of what is false.
    """
    framing: dict[int, list[Attribution]] = {}
    for attribution in found:
        if attribution.rule.startswith("incise") and attribution.content:
            framing.setdefault(doc[attribution.at].sent.start, []).append(attribution)
    return [_cut(doc, attribution, framing) for attribution in found] if framing else found


def _cut(doc: Doc, attribution: Attribution, framing: dict[int, list[Attribution]]) -> Attribution:
    if not attribution.content or attribution.rule.startswith("incise"):
        return attribution
    first, last = attribution.content[-1]
    for outer in framing.get(doc[last].sent.start, ()):
        comma = grammar.anchor(doc[outer.at]).i - 1
        if first < comma and outer.at <= last and outer.covers(attribution.at) and not outer.covers(last):
            return replace(attribution, content=(*attribution.content[:-1], (first, comma - (doc[comma].text == ","))))
    return attribution
