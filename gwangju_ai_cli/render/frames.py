"""Facts as tables of other libraries, with the columns and types that files have."""

from __future__ import annotations

from typing import Any

from gwangju_ai_cli.model import Facts
from gwangju_ai_cli.render import Layout
from gwangju_ai_cli.render.delimited import columns_of
from gwangju_ai_cli.render.parquet import table_of
from gwangju_ai_cli.schema import flatten


def _kinds(facts: Facts) -> tuple[str, ...]:
    return facts.kinds or tuple(dict.fromkeys(fact.kind for fact in facts))


def to_arrow(facts: Facts) -> Any:
    """The table that a Parquet file of these facts holds."""
    return table_of([fact.to_dict() for fact in facts], Layout(_kinds(facts)))


def to_polars(facts: Facts) -> Any:
    """The same as a Polars DataFrame."""
    import polars

    return polars.from_arrow(to_arrow(facts))


def to_pandas(facts: Facts) -> Any:
    """A pandas DataFrame with the columns of CSV; whole numbers stay whole beside missing ones."""
    import pandas

    columns = list(columns_of(_kinds(facts)))
    return pandas.DataFrame([flatten(fact.to_dict()) for fact in facts], columns=columns).convert_dtypes()
