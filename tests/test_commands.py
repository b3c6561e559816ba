"""COMMANDS.md says all that the command line takes, and shows each command at work."""

import re
import subprocess
import sys

import pytest
from typer.main import get_command

from conftest import ROOT
from dementi.cli import app

SCRIPT = ROOT / "scripts" / "commands.py"
TEXT = (ROOT / "COMMANDS.md").read_text(encoding="utf-8")


def commands(command, name="dementi"):
    yield name, command
    for short, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, f"{name} {short}")


ALL = dict(commands(get_command(app)))


def test_the_page_is_fresh_and_has_an_example_of_each_command():
    done = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ALL)
def test_every_option_of_a_command_stands_in_its_section(name):
    """Said once more, without the script that writes the page."""
    section = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", TEXT, re.M | re.S)[1]
    for param in ALL[name].params:
        if param.param_type_name == "option":
            assert all(f"`{opt}" in section or f", {opt}" in section for opt in param.opts), param.opts
        else:
            assert f"| `{param.metavar.replace('|', chr(92) + '|')}` |" in section, param.metavar
        assert param.help and param.help.replace("|", "\\|") in section, f"{param.name} has no help"


def test_a_command_that_is_new_is_noticed(tmp_path):
    """The page without a section, and with an option less."""
    for old, new in [("<!-- generated: dementi validate -->\n", ""), ("`--quotes-only`", "`--quotes`")]:
        (tmp_path / "scripts").mkdir(exist_ok=True)
        (tmp_path / "scripts" / SCRIPT.name).write_text(SCRIPT.read_text(encoding="utf-8"), encoding="utf-8")
        assert old in TEXT
        (tmp_path / "COMMANDS.md").write_text(TEXT.replace(old, new), encoding="utf-8")
        check = [sys.executable, tmp_path / "scripts" / SCRIPT.name, "--check"]
        done = subprocess.run(check, capture_output=True, text=True)
        assert done.returncode == 1 and "COMMANDS.md" in done.stderr
