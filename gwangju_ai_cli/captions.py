"""Units that a table's caption names, and the columns or rows they fit: `(단위: 억원, %)`, `(조원)`, `구분(천원)`.

One unit governs every column that another one does not claim by its head; of several each takes those whose head,
or else whose row, it fits: 예산 | 1,240 and 집행률 | 93.5. What fits none of them, or two, is left alone.
All spans are those of the text given.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from gwangju_ai_cli.grid import HEAD, RULE, SORTING, Figure, UnitColumn, aligned_cells, figure_of, is_year
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.vocab import alternation, load_vocab

_SCALE = r"(?:십억|백억|천억|백만|천만|십만|조|억|만|천|백)"
_MONEY = r"(?:원|달러|유로|엔|위안|US\$|USD|불)"
_PARTS, _SLASHED = re.compile(r"[^,·、;]+"), re.compile(r"[^/]+")
_SAID = re.compile(
    r"[(\[<〈【]?[ ]?단[ ]?위[ ]?[:;]?[ ]?(?P<units>[^\n()\[\]<>〈〉【】|\t]{1,60}?)"
    r"(?:\([^()\n]{1,6}\))?[ ]?(?:[)\]>〉】]|(?=[|\n])|$)"
)
_GAP = re.compile(r"\S[ ]{2,}(?=\S)")
_LINE = re.compile(r"[^\n]+")
# "예산-백만원", "면적: ㎡": a unit that says itself which columns it is for.
_LABELLED = re.compile(r"(?P<label>[가-힣][가-힣 ]{0,10}?)(?:[ ]?[-:=(][ ]?|[ ](?=[%％]))")
# "건/백만원" are two units; "원/kg", "천원/명" are one, of a price.
_EITHER = re.compile(rf"(?P<one>[^/\s]{{1,6}})[ ]?/[ ]?(?P<other>{_SCALE}?[ ]?{_MONEY}|[%％])")
_MOST_ROWS = 200
_ROW_HEAD = re.compile(r"[(\[][^()\[\]\n|\t]{1,18}[)\]](?=[ ]*[|\t][ ]*[0-9])")
_TOTAL = re.compile(r"계|합[ ]?계|소[ ]?계|총[ ]?계|(?:19|20)\d\d년?")
_CHANGE = "%p"
"""The kind of a head that tells of a change: it is of the table's own unit, or, where no other column is, a share."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """One unit of a caption: where it stands, which heads it fits (the vocabulary's first word for them), and which it
    is said to be for."""

    span: Span
    kind: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Caption:
    """The units of a caption and where the lines that it governs begin."""

    span: Span
    units: tuple[_Unit, ...]


@dataclass(frozen=True, slots=True)
class CaptionedTables:
    """What the captions of a text govern: columns of figures with the unit each has, figures that none fits, and where
    the captions themselves stand."""

    columns: tuple[UnitColumn, ...] = ()
    strangers: tuple[Span, ...] = ()
    captions: tuple[Span, ...] = ()


def captioned_tables(text: str) -> CaptionedTables:
    """The figures of tables under captions, in the order of the captions.

    >>> text = "(단위: 억원, %)\\n| 구분 | 예산 | 집행률 |\\n| 도로 | 1,240 | 93.5 |"
    >>> [(c.name.of(text), c.unit.of(text), c.figures[0].span.of(text)) for c in captioned_tables(text).columns]
    [('예산', '억원', '1,240'), ('집행률', '%', '93.5')]
    """
    found: dict[int, UnitColumn] = {}
    strangers: dict[int, Span] = {}
    captions = sorted(_captions(text), key=lambda caption: caption.span.start)
    columns: list[UnitColumn] = []
    for number, caption in enumerate(captions, start=1):
        limit = captions[number].span.start if number < len(captions) else len(text)
        rows = _rows(text, caption.span.end, limit)
        for column, unfit in _fit(text, caption, rows):
            fresh = tuple(figure for figure in column.figures if figure.span.start not in found)
            if unfit:
                strangers |= {figure.span.start: figure.span for figure in fresh}
            elif fresh:
                columns.append(UnitColumn(column.name, column.unit, fresh))
                found |= {figure.span.start: column for figure in fresh}
    columns += (column for column in _beside(text) if column.figures[0].span.start not in found)
    return CaptionedTables(
        tuple(columns),
        tuple(span for start, span in strangers.items() if start not in found),
        tuple(caption.span for caption in captions if caption.span.start < caption.span.end),
    )


def _beside(text: str) -> Iterator[UnitColumn]:
    """The values of a row's further labels, where they are of the unit that the label before them names:
    `총사업비(백만원) | 7,000 | 국비 | 3,500`."""
    done = -1
    for match in _ROW_HEAD.finditer(text):
        if match.start() < done:
            continue
        line = Span(text.rfind("\n", 0, match.start()) + 1, _line_end(text, match.end()))
        done = line.end
        unit: Span | None = None
        cells = aligned_cells(text, line)
        for at, (label, value) in enumerate(pairwise(cells)):
            figure = figure_of(text, value)
            head = HEAD.fullmatch(text, label.start, label.end)
            if head is not None:
                unit = Span(*head.span("unit")) if figure is not None and unit_kind(head["unit"]) else None
            elif figure is None:
                # What stands between two pairs is the first one's value; any other word ends them.
                unit = unit if at and figure_of(text, label) is not None else None
            elif unit is not None and fitting_kind(label.of(text)) == unit_kind(unit.of(text)):
                yield UnitColumn(label, unit, (figure,))


def _captions(text: str) -> Iterator[_Caption]:
    """Captions by their word 단위, those in short at the end of a line above a table, and those of a first head."""
    if "단" in text:
        for match in _SAID.finditer(text):
            units = _units(text, Span(*match.span("units")))
            if units or match.group()[0] in "([<〈【":
                yield _Caption(Span(*match.span()), units)
    if "(" not in text and "[" not in text:
        return
    for match in _short().finditer(text):
        begin = text.rfind("\n", 0, match.start()) + 1
        below = next((line.group() for line in _LINE.finditer(text, match.end())), "")
        prose = "|" in text[begin : match.start()] or "\t" in text[begin : match.start()]
        if (
            not prose
            and (below.count("|") >= 2 or "\t" in below or len(_GAP.findall(below)) > 1)
            and (units := _units(text, Span(*match.span("units"))))
        ):
            yield _Caption(Span(match.start("units") - 1, match.end("units") + 1), units)
    for match in _first_head().finditer(text):
        line = Span(text.rfind("\n", 0, match.start("cell")) + 1, _line_end(text, match.end()))
        if units := _head_units(text, line):
            yield _Caption(Span(line.start, line.start), units)  # the line of the head is the table's first


def _head_units(text: str, line: Span) -> tuple[_Unit, ...]:
    """The units of a first head that are the whole table's: beside it stand heads of columns, and no values."""
    cells = aligned_cells(text, line)
    head = HEAD.fullmatch(text, cells[0].start, cells[0].end) if len(cells) > 1 else None
    if head is None or any(_is_figure(text, cell) for cell in cells[1:]):
        return ()
    units = _units(text, Span(*head.span("unit")))
    if units and not SORTING.fullmatch(head["name"].strip()):
        kinds = {units[0].kind}
        beside = [cell.of(text) for cell in cells[1:]]
        if len(beside) < 2 or not all(_TOTAL.fullmatch(cell) or fitting_kind(cell) in kinds for cell in beside):
            return ()
    return units


