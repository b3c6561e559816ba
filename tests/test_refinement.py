"""Which claims are narrower than which."""

import pytest

from dementi.refinement import below, broader, equal_or_refines, lineage
from dementi.terms import BASE


def iri(written):
    return f"{BASE}claim/{written}"


@pytest.mark.parametrize(
    ("narrow", "broad", "refines"),
    [
        ("transfer/iran/russia/shahed-136", "transfer/iran/russia/drone", True),  # through loitering munition
        ("transfer/iran/russia/drone", "transfer/iran/russia/weapons", True),
        ("transfer/iran/russia/drone", "transfer/_/russia/drone", True),
        ("transfer/iran/russia/drone", "transfer/iran/_/drone", True),
        ("transfer/iran/russia/shahed-136", "transfer/_/_/weapons", True),
        ("transfer/_/russia/drone", "transfer/_/russia/weapons", True),
        ("transfer/iran/russia/drone", "transfer/iran/russia/shahed-136", False),
        ("transfer/_/russia/drone", "transfer/iran/russia/drone", False),
        (
            "transfer/_/russia/shahed-136",
            "transfer/iran/russia/drone",
            False,
        ),  # narrower in one part, broader in another
        ("transfer/iran/russia/drone", "transfer/russia/iran/drone", False),
        ("transfer/iran/russia/drone", "transfer/iran/russia/missile", False),
        ("production/iran/russia/drone", "transfer/iran/russia/drone", False),
        ("transfer/iran/russia/components", "transfer/iran/russia/weapons", False),
        ("transfer/person:X:iran/russia/drone", "transfer/iran/russia/drone", False),
    ],
)
def test_refines(narrow, broad, refines):
    assert equal_or_refines(iri(narrow), iri(broad)) is refines
    assert not equal_or_refines(iri(broad), iri(narrow)) or not refines


def test_a_claim_equals_itself_and_does_not_refine_itself():
    drones = iri("transfer/iran/russia/drone")
    assert equal_or_refines(drones, drones)
    assert drones not in broader(drones)


def test_refinement_is_transitive():
    narrowest = iri("transfer/iran/russia/shahed-136")
    for claim in broader(narrowest):
        assert broader(claim) < broader(narrowest)


def test_an_item_with_all_above_and_all_below():
    assert lineage("drone") == ("drone", "weapons")
    assert set(lineage("shahed-136")) >= {"shahed-136", "loitering-munition", "drone", "weapons"}
    assert set(below("drone")) >= {"drone", "loitering-munition", "shahed-136"}
    assert "missile" not in below("drone")


def test_an_item_that_the_ontology_no_longer_has_stands_alone():
    assert lineage("obusier-9") == ("obusier-9",)
    assert below("obusier-9") == ("obusier-9",)
