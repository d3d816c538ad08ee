"""One figure of a sound text is changed: where the text decides it, `check` finds it, with the right code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gwangju_ai_cli.checks.weekdays import WEEKDAYS
from gwangju_ai_cli.model import Document
from gwangju_ai_cli.pipeline import Settings, check_document

CORPUS = Path(__file__).parent.parent / "corpus" / "check_decided.txt"
WANTED = 0.9
_MARK = re.compile("«([^»]*)»")
_HANGUL_DIGITS = "일이삼사오육칠팔구"


def read_decided() -> Iterator[tuple[str, str, date | None]]:
    """Each text with its code, marks left in, and its reference date."""
    day: date | None = None
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        if line.startswith("@date "):
            day = date.fromisoformat(line[6:])
        elif line and not line.startswith("#"):
            code, text = line.split(" ", 1)
            yield code, text.replace("\\n", "\n"), day


def changed(figure: str) -> Iterator[str]:
    """A figure as a slip leaves it: another first digit, another weekday, two digits swapped.

    >>> list(changed("240억원"))
    ['340억원', '420억원']
    >>> list(changed("금"))
    ['토', '화']
    """
    if figure in WEEKDAYS:
        at = WEEKDAYS.index(figure)
        yield WEEKDAYS[(at + 1) % 7]
        yield WEEKDAYS[(at + 4) % 7]
        return
    digits = [match.start() for match in re.finditer("[0-9]", figure)]
    if not digits:
        at = next(i for i, sign in enumerate(figure) if sign in _HANGUL_DIGITS)
        yield figure[:at] + _HANGUL_DIGITS[(_HANGUL_DIGITS.index(figure[at]) + 3) % 9] + figure[at + 1 :]
        return
    first = digits[0]
    yield figure[:first] + str(int(figure[first]) % 9 + 1) + figure[first + 1 :]
    if len(digits) > 1 and digits[1] == first + 1 and figure[first] != figure[first + 1] != "0":
        yield figure[:first] + figure[first + 1] + figure[first] + figure[first + 2 :]


def broken(text: str) -> Iterator[str]:
    """The text with one marked figure changed, each in turn; the marks are gone."""
    for match in _MARK.finditer(text):
        for figure in changed(match[1]):
            yield _MARK.sub(r"\1", text[: match.start()] + figure + text[match.end() :])


def _codes(text: str, day: date | None) -> set[str]:
    found = check_document(Document(text, "-", day), Settings()).facts
    return {str(fact.to_dict()["code"]) for fact in found}


@pytest.mark.parametrize(("code", "text", "day"), [pytest.param(*row, id=row[1][:24]) for row in read_decided()])
def test_the_sound_text_is_silent(code: str, text: str, day: date | None) -> None:
    assert _codes(_MARK.sub(r"\1", text), day) == set()


def test_nine_of_ten_slips_are_found() -> None:
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    missed = []
    for code, text, day in read_decided():
        for slip in broken(text):
            wanted[code] += 1
            if code in _codes(slip, day):
                found[code] += 1
            else:
                missed.append(slip)
    assert sum(wanted.values()) >= 120
    assert found.total() >= WANTED * wanted.total(), missed