@cache
def _short() -> re.Pattern[str]:
    unit = rf"(?:{_SCALE}?[ ]?(?:{_MONEY}|{alternation(sorted(_kinds()))}))"
    return re.compile(rf"[(\[](?P<units>{unit}(?:[ ]?[,·][ ]?{unit}){{0,4}})[)\]][ \t]*\n")


@cache
def _first_head() -> re.Pattern[str]:
    return re.compile(
        r"^[ \t]*\|?[ \t]*(?P<cell>[^()\[\]\n|\t]{0,20}[(\[][^()\[\]\n|\t]{1,24}[)\]])"
        r"(?=[ ]*(?:[|\t]|[ ]{2}))",
        re.MULTILINE,
    )


def _line_end(text: str, pos: int) -> int:
    end = text.find("\n", pos)
    return len(text) if end < 0 else end


@cache
def _kinds() -> dict[str, str]:
    """The kind of every unit that the vocabulary knows: 명 and 인 are of one."""
    kinds = {unit: row["unit"].split(" ")[0] for row in load_vocab("column_units") for unit in row["unit"].split(" ")}
    return {unit: kind for unit, kind in kinds.items() if kind not in ("money", "none")} | {"％": "%"}


@cache
def _fits() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What a head's end says, a kind a pattern."""
    return tuple(
        (
            row["unit"].split(" ")[0],
            re.compile(rf"(?:{'|'.join(sorted(row['heads'].split(' '), key=len, reverse=True))})$"),
        )
        for row in load_vocab("column_units")
    )


