"""Write what the command line says of itself into COMMANDS.md; what stands there by hand stays.

    python scripts/commands.py         # with --check: write nothing, exit 1 if the page is stale or lacks an example

Each command has a section: from ``<!-- generated: NAME -->`` to ``<!-- by hand -->`` what its help says (usage,
meaning, arguments, options, defaults), after it the examples, which people write and which tests/test_pages_run.py
runs. Run it after a change of a command or an option; a new command gets its section so, and its example from you.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, get_args

from typer.main import get_command

from dementi.cli import app

PAGE = Path(__file__).resolve().parents[1] / "COMMANDS.md"
HAND = "<!-- by hand -->"
SECTION = re.compile(rf"^<!-- generated: (.+?) -->\n(.*?)^{HAND}\n(.*?)(?=^<!-- generated: |\Z)", re.M | re.S)
INTRODUCTION = "all commands"  # the name of the section that comes first


def commands(command: Any, name: str = "dementi") -> Iterator[tuple[str, Any]]:
    """Yield every command of the command line by its whole name, groups before what they hold."""
    yield name, command
    for short, inner in getattr(command, "commands", {}).items():
        if not inner.hidden:
            yield from commands(inner, f"{name} {short}")


def page(old: str) -> str:
    """Return the page as it should be.

    Raises:
        ValueError: The old page has a section of a command that is no more.
    """
    sections = dict(_sections(old))
    by_hand = {name: text for name, (_, text) in sections.items()}
    wanted = {INTRODUCTION: contents(), **{name: section(name, one) for name, one in commands(get_command(app))}}
    if gone := by_hand.keys() - wanted.keys():
        raise ValueError(f"{PAGE.name}: no such command: {', '.join(sorted(gone))}; take its section out")
    parts = [
        f"<!-- generated: {name} -->\n{text}\n{HAND}\n{by_hand.get(name, '').rstrip()}\n\n"
        for name, text in wanted.items()
    ]
    return _before(old) + re.sub(r"\n{3,}", "\n\n", "".join(parts)).rstrip() + "\n"


def without_example(text: str) -> list[str]:
    """Return the commands of a page that do something, and of which no block of its section shows how."""
    by_hand = {name: hand for name, (_, hand) in _sections(text)}
    return [
        name
        for name, command in commands(get_command(app))
        if not getattr(command, "commands", None)
        and not re.search(rf"^```sh\n(?:.*\n)*?(?:.*\| )?{name}\b", by_hand.get(name, ""), re.M)
    ]


def contents() -> str:
    """Return the list of commands, each with its first sentence and a link to its section."""
    rows = [
        f"| [`{name}`](#{name.replace(' ', '-')}) | {_plain(command.help).splitlines()[0]} |"
        for name, command in commands(get_command(app))
        if not getattr(command, "commands", None)
    ]
    return "\n".join(["| command | what it does |", "|---|---|", *rows, ""])


def section(name: str, command: Any) -> str:
    """Return what the help of a command says: usage, meaning, arguments and options."""
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option" and not one.hidden]
    usage = [name, *map(_usage, arguments), *(["[OPTIONS]"] if options else [])]
    if getattr(command, "commands", None):
        usage += ["COMMAND", "…"]
    lines = [f"## {name}", "", f"    {' '.join(usage)}", "", _plain(command.help), ""]
    if arguments or options:
        lines += ["| argument, option | meaning | default |", "|---|---|---|", *map(_row, arguments + options), ""]
    return "\n".join(lines)


def _row(param: Any) -> str:
    name = _metavar(param) if param.param_type_name == "argument" else ", ".join(param.opts)
    if param.param_type_name == "option" and not param.is_flag:
        name += f" {_metavar(param)}"
    meaning = [_plain(param.help or "")]
    if values := _values(param):
        meaning.append(f"One of {', '.join(f'`{value}`' for value in values)}.")
    if getattr(param, "multiple", False) or param.nargs == -1:
        meaning.append("May be given several times.")
    if param.envvar:
        meaning.append(f"Or in the environment: `{param.envvar}`.")
    return f"| `{_cell(name)}` | {_cell(' '.join(meaning))} | {_default(param)} |"


def _usage(argument: Any) -> str:
    name = _metavar(argument) + ("…" if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _metavar(param: Any) -> str:
    """Return what stands for a value: a word of the option's, else its type."""
    return param.metavar or {int: "N", float: "X"}.get(param.type_descriptor.annotation, param.name.upper())


def _values(param: Any) -> list[str]:
    """Return what an option takes, where these are few and named."""
    annotation = param.type_descriptor.annotation
    for kind in (annotation, *get_args(annotation)):
        if isinstance(kind, type) and issubclass(kind, Enum):
            return [str(one.value) for one in kind]
    return []


def _default(param: Any) -> str:
    if param.required:
        return "needed"
    if getattr(param, "is_flag", False):
        return "on" if param.default else "off"
    default = param.default.value if isinstance(param.default, Enum) else param.default
    return "" if default in (None, "", (), []) else f"`{default}`"


def _plain(text: str) -> str:
    """Return a help text as Markdown: each paragraph on a line."""
    return "\n\n".join(" ".join(part.split()) for part in (text or "").replace("``", "`").split("\n\n")).strip()


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _before(text: str) -> str:
    found = SECTION.search(text)
    return text[: found.start()] if found else text.rstrip() + "\n\n"


def _sections(text: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for found in SECTION.finditer(text):
        yield found[1], (found[2], found[3])


def main() -> int:
    """Write the page, or with ``--check`` say whether it is as it should be, with an example of every command."""
    parser = argparse.ArgumentParser(description="Write the reference of the command line.")
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if the page is stale")
    old = PAGE.read_text(encoding="utf-8") if PAGE.exists() else "# Commands\n\n"
    new = page(old)
    complaints = [f"{name} has no example in {PAGE.name}: write one in its section" for name in without_example(new)]
    if not parser.parse_args().check:
        PAGE.write_text(new, encoding="utf-8", newline="\n")
    elif new != old:
        complaints.append(f"{PAGE.name} is stale: python scripts/commands.py")
    print("".join(f"{line}\n" for line in complaints), end="", file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
