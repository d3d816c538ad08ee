"""Tables by their ruled lines: edges of a page's paths → grids → cells, merged where no line parts them."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gwangju_ai_cli.documents.tables import Grid, GridCell

NEAR = 3.0
"""Points within which two lines meet or are one."""
EDGES = 4_000
_SHORTEST = 6.0
_CELLS = 10_000


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight line along an axis: at `at`, from `start` to `end`."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of the page."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left - 1 <= x <= self.right + 1 and self.bottom - 1 <= y <= self.top + 1


@dataclass(frozen=True, slots=True)
class Table:
    """Columns between `xs`, rows between `ys` (falling), and for each place the number of the cell that covers it."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> Region:
        """The rectangle it fills."""
        return Region(self.xs[0], self.ys[-1], self.xs[-1], self.ys[0])

    def cell_at(self, x: float, y: float) -> int | None:
        """The cell that covers a point."""
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = next((index for index, low in enumerate(self.ys[1:]) if y >= low), len(self.ys) - 2)
        return self.owner[row][column]

    def grid(self, texts: Mapping[int, tuple[str, ...]]) -> Grid:
        """Its rows, with the text of each cell at the cell's first place."""
        seen: set[int] = set()
        rows: list[list[GridCell | None]] = []
        for index, owners in enumerate(self.owner):
            row: list[GridCell | None] = []
            for column, cell in enumerate(owners):
                if cell in seen:
                    row.append(None)
                    continue
                seen.add(cell)
                height = sum(self.owner[below][column] == cell for below in range(index, len(self.owner)))
                row.append(GridCell(texts.get(cell, ()), height, owners.count(cell)))
            rows.append(row)
        return rows


def page_edges(page: Any) -> list[Edge]:
    """The axis-parallel lines of a page's paths, at most EDGES of them: more is a drawing."""
    import pypdfium2.raw as raw

    edges: list[Edge] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        matrix = item.get_matrix()
        points: list[tuple[float, float]] = []
        count = raw.FPDFPath_CountSegments(item.raw)
        if count > 200:
            continue
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item.raw, index)
            kind = raw.FPDFPathSegment_GetType(segment)
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            point = matrix.on_point(x.value, y.value)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                points = [point]
                continue
            if kind == raw.FPDF_SEGMENT_LINETO and points:
                edges += _edge(points[-1], point)
            points.append(point)
            if raw.FPDFPathSegment_GetClose(segment):
                edges += _edge(point, points[0])
        if len(edges) > EDGES:
            return []
    return edges


def _edge(one: tuple[float, float], other: tuple[float, float]) -> list[Edge]:
    (x1, y1), (x2, y2) = one, other
    if abs(x1 - x2) < 1 and abs(y1 - y2) >= _SHORTEST:
        return [Edge(True, (x1 + x2) / 2, min(y1, y2), max(y1, y2))]
    if abs(y1 - y2) < 1 and abs(x1 - x2) >= _SHORTEST:
        return [Edge(False, (y1 + y2) / 2, min(x1, x2), max(x1, x2))]
    return []


def find_tables(edges: Sequence[Edge]) -> list[Table]:
    """The grids that ruled lines make, from the top of the page: two columns and two cells at least.

    >>> lines = [Edge(False, y, 0, 100) for y in (0, 20, 40)] + [Edge(True, x, 0, 40) for x in (0, 50, 100)]
    >>> (table,) = find_tables(lines)
    >>> table.cell_at(10, 30), table.cell_at(60, 30), table.cell_at(60, 10)
    (0, 1, 3)
    """
    tables = []
    for group in _touching(edges):
        level = [edge for edge in group if not edge.upright]
        upright = [edge for edge in group if edge.upright]
        if len(level) < 2 or not upright:
            continue
        xs = _snap([edge.at for edge in upright] + [x for edge in level for x in (edge.start, edge.end)])
        ys = _snap([edge.at for edge in level] + [y for edge in upright for y in (edge.start, edge.end)])
        if len(xs) >= 3 and len(ys) >= 2 and (len(xs) - 1) * (len(ys) - 1) <= _CELLS:
            tables.append(_table(xs, ys[::-1], level, upright))
    return sorted(tables, key=lambda table: -table.ys[0])


def _touching(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Edges that meet, directly or through others."""
    parent = list(range(len(edges)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    level = sorted((index for index, edge in enumerate(edges) if not edge.upright), key=lambda i: edges[i].at)
    heights = [edges[index].at for index in level]
    for index, edge in enumerate(edges):
        if edge.upright:
            for at in range(bisect_right(heights, edge.start - NEAR), bisect_right(heights, edge.end + NEAR)):
                other = edges[level[at]]
                if other.start - NEAR <= edge.at <= other.end + NEAR:
                    parent[root(level[at])] = root(index)
    groups: dict[int, list[Edge]] = {}
    for index, edge in enumerate(edges):
        groups.setdefault(root(index), []).append(edge)
    return list(groups.values())


def _snap(values: Sequence[float]) -> tuple[float, ...]:
    """Rising values, those nearer than NEAR as one."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > NEAR:
            out.append(value)
    return tuple(out)


def _table(xs: tuple[float, ...], ys: tuple[float, ...], level: Sequence[Edge], upright: Sequence[Edge]) -> Table:
    """Places without a line between them are one cell, where together they fill a rectangle."""
    columns, rows = len(xs) - 1, len(ys) - 1
    owner = [[row * columns + column for column in range(columns)] for row in range(rows)]
    for row in range(rows):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(1, columns):
            if not _ruled(upright, xs[column], middle):
                owner[row][column] = owner[row][column - 1]
    for row in range(1, rows):
        column = 0
        while column < columns:
            width = owner[row].count(owner[row][column])
            above = owner[row - 1][column : column + width]
            free = not any(_ruled(level, ys[row], (xs[at] + xs[at + 1]) / 2) for at in range(column, column + width))
            if free and len(set(above)) == 1 and owner[row - 1].count(above[0]) == width:
                owner[row][column : column + width] = above
            column += width
    return Table(xs, ys, tuple(tuple(row) for row in owner))


def _ruled(edges: Sequence[Edge], at: float, middle: float) -> bool:
    return any(abs(edge.at - at) <= NEAR and edge.start - NEAR <= middle <= edge.end + NEAR for edge in edges)
