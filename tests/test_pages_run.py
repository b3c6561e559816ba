"""What the pages show is what the tool does: each block of code runs, and says what stands below it."""

import re

import pytest

from blocks import OUTPUTS, ROOT, RUN, Session, blocks, command, plain, shown, unsafe

PAGES = sorted(
    page for name in ("README", "COOKBOOK", "CONTRIBUTING", "COMMANDS") if (page := ROOT / f"{name}.md").exists()
)
# Blocks that do not run here, each by its page and its first line, with the reason.
NOT_RUN = {
    (
        "README.md",
        "scripts/try     # installs into .venv, builds the graph of the five articles in seeds/, says where to look",
    ): "installs; run by hand before a release",
    ("README.md", "python3 -m venv .venv"): "installs",
    (
        "COMMANDS.md",
        "dementi serve --graph dementi-seeds --port 7878 --timeout 10",
    ): "runs until it is stopped: test_serving.py",
    (
        "COMMANDS.md",
        "dementi publish --graph dementi-seeds --store http://localhost:3030/dementi",
    ): "a server: test_remote.py",
    ("CONTRIBUTING.md", "actor:kristeligt-dagblad a dem:Media ;"): "test_contributing.py adds it",
    ("CONTRIBUTING.md", "item:blowpipe a dem:WeaponSystem ;"): "test_contributing.py adds it",
    ("CONTRIBUTING.md", "[[verb]]"): "test_contributing.py adds it",
    ("COOKBOOK.md", "pip install datasette"): "installs, and runs until it is stopped",
    ("README.md", "{"): "test_readme.py looks it up in the statements of the seeds",
    (
        "README.md",
        "@base <https://w3id.org/dementi/id/article/002_5b97cbcc9cc71c7a> .",
    ): "test_readme.py looks it up in the graph",
}


@pytest.fixture(scope="module")
def commands(tmp_path_factory):
    with command(tmp_path_factory.mktemp("command")) as folder:
        yield folder


def every():
    return [block for page in PAGES for block in blocks(page)]


def test_the_list_of_what_does_not_run_is_exact():
    there = {(block.page, block.first) for block in every()}
    assert NOT_RUN.keys() - there == set(), "these stand on no page any more"
    others = [str(block) for block in every() if block.language not in RUN and (block.page, block.first) not in NOT_RUN]
    assert others == [], "neither code that runs nor its output: say in NOT_RUN who looks after it"


def test_shell_blocks_do_nothing_but_show():
    wrong = [
        f"{block}: {line}"
        for block in every()
        if block.language == "sh" and (block.page, block.first) not in NOT_RUN
        for line in unsafe(block.code)
    ]
    assert wrong == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page(page, tmp_path, commands, built):
    session, wrong = Session(tmp_path, commands, built), []
    for block in blocks(page):
        if block.language not in RUN or (block.page, block.first) in NOT_RUN:
            continue
        try:
            said = session.run(block)
        except Exception as error:  # all that is wrong with a page at once
            wrong.append(f"{block}: {type(error).__name__}: {error}")
            continue
        expected = shown(block)
        if expected is not None and plain(said) != plain(expected):
            wrong.append(f"{block}: says\n{said}\nand not\n{expected}")
    assert not wrong, f"python tests/blocks.py {page.name} writes it anew:\n" + "\n".join(wrong)


def test_blocks_are_read_with_their_output(tmp_path):
    page = tmp_path / "p.md"
    page.write_text(
        "A\n\n```sh\ncat a\n```\n\n```text\nx\n```\n\nB\n\n   ```python\n   print(1)  # -> 1\n   ```\n"
        "\n```json\n{}\n```\n"
    )
    first, second = blocks(page)
    assert (first.code, first.output, first.line) == ("cat a\n", "x\n", 3)
    assert (second.code, second.form) == ("print(1)  # -> 1\n", "json"), "an output may stand beside a comment"
    assert set(OUTPUTS).isdisjoint(RUN)


@pytest.mark.parametrize(
    ("line", "good"),
    [
        ("dementi query deniers --format csv | sort | head -n 2", True),
        ("dementi query 'SELECT ?x { ?x a dem:Claim ; dem:kind ?k }'", True),
        ("cat > a.txt <<'FIN'\nrm -r /; curl x\nFIN\ndementi extract a.txt", True),
        ("dementi status && rm x", False),
        ("dementi status; rm x", False),
        ("dementi query $(rm x)", False),
        ('dementi query "$(rm x)"', False),
        ("cat x | sh", False),
        ("rm x", False),
    ],
)
def test_what_is_safe(line, good):
    assert (unsafe(line) == []) == good


@pytest.mark.parametrize("page", [*PAGES, ROOT / "QUALITY.md"], ids=lambda page: page.stem)
def test_links_lead_somewhere(page):
    """To a file, and within a page to a heading, as Git hosts make addresses of headings."""
    links = re.findall(
        r"\]\(([^)\s]+)\)", re.sub(r"^ *```.*?^ *```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    )
    lost = []
    for link in links:
        path, _, place = link.partition("#")
        target = ROOT / path if path else page
        if "://" not in link and not (target.exists() and (not place or place in headings(target))):
            lost.append(link)
    assert lost == []


def headings(page):
    text = re.sub(r"^ *```.*?^ *```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    found = re.findall(r"^#+ (.*)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in found}
