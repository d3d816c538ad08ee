"""The gazetteers: every row well formed, every surface of one type, whatever the file it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from gwangju_ai_cli.model import OrgType
from gwangju_ai_cli.vocab import VOCAB_DIR, Row, read_table

FILES = sorted(VOCAB_DIR.glob("gazetteer_*.tsv"), key=lambda path: path.name)


def surfaces(row: Row) -> Iterator[str]:
    yield row["name"]
    yield from filter(None, row["aliases"].split("|"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rows_are_well_formed(path: Path) -> None:
    for row in read_table(path):
        assert list(row) == ["name", "org_type", "aliases", "note"]
        assert row["org_type"] in get_args(OrgType), row
        for surface in surfaces(row):
            bare = surface.removeprefix("?")
            assert bare, row
            assert "?" not in bare, row
            assert bare == bare.strip(), row
            assert "  " not in bare, row


def test_a_surface_that_is_clear_has_one_type() -> None:
    # A surface marked ambiguous may stand for organizations of two types; one that is not marked decides alone.
    types: dict[str, tuple[str, str]] = {}
    clashes = []
    for path in FILES:
        for row in read_table(path):
            for surface in surfaces(row):
                if surface.startswith("?"):
                    continue
                known = types.setdefault(surface, (row["org_type"], path.stem))
                if known[0] != row["org_type"]:
                    clashes.append((surface, known, row["org_type"], path.stem))
    assert not clashes


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("과기정통부", "과학기술정보통신부"),
        ("국토위", "국회 국토교통위원회"),
        ("서울중앙지검", "서울중앙지방검찰청"),
        ("전남지방경찰청", "전라남도경찰청"),
        ("전남도", "전라남도"),
        ("한전", "한국전력공사"),
        ("LH", "한국토지주택공사"),
        ("ETRI", "한국전자통신연구원"),
        ("경사노위", "경제사회노동위원회"),
        ("광주시교육청", "광주광역시교육청"),
    ],
)
def test_short_forms_have_their_full_name(surface: str, name: str) -> None:
    found = {row["name"] for path in FILES for row in read_table(path) if surface in surfaces(row)}
    assert found == {name}
