"""Organizations in press releases whose names stand in no list: what generalises, measured."""

from __future__ import annotations

import pytest

from gwangju_ai_cli.names import gazetteer
from tests.facts.orgs.press_releases import f1, read_releases


def test_the_gold_is_there() -> None:
    releases = read_releases()
    assert len(releases) == 20
    assert sum(len(release.gold["org"]) for release in releases) > 150
    assert all("{" not in release.text for release in releases)


def test_invented_names_are_in_no_gazetteer() -> None:
    entries = gazetteer.load_gazetteer().entries
    known = {"경찰", "검찰", "정부", "국회", "재단", "협회", "공단", "교육청", "연구원", "진흥원", "도", "경찰 "}
    names = {r.text[slice(*span)] for r in read_releases() for span in r.gold["org"]}
    assert {name for name in names if name in entries} <= known


def test_organizations() -> None:
    assert f1("org") >= 0.90


def test_organizations_without_gazetteers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteer, "load_gazetteer", lambda: gazetteer.EMPTY)
    assert f1("org") >= 0.75
