"""Particles follow the last sound of what they are set after."""

from __future__ import annotations

import pytest

from gwangju_ai_cli.wording import with_particle


@pytest.mark.parametrize(
    ("written", "particle", "expected"),
    [
        ("3000억원", "은", "3000억원은"),
        ("1350대", "은", "1350대는"),
        ("66%", "은", "66%는"),
        ("5", "이", "5가"),
        ("2026", "이", "2026이"),
        ("30km", "을", "30km를"),
        ("5kg", "을", "5kg을"),
        ("5일(화)", "은", "5일(화)은"),
        ("5일까지", "을", "5일까지를"),
        ("", "은", "는"),
    ],
)
def test_particle(written: str, particle: str, expected: str) -> None:
    assert with_particle(written, particle) == expected


def test_a_particle_without_two_forms_is_refused() -> None:
    with pytest.raises(ValueError, match="two forms"):
        with_particle("5일", "도")
