"""Looking a name up: every spelling leads to its concept, and what is not there to its neighbours."""

import pytest

from dementi import lookup


@pytest.mark.parametrize(
    "name", ["Iran", "IRAN", "iran", "téhéran", "TEHERAN", "République islamique d’Iran", "iraniennes"]
)
def test_every_spelling_leads_to_its_concept(name):
    assert [row["name"] for row in lookup.look_up(name)] == ["Iran"]


def test_a_shared_surname_leads_to_all_who_have_it():
    assert [row["name"] for row in lookup.look_up("Johnson")] == ["Boris Johnson", "Mike Johnson"]


def test_a_row_has_what_is_known_and_nothing_empty():
    (row,) = lookup.look_up("Baykar")
    assert row == {
        "name": "Baykar",
        "french": "Baykar",
        "kind": "organization",
        "forms": ["Baykar", "Baykar Makina", "Baykar Technologies", "Baykar Defence"],
        "of": "Turkey",
        "private": True,
        "iri": "https://w3id.org/dementi/id/actor/baykar",
    }


def test_what_a_form_does_not_mean_is_said():
    (row,) = lookup.look_up("Géorgie")
    assert "État de Géorgie" in row["not in"] and "Atlanta" in row["not beside"]
    (row,) = lookup.look_up("chars")
    assert "char" in row["in context"] and "M1 Abrams" in row["narrower"]


@pytest.mark.parametrize(
    ("date", "offices"),
    [
        (None, 2),
        ("2018-12-31", 0),
        ("2020", 1),
        ("2021", 2),
        ("2022-10", 1),
        ("2025", 0),
    ],
)
def test_offices_at_a_date(date, offices):
    (row,) = lookup.look_up("Raïssi", date)
    assert len(row.get("offices", [])) == offices


def test_who_was_in_office():
    (row,) = lookup.look_up("OTAN", "2022")
    assert row["in office"] == ["Jens Stoltenberg, secretary general of NATO (2014-10-01 to 2024-10-01)"]
    (row,) = lookup.look_up("Pays-Bas", "2022")
    assert row["in office"] == ["Mark Rutte, prime minister of the Netherlands (2010-10-14 to 2024-07-02)"]
    (row,) = lookup.look_up("OTAN")
    assert "in office" not in row


@pytest.mark.parametrize("date", ["hier", "17/10/2022", "22", "", "2022-1", "2022-10-17T00:00"])
def test_a_date_is_iso(date):
    with pytest.raises(ValueError, match="is no ISO date"):
        lookup.look_up("Iran", date)


def test_a_name_that_is_not_there():
    assert lookup.look_up("Atlantide") == [] == lookup.look_up("...")
    assert lookup.near("Ukrane")[0] == "Ukraine"
    assert lookup.near("zzzzzzzz") == []


def test_every_concept_is_listed_and_found_by_its_id():
    rows = lookup.everything()
    assert len(rows) > 1000
    for row in rows[::50]:
        assert row["name"] in [found["name"] for found in lookup.look_up(row["id"])]
