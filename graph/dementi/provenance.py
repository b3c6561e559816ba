"""Which extraction an article went through: the version, the model and the rules, as hashes of what decides."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import dementi
from dementi.terms import ONTOLOGY

_PACKAGE = Path(__file__).resolve().parent
_MODEL = _PACKAGE / "fr" / "model"
# Whatever decides which statements an article makes, the trained model left out, which has its own hash. The other
# modules write, ask and show what was found; ``intake`` only gets at the text, which has a hash of its own.
_DECIDING = ("components/*.py", "fr/*.py", "fr/*.tsv", "fr/*.npz", "fr/lexicons/*")
_MODULES = "articles boilerplate decoding entries lexicon pipeline records statements terms".split()
_NAMES = ("actors.ttl", "dementi.ttl", "offices.ttl", "weapons.ttl")
_KEY_LENGTH = 16  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class Extraction:
    """What made statements of an article's text.

    Attributes:
        version: Of the package.
        model: SHA-256 over the files of the trained pipeline, hexadecimal.
        rules: SHA-256 over components, lexicons, weights and names of the world, hexadecimal.
    """

    version: str
    model: str
    rules: str

    @property
    def key(self) -> str:
        """The end of its IRI: a hash of all three."""
        return sha256("\n".join((self.version, self.model, self.rules)).encode()).hexdigest()[:_KEY_LENGTH]


@cache
def extraction(model: str | None = None) -> Extraction:
    """Return the extraction that this installation does, read once.

    Args:
        model: Path or name of a spaCy pipeline in the place of the one that comes with the project.

    Raises:
        OSError: There is no such pipeline.
    """
    return Extraction(dementi.__version__, _hash(_below(_folder(model))), _hash(_rules()))


def _rules() -> Mapping[str, Path]:
    """Return the files that decide what is found, by a name that does not tell where the package lies."""
    files = [path for pattern in _DECIDING for path in _PACKAGE.glob(pattern)]
    files += [_PACKAGE / f"{name}.py" for name in _MODULES]
    found = {path.relative_to(_PACKAGE).as_posix(): path for path in files}
    return found | {f"ontology/{name}": ONTOLOGY / name for name in _NAMES}


def _below(folder: Path) -> Mapping[str, Path]:
    """Return the files of a trained pipeline by their place in it; what only explains it does not count."""
    return {path.relative_to(folder).as_posix(): path for path in _files(folder) if path.suffix not in (".md", ".pyc")}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _folder(model: str | None) -> Path:
    """Return the folder of a trained pipeline, as spaCy would find it: a package's name, or a path."""
    if model is None:
        return _MODEL
    found = importlib.util.find_spec(model) if model.isidentifier() else None
    folder = Path(found.origin).parent if found and found.origin else Path(model)
    if not folder.is_dir():
        raise FileNotFoundError(f"--model {model}: no such folder or package; give the path of a spaCy pipeline")
    return folder


def _hash(files: Mapping[str, Path]) -> str:
    """Return one hash of files and their names, whatever the order in which the disk lists them."""
    found = sha256()
    for name, path in sorted(files.items()):
        found.update(f"{name}\0{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()
