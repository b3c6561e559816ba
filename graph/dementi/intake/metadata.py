"""What is known of articles besides their files: the manifest of a folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from dementi.boilerplate import is_date
from dementi.entries import read as toml
from dementi.entries import typed
from dementi.intake import safe
from dementi.intake.inputs import STDIN
from dementi.intake.problems import Problem

MANIFEST = "manifest.toml"
LARGEST = 32 << 20  # bytes; of a hundred thousand articles metadata take as many


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a manifest may say of an article; see ``records.Article`` for what it means."""

    id: str
    lang: str | None = None
    date: str | None = None
    publisher: str | None = None
    title: str | None = None
    author: str | None = None
    url: str | None = None
    origin: str | None = None
    rights: str | None = None


@dataclass
class Manifests:
    """The manifests met so far, each read once."""

    read: dict[Path, dict[str, dict[str, str]]] = field(default_factory=dict)

    def metadata(self, path: Path) -> tuple[dict[str, str], list[Problem]]:
        """Return what the manifest beside ``path`` says of it, else that beside the file it links to."""
        faults: list[Problem] = []
        for place in dict.fromkeys((path, path.resolve())) if path != STDIN else ():
            manifest = place.parent.resolve() / MANIFEST
            if manifest not in self.read:
                try:
                    self.read[manifest] = load_manifest(manifest) if manifest.is_file() else {}
                except (OSError, ValueError) as error:
                    self.read[manifest] = {}
                    faults.append(Problem(str(place.parent / MANIFEST), str(error), "its articles go without metadata"))
            if entry := self.read[manifest].get(place.stem):
                return entry, faults
        return {}, faults


def load_manifest(path: Path) -> dict[str, dict[str, str]]:
    """Read what is known of the articles in a folder, keyed by their id.

    Raises:
        ValueError: It is too large, no TOML, or an entry lacks an id, repeats one, has an unknown key, a value that is
            no text, or a date that is none; the message names the entry, the key and the value.
    """
    out = {}
    for entry in typed(path, toml(small(path), ("article",)), "article", Metadata):
        known = {key: value for key, value in asdict(entry).items() if value}
        if fault := wrong(known):
            raise ValueError(f"article {entry.id!r}: {fault}; mend it")
        out[known.pop("id")] = known
    return out


def small(path: Path) -> Path:
    """Return the path of a file of metadata.

    Raises:
        ValueError: It is too large to be one.
    """
    if path.stat().st_size > LARGEST:
        raise ValueError(f"{path.name}: more than {LARGEST:,} bytes; metadata of articles take less, split the file")
    return path


def wrong(known: Mapping[str, str]) -> str:
    """Return what is wrong with the date or the address of an article, "" where nothing is."""
    if known.get("date") and not is_date(known["date"]):
        return f"date {known['date']!r} is not YYYY, YYYY-MM or YYYY-MM-DD"
    if known.get("url") and not safe.address(known["url"]):
        return f"url {known['url']!r} is not an address that begins with http:// or https://"
    return ""
