"""Quotation marks read into pairs, with what real text does to them: marks turned the wrong way, straight and
curly ones mixed, a mark left out, paragraphs that open again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import regex

from gwangju_ai_cli.model import Span
from gwangju_ai_cli.text import BULLETS

Family = Literal["double", "single", "corner"]
Side = Literal["open", "close", "either"]

_MARK = regex.compile(r"''(?!')|[\"“”„‟〝〞]|['‘’‚‛`´]|[「」『』]|\n")
_FAMILIES: tuple[tuple[Family, tuple[str, ...]], ...] = (
    ("double", ("''", *'"“”„‟〝〞')),
    ("single", tuple("'‘’‚‛`´")),
    ("corner", tuple("「」『』")),
)
_FAMILY = {sign: family for family, signs in _FAMILIES for sign in signs}
_OPENERS, _CLOSERS = frozenset("“„‟〝‘‚‛`「『"), frozenset("”〞’´」』")
_PARTNER = {"「": "」", "『": "』"}
_BEFORE_OPENING = frozenset("([{<〈《【~–—=▲△■□●○◆◇▶☞*“‘\"'「『|+/")
_AFTER_CLOSING = frozenset(")]}>〉》】.,!?;:·…/~”’\"'」』")
_WEAK = frozenset(",.…·-:!?")
"""Signs that may stand before an opening mark whose space was forgotten, and before a closing one."""

QUOTATIVE = r"(?:(?:이?라)?고(?:도|만|는|까지)?|(?:이?라)?(?:며|면서)(?:도)?|이?라(?:는|던|더니)?|이?란|는|던)"
"""What ties a quotation to its sentence, after the closing mark."""
_TIED = regex.compile(rf"\s?{QUOTATIVE}(?=[\s,])")
_PARTICLE = regex.compile(rf"(?:{QUOTATIVE}|[은는이가을를의에도와과로]|에서|으로|까지|부터|처럼)(?=[\s,.])")
_APOSTROPHE = regex.compile(r"(?<=[A-Za-z])['’](?=[A-Za-z])|['‘’](?=\d\d(?:년|학번|\s?[~-]))")
_LOST = regex.compile(
    r"(?:다|요|까|냐|자|라|죠)[.?!…]?(?=(?:고|며|면서|라고|라며|라면서)\s)|(?<=[가-힣.…])(?=(?:이라고|이라며|이라면서)\s)"
)
"""Where words end whose closing mark was left out: "…기다리겠다고 말했다" after an opening mark."""
_FULL_STOP = regex.compile(r"[다요까죠][.?!…]+\s*$")
_BULLET = regex.compile(rf"[\s{BULLETS}]*$")
LONGEST = 2_000
"""Characters that a quotation over several paragraphs may have."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two marks that belong together and what they enclose; `closed` is False where the second was left out.

    `outer` includes the marks, `inner` is what stands between them.
    """

    inner: Span
    outer: Span
    family: Family
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    sign: str

    @property
    def family(self) -> Family:
        return _FAMILY[self.sign]


def read_pairs(text: str) -> tuple[Pair, ...]:
    """All pairs in order of their opening marks, nested ones included.

    >>> text = '그는 "나는 \\'별\\'이다"라고 했다.'
    >>> [pair.inner.of(text) for pair in read_pairs(text)]
    ["나는 '별'이다", '별']
    """
    return _Pairing(text).read()


class _Pairing:
    """Goes over the marks once; `open` holds those that wait for their partner."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.marks = [_Mark(m.start(), m.end(), m.group()) for m in _MARK.finditer(text)]
        self.open: list[_Mark] = []
        self.opened_at = 0  # where the last quotation opened, or its last paragraph did
        self.pairs: list[Pair] = []

    def read(self) -> tuple[Pair, ...]:
        for index, mark in enumerate(self.marks):
            if mark.sign == "\n":
                self._end_line(index)
            elif mark.family == "corner":
                self._corner(mark)
            elif _APOSTROPHE.match(self.text, mark.start) is None or self._closes_word(mark):
                self._quote(index, mark)
        self._end_line(len(self.marks))
        return tuple(sorted(self.pairs, key=lambda pair: pair.outer))

    def _closes_word(self, mark: _Mark) -> bool:
        """Whether a ’ before a year closes what is open: ‘마을’24년."""
        return mark.sign == "’" and self._opened(mark.family) >= 0

    def _corner(self, mark: _Mark) -> None:
        if mark.sign in _PARTNER:
            self.open.append(mark)
            return
        for at in range(len(self.open) - 1, -1, -1):
            if _PARTNER.get(self.open[at].sign) == mark.sign:
                self._pair(at, mark)
                return

    def _quote(self, index: int, mark: _Mark) -> None:
        at = self._opened(mark.family)
        side = self._side(mark, at >= 0)
        if side == "close":
            if at >= 0 and mark.start > self.open[at].end:
                self._pair(at, mark)
            return
        if at >= 0 and mark.family == "single":
            del self.open[at]  # an apostrophe, or a name whose closing mark was left out
        elif at >= 0:
            if self._opens_again(mark):
                self.opened_at = mark.start
                return
            if not self._nests(index):
                self._recover(at, mark.start)
        self.open.append(mark)
        if mark.family == "double":
            self.opened_at = mark.start

    def _opened(self, family: Family) -> int:
        """The index of the last mark of a family that waits for its partner; -1 where none does."""
        return next((at for at in range(len(self.open) - 1, -1, -1) if self.open[at].family == family), -1)

    def _pair(self, at: int, close: _Mark) -> None:
        opening = self.open[at]
        del self.open[at:]  # what is open within ends with it
        inner = Span(opening.end, close.start)
        if inner.start < inner.end:
            self.pairs.append(Pair(inner, Span(opening.start, close.end), opening.family))

    def _context(self, mark: _Mark) -> Side:
        """What a mark is by the characters beside it."""
        before = self.text[mark.start - 1 : mark.start] if mark.start else "\n"
        after = self.text[mark.end : mark.end + 1] or "\n"
        left = before.isspace() or before in _BEFORE_OPENING
        right = after.isspace() or after in _AFTER_CLOSING
        if before in _WEAK and not before.isspace():
            return "close" if right else "either"
        return "either" if left == right else "open" if left else "close"

    def _side(self, mark: _Mark, is_open: bool) -> Side:
        context, text = self._context(mark), self.text
        if mark.sign in _OPENERS:
            # “…“라고: turned the wrong way
            turned = context == "close" or (context == "either" and _PARTICLE.match(text, mark.end) is not None)
            return "close" if is_open and turned else "open"
        if mark.sign in _CLOSERS:
            return "close" if is_open or context != "open" else "open"  # ”…”라고
        if context == "open":
            return "close" if is_open and _TIED.match(text, mark.end) is not None else "open"
        if context == "close" or is_open:
            return "close"
        # 55"는: inches
        inch = mark.sign == '"' and text[mark.start - 1 : mark.start].isdigit()
        return "close" if inch or _PARTICLE.match(text, mark.end) is not None else "open"

    def _opens_again(self, mark: _Mark) -> bool:
        """Whether a mark begins the next paragraph of the quotation that is open."""
        between = self.text[self.opened_at : mark.start]
        _, newline, rest = between.partition("\n")
        return bool(newline) and not rest.strip()

    def _nests(self, index: int) -> bool:
        """Whether the quotation that opens at `index` within another closes, and the other one after it."""
        depth = 1
        for at in range(index, len(self.marks)):
            mark = self.marks[at]
            if mark.sign == "\n" or mark.start - self.marks[index].start > LONGEST:
                return False
            if mark.family == "double":
                # A second one that opens deeper is rare: it speaks for a mark left out.
                depth += 1 if self._side(mark, depth > 0) == "open" else -1
                if depth == 0:
                    return True
                if depth > 2:
                    return False
        return False

    def _recover(self, at: int, limit: int) -> None:
        """Ends a quotation whose closing mark was left out, before `limit`; drops it where nothing tells its end."""
        opening = self.open[at]
        del self.open[at:]
        if opening.family != "double":
            return
        line_end = self.text.find("\n", opening.end)
        limit = min(limit, line_end) if line_end >= 0 else limit
        lost = _LOST.search(self.text, opening.end, limit)
        if lost is not None and lost.end() > opening.end:
            end = lost.end()
            self.pairs.append(Pair(Span(opening.end, end), Span(opening.start, end), "double", closed=False))
            return
        begin = self.text.rfind("\n", 0, opening.start) + 1
        words = self.text[opening.end : limit].rstrip()
        if (
            (line_end < 0 or limit == line_end)
            and _BULLET.fullmatch(self.text, begin, opening.start) is not None
            and _FULL_STOP.search(words) is not None
        ):  # an answer that fills its paragraph
            end = opening.end + len(words)
            self.pairs.append(Pair(Span(opening.end, end), Span(opening.start, end), "double", closed=False))

    def _end_line(self, index: int) -> None:
        """At a line end only a quotation may stay open, where its end comes before another one opens."""
        self.open = [mark for mark in self.open if mark.family != "single"]
        at = self._opened("double")
        if at < 0:
            return
        opening = self.open[at]
        limit = self.marks[index].start if index < len(self.marks) else len(self.text)
        if not self._goes_on(opening, index):
            self._recover(at, limit)

    def _goes_on(self, opening: _Mark, index: int) -> bool:
        line = self.marks[index].start if index < len(self.marks) else len(self.text)
        begin = self.text.rfind("\n", 0, line) + 1
        lost = _LOST.search(self.text, max(begin, opening.end), line)
        if lost is not None and _FULL_STOP.search(self.text, lost.end(), line) is not None:
            return False  # the reporting sentence ends in this paragraph: a mark was left out
        for at in range(index + 1, len(self.marks)):
            mark = self.marks[at]
            if mark.start - opening.start > LONGEST:
                return False
            if mark.sign != "\n" and mark.family == "double":
                return self._side(mark, True) == "close" or self._opens_again(mark)
        return False