def _units(text: str, said: Span) -> tuple[_Unit, ...]:
    """The units of a caption; () where one of them is unknown or two are of one kind without labels."""
    found: list[_Unit] = []
    either = _EITHER.fullmatch(text, said.start, said.end)
    split = either is not None and unit_kind(either["one"]) not in (None, "money")
    for part in (_SLASHED if split else _PARTS).finditer(text, said.start, said.end):
        start = part.start() + len(part.group()) - len(part.group().lstrip())
        end = part.end() - (len(part.group()) - len(part.group().rstrip()))
        label = _LABELLED.match(text, start, end)
        begin = label.end() if label else start
        kind = unit_kind(text[begin:end].rstrip(")"))
        if kind is None:
            return ()
        found.append(
            _Unit(Span(begin, begin + len(text[begin:end].rstrip(")"))), kind, label["label"] if label else "")
        )
    if len({(unit.kind, unit.label) for unit in found}) < len(found):
        return ()
    return tuple(found)


def unit_kind(unit: str) -> str | None:
    """The kind of a unit: money for currencies, else the vocabulary's first word for it; None for what is no unit.

    >>> unit_kind("백만원"), unit_kind("인"), unit_kind("천톤"), unit_kind("서소문동")
    ('money', '명', '톤', None)
    """
    if re.fullmatch(rf"{_SCALE}?[ ]?{_MONEY}", unit):
        return "money"
    bare = re.sub(rf"^{_SCALE}[ ]?(?=.)", "", unit)
    return _kinds().get(unit) or _kinds().get(bare)


def fitting_kind(head: str) -> str | None:
    """The kind of unit that a column's or row's head tells of, by how it ends; `none` for years and numbers.

    >>> [fitting_kind(head) for head in ("2024년 예산", "집행률", "참여 인원", "연번", "2024년")]
    ['money', '%', '명', 'none', None]
    """
    plain = re.sub(r"\([^()]*\)|[\s*※]", "", head)
    best: tuple[int, str] | None = None
    for kind, ends in _fits():
        match = ends.search(plain)
        if match is not None and (best is None or len(match.group()) > best[0]):
            best = len(match.group()), kind
    return best[1] if best else None


def _rows(text: str, pos: int, limit: int) -> list[tuple[Span, ...]]:
    """The rows of the table below a caption: lines of two cells or more, from the first on without an empty line."""
    rows: list[tuple[Span, ...]] = []
    for at, line in enumerate(_lines(text, pos, limit)):
        if RULE.fullmatch(text, line.start, line.end):
            if rows and not line.of(text).strip():
                break
            continue
        cells = aligned_cells(text, line)
        if len(cells) < 2:
            if rows or at > 2:
                break
            continue
        rows.append(cells)
        if len(rows) > _MOST_ROWS:
            break
    return rows


def _lines(text: str, pos: int, limit: int) -> Iterator[Span]:
    """The lines from the one at or after `pos`, the rest of a caption's own line left out."""
    if pos and text[pos - 1] != "\n":
        pos = _line_end(text, pos) + 1
    while pos < limit:
        end = _line_end(text, pos)
        yield Span(pos, end)
        pos = end + 1


