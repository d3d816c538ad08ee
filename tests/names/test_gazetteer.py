"""The gazetteers' rows are sound, and their look-ups find what they should."""

from __future__ import annotations

import unicodedata
from typing import get_args

import pytest

from gwangju_ai_cli.model import OrgType
from gwangju_ai_cli.names.gazetteer import Entry, index, load_gazetteer, user_gazetteer
from gwangju_ai_cli.vocab import VOCAB_DIR, load_vocab

PATHS = sorted(VOCAB_DIR.glob("gazetteer_*.tsv"))
TYPES = set(get_args(OrgType))


def _rows() -> list[tuple[str, int, list[str]]]:
    out = []
    for path in PATHS:
        lines = path.read_text(encoding="utf-8").split("\n")
        head = True
        for number, line in enumerate(lines, start=1):
            if not line or line.startswith("#"):
                continue
            if head:
                assert line.split("\t")[:3] == ["name", "org_type", "aliases"], path.name
                head = False
                continue
            out.append((path.name, number, line.split("\t")))
    return out


ROWS = _rows()


def test_rows_are_well_formed() -> None:
    wrong = []
    for name, number, cells in ROWS:
        where = f"{name}:{number}"
        surfaces = [cells[0], *(cells[2].split("|") if len(cells) > 2 and cells[2] else [])]
        if len(cells) > 4 or len(cells) < 2:
            wrong.append(f"{where}: {len(cells)} cells")
        elif cells[1] not in TYPES:
            wrong.append(f"{where}: no org_type: {cells[1]!r}")
        elif any(not s.strip("?") or s != s.strip() or "  " in s for s in surfaces):
            wrong.append(f"{where}: an empty surface or stray spaces")
        elif not unicodedata.is_normalized("NFC", "\t".join(cells)):
            wrong.append(f"{where}: not in NFC")
    assert wrong == []


def test_no_name_has_two_types() -> None:
    types: dict[str, set[str]] = {}
    for _, _, cells in ROWS:
        types.setdefault(cells[0].lstrip("?"), set()).add(cells[1])
    assert {name: found for name, found in types.items() if len(found) > 1} == {}


def test_there_are_thousands() -> None:
    assert len(ROWS) > 5_000
    assert len(load_gazetteer().entries) > 10_000


@pytest.mark.parametrize(
    ("surface", "name", "org_type"),
    [
        ("산업부", "산업통상자원부", "government"),
        ("금감원", "금융감독원", "public_institution"),
        ("GIST", "광주과학기술원", "university"),
        ("jtbc", "JTBC", "media"),
    ],
)
def test_short_forms(surface: str, name: str, org_type: str) -> None:
    entry = load_gazetteer().entries[surface]
    assert (entry.name, entry.org_type) == (name, org_type)


def test_the_longest_surface_comes_first() -> None:
    gazetteer = index({"한빛": Entry("한빛", "company", True), "한빛은행": Entry("한빛은행", "finance")})
    assert [end for end, _ in gazetteer.starting_at("한빛은행에 갔다", 0)] == [4, 2]
    assert gazetteer.starting_at("은행", 0) == ()


def test_the_users_names_keep_their_canonical_form() -> None:
    entry = user_gazetteer({"빛고을랩": ("빛고을연구소", "research_institute")}).starting_at("빛고을랩은", 0)[0][1]
    assert entry == Entry("빛고을연구소", "research_institute")


@pytest.mark.parametrize("name", ["org_heads", "org_context", "org_blockers", "org_words", "places", "place_heads"])
def test_vocabularies_load_and_name_known_types(name: str) -> None:
    for row in load_vocab(name):
        assert row.get("org_type", "") in TYPES | {""}
        assert int(row.get("weight", "0")) >= 0
