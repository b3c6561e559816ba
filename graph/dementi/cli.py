"""The command line. Data goes to standard output, progress and messages to standard error.

Exit codes: 0 all is well, 1 some input failed, 2 the command line is wrong, 3 the graph breaks its shapes, 4 nothing
was found, 130 interrupted. What is heavy is imported inside the commands: help comes at once.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, NoReturn

import typer

import dementi
from dementi import exporting, renaming, reviewing, sharing, upkeep
from dementi.options import (
    Columns,
    GraphFolder,
    InputFormat,
    Lang,
    MetadataFile,
    Model,
    Output,
    Paths,
    QuotesOnly,
    Rows,
    given,
)
from dementi.sharing import Server
from dementi.terminal import (
    FAILED,
    INVALID,
    NOTHING,
    STDOUT,
    USAGE,
    Messages,
    Stop,
    harmless,
    opened,
    show,
    write,
    write_lines,
    write_rows,
)

_QUESTIONS = "dementi query --list says which questions there are"

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Who says which weapons went from whom to whom, who denies it, and where that is written.",
    epilog="Begin with: dementi build seeds --out dementi-seeds --open",
)
app.add_typer(renaming.app, name="alias")
app.add_typer(reviewing.app, name="review")


def _version(wanted: bool) -> None:
    if wanted:
        write(f"dementi {dementi.__version__}\n")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and exit.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say what is passed over.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error comes from; may stand anywhere.")] = False,
) -> None:
    """Set up what all commands share."""
    level = logging.DEBUG if debug else logging.INFO if verbose else logging.WARNING
    logging.basicConfig(format="dementi: %(message)s", stream=sys.stderr)
    logging.getLogger("dementi").setLevel(level)


@app.command()
def extract(
    paths: Paths,
    output: Output = STDOUT,
    form: InputFormat = None,
    columns: Columns = "",
    metadata: MetadataFile = None,
    lang: Lang = None,
    model: Model = None,
) -> None:
    """Write statements as JSON Lines.

    A line holds one article: its id, what is known of it, and its statements with their evidence.
    """
    inputs, messages = given(paths, form, columns, metadata), Messages()
    found = dementi.extract(inputs, lang=lang, model=model, tell=messages.tell)
    write_lines(output, (one.flat() for one in found))
    messages.end()


@app.command()
def attributions(
    paths: Paths,
    output: Output = STDOUT,
    form: InputFormat = None,
    columns: Columns = "",
    metadata: MetadataFile = None,
    lang: Lang = None,
    model: Model = None,
) -> None:
    """Write who says what as JSON Lines, whatever it is about.

    A line holds one article: its id, and each source, cue and content with their places in the text.
    """
    from dementi import corpus

    inputs, messages = given(paths, form, columns, metadata), Messages()
    write_lines(output, corpus.attributed(inputs, messages.tell, lang, model))
    messages.end()


@app.command()
def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file of one article, or - for standard input.")],
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page instead, in one file.")] = None,
    form: InputFormat = None,
    lang: Lang = None,
    model: Model = None,
) -> None:
    """Show how an article was read.

    Every mention, cue, content and role, the statements made of them, and the rules that fired.
    """
    if Path(file).is_dir():
        raise Stop(f"{file}: a folder", "explain one article at a time", USAGE)
    from dementi import corpus
    from dementi.views.coloured import explained_text
    from dementi.views.explain import explained_page

    messages = Messages()
    for found in corpus.explained(given([file], form, "", None), messages.tell, lang, model):
        if html is None:
            show(explained_text(found))
        else:
            with opened(html) as page:
                page.write(explained_page(found))
    messages.end()


# Help lists commands in the order in which they stand here.
for _command in (upkeep.build, upkeep.add, upkeep.remove, upkeep.rebuild, upkeep.status):
    app.command()(_command)


@app.command()
def query(
    question: Annotated[
        str,
        typer.Argument(metavar="NAME|FILE.rq|SPARQL|-", help="A question of --list, a file, a query, - to read it."),
    ] = "",
    graph: GraphFolder = Path(),
    server: Server = None,
    param: Annotated[list[str] | None, typer.Option(metavar="KEY=VALUE", help="Fills a parameter.")] = None,
    known: Annotated[bool, typer.Option("--list", help="Say which questions there are.")] = False,
    takes: Annotated[bool, typer.Option("--params", help="Say what the question takes.")] = False,
    form: Rows = None,
) -> None:
    """Ask the graph a question.

    Names may be French or English (--param actor=Kremlin). Any SPARQL 1.1 query will do; our prefixes are declared.
    """
    if not question and not known:
        raise Stop("no question", _QUESTIONS, USAGE)
    params = dict(_pair(given) for given in param or ())
    from dementi import questions

    if known:
        write_rows(questions.listed(), form)
        return
    try:
        text = questions.query_text(sys.stdin.read() if question == "-" else question)
        if takes:
            write_rows(questions.explained(text), form)
            return
        asked = question if question in questions.questions() else text
        found = sharing.opened(graph, server).query(asked, **params)
    except ValueError as error:
        shipped = question in questions.questions()
        hint = f"dementi query {question} --params says what it takes" if shipped else _QUESTIONS
        raise Stop(str(error), hint, USAGE) from error
    write_rows(found.rows, form)
    if not found:
        raise Stop("nothing found", "", NOTHING)
    if found.cut:
        print(f"dementi: these are the first {len(found)} rows; --param limit=N gives more", file=sys.stderr)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help='Words, "a phrase", a beginning of a word*.')],
    graph: GraphFolder = Path(),
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Most rows to give.")] = 50,
    form: Rows = None,
) -> None:
    """Look for words in the evidence.

    Case and accents do not matter. All words must be there, the best place comes first.
    """
    try:
        rows = sharing.opened(graph).search(" ".join(words), limit).rows
    except ValueError as error:
        raise Stop(str(error), "for example: dementi search drones 'démenti*'", USAGE) from error
    write_rows(rows, form)
    if not rows:
        raise Stop(f"« {' '.join(words)} » is in no evidence", "shorter beginnings with * find more", NOTHING)


@app.command()
def view(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.html|SITE", help="Where to write.")],
    graph: GraphFolder = Path(),
    server: Server = None,
    article: Annotated[str, typer.Option(metavar="ID", help="Show this article and what it says instead.")] = "",
    quotes_only: QuotesOnly = False,
) -> None:
    """Write the network as a page, or all pages into a folder.

    A page is one file, and needs no network to be looked at. A folder holds the whole site, however large it is. Of a
    server, articles are shown by their quotations.
    """
    found = sharing.opened(graph, server)
    if output.suffix != ".html" and not article:
        count = found.write_site(output, quotes_only)
        print(f"dementi: {count} pages; look at {(output / 'index.html').resolve().as_uri()}", file=sys.stderr)
        return
    try:
        page = found.page(article=article or None, quotes_only=quotes_only)
    except ValueError as error:
        raise Stop(str(error), "dementi search WORDS shows ids of articles", NOTHING) from error
    with opened(output) as file:
        file.write(page)


app.command()(exporting.export)
app.command()(sharing.serve)
app.command()(sharing.publish)


@app.command()
def validate(
    path: Annotated[Path, typer.Argument(metavar="DIR|FILE", help="What dementi build wrote, or a file of triples.")],
) -> None:
    """Check a graph against its shapes.

    Each complaint is a line; with any, the exit code is 3.
    """
    from dementi import store

    complaints = store.validate(path)
    for complaint in complaints:
        write(complaint + "\n")
    if complaints:
        raise Stop(f"{path}: {len(complaints)} complaints", "", INVALID)
    print(f"dementi: {path}: the graph keeps its shapes", file=sys.stderr)


@app.command()
def ontology(
    term: Annotated[str, typer.Argument(metavar="TERM", help="A name in French or English; all names without.")] = "",
    date: Annotated[str | None, typer.Option(metavar="ISO", help="Offices held then: a day, month or year.")] = None,
    form: Rows = None,
) -> None:
    """Look a name up.

    Says what it is, how articles write it, what is broader and narrower, and who was what at a date.
    """
    from dementi import lookup

    try:
        rows = lookup.look_up(term, date) if term else lookup.everything()
    except ValueError as error:
        raise Stop(str(error), "for example --date 2022-10", USAGE) from error
    write_rows(rows, form)
    if not rows:
        names = " or ".join(f"« {name} »" for name in lookup.near(term))
        raise Stop(f"« {term} » is not in the ontology", f"did you mean {names}?" if names else "", NOTHING)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="JSON Lines of articles with the right statements.")],
    folder: Annotated[Path, typer.Option("--articles", metavar="DIR", help="The folder of their texts.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
    list_errors: Annotated[bool, typer.Option("--errors", help="List what is missed and extra, and why.")] = False,
    lang: Lang = None,
    model: Model = None,
) -> None:
    """Compare what is found with what is right.

    Reads the articles of a folder and gives precision, recall and F1 at each level, by stance, by kind and by where
    the source is named, flips and swaps; with --errors, every row that is missed or extra beside its sentence.
    """
    from dementi import breakdown, corpus, errors, evaluation

    wanted = evaluation.load(gold)
    with Messages().watching() as messages:
        read = {one.article.id: one for one in corpus.explained([folder], messages.tell, lang, model)}
    found = {article_id: one.rows() for article_id, one in read.items()}
    for missing in sorted(wanted.keys() - found.keys() - {Path(name).stem for name in messages.failed}):
        messages.fail(f"{missing}: in {gold}, but no article of this id was read from {folder}", missing)
    result = evaluation.score(wanted, found)
    kinds = breakdown.by_kind(wanted, found)
    places = breakdown.by_place(wanted, found, {article_id: one.article.text for article_id, one in read.items()})
    wrong = list(errors.find_errors(wanted, found, read)) if list_errors else []
    if as_json:
        more = {"errors": [asdict(error) for error in wrong]} if list_errors else {}
        write(json.dumps(result | {"kinds": kinds, "sources": places} | more, ensure_ascii=False) + "\n")
    else:
        write("".join(f"{error}\n\n" for error in wrong))
        write(f"{evaluation.report(result)}\n{breakdown.report(kinds, places)}\n")
    messages.end()


def _pair(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not (name and equals):
        raise Stop(f"--param {given}: not of the form KEY=VALUE", "for example --param actor=Iran", USAGE)
    return name, value


def main() -> NoReturn:
    """Run the command line and exit; errors are one line with a hint, and a traceback only with ``--debug``."""
    args = sys.argv[1:]
    debug = "--debug" in args
    if debug:  # wherever it stands: whoever meets an error adds it at the end
        args = ["--debug", *(arg for arg in args if arg != "--debug")]
    try:
        code = typer.main.get_command(app).main(args, prog_name="dementi", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except (Stop, typer.TyperException, OSError, ValueError, ImportError) as error:
        if debug:
            traceback.print_exc()
        message, hint, code = _explained(error)
        context = getattr(error, "ctx", None)
        if not (context and message == context.get_help()):  # which is what a command without its words answers
            message = f"dementi: {harmless(' '.join(message.split()))}" + (f" ({hint})" if hint else "")
    print(message, file=sys.stderr)
    sys.exit(code)


def _explained(error: Exception) -> tuple[str, str, int]:
    """Return what to say of an error: the message, the hint and the exit code."""
    if isinstance(error, Stop):
        message, hint, code = error.args
        return message, hint, code
    if isinstance(error, typer.TyperException):
        context = getattr(error, "ctx", None)
        return error.format_message(), f"see {context.command_path if context else 'dementi'} --help", error.exit_code
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"{error.filename}: {error.strerror}", "check the path and its permissions", FAILED
    hint = "" if isinstance(error, OSError) else "--debug shows where this comes from"
    return str(error) or type(error).__name__, hint, FAILED
