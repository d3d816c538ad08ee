"""Regions of Korea and of the world, and landmarks: names begin with regions, places are made of both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gwangju_ai_cli.vocab import load_vocab

LOCAL_GOVERNMENT_KINDS = frozenset({"province", "city", "county", "district"})
"""Kinds of regions that govern themselves: as an actor such a name is an organization."""


@dataclass(frozen=True, slots=True)
class Region:
    """A region's canonical name, its kind, and whether this surface is also a common word."""

    name: str
    kind: str
    ambiguous: bool = False
    full: bool = True
    """Whether the surface names the unit (광주시, 기장군), not only the place (광주)."""


@cache
def load_regions() -> dict[str, Region]:
    """Every surface of a region.

    >>> regions = load_regions()
    >>> regions["광주시"].name, regions["구리"].ambiguous, regions["수원"].full
    ('광주광역시', True, False)
    """
    out: dict[str, Region] = {}
    for row in load_vocab("places"):
        name, kind = row["name"], row["kind"]
        out[name] = Region(name, kind)
        for alias in row["aliases"].split("|"):
            if alias:
                ambiguous = alias[0] == "?"
                surface = alias.lstrip("?")
                full = kind not in LOCAL_GOVERNMENT_KINDS or (surface[-1] in "시군구도" and len(surface) > 2)
                if surface not in out or surface == name:
                    out[surface] = Region(name, kind, ambiguous, full)
    return out


@cache
def load_landmarks() -> dict[str, Region]:
    """Every surface of a region or of a place that heads no organization's name (vocab/landmarks.tsv).

    >>> load_landmarks()["이태원"].kind, load_landmarks()["광주시"].name
    ('quarter', '광주광역시')
    """
    out: dict[str, Region] = {}
    for row in load_vocab("landmarks"):
        ambiguous = row["name"][0] == "?"
        name = row["name"].lstrip("?")
        for surface in (name, *row["aliases"].split("|")):
            if surface:
                out.setdefault(surface, Region(name, row["kind"], ambiguous))
    return out | load_regions()
