"""Exports: where they are written, and that each format's own library reads the same as the graph holds."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph
import pytest
import rdflib
from lxml import etree
from rdflib.compare import isomorphic

from dementi import export, exporting, store, views
from dementi.export.days import first_day, last_day
from dementi.graph import open as open_graph
from dementi.networks import PROJECTIONS, network
from queries.corpus import everything, graph, hostile

HOSTILE = (
    "dit \u0001\u0008\u000b\u001f\ufffe « '\"\u2019 </script><!-- ]]> &amp; \u202e\u2066 =1+1 \r\n\t\r ligne "
    "e\u0301 \U0001f600 ; T1"
)
LEGAL = HOSTILE.translate(dict.fromkeys(map(ord, "\u0001\u0008\u000b\u001f\ufffe"), "\ufffd"))
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")  # it warns of itself
RDF = ("nq", "trig", "ttl", "jsonld")


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """What reads an export may not ask anybody."""
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("an export made somebody use the network"))


def lone_store(folder, pairs):
    """Return the content of a store by itself, made of articles and their statements, with the texts beside it."""
    quads = folder / "in.nq"
    quads.write_text(graph(pairs), encoding="utf-8", newline="")
    store.create(folder / "oxigraph", quads)
    alone = export.of_folder(folder)
    return export.Content(alone.ask, alone.quads, {article.id: article for article, _ in pairs}.get), quads


@pytest.fixture(scope="module")
def all_of_it(tmp_path_factory):
    return lone_store(tmp_path_factory.mktemp("everything"), everything())


@pytest.fixture(scope="module")
def bad(tmp_path_factory):
    return lone_store(tmp_path_factory.mktemp("hostile"), hostile(HOSTILE))


@pytest.fixture(params=["all_of_it", "bad"])
def given(request):
    return request.getfixturevalue(request.param)


def quads_of(path, form):
    return set(pyoxigraph.parse(path=str(path), format=form))


def flat(path, form):
    """A file as rdflib reads it, all graphs together."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=path.read_bytes(), format=form)
    found = rdflib.Graph()
    for triple in dataset.triples((None, None, None)):
        found.add(triple)
    return found


@pytest.mark.parametrize("form", ["nq", "trig", "jsonld"])
def test_quads_come_back_whole(given, tmp_path, form):
    content, quads = given
    export.write(content, form, tmp_path / "out")
    formats = {"nq": "N_QUADS", "trig": "TRIG", "jsonld": "JSON_LD"}
    whole = quads_of(quads, pyoxigraph.RdfFormat.N_QUADS)
    assert quads_of(tmp_path / "out", getattr(pyoxigraph.RdfFormat, formats[form])) == whole


@pytest.mark.parametrize("form", RDF)
def test_rdflib_reads_the_same_triples(given, tmp_path, form):
    content, quads = given
    export.write(content, form, tmp_path / "out")
    names = {"nq": "nquads", "ttl": "turtle", "jsonld": "json-ld", "trig": "trig"}
    assert isomorphic(flat(tmp_path / "out", names[form]), flat(quads, "nquads"))


def test_rdflib_finds_the_graphs_of_json_ld(all_of_it, tmp_path):
    content, quads = all_of_it
    export.write(content, "jsonld", tmp_path / "out")
    found, wanted = rdflib.Dataset(), rdflib.Dataset()
    found.parse(data=(tmp_path / "out").read_bytes(), format="json-ld")
    wanted.parse(data=quads.read_bytes(), format="nquads")
    assert {(*quad,) for quad in found.quads()} == {(*quad,) for quad in wanted.quads()}


def test_turtle_has_each_triple_once_and_no_graph(all_of_it, tmp_path):
    content, quads = all_of_it
    export.write(content, "ttl", tmp_path / "out.ttl")
    found = [*pyoxigraph.parse(path=str(tmp_path / "out.ttl"), format=pyoxigraph.RdfFormat.TURTLE)]
    assert len(found) == len({quad.triple for quad in quads_of(quads, pyoxigraph.RdfFormat.N_QUADS)})


def test_the_context_of_json_ld_is_in_the_file(all_of_it, tmp_path):
    export.write(all_of_it[0], "jsonld", tmp_path / "out")
    found = json.loads((tmp_path / "out").read_text(encoding="utf-8"))
    assert isinstance(found["@context"], dict)
    nodes = {node["@id"]: node for named in found["@graph"] for node in named["@graph"] if "skos:prefLabel" in node}
    assert nodes["actor:russia"]["skos:prefLabel"] == {"fr": "Russie", "en": "Russia"}
    assert "@context" not in json.dumps(found["@graph"])


