"""What people may see of a text: nothing in it can steer a terminal, and nothing vanishes unseen."""

from __future__ import annotations

import re
import unicodedata

# Controls, line and paragraph separators, invisible and bidirectional marks, lone surrogates, private use.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff\ue000-\uf8ff]"
    "|[\U000e0000-\U0010ffff]"
)


def printable(text: str) -> str:
    r"""The text in one line of visible characters: NFC, line ends as ↵, other controls as escapes.

    >>> printable("예산\n50\x1b[31m억")
    '예산↵50\\x1b[31m억'
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(_visible, unicodedata.normalize("NFC", text.replace("\r\n", "\n")))


def terminal_safe(text: str) -> str:
    r"""The text with its lines and tabs, but nothing else that could steer a terminal.

    >>> terminal_safe("a\tb\n\x1b[2J")
    'a\tb\n\\x1b[2J'
    """
    return _UNSAFE.sub(lambda match: match.group() if match.group() in "\n\t" else _visible(match), text)


def _visible(match: re.Match[str]) -> str:
    char = match.group()
    if char == "\n":
        return "↵"
    if char == "\t":
        return " "
    return char.encode("unicode_escape").decode("ascii")


def display_width(text: str) -> int:
    """How many terminal cells a text takes: two for each Hangul syllable, none for what joins another.

    >>> display_width("AI 산업"), display_width("e\u0301")
    (7, 1)
    """
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    code = ord(char)
    if code < 0x300:
        return 1
    # Vowels and final consonants of decomposed Hangul are drawn into the block that the first one opened.
    if unicodedata.combining(char) or 0x1160 <= code <= 0x11FF or 0xFE00 <= code <= 0xFE0F:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


_BREAK_AFTER = frozenset(" /")


def wrap_cells(cells: list[str], width: int) -> list[range]:
    """The stretches of `cells` (each one character, as shown) that fit `width`, broken after a space or a slash, or
    before a bracket, where there is one.

    >>> [(part.start, part.stop) for part in wrap_cells(list("예산 50억원을 쓴다"), 10)]
    [(0, 3), (3, 9), (9, 11)]
    """
    lines: list[range] = []
    begin = used = 0
    after = 0
    for index, cell in enumerate(cells):
        used += display_width(cell)
        while used > width and index > begin:
            cut = after if begin < after < index + (cell == " ") else index
            lines.append(range(begin, cut))
            begin = cut
            used = display_width("".join(cells[begin : index + 1]))
        if cell in _BREAK_AFTER:
            after = index + 1
        elif cell == "(":
            after = index
    lines.append(range(begin, len(cells)))
    return lines
