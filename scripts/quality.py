"""Print how good extraction is, phenomenon by phenomenon, as tables of Markdown.

    python scripts/quality.py                          # the five seeds, and the families of marked sentences
    DEMENTI_GOLD=DIR python scripts/quality.py dev     # also NAME.jsonl of that folder, with its articles in NAME/
    DEMENTI_GOLD=DIR python scripts/quality.py --totals blind
    python scripts/quality.py --write                  # into QUALITY.md, in the place of what it says of these sets

``--totals`` prints one line of totals for each set, in their order: for articles that nobody who works on extraction
should see, not even by kinds of errors. ``--write`` also brings the lines of totals in README.md, QUALITY.md and
CHANGELOG.md up to date, and by which version they were measured; on which day is said there by hand.
"""

from __future__ import annotations

import argparse
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dementi import breakdown, corpus, evaluation, provenance
from dementi.breakdown import PLACES
from dementi.evaluation import STANCES, Row

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "cases"
PAGE = ROOT / "QUALITY.md"
# What the rows of totals begin with, on each page that has such.
ROWS = {"seeds": "the five seeds", "dev": "thirty hard ones", "blind": "twenty hard ones"}
PAGES = (PAGE, ROOT / "README.md", ROOT / "CHANGELOG.md")
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


def section(measured: Measured) -> str:
    """Return all tables of a gold set."""
    tables = [f"{TOTALS}\n{measured.totals()}", measured.figures()]
    tables += [f"By {heading}:\n\n{table}" for heading, table in measured.recalls()]
    return "\n\n".join(tables)


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


def with_totals(text: str, totals: Mapping[str, str]) -> str:
    """Return a page with the totals of these sets: of a row that ends in seven figures all, of one in three the first.

    The three are precision, recall and F1; a row that ends in other numbers is left as it is.
    """
    for name, row in totals.items():
        figures = row.strip("| ").split(" | ")[1:]
        for count, new in ((7, figures), (3, figures[1:4])):
            cells = r"(?: \| [\d.]+(?: %)?)" + f"{{{count}}}"
            rows = re.compile(rf"^(\| (?:`\w+`: )?{ROWS[name]}[^|]*(?: \| [^|\d][^|]*)?){cells} \|$", re.M)
            text = rows.sub(lambda found, new=new: f"{found[1]} | {' | '.join(new)} |", text)
    return text


def with_version(text: str) -> str:
    """Return a page that says that the version in this folder was measured."""
    made = provenance.extraction()
    return re.sub(
        r"version \S+ \(model \w+, rules \w+;",
        f"version {made.version} (model {made.model[:8]}, rules {made.rules[:8]};",
        text,
    )


def write(parts: Mapping[str, str], totals: Mapping[str, str]) -> None:
    """Bring the pages up to date."""
    for path in PAGES:
        old = path.read_text(encoding="utf-8")
        new = with_totals(page(with_version(old), parts) if path == PAGE else old, totals)
        path.write_text(new, encoding="utf-8", newline="\n")


def main() -> None:
    """Print the tables, or write them into the pages."""
    parser = argparse.ArgumentParser(description="Print how good extraction is.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="gold sets of DEMENTI_GOLD, beside the seeds")
    parser.add_argument(
        "--totals", nargs="+", default=[], metavar="NAME", help="gold sets of which only totals are told"
    )
    parser.add_argument("--write", action="store_true", help="write into QUALITY.md and others instead")
    args = parser.parse_args()
    measured = dict(sets(args.totals or ["seeds", *args.names]))
    totals = {name: one.totals() for name, one in measured.items()}
    parts = {} if args.totals else {"marked sentences": families(), **{n: section(one) for n, one in measured.items()}}
    if args.write:
        write(parts, {name: row for name, row in totals.items() if name in ROWS})
    elif args.totals:
        print("\n".join([TOTALS, *totals.values()]))
    else:
        print("\n\n".join(f"## {name}\n\n{text}" for name, text in parts.items()))


if __name__ == "__main__":
    main()
