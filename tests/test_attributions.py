"""Attributions: marks ``source``, ``cue`` and ``content``.

Source and cue are compared character for character. Of a content the edges may differ (a comma, a quotation mark, a
full stop): what is marked and what is found must share at least 0.8 of the characters of both together. A case without
a source mark has nobody named; one without any mark has no attribution.
"""

import pytest

from spans import cases, stretch, texts

KEYS = ("act", "quotation", "anaphor")
OVERLAP = 0.8  # shared characters by characters of either


def _characters(stretches):
    return {i for _, start, words in stretches for i in range(start, start + len(words)) if words[i - start].isalnum()}


@pytest.mark.parametrize("case", cases("attributions", *KEYS))
def test_attributions(case):
    doc = case.doc()
    found = [a for a in doc._.attributions if not a.unsaid]
    sources = {("source", a.source.text.start, a.source.text.exact) for a in found if a.source.text}
    assert sorted(sources) == sorted(case.of("source"))
    assert sorted({("cue", a.cue.start, a.cue.exact) for a in found}) == sorted(case.of("cue"))
    content = _characters([stretch("", doc, *span) for a in found for span in a.content])
    marked = _characters(case.of("content"))
    assert len(content & marked) >= OVERLAP * len(content | marked)
    for attribution in found:
        assert attribution.act.value == case.fields.get("act", attribution.act.value)
        assert attribution.quotation.value == case.fields.get("quotation", attribution.quotation.value)
        assert attribution.anaphor is case.fields.get("anaphor", attribution.anaphor)


@pytest.mark.parametrize("case", texts("attributions", *KEYS))
def test_the_cue_lies_outside_of_its_content_and_at_its_token(case):
    doc = case.doc()
    for attribution in case.doc()._.attributions:
        assert not attribution.covers(attribution.at)
        assert attribution.cue.start <= doc[attribution.at].idx < attribution.cue.end
