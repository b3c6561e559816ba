"""How one article was read, in colour for a terminal: its text paragraph by paragraph, below each what was found.

What colour says is said by words or signs too, since output may go where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dementi.explained import Explained, Paragraph
from dementi.views.explain import Note, Speaker, spans

# Later ones win; colours of the sixteen that every terminal has, so that they fit its background.
STYLES = {
    "content-asserts": "blue",
    "content-denies": "red",
    "content-uncertain": "bright_black",
    "place": "underline",
    "quantity": "underline",
    "date": "underline",
    "actor": "magenta underline",
    "item": "green underline",
    "supplier": "magenta underline",
    "recipient": "magenta underline",
    "predicate": "bold green",
    "cue": "bold",
    "cue-asserts": "bold blue reverse",
    "cue-denies": "bold red reverse",
    "cue-uncertain": "bold bright_black reverse",
    "unused": "not bold not reverse italic",
}
STANCES = {"asserts": "bold blue", "denies": "bold red", "uncertain": "bold bright_black", "": "bold green"}
SIGNS = {"speech": "│", "predicate": "│", "said": "▌"}


def explained_text(explained: Explained, lang: str = "fr") -> Iterator[RenderableType]:
    """Yield what to print of an article: heading, legend, paragraphs with their notes, statements.

    Raises:
        ValueError: No words are there in this language.
    """
    speaker, article = Speaker(lang), explained.article
    about = (article.publisher or "", article.date or speaker.words["undated"], article.id)
    yield Rule(Text(article.title or article.id, "bold"), style="default")
    yield Text(" · ".join(filter(None, about)), "bright_black")
    yield _legend(speaker)
    for paragraph in explained.paragraphs:
        yield Text()
        yield _paragraph(paragraph, speaker)
        if notes := speaker.notes(paragraph):
            yield _notes(notes, speaker)
    yield Text()
    yield Rule(Text(speaker.own["statements"], "bold"), style="default")
    if not explained.statements:
        yield Text(speaker.own["none"])
    for one in explained.statements:
        stance = f"{speaker.words['stances'][one.stance]:12}"
        yield Text.assemble((stance, STANCES[one.stance]), f"{speaker.who(one.source)} · {speaker.claim(one)}")


def _legend(speaker: Speaker) -> Text:
    """Return the words for what marks mean, each in its colour."""
    words, own = speaker.words, speaker.own
    shown = [Text(f" {words['stances'][stance]} ", STYLES[f"cue-{stance}"]) for stance in words["stances"]]
    shown += [Text(own["labels"][label], STYLES[label]) for label in ("actor", "item", "predicate")]
    return Text("  ").join(shown)


def _paragraph(paragraph: Paragraph, speaker: Speaker) -> Text:
    """Return a paragraph with its marks, the roles and the numbers of findings behind their words."""
    text = Text(style="" if paragraph.body else "bright_black")
    for span in spans(paragraph, speaker):
        start = len(text)
        text.append(_visible(span.text))
        for name, style in STYLES.items():
            if name in span.classes:
                text.stylize(style, start)
        for role in span.roles:
            text.append(f" ‹{role}›", "magenta")
        if span.numbers:
            text.append(f"[{' '.join(span.numbers)}]", "bright_black")
    return text


def _notes(notes: list[Note], speaker: Speaker) -> Table:
    """Return notes one below another: the number, then what it is, what is known of it, and the rule."""
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column()
    for note in notes:
        style = STANCES[note.stance]
        text = Text(note.head, style)
        text = Text.assemble(text, *(f" · {part}" for part in note.parts))
        text.append(f" · {speaker.own['rule']}{speaker.words['colon']}{note.rule}", "bright_black")
        table.add_row(Text.assemble((f"  {SIGNS[note.kind]} ", style), (note.number, "bright_black")), text)
    return table


def _visible(text: str) -> str:
    """Return a text in which no character rules the terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" if ord(c) < 160 else c for c in text)