@pytest.mark.parametrize("projection", PROJECTIONS)
def test_networkx_reads_graphml_with_all_attributes(given, tmp_path, projection):
    content, _ = given
    net = network(content.ask, projection)
    export.write(content, "graphml", tmp_path / "out", projection)
    found = nx.read_graphml(tmp_path / "out", force_multigraph=net.is_multigraph())
    assert found.is_directed() == net.is_directed()
    assert dict(found.nodes(data=True)) == {legal(node): legal(values) for node, values in net.nodes(data=True)}
    assert edges(found) == edges(net)


@pytest.mark.parametrize("projection", PROJECTIONS)
def test_networkx_reads_gexf_with_all_attributes(given, tmp_path, projection):
    content, _ = given
    net = network(content.ask, projection)
    export.write(content, "gexf", tmp_path / "out", projection)
    found = nx.read_gexf(tmp_path / "out", version="1.3")
    assert dict(found.nodes(data=True)) == {legal(node): legal(values) for node, values in net.nodes(data=True)}
    assert edges(found, without=("id", "start", "end")) == edges(net)
    for *_, values in found.edges(data=True):
        first, last = values.get("first", values.get("date")), values.get("last", values.get("date"))
        lasting = (first_day(first), last_day(last)) if first else (None, None)
        assert (values.get("start"), values.get("end")) == lasting


def legal(value):
    """A value as XML holds it."""
    if isinstance(value, dict):
        return {key: legal(one) for key, one in value.items()}
    return value.translate(dict.fromkeys((1, 8, 11, 31, 0xFFFE), "\ufffd")) if isinstance(value, str) else value


def edges(net, without=()):
    """The edges of a network, for comparison."""
    return sorted(
        (
            *(ends if net.is_directed() else sorted(ends)),
            sorted(legal({k: v for k, v in of.items() if k not in without}).items()),
        )
        for *ends, of in net.edges(data=True)
    )


def test_hostile_words_stay_in_xml(bad, tmp_path):
    export.write(bad[0], "graphml", tmp_path / "out")
    found = nx.read_graphml(tmp_path / "out", force_multigraph=True)
    assert {values["quote"] for *_, values in found.edges(data=True)} == {LEGAL}


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2024-02-03", "2024-02-03", "2024-02-03"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
    ],
)
def test_days_of_a_date(date, first, last):
    assert (first_day(date), last_day(date)) == (first, last)


def test_gexf_has_the_colours_of_the_pages(all_of_it, tmp_path):
    export.write(all_of_it[0], "gexf", tmp_path / "out")
    css = (Path(views.__file__).parent / "templates" / "base.css").read_text(encoding="utf-8")
    light = dict(reversed(re.findall(r"--(asserts|denies|uncertain): (#\w{6})", css)))
    found = nx.read_gexf(tmp_path / "out", version="1.3")
    stances = {key: values["stance"] for *_, key, values in found.edges(keys=True, data=True)}
    for edge in ElementTree.parse(tmp_path / "out").iter("{http://gexf.net/1.3}edge"):
        colour = edge.find("{http://gexf.net/1.3/viz}color").attrib
        written = "#" + "".join(f"{int(colour[part]):02x}" for part in "rgb")
        assert light[stances[edge.get("id")]] == written


@pytest.mark.parametrize("form", export.FORMATS)
def test_the_same_graph_gives_the_same_bytes(all_of_it, tmp_path, form):
    content, quads = all_of_it
    again, _ = lone_store(tmp_path, everything()[::-1])
    for name, one in (("one", content), ("other", again)):
        export.write(one, form, tmp_path / name)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "other")


def test_another_process_in_another_folder_gives_the_same_bytes(built, tmp_path):
    code = (
        "import sys\nfrom dementi import export\ncontent = export.of_folder(sys.argv[1])\n"
        "for form in export.FORMATS: export.write(content, form, f'{sys.argv[2]}/{form}')\n"
        "for name in export.PROJECTIONS: export.write(content, 'gexf', f'{sys.argv[2]}/{name}', name)"
    )
    for seed in "12":
        (tmp_path / seed).mkdir()
        shutil.copytree(built, tmp_path / seed / "graph")
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run(
            [sys.executable, "-c", code, tmp_path / seed / "graph", tmp_path / seed], check=True, env=environment
        )
        shutil.rmtree(tmp_path / seed / "graph")
    assert bytes_of(tmp_path / "1") == bytes_of(tmp_path / "2")


