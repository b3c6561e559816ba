"""Print how good extraction is, phenomenon by phenomenon, as tables of Markdown.

    python scripts/quality.py                          # the five seeds, and the families of marked sentences
    DEMENTI_GOLD=DIR python scripts/quality.py dev     # also NAME.jsonl of that folder, with its articles in NAME/
    DEMENTI_GOLD=DIR python scripts/quality.py --totals blind
    python scripts/quality.py --write                  # into QUALITY.md, in the place of what it says of these sets

``--totals`` prints one line of totals for each set, in their order: for articles that nobody who works on extraction
should see, not even by kinds of errors. QUALITY.md says by hand when and by which version the figures were measured.
"""

from __future__ import annotations

import argparse
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dementi import breakdown, corpus, evaluation
from dementi.breakdown import PLACES
from dementi.evaluation import STANCES, Row

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "cases"
PAGE = ROOT / "QUALITY.md"
HEADS = ("articles", "statements", "precision", "recall", "F1", "F1 of denials", "flips", "swaps")
TOTALS = f"| {' | '.join(HEADS)} |\n{'|---' * len(HEADS)}|"
FIGURES = "| | right | found | expected | precision | recall | F1 |\n|---|---|---|---|---|---|---|"
RECALL = "| | expected | found | recall |\n|---|---|---|---|"
# What a statement of gold is like: by heading, how it is called there.
TRAITS: Mapping[str, Callable[[Row], str]] = {
    "what the source is": lambda row: str(row.get("source_kind")),
    "how it is said (act)": lambda row: str(row.get("act")),
    "how far it is said to have come (status)": lambda row: str(row.get("status")),
    "relayed by another": lambda row: "yes" if row.get("via") else "no",
}


