"""Facts from Korean news and public-sector text: money, dates, organizations, budgets and more.

>>> from gwangju_ai_cli import extract
>>> [fact.text for fact in extract("사업비 4061억원을 투입한다.", kinds=["money"]).facts]
['4061억원']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from gwangju_ai_cli.model import Document, Fact, Facts, Span
    from gwangju_ai_cli.pipeline import Settings, extract

__all__ = ["Document", "Fact", "Facts", "Settings", "Span", "__version__", "extract"]

_HOME = {"extract": "pipeline", "Settings": "pipeline"}


def __getattr__(name: str) -> Any:
    """The public names, imported on first use so that importing the package costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME.get(name, 'model')}"), name)
