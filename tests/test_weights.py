"""The files of learnt weights: read with care, a sign a line, in order."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dementi.components import affiliation, ranking, weighing

FILES = [(affiliation, 1, "a weight"), (ranking, 3, "three weights"), (weighing, 1, "a weight")]
BAD = {
    "empty": lambda numbers: "",
    "fewer": lambda numbers: "\t".join(("bad", *numbers[1:])),
    "more": lambda numbers: "\t".join(("bad", *numbers, "2")),
    "no number": lambda numbers: "\t".join(("bad", *numbers[1:], "beaucoup")),
}


@pytest.mark.parametrize(("module", "count", "wanted"), FILES)
@pytest.mark.parametrize("how", BAD)
def test_weights_that_are_none_are_refused_by_line(tmp_path, module, count, wanted, how):
    path, numbers = tmp_path / module.WEIGHTS.name, ["0.1"] * count
    path.write_text("\t".join(("good", *numbers)) + f"\n{BAD[how](numbers)}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"{path.name}: line 2: .* is no sign with {wanted}"):
        module.load_weights(path)


@pytest.mark.parametrize(("module", "count", "_"), FILES)
def test_every_sign_has_its_weights_and_a_line_of_its_own(module, count, _):
    loaded = module.load_weights()
    tables = [loaded] if isinstance(loaded, Mapping) else [loaded.supplier, loaded.recipient, loaded.told]
    signs = [line.split("\t")[0] for line in module.WEIGHTS.read_text(encoding="utf-8").splitlines()]
    assert len(tables) == count and signs == sorted(signs) and len(signs) > 100
    assert all(len(table) == len(signs) for table in tables)
