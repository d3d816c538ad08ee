"""States as JSON and back: what a worker sends, and what the journal of an interrupted run keeps."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from gwangju_ai_cli.model import Funding, Json, Period
from gwangju_ai_cli.projects.model import Figure, Naming, Source, State, Topic


def to_record(state: State) -> Json:
    """The state as one JSON object; amounts are strings, so that nothing is rounded.

    >>> from_record(to_record(State("a.txt", "2024-03-05", "머리"))) == State("a.txt", "2024-03-05", "머리")
    True
    """
    return {
        "source": state.source,
        "date": state.date,
        "title": state.title,
        "topics": [_topic(topic) for topic in state.topics],
        "figures": [_figure(figure) for figure in state.figures],
        "places": [list(pair) for pair in state.places],
    }


def from_record(record: Json) -> State:
    """The state that `to_record` was given."""
    return State(
        record["source"],
        record["date"],
        record["title"],
        tuple(_read_topic(topic) for topic in record["topics"]),
        tuple(_read_figure(figure) for figure in record["figures"]),
        tuple((stem, name) for stem, name in record["places"]),
    )


def from_line(line: str) -> State:
    """The state that stands in one line of JSON."""
    return from_record(json.loads(line))


def _topic(topic: Topic) -> Json:
    return {
        "names": [_fields(naming, Naming) for naming in topic.names],
        **{name: getattr(topic, name) for name in ("place", "level", "payer", "round")},
    }


def _read_topic(record: Json) -> Topic:
    namings = tuple(
        Naming(**naming | {"pieces": tuple(naming["pieces"]), "change": tuple(naming["change"])})
        for naming in record["names"]
    )
    return Topic(**record | {"names": namings})


def _fields(item: object, cls: type) -> Json:
    return {name: getattr(item, name) for name in cls.__slots__}  # type: ignore[attr-defined]


def _figure(figure: Figure) -> Json:
    out = _fields(figure, Figure)
    out["place"] = figure.place.to_dict() | {"sentence": figure.place.sentence, "at": figure.place.at}
    for name in ("amount", "amount_max", "unit"):
        out[name] = _written(out[name])
    out["period"] = figure.period.to_dict() if figure.period else None
    out["funding"] = [[source.source, _written(source.amount)] for source in figure.funding]
    return out


def _read_figure(record: Json) -> Figure:
    values: dict[str, Any] = dict(record)
    values["place"] = Source(**record["place"])
    for name in ("amount", "amount_max", "unit"):
        values[name] = _number(record[name])
    period = record["period"]
    values["period"] = period and Period(period["value"], _day(period["start_date"]), _day(period["end_date"]))
    values["funding"] = tuple(Funding(source, _number(amount)) for source, amount in record["funding"])
    return Figure(**values)


def _written(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
