"""HWP files from nothing: an OLE container of small streams, and the few records that paragraphs and tables need."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

_SECTOR, _MINI = 512, 64
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(streams: Mapping[str, bytes]) -> bytes:
    """An OLE container of these streams; `BodyText/Section0` stands in a storage of its own."""
    entries: list[tuple[str, int, bytes]] = [("Root Entry", 5, b"")]
    storages: dict[str, int] = {}
    members: dict[int, list[int]] = {0: []}
    for path, body in streams.items():
        parent = 0
        if "/" in path:
            storage, path = path.split("/")
            if storage not in storages:
                storages[storage] = len(entries)
                members[0].append(len(entries))
                members[len(entries)] = []
                entries.append((storage, 1, b""))
            parent = storages[storage]
        members[parent].append(len(entries))
        entries.append((path, 2, body))
    sectors: list[bytes] = []
    fat: list[int] = []
    small: list[bytes] = []
    mini_fat: list[int] = []

    def add(body: bytes, pieces: list[bytes], chain: list[int], size: int) -> int:
        start = len(pieces)
        cut = [body[at : at + size].ljust(size, b"\0") for at in range(0, max(1, len(body)), size)]
        pieces.extend(cut)
        chain.extend([*range(start + 1, start + len(cut)), _END])
        return start

    starts: dict[int, int] = {}
    for index, (_, kind, body) in enumerate(entries):
        if kind == 2:
            big = len(body) >= 4096
            starts[index] = add(body, sectors if big else small, fat if big else mini_fat, _SECTOR if big else _MINI)
    mini_stream = b"".join(small)
    starts[0] = add(mini_stream, sectors, fat, _SECTOR)
    mini_table = add(struct.pack(f"<{len(mini_fat)}I", *mini_fat).ljust(_SECTOR, b"\xff"), sectors, fat, _SECTOR)
    listed = b""
    for index, (name, kind, body) in enumerate(entries):
        written = name.encode("utf-16-le") + b"\0\0"
        child, right = _links(index, members)
        size = len(mini_stream) if index == 0 else len(body)
        listed += struct.pack(
            "<64sHBBIII16sIQQIQ",
            written,
            len(written),
            kind,
            1,
            _FREE,
            right,
            child,
            b"\0" * 16,
            0,
            0,
            0,
            starts.get(index, 0),
            size,
        )
    while len(listed) % _SECTOR:
        listed += struct.pack("<64sHBBIII", b"", 0, 0, 0, _FREE, _FREE, _FREE).ljust(128, b"\0")
    directory = add(listed, sectors, fat, _SECTOR)
    fat_sectors = 1
    while len(sectors) + fat_sectors > fat_sectors * 128:
        fat_sectors += 1
    first = len(sectors)
    fat.extend([_FAT] * fat_sectors)
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(fat_sectors * _SECTOR, b"\xff")
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\0" * 16,
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        b"\0" * 6,
        0,
        fat_sectors,
        directory,
        0,
        4096,
        mini_table,
        -(-len(mini_fat) // 128),
        _END,
        0,
    )
    places = [first + n for n in range(fat_sectors)]
    header += struct.pack("<109I", *(places + [_FREE] * (109 - len(places))))
    return header + b"".join(sectors) + table


def _links(index: int, members: Mapping[int, Sequence[int]]) -> tuple[int, int]:
    """The first child of an entry and its right neighbour: a tree that is a list is a tree."""
    child = members[index][0] if members.get(index) else _FREE
    for family in members.values():
        if index in family:
            at = list(family).index(index)
            return child, family[at + 1] if at + 1 < len(family) else _FREE
    return child, _FREE


def record(tag: int, level: int, body: bytes) -> bytes:
    """One record of a section."""
    if len(body) >= 0xFFF:
        return struct.pack("<II", tag | level << 10 | 0xFFF << 20, len(body)) + body
    return struct.pack("<I", tag | level << 10 | len(body) << 20) + body


def paragraph(text: str, level: int = 0) -> bytes:
    """The records of a paragraph: its head and its text."""
    written = (text + "\r").encode("utf-16-le")
    head = struct.pack("<IIHBBHHHI", len(written) // 2, 0, 0, 0, 0, 1, 0, 0, 0) + b"\0\0"
    return record(66, level, head) + record(67, level + 1, written)


def table(rows: Sequence[Sequence[str]], merged: Mapping[tuple[int, int], tuple[int, int]] | None = None) -> bytes:
    """The records of a paragraph that holds a table; `merged` gives the rows and columns that a cell covers.

    What a merged cell covers is None's place in `rows`: any text there is left out.
    """
    merged = merged or {}
    covered = {
        (row + down, column + right)
        for (row, column), (height, width) in merged.items()
        for down in range(height)
        for right in range(width)
        if down or right
    }
    anchor = struct.pack("<H4sIIH", 11, b" lbt", 0, 0, 11) + "\r".encode("utf-16-le")
    out = record(66, 0, struct.pack("<IIHBBHHHI", 9, 1 << 11, 0, 0, 0, 1, 0, 0, 0) + b"\0\0") + record(67, 1, anchor)
    out += record(71, 1, b" lbt" + b"\0" * 42)
    out += record(77, 2, struct.pack("<IHHH", 0, len(rows), len(rows[0]), 0) + b"\0" * (12 + 2 * len(rows)))
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            if (row, column) in covered:
                continue
            height, width = merged.get((row, column), (1, 1))
            out += record(72, 2, struct.pack("<IIHHHH", 1, 0, column, row, width, height) + b"\0" * 18)
            out += paragraph(text, 2)
    return out


def file_header(flags: int = 0) -> bytes:
    """The stream FileHeader: HWP 5.0.3.0, not compressed, with further flags (2 a password, 4 distribution only)."""
    return b"HWP Document File".ljust(32, b"\0") + bytes([0, 3, 0, 5]) + struct.pack("<I", flags) + b"\0" * 216


def hwp(blocks: Sequence[str | bytes], *, flags: int = 0, extra: bytes = b"") -> bytes:
    """An HWP 5 file of these paragraphs and tables."""
    body = b"".join(paragraph(block) if isinstance(block, str) else block for block in blocks) + extra
    info = record(16, 0, struct.pack("<HHHHHHHIII", 1, 1, 1, 1, 1, 1, 1, 0, 0, 0))
    name = "ViewText/Section0" if flags & 4 else "BodyText/Section0"
    return ole({"FileHeader": file_header(flags), "DocInfo": info, name: body})
