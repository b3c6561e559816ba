"""What CONTRIBUTING shows is tried: its entries are read beside what is there, and found."""

import re
import shutil

import pytest

from conftest import ROOT
from dementi import lexicon, terms
from dementi.components import mentions
from dementi.records import Act

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def block(language, number=0):
    """A block of code, its indentation taken off."""
    indent, code = re.findall(rf"^( *)```{language}\n(.*?)^ *```", TEXT, re.M | re.S)[number]
    return re.sub(rf"^{indent}", "", code, flags=re.M)


@pytest.mark.parametrize(
    ("file", "number", "concept", "form"),
    [
        ("actors.ttl", 0, "kristeligt-dagblad", "Kristeligt Dagblad"),
        ("weapons.ttl", 1, "blowpipe", "missiles Blowpipe"),
    ],
)
def test_an_entry_of_the_ontology(tmp_path, monkeypatch, file, number, concept, form):
    assert concept not in terms.concepts(), "the example is of what is not there"
    shutil.copytree(terms.ONTOLOGY, tmp_path / "ontology")
    with (tmp_path / "ontology" / file).open("a", encoding="utf-8") as out:
        out.write("\n" + block("turtle", number))
    monkeypatch.setattr(terms, "ONTOLOGY", tmp_path / "ontology")
    terms.concepts.cache_clear()
    try:
        trie = mentions.gazetteer(terms.concepts().values(), terms.stops())
    finally:
        terms.concepts.cache_clear()
    ((start, end, [(found, _), *_]),) = mentions.find_forms(f"Il est question de {form} ici.", trie)
    assert (found.id, end - start) == (concept, len(form))


def test_a_verb(tmp_path):
    for path in lexicon.FRENCH.iterdir():
        shutil.copy(path, tmp_path)
    assert "fanfaronner" not in [cue.lemma for cue in lexicon.load_attributions().verbs]
    with (tmp_path / "attributions.toml").open("a", encoding="utf-8") as out:
        out.write("\n" + block("toml"))
    header, *lines = (tmp_path / "inflections.tsv").read_text(encoding="utf-8").splitlines()
    lines.append("fanfaronne\tfanfaronner\tVERB\tMood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin")
    rows = sorted(line.split("\t") for line in lines)
    text = "\n".join([header, *map("\t".join, rows)])
    (tmp_path / "inflections.tsv").write_text(text + "\n", encoding="utf-8")
    (cue,) = (cue for cue in lexicon.load_attributions(tmp_path).verbs if cue.lemma == "fanfaronner")
    assert cue.act is Act.ANNOUNCES