def bytes_of(path):
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    return [(str(file.relative_to(path)), file.read_bytes()) for file in files if file.is_file()]


@pytest.mark.parametrize("form", export.FORMATS)
def test_an_empty_graph_is_exported(tmp_path, form):
    content, _ = lone_store(tmp_path, [])
    export.write(content, form, tmp_path / "out")
    assert (tmp_path / "out").exists()


def test_what_fails_leaves_what_was_there(all_of_it, tmp_path, monkeypatch):
    (tmp_path / "out").write_text("avant")
    monkeypatch.setattr(export.rdf, "serialize", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export.write(all_of_it[0], "ttl", tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (tmp_path / "out").read_text() == "avant"


def test_a_folder_whose_place_cannot_be_taken_comes_back(all_of_it, tmp_path, monkeypatch):
    export.write(all_of_it[0], "csv", tmp_path / "out")
    before, rename = bytes_of(tmp_path / "out"), Path.rename

    def refused(path, target):
        if path.name == "out" and path.parent != tmp_path:
            raise PermissionError("in use")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(PermissionError):
        export.write(all_of_it[0], "csv", tmp_path / "out")
    assert bytes_of(tmp_path / "out") == before and [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_and_a_folder_do_not_take_each_others_place(all_of_it, tmp_path):
    (tmp_path / "file").write_text("avant")
    with pytest.raises(NotADirectoryError, match=r"file: is a file, and this format is a folder; name a new one"):
        export.write(all_of_it[0], "csv", tmp_path / "file")
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError, match=r"folder: is a folder; name a file in it"):
        export.write(all_of_it[0], "nq", tmp_path / "folder")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]
    assert (tmp_path / "file").read_text() == "avant"


def test_a_link_stays_a_link(all_of_it, tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "out.nq").symlink_to(tmp_path / "there" / "real.nq")
    export.write(all_of_it[0], "nq", tmp_path / "out.nq")
    assert (tmp_path / "out.nq").is_symlink() and (tmp_path / "there" / "real.nq").read_bytes()


def test_a_folder_of_something_else_is_left_alone(all_of_it, tmp_path):
    (tmp_path / "thèse").mkdir()
    (tmp_path / "thèse" / "chapitre.txt").write_text("avant")
    with pytest.raises(FileExistsError, match="holds something else"):
        export.write(all_of_it[0], "ttl", tmp_path / "thèse")
    assert (tmp_path / "thèse" / "chapitre.txt").read_text() == "avant"


def test_an_unknown_format_is_told(all_of_it, tmp_path):
    with pytest.raises(ValueError, match="xls: no such format; there are ttl, trig"):
        export.write(all_of_it[0], "xls", tmp_path / "out")


def test_the_command_knows_all_formats():
    assert tuple(exporting.Form) == export.FORMATS
    assert tuple(exporting.Projection) == tuple(PROJECTIONS)


def test_the_command_exports_what_was_built(dementi, built, tmp_path):
    done = dementi("export", "--graph", built, "-o", tmp_path / "graphe.nq")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert (tmp_path / "graphe.nq").read_bytes() == (built / "graph.nq").read_bytes()


def test_the_command_says_what_it_lacks(dementi, built, tmp_path):
    assert dementi("export", "--graph", built, "-o", tmp_path / "graphe").returncode == 2
    done = dementi("export", "--graph", tmp_path, "-o", tmp_path / "graphe.ttl")
    assert done.returncode == 1 and "no graph here" in done.stderr


def test_the_command_writes_a_stream(dementi, built):
    done = dementi("export", "--graph", built, "--format", "nq", "-o", "-")
    assert done.stdout == (built / "graph.nq").read_bytes().decode()
    done = dementi("export", "--graph", built, "--format", "csv", "-o", "-")
    assert (done.returncode, done.stdout) == (2, "") and "is a folder" in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_stays_a_pipe(all_of_it, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    found = []
    reader = threading.Thread(target=lambda: found.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    export.write(all_of_it[0], "nq", tmp_path / "pipe")
    reader.join(timeout=30)
    export.write(all_of_it[0], "nq", tmp_path / "file")
    assert found == [(tmp_path / "file").read_bytes()] and (tmp_path / "pipe").is_fifo()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_beside_a_pipe_nothing_is_put(all_of_it, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    reader = threading.Thread(target=(tmp_path / "pipe").read_bytes)
    reader.start()
    export.write(all_of_it[0], "sqlite", tmp_path / "pipe")
    reader.join(timeout=30)
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_a_store_without_its_folder_is_sorted_alike(built, tmp_path):
    shutil.copytree(store.place(built), tmp_path / "oxigraph")
    export.write(export.of_folder(tmp_path), "nq", tmp_path / "out")
    kept = (built / "graph.nq").read_bytes()
    assert (tmp_path / "out").read_bytes() == kept.replace(b"#nonNegativeInteger>", b"#integer>")  # Oxigraph's doing


def test_a_graph_in_python_exports_itself(built, tmp_path):
    opened = open_graph(built)
    opened.export(tmp_path / "claims.gexf")
    opened.export(tmp_path / "sides", "graphml", projection="sides")
    assert nx.read_gexf(tmp_path / "claims.gexf", version="1.3").number_of_edges() == opened.counts.statements
    assert nx.is_isomorphic(nx.read_graphml(tmp_path / "sides"), opened.networkx("sides"))
    with pytest.raises(ValueError, match="sides: its end does not tell the format; name one of ttl"):
        opened.export(tmp_path / "sides")


def test_n_quads_are_a_store_again(built, tmp_path):
    export.write(export.of_folder(built), "nq", tmp_path / "graphe.nq")
    store.create(tmp_path / "oxigraph", tmp_path / "graphe.nq")
    one, other = open_graph(built), open_graph(tmp_path)
    for question in ("contested", "evidence", "changes", "deniers"):
        assert other.query(question).to_dicts() == one.query(question).to_dicts()


# What GEXF 1.3 says of the elements used here (https://gexf.net/schema.html), in RELAX NG.
_GEXF = """<element name="gexf" ns="http://gexf.net/1.3" xmlns="http://relaxng.org/ns/structure/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
 <attribute name="version"><value>1.3</value></attribute>
 <element name="meta"><interleave><element name="creator"><text/></element>
  <element name="description"><text/></element></interleave></element>
 <element name="graph">
  <attribute name="defaultedgetype"><choice><value>directed</value><value>undirected</value></choice></attribute>
  <attribute name="mode"><choice><value>static</value><value>dynamic</value><value>slice</value></choice></attribute>
  <attribute name="timeformat"><value>date</value></attribute>
  <zeroOrMore><element name="attributes">
   <attribute name="class"><choice><value>node</value><value>edge</value></choice></attribute>
   <zeroOrMore><element name="attribute"><attribute name="id"/><attribute name="title"/>
    <attribute name="type"><choice><value>string</value><value>long</value><value>double</value>
     <value>boolean</value></choice></attribute></element></zeroOrMore></element></zeroOrMore>
  <element name="nodes"><zeroOrMore><element name="node"><attribute name="id"/><attribute name="label"/>
   <element name="attvalues"><zeroOrMore><ref name="value"/></zeroOrMore></element></element></zeroOrMore></element>
  <element name="edges"><zeroOrMore><element name="edge"><attribute name="id"/><attribute name="source"/>
   <attribute name="target"/><optional><attribute name="kind"/></optional>
   <optional><attribute name="weight"><data type="double"/></attribute></optional>
   <optional><attribute name="start"><data type="date"/></attribute></optional>
   <optional><attribute name="end"><data type="date"/></attribute></optional>
   <element name="attvalues"><zeroOrMore><ref name="value"/></zeroOrMore></element>
   <optional><element name="color" ns="http://gexf.net/1.3/viz"><ref name="channels"/></element></optional>
  </element></zeroOrMore></element>
 </element></element>"""
_VALUE = """<define name="value">
 <element name="attvalue"><attribute name="for"/><attribute name="value"/></element></define>
<define name="channels">%s</define>"""
_CHANNEL = '<attribute name="%s"><data type="unsignedByte"/></attribute>'


@pytest.mark.parametrize("projection", PROJECTIONS)
def test_gexf_keeps_to_its_schema(given, tmp_path, projection):
    export.write(given[0], "gexf", tmp_path / "out", projection)
    space = 'xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'
    defined = _VALUE % "".join(_CHANNEL % one for one in "rgb")
    grammar = f'<grammar {space} ns="http://gexf.net/1.3"><start>{_GEXF}</start>{defined}</grammar>'
    schema, drawn = etree.RelaxNG(etree.fromstring(grammar)), etree.parse(tmp_path / "out")
    assert schema.validate(drawn), schema.error_log
    ids = [node.get("id") for node in drawn.iter("{*}node")]
    edges = [edge.get("id") for edge in drawn.iter("{*}edge")]
    assert len(set(ids)) == len(ids) and len(set(edges)) == len(edges)
    assert {edge.get(end) for edge in drawn.iter("{*}edge") for end in ("source", "target")} <= set(ids)
