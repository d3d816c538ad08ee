"""What the readers of one document's amounts share: topics, amounts, dates, the sum over a list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from gwangju_ai_cli.model import BudgetStatus, DateFact
from gwangju_ai_cli.projects import amounts, vocabulary, years
from gwangju_ai_cli.projects.amounts import Amount
from gwangju_ai_cli.projects.casting import Cast, Topic
from gwangju_ai_cli.projects.mentions import Mention, Scene
from gwangju_ai_cli.projects.model import Figure
from gwangju_ai_cli.projects.names import Name

_CARRIES = re.compile(r"(?:국비|국고|예산|정부안|교부세)")
_ADJACENT = 12


@dataclass(frozen=True, slots=True)
class Sum:
    """What a list of projects takes from the sum over it: the year, whose money, how firm; the round it belongs to."""

    year: int | None = None
    funding: str | None = None
    status: BudgetStatus | None = None
    round: Topic | None = None


@dataclass(slots=True)
class Desk:
    """One document while its amounts are read.

    `over` is the sum that the document is about where it lists projects under one; `theme` the year of its headline;
    `own` are topics of which it says a total, whatever it is about.
    """

    cast: Cast
    found: list[Amount]
    dates: list[DateFact]
    over: Sum | None = None
    theme: int | None = None
    own: frozenset[int] = frozenset()
    figures: list[Figure] = field(default_factory=list)

    @property
    def scene(self) -> Scene:
        """The document's scene."""
        return self.cast.scene

    @property
    def text(self) -> str:
        """The text in view offsets."""
        return self.cast.scene.text

    def mention(self, index: int) -> Mention:
        """The mention of that number."""
        return self.cast.mentions[index]

    def topic(self, index: int) -> Topic:
        """The topic that the mention of that number is of."""
        return self.cast.of[index]


def lay(cast: Cast) -> Desk:
    """The desk of a document, with what all of it decides."""
    scene = cast.scene
    dates = [fact for fact in scene.analysis.facts("date") if isinstance(fact, DateFact)]
    desk = Desk(cast, list(amounts.find_amounts(scene)), dates)
    desk.theme = years.theme_year(dates, scene.head_end, scene.text)
    desk.over = _sum(desk)
    desk.own = _own_topics(desk)
    return desk


def before(amount: Amount, desk: Desk, fits: Callable[[int], bool] = lambda index: True) -> int | None:
    """The number of the nearest mention before an amount in its sentence that fits."""
    begin, end = amount.sentence.span.start, amount.span.start
    for index in range(len(desk.cast.mentions) - 1, -1, -1):
        span = desk.mention(index).span
        if span.end <= end and span.start >= begin and fits(index):
            return index
    return None


def adjacent(amount: Amount, desk: Desk) -> int | None:
    """The number of the mention that stands right before an amount, with a particle or a word for a cost between."""
    index = before(amount, desk)
    if index is None:
        return None
    gap = desk.text[desk.mention(index).span.end : amount.span.start]
    return index if len(gap) < _ADJACENT and not re.search(r"\d", gap) else None


def goes_into(index: int, desk: Desk) -> bool:
    """Whether a round is where money goes, not what it adds up to: 제1회 추경에 40억원을 반영했다."""
    mention = desk.mention(index)
    return mention.round is not None and bool(
        re.match(r"(?:에|에서|에는|에도)(?![가-힣])", desk.text[mention.span.end : mention.span.end + 4])
    )


def own_right(index: int, amount: Amount, desk: Desk) -> bool:
    """Whether a mention may take an amount to itself, in a document that is about another project."""
    topic, main = desk.topic(index), desk.cast.main
    if topic.round is not None:
        return not goes_into(index, desk)
    if desk.over is not None or main is None or topic is main or elsewhere(topic, main):
        return True
    if topic.own or topic.number in desk.own:
        return True
    strong = any(mention.strong and not _is_generic(mention.name) for mention in topic.mentions)
    if any((name.founder or name.place) and (name.build or name.change) for name in topic.names):
        return True  # 새벽시립박물관 증축, beside what the document is about
    return strong and desk.mention(index).name.core not in main.fullest.core


def elsewhere(topic: Topic, main: Topic) -> bool:
    """Whether a topic lies in another municipality than what the document is about."""
    return topic.place is not None and main.place is not None and topic.place.stem != main.place.stem


def _is_generic(name: Name) -> bool:
    return all(piece in vocabulary.words("generic") or piece in vocabulary.words("step") for piece in name.pieces)


def _sum(desk: Desk) -> Sum | None:
    """The sum that the document is about where it is about a body's money, with a list of projects under it."""
    head_end = desk.scene.head_end
    lead = next((s.paragraph for s in desk.scene.analysis.sentences if s.span.start >= head_end), 0)
    best: Sum | None = None
    for amount in desk.found:
        if amount.enclosed:
            continue
        if not (amount.headline or amount.sentence.paragraph == lead):
            break
        index = before(amount, desk)
        if index is not None and desk.topic(index).round is not None and not goes_into(index, desk):
            return _of_round(desk.topic(index), amount)
        if index is not None or (amount.headline and _opens(desk.cast.main, amount)):
            if best is None:
                break
            continue
        if not _CARRIES.search(amount.whole[-60:]):
            continue
        year = years.year_of(amount, desk.dates, desk.text)
        funding = "국비" if re.search(r"국비|국고|정부", amount.whole) else None
        status = amounts.status_of(amount)
        if best is not None:
            year, funding = best.year or year, best.funding or funding
            status = best.status if best.status not in (None, "planned") else status or best.status
        best = Sum(year, funding, status)
    items = {desk.topic(index).number for amount in desk.found if (index := adjacent(amount, desk)) is not None}
    return best if best is not None and len(items) > 1 else None


def _of_round(topic: Topic, amount: Amount) -> Sum:
    secured = amounts.status_of(amount) == "secured"
    return Sum(round_year(topic), None, "secured" if secured else "planned", topic)


def round_year(topic: Topic) -> int | None:
    """The year of a supplementary budget."""
    year = topic.round.split("-")[0] if topic.round else ""
    return int(year) if year else None


def _opens(topic: Topic | None, amount: Amount) -> bool:
    return topic is not None and any(
        mention.headline and mention.span.end <= amount.span.start for mention in topic.mentions
    )


def _own_topics(desk: Desk) -> frozenset[int]:
    """Topics of which the document says a total: 별빛 행복주택(총사업비 312억원)."""
    out: set[int] = set()
    for amount in desk.found:
        index = before(amount, desk)
        if index is None or not amounts.is_whole(amount):
            continue
        mention = desk.mention(index)
        behind = desk.text[mention.span.end : amount.span.start]
        near = mention.span.start >= amount.span.start - len(amount.left) and "," not in behind
        if near and re.match(r"(?:에는|은|는|에|의|이|가)?\s|\(", behind):
            out.add(desk.topic(index).number)
    return frozenset(out)
