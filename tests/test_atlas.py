"""Places on the map of the network: the same every time, one for each thing, and those that belong together near."""

import math

from dementi.views import atlas

NAMES = [f"n{number}" for number in range(30)]
TIES = {("n0", "n1"): 40, ("n0", "n2"): 40, ("n1", "n2"): 40, ("n3", "n4"): 40, ("n2", "n3"): 1}


def test_the_same_ties_give_the_same_places():
    assert atlas.parties(NAMES, TIES) == atlas.parties(NAMES, dict(reversed(TIES.items())))


def test_those_with_ties_lie_near_each_other():
    spots = atlas.parties(NAMES, TIES)
    assert math.dist(spots["n0"], spots["n1"]) < math.dist(spots["n0"], spots["n4"])


def test_more_than_are_laid_out_by_force_lie_around_the_others(monkeypatch):
    monkeypatch.setattr(atlas, "FORCED", 5)
    spots = atlas.parties(NAMES, TIES)
    assert len(set(spots.values())) == len(NAMES)
    assert all(math.hypot(*spots[name]) > 1.1 for name in NAMES[5:])


def test_no_parties():
    assert atlas.parties([], {}) == {}
    assert atlas.settled({}, (1, 1)) == {}
    assert atlas.between([]) == (0, 0)


def test_each_thing_gets_a_cell_of_its_own():
    places = atlas.settled(dict.fromkeys(NAMES, (0.5, 0.5)), (10, 20))
    assert len(set(places.values())) == len(NAMES)
    assert all(x % 10 == 0 and y % 20 == 0 for x, y in places.values())


def test_a_crowd_does_not_take_the_room_of_the_others():
    crowd = dict.fromkeys(NAMES[:28], (0.0, 0.01)) | {"n28": (0.0, 0.02), "n29": (0.0, -0.9)}
    places = atlas.settled(crowd, (1, 1))
    assert places["n28"][1] > max(y for name, (_, y) in places.items() if name in NAMES[:20]) - 1
    assert places["n29"][1] == min(y for _, y in places.values())
