"""The files of learnt weights: read with care, a sign a line, in order."""

from __future__ import annotations

import pytest

from dementi.components import affiliation, ranking, weighing

FILES = [(affiliation, 1, "a weight"), (ranking, 3, "three weights"), (weighing, 1, "a weight")]


@pytest.mark.parametrize(("module", "count", "wanted"), FILES)
@pytest.mark.parametrize("fields", [0, -1, 1, "beaucoup"])
def test_weights_that_are_none_are_refused_by_line(tmp_path, module, count, wanted, fields):
    path = tmp_path / module.WEIGHTS.name
    numbers = ["0.1"] * count
    bad = {0: [], -1: numbers[:-1], 1: [*numbers, "2"]}.get(fields, [*numbers[:-1], "beaucoup"])
    path.write_text("\n".join("\t".join(line) for line in (["good", *numbers], ["bad", *bad])), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"{path.name}: line 2: .* is no sign with {wanted}"):
        module.load_weights(path)


@pytest.mark.parametrize(("module", "count", "_"), FILES)
def test_every_sign_has_its_weights_and_a_line_of_its_own(module, count, _):
    lines = [line.split("\t") for line in module.WEIGHTS.read_text(encoding="utf-8").splitlines()]
    signs = [sign for sign, *_ in lines]
    assert signs == sorted(set(signs)) and len(signs) > 100
    assert {len(weights) for _, *weights in lines} == {count}
