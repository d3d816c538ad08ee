"""The claims that a text makes of its figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from gwangju_ai_cli.model import DateFact, Fact, MoneyFact, QuantityFact, Span

Direction = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class SumClaim:
    """`parts` are of `total`: all of them (`complete`), or some.

    `certain` is False where the grammar leaves open whether the parts are disjoint or complete.
    """

    total: Fact
    parts: tuple[Fact, ...]
    complete: bool
    certain: bool = True


@dataclass(frozen=True, slots=True)
class ChangeClaim:
    """From `before` to `after`: by `rate` (a percentage), `difference` (a figure of the same kind) or `times`."""

    before: Fact
    after: Fact
    direction: Direction
    rate: QuantityFact | None = None
    difference: Fact | None = None
    times: QuantityFact | None = None


@dataclass(frozen=True, slots=True)
class AdjustedClaim:
    """`before` became `after` by `steps`: figures, each with whether it was added.

    "500억 원에서 20억 원을 감액하고 30억 원을 증액한 510억 원".
    """

    before: Fact
    steps: tuple[tuple[Fact, bool], ...]
    after: Fact


@dataclass(frozen=True, slots=True)
class ShareClaim:
    """`part` is `rate` percent of `whole`, or of one of the `others` that stand nearby.

    "1200명 가운데 1050명(87.5%)이 투표해 900명(85.7%)이 찬성했다": the second share is one of those who voted.
    """

    part: Fact
    whole: Fact
    rate: QuantityFact
    others: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class ProductClaim:
    """Each amount times its count, added up, makes `total` (1인당 30만원씩 200명에게 총 6000만원)."""

    factors: tuple[tuple[MoneyFact, QuantityFact], ...]
    total: MoneyFact


@dataclass(frozen=True, slots=True)
class InstalmentClaim:
    """`each`, paid or counted `times` times over `period`, makes `total` (3년간 매년 20억원씩 총 60억원).

    `average` where the figure is a mean (하루 평균 2500명), which is rounded more.
    """

    each: MoneyFact | QuantityFact
    times: int
    period: DateFact
    total: MoneyFact | QuantityFact
    average: bool = False


@dataclass(frozen=True, slots=True)
class PointsClaim:
    """A rate went from `before` to `after`: by `points` of percent."""

    before: QuantityFact
    after: QuantityFact
    points: QuantityFact
    direction: Direction


@dataclass(frozen=True, slots=True)
class StepClaim:
    """A change by `difference`, which is `rate` percent, has led to `after` (1200원(1.7%) 오른 7만1800원)."""

    difference: Fact
    rate: QuantityFact
    after: Fact
    direction: Direction


@dataclass(frozen=True, slots=True)
class RatioClaim:
    """`many` for `few` places are `ratio` to one, written at `span` (30명 모집에 450명이 지원해 15대 1)."""

    few: QuantityFact
    many: QuantityFact
    ratio: Decimal
    places: int
    span: Span


@dataclass(frozen=True, slots=True)
class ConversionClaim:
    """`foreign` is said to be worth `won`."""

    foreign: MoneyFact
    won: MoneyFact


@dataclass(frozen=True, slots=True)
class LengthClaim:
    """`period` is said to last `length`.

    `whole` where every year or month of the period counts, as those of a plan do (2025년부터 2029년까지 5년간
    투입한다); else the length may be the time that went by (2014년부터 2018년까지 4년간 재직했다).
    """

    period: DateFact
    length: DateFact
    whole: bool = True


@dataclass(frozen=True, slots=True)
class WeekdayClaim:
    """The day `day` is said to be the weekday written at `span` (5월 18일은 토요일이었다)."""

    day: DateFact
    span: Span


@dataclass(frozen=True, slots=True)
class SinceClaim:
    """`count` years (at `length`) after the year of `since`, in the year of the text (2014년 이후 10년 만에)."""

    since: DateFact
    length: DateFact
    count: int
    year: int


@dataclass(frozen=True, slots=True)
class AnswersClaim:
    """`parts` are the shares of answers that exclude each other: of one hundred, or of `total` where it is told."""

    parts: tuple[QuantityFact, ...]
    total: QuantityFact | None = None


@dataclass(frozen=True, slots=True)
class AfterClaim:
    """What began at `start` ended `length` later, at `end` (2020년 3월 시작해 44개월 만인 2023년 11월)."""

    start: DateFact
    length: DateFact
    end: DateFact


@dataclass(frozen=True, slots=True)
class OrderClaim:
    """What was begun at `start` is told to end at `end` (2025년 착공해 2027년 준공)."""

    start: DateFact
    end: DateFact


@dataclass(frozen=True, slots=True)
class PhasesClaim:
    """Periods that the text numbers as phases, in the order of their numbers.

    `consecutive` where the text says that one follows the other.
    """

    periods: tuple[tuple[int, DateFact], ...]
    consecutive: bool


@dataclass(frozen=True, slots=True)
class AnniversaryClaim:
    """What began in `founded` (a year) has its `count`-th anniversary in the year of `at`."""

    founded: DateFact
    count: Fact
    number: int
    year: int


@dataclass(frozen=True, slots=True)
class AgeClaim:
    """Somebody born in the year `born`, written at `span`, is `age` in `year`."""

    born: int
    span: Span
    age: QuantityFact
    year: int
