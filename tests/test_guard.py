"""What a query of a user's may ask."""

import pytest

from dementi.guard import checked

ANYWHERE = "SERVICE <http://127.0.0.1:9/> { ?a ?b ?c }"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * WHERE {{ {ANYWHERE} }}",
        f"SELECT * WHERE {{ ?s ?p ?o OPTIONAL {{ {ANYWHERE.lower()} }} }}",
        f"SELECT * WHERE {{ {{ SELECT * WHERE {{ {ANYWHERE} }} }} }}",
        f"SELECT * WHERE {{ GRAPH ?g {{ ?s ?p ?o MINUS {{ {ANYWHERE} }} }} }}",
        f"SELECT * WHERE {{ ?s ?p ?o FILTER(1 = 1 && !EXISTS {{ {ANYWHERE} }}) }}",
        f"SELECT (EXISTS {{ {ANYWHERE} }} AS ?x) WHERE {{ ?s ?p ?o }}",
        f"SELECT ?s WHERE {{ ?s ?p ?o }} GROUP BY ?s HAVING (EXISTS {{ {ANYWHERE} }})",
        f"SELECT ?s WHERE {{ ?s ?p ?o }} ORDER BY (EXISTS {{ {ANYWHERE} }})",
        f"ASK {{ {ANYWHERE} }}",
        f"CONSTRUCT {{ ?a ?b ?c }} WHERE {{ {ANYWHERE} }}",
        f"DESCRIBE ?a WHERE {{ {ANYWHERE} }}",
        "SELECT * WHERE { SERVICE SILENT ?where { ?a ?b ?c } }",
        # A comment ends at a carriage return for Oxigraph, not for rdflib.
        f"SELECT * WHERE {{ ?s ?p ?o . # \r {ANYWHERE} \n }}",
    ],
)
def test_other_servers_are_not_asked(query):
    with pytest.raises(ValueError, match="SERVICE"):
        checked(query)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * FROM <http://127.0.0.1:9/> WHERE { ?s ?p ?o }", "FROM"),
        ("SELECT * FROM NAMED <http://127.0.0.1:9/> WHERE { ?s ?p ?o }", "FROM"),
        ("LOAD <http://127.0.0.1:9/>", "does not parse"),
        ("INSERT DATA { dem:a dem:b dem:c }", "does not parse"),
        ("DROP ALL", "does not parse"),
        ("SELECT * WHERE {\n  ?s ?p }", "line 2"),
        # rdflib reads \u0022 as the end of the text, Oxigraph as a character in it.
        (f'SELECT * WHERE {{ ?s ?p ?o FILTER(?o = "\\u0022 # ") {ANYWHERE} \n }}', "escape"),
        ("SELECT * WHERE " + "{" * 5000 + "}" * 5000, "nested"),
    ],
)
def test_refused(query, message):
    with pytest.raises(ValueError, match=message):
        checked(query)


def test_what_keeps_to_the_store_stays_as_it_is():
    query = 'PREFIX x: <http://x/>\nSELECT ?s WHERE { GRAPH ?g { ?s x:p "SERVICE FROM é" } } # SERVICE'
    assert checked(query) == query
    assert checked("ASK {}\r\n# x\r") == "ASK {}\n# x\n"
