"""Typed names that are known: vocab/gazetteer_*.tsv and the user's own dictionary.

A row reads `name<TAB>org_type<TAB>aliases<TAB>note`, aliases parted by `|`. A surface with `?` before it is
ambiguous (also a common word, a place or a person's name) and needs evidence from its context.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from gwangju_ai_cli.model import OrgType
from gwangju_ai_cli.vocab import VOCAB_DIR

_KEY = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """What a surface stands for: the canonical name, its type, and whether the surface is ambiguous."""

    name: str
    org_type: OrgType
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Surfaces with their entries; `lengths` gives the lengths to try, the longest first.

    Those below four are found by the first two characters, the others by the first four: `한국` opens hundreds.
    The first two characters of all are keys, too.
    """

    entries: Mapping[str, Entry]
    lengths: Mapping[str, tuple[int, ...]]

    def starting_at(self, text: str, at: int) -> tuple[tuple[int, Entry], ...]:
        """The ends of all surfaces that begin at `at`, the longest first, with their entries."""
        lengths = self.lengths
        short = lengths.get(text[at : at + 2])
        if short is None:
            return ()
        sizes = lengths.get(text[at : at + _KEY], ()) + short if len(text) - at >= _KEY else short
        if not sizes:
            return ()
        entries = self.entries
        room = len(text) - at  # a slice past the end is short: it would give the last name every length
        return tuple(
            [(at + n, entry) for n in sizes if n <= room and (entry := entries.get(text[at : at + n])) is not None]
        )

    def may_open(self, word: str) -> bool:
        """Whether some surface may begin with the word, as far as its first two characters tell."""
        return len(word) < 2 or word[:2] in self.lengths


EMPTY = Gazetteer({}, {})


@cache
def load_gazetteer() -> Gazetteer:
    """All rows of the package's gazetteers: a name before an alias, what is clear before what is ambiguous.

    >>> load_gazetteer().entries["과기정통부"].name
    '과학기술정보통신부'
    """
    entries: dict[str, Entry] = {}
    later: list[tuple[str, Entry]] = []
    for path in sorted(VOCAB_DIR.glob("gazetteer_*.tsv")):
        head = True
        for line in path.read_text(encoding="utf-8").split("\n"):
            if not line or line[0] == "#":
                continue
            if head:
                head = False
                continue
            cells = line.split("\t")
            surface = cells[0]
            ambiguous = surface[0] == "?"
            name = surface[1:] if ambiguous else surface
            org_type = cast(OrgType, cells[1])
            known = entries.get(name)
            if known is None or (known.ambiguous and not ambiguous):
                entries[name] = Entry(name, org_type, ambiguous)
            if len(cells) > 2 and cells[2]:
                for alias in cells[2].split("|"):
                    if "(" in alias:
                        continue  # a parenthesis is no part of a span
                    unclear = alias[0] == "?"
                    later.append((alias[1:] if unclear else alias, Entry(name, org_type, unclear)))
    shared: dict[str, Entry] = {}
    for alias, entry in later:
        if alias in entries:
            continue
        other = shared.get(alias)
        # 서부지법 of two cities: the surface tells the type, not which one it is.
        if other is not None and other.name != entry.name:
            name = alias if other.ambiguous == entry.ambiguous else (entry if other.ambiguous else other).name
            shared[alias] = Entry(name, other.org_type, other.ambiguous and entry.ambiguous)
        else:
            shared[alias] = entry
    shared |= entries
    for surface in [s for s in shared if s.isascii() and s.isalnum() and len(s) > 2]:
        shared.setdefault(surface.lower(), shared[surface])  # jtbc
    return index(shared)


def index(entries: Mapping[str, Entry]) -> Gazetteer:
    """A gazetteer of `entries`, ready for look-ups by position."""
    lengths: dict[str, set[int]] = {}
    for surface in entries:
        short = lengths.setdefault(surface[:2], set())
        (lengths.setdefault(surface[:_KEY], set()) if len(surface) >= _KEY else short).add(len(surface))
    return Gazetteer(entries, {key: tuple(sorted(sizes, reverse=True)) for key, sizes in lengths.items()})


@cache
def _dictionary(rows: tuple[tuple[str, str, str], ...]) -> Gazetteer:
    return index({surface: Entry(name, cast(OrgType, org_type)) for surface, name, org_type in rows})


def user_gazetteer(dictionary: Mapping[str, tuple[str, str]]) -> Gazetteer:
    """The user's own names (`--dictionary`), surface → (canonical name, org_type); they rank before all others.

    >>> user_gazetteer({"빛고을랩": ("빛고을연구소", "research_institute")}).starting_at("빛고을랩은", 0)[0][1].name
    '빛고을연구소'
    """
    if not dictionary:
        return EMPTY
    return _dictionary(tuple((surface, name, org_type) for surface, (name, org_type) in dictionary.items()))
