"""Records as MessagePack and back."""

import srsly

from dementi import packing
from dementi.records import (
    STANCE_OF_ACT,
    Act,
    Article,
    Attribution,
    Claim,
    Evidence,
    Kind,
    Period,
    Quantity,
    QuotationType,
    Selector,
    Source,
    SourceKind,
    Statement,
    Status,
)

packing.register()
IRAN = Source("Iran", SourceKind.STATE, "Iran", Selector(0, 7, "Téhéran"), "iran")
EVIDENCE = Evidence(
    Selector(0, 4, "Tout"), Status.DONE, Quantity("dix", 10, 10), Period("2022", "2022-01-01", "2023-01-01")
)
STATEMENT = Statement(
    "a",
    IRAN,
    STANCE_OF_ACT[Act.DENIES],
    Act.DENIES,
    Claim(Kind.TRANSFER, "Iran", None, "drone"),
    "drones",
    Selector(8, 14, "dément"),
    (EVIDENCE, Evidence(Selector(5, 6, "x"))),
    via=("Exemple",),
)
ATTRIBUTION = Attribution(
    IRAN, Selector(8, 14, "dément"), 1, ((2, 5), (7, 9)), Act.DENIES, QuotationType.INDIRECT, via=("Exemple",)
)


def test_a_record_comes_back_as_it_was():
    for record in (STATEMENT, ATTRIBUTION, Article("a", "Texte", body=((0, 5),), date="2023-05")):
        back = srsly.msgpack_loads(srsly.msgpack_dumps([record]))[0]
        assert back == record and type(back) is type(record) and repr(back) == repr(record)


def test_other_values_are_left_to_others():
    values = {"dementi": "Nothing", "n": [1, 2.5, None, "é"], "d": {"dementi": 3}}
    assert srsly.msgpack_loads(srsly.msgpack_dumps(values)) == values
    assert packing.packed({1}) == {1}
    assert packing.unpacked({"dementi": "Nothing"}, lambda value: [value]) == [{"dementi": "Nothing"}]
