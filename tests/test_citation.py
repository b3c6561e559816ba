"""CITATION.cff keeps to the fields of the Citation File Format 1.2.0, as its schema has them."""

import re
import tomllib

import yaml

from conftest import ROOT

CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# https://github.com/citation-file-format/citation-file-format/blob/1.2.0/schema-guide.md: the root keys.
KEYS = set(
    """abstract authors cff-version commit contact date-released doi identifiers keywords license license-url message
    preferred-citation references repository repository-artifact repository-code title type url version""".split()
)
NEEDED = {"authors", "cff-version", "message", "title"}
# Of an entity, which is what authors without a given name are.
ENTITY = set(
    """address alias city country date-end date-start email fax location name orcid post-code region tel
    website""".split()
)


def test_its_fields_are_those_of_the_format():
    assert NEEDED <= CITATION.keys() <= KEYS
    assert CITATION["cff-version"] == "1.2.0" and CITATION["type"] in {"software", "dataset"}
    for author in CITATION["authors"]:
        assert {"name"} <= author.keys() <= ENTITY
    for key in ("abstract", "license", "message", "title", "version"):
        assert isinstance(CITATION[key], str) and CITATION[key], key
    assert len(set(CITATION["keywords"])) == len(CITATION["keywords"])


def test_it_says_the_same_as_the_project():
    assert CITATION["license"] == PROJECT["license"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", CITATION["version"])
