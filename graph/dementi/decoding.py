"""Bytes made text, once: UTF-8, else an encoding that can be told with confidence, else a refusal.

Line ends are never translated, so that offsets count the characters of the text as it was given.
"""

from __future__ import annotations

import codecs
import re

# Longest first: the mark of UTF-32 little-endian begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
FRENCH_LETTERS = frozenset("àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ")
FRENCH_SIGNS = frozenset("«»“”‘’–—…€°·\u00a0\u00ad")
LIKELY = 0.97  # least share of French letters and signs among the characters beyond ASCII
MOST_ACCENTED = 0.15  # of the letters; French has about 4 %, a Cyrillic or Greek text read as cp1252 nearly all
MOST_CONTROLS = 0.002  # of the characters; a text has none to speak of, bytes at random 10 %

# "\x01" matches; tab, line ends, form feed and the end-of-file mark of old systems do not.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")


class Undecodable(ValueError):
    """The bytes are no text that can be read; ``args`` are what is wrong and what to do about it."""


# Encodings with a byte a character, in which a text may say that it is: "ISO-8859-15", "windows-1252", "macintosh".
# Others that Python knows are no encodings of texts ("unicode_escape"), or never those of French ones ("gb18030").
SINGLE_BYTE = re.compile(
    r"(?:iso-?8859-?\d{1,2}|latin-?\d|(?:windows-?|cp)125\d|(?:x-)?mac-?roman|macintosh)", re.IGNORECASE
)


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[str, str] | None]:
    """Return the text in ``data`` and, where nothing says that it is not plain UTF-8, a warning and its hint.

    Args:
        data: The bytes.
        declared: The encoding in which they say they are, if they do. It counts only where they are not valid UTF-8,
            which other encodings are by accident never: pages saved anew often keep an old declaration.

    Raises:
        Undecodable: It is empty, binary, or in an encoding that cannot be told.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _marked(data, encoding), (f"decoded as {encoding.upper()}, by its mark", "save it as UTF-8")
    if b"\x00" in data:
        raise Undecodable("binary: it holds NUL bytes", "give plain text in UTF-8")
    try:
        return readable(data.decode("utf-8-sig")), None
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start > 0:
            text = readable(data[: error.start].decode("utf-8-sig"))
            return text, ("the last character is cut off and left out", "is the file complete?")
        if said := _declared(data, declared):
            return said, None
        return _western(data, error), ("not UTF-8, decoded as cp1252", "save it as UTF-8")


def _declared(data: bytes, encoding: str | None) -> str | None:
    """Return ``data`` read in the encoding that it declares, None where that is none of ours or does not fit."""
    if not encoding or not SINGLE_BYTE.fullmatch(encoding):
        return None
    # Browsers read ISO-8859-1 as cp1252, of which it is a part (WHATWG Encoding, section 4.2).
    latin = re.fullmatch(r"(?:iso-?8859-?|latin-?)1", encoding, re.IGNORECASE)
    try:
        return readable(data.decode("cp1252" if latin else encoding.lower().removeprefix("x-")))
    except (LookupError, UnicodeDecodeError):
        return None


def _marked(data: bytes, encoding: str) -> str:
    try:
        return readable(data.decode(encoding))
    except UnicodeDecodeError as error:
        message = f"begins with the mark of {encoding.upper()} but is not in it: {error.reason} at byte {error.start}"
        raise Undecodable(message, "save it as UTF-8") from error


def _western(data: bytes, error: UnicodeDecodeError) -> str:
    """Return ``data`` read as cp1252, of which Latin-1 text is a part, if what comes out looks French.

    Text in cp850 and Mac Roman comes out with signs for its accented letters (« ‚ », « Ž »), damaged UTF-8 with pairs
    that begin with « Ã », and Cyrillic as accented letters throughout.
    """
    unknown = Undecodable(
        f"neither UTF-8 nor surely another encoding: byte 0x{data[error.start]:02X} at {error.start}",
        "save it as UTF-8",
    )
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise unknown from error
    beyond = [char for char in text if char > "\x7f"]
    accented = sum(char in FRENCH_LETTERS for char in beyond)
    signs = sum(char in FRENCH_SIGNS for char in beyond)
    if accented + signs < LIKELY * len(beyond) or accented > MOST_ACCENTED * sum(map(str.isalpha, text)):
        raise unknown from error
    return readable(text)


def readable(text: str) -> str:
    """Return ``text``.

    Raises:
        Undecodable: It is empty, or full of control characters.
    """
    if not text.strip():
        raise Undecodable("empty", "give it the article's text or leave it out")
    if len(CONTROL.findall(text)) > MOST_CONTROLS * len(text):
        raise Undecodable("binary: it is full of control characters", "give plain text in UTF-8")
    return text