def _fit(text: str, caption: _Caption, rows: Sequence[tuple[Span, ...]]) -> Iterator[tuple[UnitColumn, bool]]:
    """Each figure of a table with the unit it has, as a column of one; True where no unit of the caption fits it."""
    body = [row for row in rows if any(_is_figure(text, cell) for cell in row[1:])]
    if not body:
        return
    width = Counter(map(len, body)).most_common(1)[0][0]
    heads = next((row for row in reversed(rows[: rows.index(body[0])]) if len(row) == width), None)
    if heads is None and width > 2:
        return
    kinds = [None, *(_head_kind(text, heads[at], caption) if heads else None for at in range(1, width))]
    placed = _by_place(caption, kinds, body, heads, text)
    claimed = {*kinds, *(_head_kind(text, row[0], caption) for row in body)}
    rest = _rest(caption, claimed)
    if "%" not in claimed and len(caption.units) > 1:
        kinds = ["%" if kind == _CHANGE else kind for kind in kinds]
    numbered = heads is not None and fitting_kind(heads[0].of(text)) == "none"
    for row in body:
        if len(row) != width:
            continue
        if numbered and (number := figure_of(text, row[0])) is not None:
            yield UnitColumn(row[0], row[0], (number,)), True
        row_kind = _head_kind(text, row[0], caption)
        for at, cell in enumerate(row[1:], start=1):
            figure = figure_of(text, cell)
            if figure is None or (heads is not None and HEAD.fullmatch(text, heads[at].start, heads[at].end)):
                continue
            kind = kinds[at] or row_kind or (placed[at] if placed else None)
            unit = _unit_for(kind, caption)
            if unit is None and kind in (None, _CHANGE):
                unit = rest or _by_size(figure, caption)
            named = (
                heads[at] if heads is not None and kinds[at] else row[0] if row_kind else Span(cell.start, cell.start)
            )
            if unit is not None:
                yield UnitColumn(_named(text, named), unit.span, (figure,)), False
            elif kind is not None:
                yield UnitColumn(_named(text, named), named, (figure,)), True


def _is_figure(text: str, cell: Span) -> bool:
    return figure_of(text, cell) is not None and not is_year(cell.of(text))


def _named(text: str, head: Span) -> Span:
    match = HEAD.fullmatch(text, head.start, head.end)
    return Span(*match.span("name")) if match else head


def _head_kind(text: str, head: Span, caption: _Caption) -> str | None:
    """What a head tells: the label of a unit, or its own kind."""
    said = head.of(text)
    plain = re.sub(r"\s", "", said)
    for unit in caption.units:
        if unit.label and re.sub(r"\s", "", unit.label) in plain:
            return f"{unit.kind}:{unit.label}"
    return fitting_kind(said)


def _unit_for(kind: str | None, caption: _Caption) -> _Unit | None:
    """The caption's unit of a kind; the only one there is for a head that tells nothing."""
    if kind is None:
        return caption.units[0] if len(caption.units) == 1 else None
    fitting = (unit for unit in caption.units if kind in (f"{unit.kind}:{unit.label}", unit.kind))
    return next(fitting, caption.units[0] if kind == _CHANGE and len(caption.units) == 1 else None)


def _rest(caption: _Caption, claimed: set[str | None]) -> _Unit | None:
    """The unit of what no head claims: the only one that none claims, and beside shares that are claimed the other."""
    left = [unit for unit in caption.units if not {unit.kind, f"{unit.kind}:{unit.label}"} & claimed]
    if len(left) == 1 and len(caption.units) > 1:
        return left[0] if left[0].kind != "%" else None
    others = [unit for unit in caption.units if unit.kind != "%"]
    return others[0] if not left and len(others) == 1 < len(caption.units) else None


def _by_place(
    caption: _Caption,
    kinds: Sequence[str | None],
    body: Sequence[tuple[Span, ...]],
    heads: tuple[Span, ...] | None,
    text: str,
) -> list[str | None] | None:
    """The units in the order of the columns, where there are as many of both and no head says otherwise."""
    filled = [at for at in range(1, len(kinds)) if any(at < len(row) and figure_of(text, row[at]) for row in body)]
    filled = [at for at in filled if kinds[at] != "none"]
    if len(caption.units) < 2 or len(filled) != len(caption.units) or heads is None:
        return None
    if any(
        kinds[at] not in (None, unit.kind, f"{unit.kind}:{unit.label}")
        for at, unit in zip(filled, caption.units, strict=True)
    ):
        return None
    placed: list[str | None] = [None] * len(kinds)
    for at, unit in zip(filled, caption.units, strict=True):
        if is_year(heads[at].of(text).rstrip("년")):
            return None  # years beside each other are of one unit
        placed[at] = unit.kind
    return placed


def _by_size(figure: Figure, caption: _Caption) -> _Unit | None:
    """Beside shares a figure of a thousand and more is of the other unit."""
    others = [unit for unit in caption.units if unit.kind not in ("%", "%p")]
    if len(others) == 1 and len(caption.units) > 1 and figure.number.high >= 1000:
        return others[0]
    return None
