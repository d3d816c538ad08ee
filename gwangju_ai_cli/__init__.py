"""Facts from Korean news and public-sector text: money, dates, organizations, budgets and more.

>>> from gwangju_ai_cli import extract
>>> [fact.text for fact in extract("사업비 4061억원을 투입한다.", kinds=["money"]).facts]
['4061억원']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from gwangju_ai_cli.errors import GwangjuError, UsageError
    from gwangju_ai_cli.model import (
        BudgetFact,
        DateFact,
        Document,
        EventFact,
        Fact,
        Facts,
        IssueFact,
        MoneyFact,
        OrgFact,
        PersonFact,
        PlaceFact,
        QuantityFact,
        QuoteFact,
        Span,
    )
    from gwangju_ai_cli.pipeline import Extractor, Settings, check, extract

__all__ = [
    "BudgetFact",
    "DateFact",
    "Document",
    "EventFact",
    "Extractor",
    "Fact",
    "Facts",
    "GwangjuError",
    "IssueFact",
    "MoneyFact",
    "OrgFact",
    "PersonFact",
    "PlaceFact",
    "QuantityFact",
    "QuoteFact",
    "Settings",
    "Span",
    "UsageError",
    "__version__",
    "check",
    "extract",
]

_HOME = dict.fromkeys(("extract", "check", "Extractor", "Settings"), "pipeline")
_HOME |= dict.fromkeys(("GwangjuError", "UsageError"), "errors")


def __dir__() -> list[str]:
    return sorted(__all__)


def __getattr__(name: str) -> Any:
    """The public names, imported on first use so that importing the package costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME.get(name, 'model')}"), name)