def families() -> str:
    """Return the table of the marked sentences: a family each, how many hold, how many are declared gaps.

    The tests hold every sentence that is not declared a gap to be right, and every gap to be one.
    """
    rows, total = [], [0, 0]
    for path in sorted(CASES.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        cases = tomllib.loads(text)["case"]
        gaps = sum("xfail" in case for case in cases)
        total = [total[0] + len(cases), total[1] + gaps]
        rows.append(f"| `{path.stem}` | {text.partition(chr(10))[0].lstrip('# ')} | {len(cases)} | {gaps} |")
    rows.append(f"| all | | {total[0]} | {total[1]} |")
    return "\n".join(["| family | phenomenon | sentences | declared gaps |", "|---|---|---|---|", *rows])


class Measured:
    """A gold set and what was found in its articles."""

    def __init__(self, gold: Path, folder: Path) -> None:
        """Extract statements from the articles of a folder.

        Raises:
            ValueError: An article cannot be read, or gold has one that is not there.
        """
        self.gold = evaluation.load(gold)
        read = {one.article.id: one for one in corpus.explained([folder], _refuse)}
        if missing := sorted(self.gold.keys() - read.keys()):
            raise ValueError(f"{gold}: no article in {folder}: {', '.join(missing)}")
        self.found = {name: one.rows() for name, one in read.items()}
        self.texts = {name: one.article.text for name, one in read.items()}
        self.result = evaluation.score(self.gold, self.found)

    def totals(self) -> str:
        """Return one row: of all statements at the level ``core``."""
        core, denials = self.result["core"], self.result["denies"]
        shares = " | ".join(f"{100 * self.result[name]:.1f} %" for name in ("flips", "swaps"))
        figures = " | ".join(f"{value:.2f}" for value in (core["precision"], core["recall"], core["f1"], denials["f1"]))
        return f"| {self.result['articles']} | {core['gold']} | {figures} | {shares} |"

    def figures(self) -> str:
        """Return the table by stance and by kind, at the level ``core``."""
        parts = {name: self.result[name] for name in STANCES} | breakdown.by_kind(self.gold, self.found)
        rows = [
            f"| {name} | {round(part['recall'] * part['gold'])} | {part['predicted']} | {part['gold']} |"
            f" {part['precision']:.2f} | {part['recall']:.2f} | {part['f1']:.2f} |"
            for name, part in parts.items()
            if part["gold"] or part["predicted"]
        ]
        return "\n".join([FIGURES, *rows])

    def recalls(self) -> Iterator[tuple[str, str]]:
        """Yield tables of recall at the level ``core``, each with its heading."""
        places = breakdown.by_place(self.gold, self.found, self.texts)
        yield (
            "where the source is named",
            _recall({PLACES[name]: (n["core"] * n["gold"], n["gold"]) for name, n in places.items()}),
        )
        for heading, trait in TRAITS.items():
            yield heading, _recall(self._by(trait))

    def _by(self, trait: Callable[[Row], str]) -> dict[str, tuple[float, float]]:
        counts: dict[str, tuple[float, float]] = {}
        for article, rows in self.gold.items():
            hits = {i for i, _ in evaluation.match(rows, self.found[article], evaluation.core)}
            for i, row in enumerate(rows):
                if not row.get("optional"):
                    right, due = counts.get(trait(row), (0.0, 0.0))
                    counts[trait(row)] = right + (i in hits), due + 1
        return dict(sorted(counts.items(), key=lambda entry: (-entry[1][1], entry[0])))


def _recall(counts: Mapping[str, tuple[float, float]]) -> str:
    rows = [f"| {name} | {due:.0f} | {right:.0f} | {right / due:.2f} |" for name, (right, due) in counts.items() if due]
    return "\n".join([RECALL, *rows])


def _refuse(news: Any) -> None:
    """Stop at a problem: figures of some of the articles are no figures of the set."""
    if getattr(news, "failed", False):
        raise ValueError(str(news))


def sets(names: Sequence[str]) -> Iterator[tuple[str, Measured]]:
    """Yield gold sets by name: the seeds, and those of the folder that DEMENTI_GOLD names."""
    for name in names:
        if name == "seeds":
            yield name, Measured(ROOT / "tests" / "gold" / "seeds.jsonl", ROOT / "seeds")
        elif place := os.environ.get("DEMENTI_GOLD"):
            yield name, Measured(Path(place) / f"{name}.jsonl", Path(place) / name)
        else:
            raise SystemExit(
                f"{name}: set DEMENTI_GOLD to the folder that holds {name}.jsonl and the articles in {name}/"
            )


def sections(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield parts of QUALITY.md by name: the marked sentences, and each gold set."""
    yield "marked sentences", families()
    for name, measured in sets(names):
        tables = [f"{TOTALS}\n{measured.totals()}", measured.figures()]
        tables += [f"By {heading}:\n\n{table}" for heading, table in measured.recalls()]
        yield name, "\n\n".join(tables)


def page(old: str, parts: Mapping[str, str]) -> str:
    """Return QUALITY.md with these parts anew.

    Raises:
        ValueError: It has no place for one of them.
    """
    for name, text in parts.items():
        place = re.compile(rf"^(<!-- generated: {name} -->\n).*?(?=^<!-- by hand -->)", re.M | re.S)
        old, count = place.subn(lambda found, text=text: f"{found[1]}\n{text}\n\n", old)
        if not count:
            raise ValueError(f"{PAGE.name}: give {name} a place: <!-- generated: {name} -->, then <!-- by hand -->")
    return old


def main() -> None:
    """Print the tables, or write them into QUALITY.md."""
    parser = argparse.ArgumentParser(description="Print how good extraction is.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="gold sets of DEMENTI_GOLD, beside the seeds")
    parser.add_argument(
        "--totals", nargs="+", default=[], metavar="NAME", help="gold sets of which only totals are told"
    )
    parser.add_argument("--write", action="store_true", help="write into QUALITY.md instead")
    args = parser.parse_args()
    if args.totals:
        print("\n".join([TOTALS, *(measured.totals() for _, measured in sets(args.totals))]))
        return
    parts = dict(sections(["seeds", *args.names]))
    if args.write:
        PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), parts), encoding="utf-8", newline="\n")
    else:
        print("\n\n".join(f"## {name}\n\n{text}" for name, text in parts.items()))


if __name__ == "__main__":
    main()
