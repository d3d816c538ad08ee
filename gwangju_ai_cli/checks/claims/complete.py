"""Lists whose names tell that their parts exclude each other, and that there are no further ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from gwangju_ai_cli.checks.claims.skeleton import ANY_SIGN
from gwangju_ai_cli.vocab import alternation, load_vocab

_PIECE = regex.compile(rf"[,·(/{ANY_SIGN[1:-1]}]|이고|이며|으로|그리고")


@dataclass(frozen=True, slots=True)
class Cover:
    """What the names of a list tell of it."""

    disjoint: bool = False
    complete: bool = False


@cache
def _rows() -> tuple[tuple[tuple[regex.Pattern[str], ...], str], ...]:
    rows: list[tuple[tuple[regex.Pattern[str], ...], str]] = []
    for row in load_vocab("complete_lists"):
        members = tuple(
            # "남성은 80명", "여학생이 30명", "찬성 17표"; not "광주시 남구 3명".
            regex.compile(rf"(?:^|\s|과|와)(?:{alternation(member.split('/'))})(?:은|는|이|가|의)?\s?$")
            for member in row["members"].split(" ")
        )
        rows.append((members, row["needs"]))
    return tuple(rows)


def cover_of(match: regex.Match[str], group: str = "part") -> Cover:
    """Whether the parts that `group` captured exclude each other, and whether they are all there are.

    The name of a part is what stands before its figure.
    """
    text = match.string
    names = [_PIECE.split(text[max(0, start - 20) : start])[-1] for start in match.starts(group)]
    return _cover(names, text)


def _cover(names: Sequence[str], text: str) -> Cover:
    disjoint = complete = False
    for members, needs in _rows():
        found = [next((i for i, member in enumerate(members) if member.search(name)), None) for name in names]
        known = [index for index in found if index is not None]
        if len(known) < len(names) or len(set(known)) < len(names):
            continue
        disjoint = True
        complete = complete or (len(known) == len(members) and needs in text)
    return Cover(disjoint, complete)
