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


def _visible(match: re.Match[str]) -> str:
    char = match.group()
    if char == "\n":
        return "↵"
    if char == "\t":
        return " "
    return char.encode("unicode_escape").decode("ascii")
