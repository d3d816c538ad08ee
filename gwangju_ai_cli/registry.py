"""The fact types, one line each. Modules are imported on use, and an import error is loud."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from gwangju_ai_cli.errors import UsageError, nearest

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis
    from gwangju_ai_cli.matching import FactModule
    from gwangju_ai_cli.model import IssueFact


class CheckModule(Protocol):
    """What a module in `checks/` provides."""

    def check(self, analysis: Analysis) -> Iterable[IssueFact]:
        """What contradicts itself in a document, doubtful findings included."""


@dataclass(frozen=True, slots=True)
class FactType:
    """A fact type: its `kind` in the output, its command, its module, and what `--help` says of it.

    `entities` have mentions all over a document. `needs` are the kinds whose facts it is built of, `reads` those of
    which mentions are enough.
    """

    kind: str
    command: str
    module: str
    help: str
    entities: bool = False
    needs: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()


_FACTS = "gwangju_ai_cli.facts"

FACT_TYPES = (
    FactType(
        "budget",
        "budgets",
        f"{_FACTS}.budgets",
        "Budgets: who spends how much, on what, when.",
        needs=("money", "date", "org"),
    ),
    FactType("money", "money", f"{_FACTS}.money", "Amounts of money, in base units of their currency."),
    FactType("date", "dates", f"{_FACTS}.dates", "Dates, ranges, times and durations (EDTF, ISO 8601)."),
    FactType(
        "org",
        "orgs",
        f"{_FACTS}.orgs",
        "Organizations: one fact an entity, with its mentions.",
        entities=True,
        reads=("person",),
    ),
    FactType(
        "person",
        "people",
        f"{_FACTS}.people",
        "People with their titles and affiliations.",
        entities=True,
        needs=("org",),
    ),
    FactType(
        "place", "places", f"{_FACTS}.places", "Places as locations.", entities=True, needs=("org",), reads=("person",)
    ),
    FactType(
        "quantity",
        "quantities",
        f"{_FACTS}.quantities",
        "Counts, measures and percentages with their units.",
        needs=("money",),
    ),
    FactType("quote", "quotes", f"{_FACTS}.quotes", "Direct speech with its speaker.", needs=("org", "person")),
    FactType(
        "event",
        "events",
        f"{_FACTS}.events",
        "What happened or is planned, with actors, place and date.",
        needs=("org", "person", "place", "date"),
    ),
)

_CHECKS = "sums weekdays durations ranges percents products conversions counts repeats"
CHECK_MODULES = tuple(f"gwangju_ai_cli.checks.{name}" for name in _CHECKS.split())


def find_fact_type(name: str) -> FactType:
    """The fact type with that command or kind; UsageError with the nearest name where there is none."""
    for fact_type in FACT_TYPES:
        if name in (fact_type.command, fact_type.kind):
            return fact_type
    names = [fact_type.command for fact_type in FACT_TYPES]
    near = nearest(name, names)
    hint = f"did you mean {near!r}?" if near else f"known kinds: {', '.join(names)}"
    raise UsageError(f"no fact type is called {name!r}; {hint}")


def load_module(kind: str) -> FactModule:
    """The module that finds facts of `kind`, imported on the first request."""
    return cast("FactModule", import_module(find_fact_type(kind).module))


def load_checks() -> tuple[CheckModule, ...]:
    """The modules of `check`, imported on the first request."""
    return tuple(cast("CheckModule", import_module(module)) for module in CHECK_MODULES)
