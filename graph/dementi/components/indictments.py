"""Whose word the papers of a trial are: « selon l'acte d'accusation », « d'après le réquisitoire ».

No component: the part of ``attributions`` that finds the prosecution behind what it writes.
"""

from __future__ import annotations

from dataclasses import replace

from dementi.components.sources import UNATTRIBUTED
from dementi.components.speech import Speech
from dementi.fr import grammar
from dementi.lexicon import word_list
from dementi.records import Source, SourceKind

COURT_PAPERS = word_list("actors.toml", "court_paper")
COURTS = ("prosecution", "court", "prosecutor", "judge")  # whose names end so


def court_paper(speech: Speech, start: int) -> tuple[Source, int] | None:
    """Return the prosecution where its papers are named: « selon l'acte d'accusation », « d'après le parquet »."""
    noun = next((t for t in speech.doc[start : start + 2] if t.pos_ != "DET"), None)
    if noun is None or noun.lower_ not in COURT_PAPERS:
        return None
    last = noun.i
    if speech.doc[last + 1 : last + 3].text.lower() in ("d'accusation", "de renvoi", "d'instruction"):
        last += 2
    governed = any(grammar.preposition(t) == "de" for t in grammar.right(speech.doc[last], 1))
    named = speech.cast.inside.get(last + 2) if governed else None
    if named:
        return named.source, named.last
    known = (a.source for a in speech.doc._.actors if a.source.name.split()[-1] in COURTS)
    courts = sorted(known, key=lambda source: (source.on_behalf_of is None, not source.name.endswith("prosecution")))
    text = speech.select(noun.i, last)
    if not courts:
        return replace(UNATTRIBUTED, text=text), last
    return Source("prosecution", SourceKind.ORGANIZATION, courts[0].on_behalf_of, text), last
