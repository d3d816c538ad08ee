"""One document read for its projects: which amounts are figures of which of them, and what of them they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.heading import find_heading
from gwangju_ai_cli.model import BudgetFact, BudgetStatus, DateFact, Funding, MoneyFact, Period
from gwangju_ai_cli.projects import amounts, casting, mentions, model, vocabulary
from gwangju_ai_cli.projects.amounts import Amount
from gwangju_ai_cli.projects.casting import Cast, Topic
from gwangju_ai_cli.projects.mentions import Mention, Scene
from gwangju_ai_cli.projects.model import Figure, Naming, Source, State
from gwangju_ai_cli.projects.names import Name

NEAR = 60
_PHASE = re.compile(r"(?:제\s?)?(\d{1,2})\s?단계(?!\s?(?:높|낮|올|내|상향|하향|격상|로\s?격상))")
_BODY_SUM = re.compile(
    r"(?:총예산|총\s예산|예산\s?(?:규모|총액)|살림|본예산|당초예산|재정\s?규모"
    r"|(?:시|군|구|도)의?\s(?:올해|내년|한 해)?\s?예산)"
    r"(?:은|는|이|가|을|를)?\s?(?:[가-힣]+\s)?$"
)
_DUE = re.compile(r"\s?(?:까지|말|개통|준공|완공|개관|입주|착공)")
_BOOK = re.compile(r"도?\s?(?:도\s)?(?:정부\s?)?(?:본)?예산")
_CARRIES = re.compile(r"(?:국비|국고|예산|정부안|교부세)")
_SENTENCE_LIMIT = 240


@dataclass(frozen=True, slots=True)
class Sum:
    """What a list of projects takes from the sum over it: the year, whose money, how firm; the round it belongs to."""

    year: int | None = None
    funding: str | None = None
    status: BudgetStatus | None = None
    round: Topic | None = None


@dataclass(slots=True)
class Reader:
    """One document while its amounts are read."""

    cast: Cast
    found: list[Amount]
    dates: list[DateFact]
    over: Sum | None = None
    theme: int | None = None
    own: set[int] = field(default_factory=set)
    figures: list[Figure] = field(default_factory=list)

    @property
    def scene(self) -> Scene:
        """The document's scene."""
        return self.cast.scene


def read(analysis: Analysis) -> State:
    """What the document says of projects; in offsets of the original text.

    >>> from gwangju_ai_cli.model import Document
    >>> from gwangju_ai_cli.pipeline import Settings, analyse
    >>> text = "새벽시, 별빛도서관에 120억원\\n새벽시는 별빛도서관 건립사업에 총 120억원을 투입한다."
    >>> state = read(analyse(Document(text, "a.txt"), Settings()))
    >>> [(topic.names[0].text, topic.payer) for topic in state.topics], [str(f.amount) for f in state.figures]
    ([('별빛도서관 건립사업', '새벽시')], ['12000000000', '12000000000'])
    """
    doc = analysis.doc
    day = doc.reference_date.isoformat() if doc.reference_date else None
    empty = State(doc.source, day, title_of(analysis))
    if not analysis.facts("money"):
        return empty
    scene = mentions.look(analysis)
    group = casting.cast(scene, mentions.find_mentions(scene))
    if not group.topics:
        return empty
    reader = Reader(
        group,
        list(_amounts(scene)),
        [fact for fact in analysis.facts("date") if isinstance(fact, DateFact)],
    )
    reader.over = _sum(reader)
    reader.theme = _theme(reader)
    reader.own = _own_topics(reader)
    for amount in reader.found:
        figure = _figure(amount, reader)
        if figure is not None:
            reader.figures.append(figure)
    figures = _with_phases(_with_parts(_with_funding(reader), reader), reader)
    return _state(empty, figures, reader)


def title_of(analysis: Analysis) -> str:
    """The document's headline; its first line where it has none."""
    heading = find_heading(analysis.text)
    if heading is not None:
        return heading.title.of(analysis.text)
    return next((line.strip()[:80] for line in analysis.text.splitlines() if line.strip()), analysis.doc.source)


def _amounts(scene: Scene) -> Iterable[Amount]:
    analysis = scene.analysis
    text = scene.text
    budgets = {fact.span: fact for fact in analysis.facts("budget") if isinstance(fact, BudgetFact)}
    moneys = [fact for fact in analysis.facts("money") if isinstance(fact, MoneyFact) and fact.amount is not None]
    for index, money in enumerate(moneys):
        sentence = analysis.sentence_at(money.start)
        begin = max([sentence.span.start, *(other.end for other in moneys[:index] if other.end <= money.start)])
        end = min([sentence.span.end, *(other.start for other in moneys[index + 1 :] if other.start >= money.end)])
        whole = text[sentence.span.start : money.start]
        opened = whole.rfind("(")
        enclosed = opened >= 0 and ")" not in whole[opened:]
        yield Amount(
            money,
            sentence,
            text[begin : money.start],
            text[money.end : end],
            whole,
            budgets.get(money.span),
            money.end <= scene.head_end,
            enclosed,
            text[money.end : sentence.span.end],
        )


def _sum(reader: Reader) -> Sum | None:
    """The sum that the document is about where it is about a body's money, with a list of projects under it."""
    lead = next((s.paragraph for s in reader.scene.analysis.sentences if s.span.start >= reader.scene.head_end), 0)
    best: Sum | None = None
    for amount in reader.found:
        if not (amount.headline or amount.sentence.paragraph == lead):
            break
        around = amount.whole[-60:]
        group = _before(amount, reader, lambda mention: True)
        if group is not None and reader.cast.of[group].round is not None:
            topic = reader.cast.of[group]
            year = int(topic.round.split("-")[0]) if topic.round and topic.round.split("-")[0] else None
            status: BudgetStatus = "secured" if amounts.status_of(amount) == "secured" else "planned"
            return Sum(year, None, status, topic)
        if group is not None or not _CARRIES.search(around):
            continue
        if amount.headline and reader.cast.main is not None and _heads(reader.cast.main, amount):
            return None
        year = amounts.year_of(amount, reader.dates, reader.scene.text)
        funding = "국비" if re.search(r"국비|국고|정부", amount.whole) else None
        found = Sum(year, funding, amounts.status_of(amount))
        best = found if best is None else Sum(best.year or year, best.funding or funding, best.status or found.status)
    items = {
        reader.cast.of[index].number for amount in reader.found if (index := _adjacent(amount, reader)) is not None
    }
    return best if best is not None and len(items) > 1 else None


def _heads(topic: Topic, amount: Amount) -> bool:
    return any(mention.headline and mention.span.end <= amount.span.start for mention in topic.mentions)


def _adjacent(amount: Amount, reader: Reader) -> int | None:
    index = _before(amount, reader, lambda mention: True)
    if index is None:
        return None
    gap = reader.scene.text[reader.cast.mentions[index].span.end : amount.span.start]
    return index if len(gap) < 12 and not re.search(r"\d", gap) else None


def _before(amount: Amount, reader: Reader, fits: object) -> int | None:
    """The number of the nearest mention before an amount in its sentence that fits."""
    begin, end = amount.sentence.span.start, amount.span.start
    for index in range(len(reader.cast.mentions) - 1, -1, -1):
        mention = reader.cast.mentions[index]
        if mention.span.end <= end and mention.span.start >= begin and fits(mention):  # type: ignore[operator]
            return index
    return None


def _own_right(index: int, amount: Amount, reader: Reader) -> bool:
    """Whether the mention may take an amount to itself, in a document that is about another project."""
    topic, main = reader.cast.of[index], reader.cast.main
    mention = reader.cast.mentions[index]
    if reader.over is not None:
        return True
    if main is None or topic is main or topic.round is not None:
        return True
    if topic.place is not None and main.place is not None and topic.place.stem != main.place.stem:
        return True
    strong = any(m.strong and not _is_generic(m.name) for m in topic.mentions)
    return topic.number in reader.own or (strong and mention.name.core not in main.fullest.core)


def _own_topics(reader: Reader) -> set[int]:
    """Topics of which the document says a total: 남천 행복주택(총사업비 312억원)."""
    out = set()
    for amount in reader.found:
        index = _before(amount, reader, lambda mention: True)
        if index is None or not amounts.is_whole(amount):
            continue
        mention = reader.cast.mentions[index]
        behind = reader.scene.text[mention.span.end : amount.span.start]
        near = mention.span.start >= amount.span.start - len(amount.left) and "," not in behind
        if near and re.match(r"(?:에는|은|는|에|의|이|가)?\s|\(", behind):
            out.add(reader.cast.of[index].number)
    return out


def _theme(reader: Reader) -> int | None:
    """The year that the headline is about: 올해 달라지는 도시."""
    for fact in reader.dates:
        heads = fact.end <= reader.scene.head_end and fact.grain == "year" and fact.type == "date"
        if heads and fact.start_date and not _DUE.match(reader.scene.text, fact.end):
            return fact.start_date.year
    return None


def _is_generic(name: Name) -> bool:
    return all(piece in vocabulary.words("generic") or piece in vocabulary.words("step") for piece in name.pieces)


def _anchor(amount: Amount, reader: Reader) -> tuple[int | None, Topic | None, str]:
    """The mention that governs an amount where there is one, the topic it is of, and the rule that says so."""
    cast, text = reader.cast, reader.scene.text
    if amount.enclosed:
        opened = amount.sentence.span.start + amount.whole.rfind("(")
        for index, mention in enumerate(cast.mentions):
            between = text[mention.span.end : opened].replace("사업", "")
            near = 0 <= opened - mention.span.end <= 5 and not re.search(r"[가-힣]", between)
            if near and _own_right(index, amount, reader):
                return index, cast.of[index], "projects.figure.parenthesis"
    before = [
        index
        for index, mention in enumerate(cast.mentions)
        if amount.sentence.span.start <= mention.span.start
        and mention.span.end <= amount.span.start
        and _own_right(index, amount, reader)
    ]
    if before:
        between = text[cast.mentions[before[-1]].span.end : amount.span.start]
        if cast.of[before[-1]].round is None or not _BODY_SUM.search(between):
            return before[-1], cast.of[before[-1]], "projects.figure.before"
    body = _BODY_SUM.search(amount.whole) is not None
    after = [
        index
        for index, mention in enumerate(cast.mentions)
        if amount.span.end <= mention.span.start < min(amount.sentence.span.end, amount.span.end + NEAR)
        and _own_right(index, amount, reader)
    ]
    if (
        after
        and not body
        and not re.search(r"[.…]|\d\s?[조억]", text[amount.span.end : cast.mentions[after[0]].span.start])
    ):
        topic = cast.of[after[0]]
        if cast.main is None or topic is cast.main or reader.over is not None or _elsewhere(topic, cast.main):
            return after[0], topic, "projects.figure.behind"
    if body:
        return None, None, "projects.not.body"
    earlier = [
        index
        for index, mention in enumerate(cast.mentions)
        if mention.paragraph == amount.sentence.paragraph
        and mention.span.end <= amount.sentence.span.start
        and not mention.headline
        and cast.of[index].round is None
        and _own_right(index, amount, reader)
    ]
    if earlier and (reader.over is None or _goes_on(amount, cast.mentions[earlier[-1]])):
        return None, cast.of[earlier[-1]], "projects.figure.focus"
    if reader.over is None and cast.main is not None:
        return None, cast.main, "projects.figure.document"
    return None, None, "projects.not.body"


def _elsewhere(topic: Topic, main: Topic) -> bool:
    return topic.place is not None and main.place is not None and topic.place.stem != main.place.stem


def _goes_on(amount: Amount, mention: Mention) -> bool:
    """Whether a list's sentence goes on with the project of the one before: its total, in the next sentence."""
    return mention.sentence + 1 == amount.sentence.index and amounts.is_total(amount)


def _figure(amount: Amount, reader: Reader) -> Figure | None:
    if amounts.refusal(amount) is not None:
        return None
    index, topic, why = _anchor(amount, reader)
    if topic is None or amount.money.amount is None:
        return None
    mention = reader.cast.mentions[index] if index is not None else None
    adjacent = mention is not None and index == _adjacent(amount, reader)
    if not (
        adjacent
        or (reader.over is not None and mention is not None)
        or amount.enclosed
        or amount.headline
        or amounts.spends(amount)
        or amounts.is_old(amount)
        or amounts.takes_over(amount)
        or _listed(amount)
    ):
        return None
    listed = reader.over is not None and why != "projects.figure.document" and topic is not reader.over.round
    old = amounts.is_old(amount)
    year = amounts.year_of(amount, reader.dates, reader.scene.text) or _year_behind(amount, reader)
    label = _label(amount, mention, topic, reader)
    total = amounts.is_whole(amount) or (amounts.is_total(amount) and year is None)
    total = total and not _yearly(amount, reader)
    span = amounts.range_of(amount, reader.dates, reader.scene.text)
    if span is None and amount.budget is not None and amount.budget.period is not None:
        span = amount.budget.period if _years(amount.budget.period) > 1 else None
    kind: model.FigureKind = "plain"
    status = amounts.status_of(amount)
    funding = amounts.funding_of(amount)
    extra = False
    if topic.round is not None:
        kind, year = "total", int(topic.round.split("-")[0] or 0) or year
        status = "secured" if status == "secured" else "requested" if status == "requested" else "planned"
    elif total and label is None:
        kind = "total"
    elif label is not None:
        kind = "year" if label.endswith("비") and (year or listed) else "part"
    elif old and status != "requested" and not re.search(r"예산|국비", amount.left[-12:]):
        kind, year = "total", None
    elif span is not None and _years(span) > 1:
        kind = "total"
    elif year is not None or (listed and not old):
        kind = "year"
    elif old and status != "requested":
        kind = "total"
    elif status == "spent" and re.search(r"집행|썼|지출", amount.right[:20]):
        kind, label = "part", "집행"
    elif _builds(amount, topic):
        kind = "total"
    elif step := re.match(r"(?:원)?(?:을|를)?\s?(?:들여|투입해)\s(?:기본|실시)?(설계|용역|보상|감리)", amount.right):
        kind, label = "part", step[1]
    elif _before_it(amount, reader) is not None:
        kind = _before_it(amount, reader) or kind
    elif (
        re.match(r"(?:원)?(?:을|를)?\s?(?:최종\s)?확보", amount.right)
        and not funding
        and not topic.fullest.programme
        and not listed
    ):
        kind = "total"
    if kind in ("plain", "part") and year is None and span is None and label in (None, "설계", "용역", "보상", "감리"):
        year = reader.theme if kind == "part" or not old else None
        kind = "year" if kind == "plain" and year is not None and not amount.headline else kind
    if listed and reader.over is not None and kind in ("year", "plain") and not total:
        over = reader.over
        year = over.year if year is None or over.round is not None else year
        status = "requested" if status == "requested" else over.status or status
        extra = over.round is not None
        if over.funding and not funding:
            funding = (Funding(over.funding, amount.money.amount),)
    if (
        kind == "year"
        and not funding
        and re.search(r"정부\s?(?:예산|안)|국회|국비", amount.whole[-60:] + amount.right[:40])
        and not extra
    ):
        funding = (Funding("국비", amount.money.amount),)
    if kind == "total" and topic.round is None and status == "secured":
        status = "secured" if re.match(r"(?:원)?[가-힣()\s]{0,14}(?:확정|확보)", amount.rest) else "planned"
    if status is None:
        status = "planned"
    period = _period(kind, year, span)
    view = reader.scene.analysis.view
    place = view.locate(amount.span)
    return Figure(
        topic.number,
        Source(reader.scene.analysis.doc.source, place.start, place.end, place.of(view.original)),
        amount.money.amount,
        amount.money.amount_max,
        amount.money.currency,
        amount.money.modifier,
        kind,
        label,
        year if kind in ("year", "part") or topic.round is not None else None,
        period,
        None,
        status,
        funding,
        "total" if kind == "total" else "part" if kind == "part" or extra else None,
        None,
        old,
        old and bool(re.match(r"(?:원)?(?:대)?(?:에서|\s?→)", amount.right)),
        amounts.asks(amount),
        extra,
        amount.money.unit,
        reader.scene.text[amount.sentence.span.start : amount.sentence.span.end].strip()[:_SENTENCE_LIMIT],
        why,
    )


def _listed(amount: Amount) -> bool:
    return bool(re.search(r"[△▲▷▶○●◆■□·,]\s?[^△,]{1,40}$", amount.left)) and not re.search(r"[다요]\.", amount.left)


def _builds(amount: Amount, topic: Topic) -> bool:
    """Whether what is spent is the whole: 120억원을 들여 짓는다, with no year said."""
    if topic.fullest.programme or re.match(
        r"(?:원)?(?:을|를)?\s?(?:들여|투입해)\s(?:기본|실시)?(?:설계|용역|보상|감리)", amount.right
    ):
        return False
    return bool(
        re.match(r"(?:원)?(?:을|를|이|가|\s)?\s?(?:들여|투입|들어가|들어갔|들인|든다|드는|소요|규모로)", amount.right)
    ) or (amount.headline and bool(re.match(r"(?:원)?\s?(?:을\s)?(?:투입|들여|규모|들인)", amount.right)))


def _before_it(amount: Amount, reader: Reader) -> model.FigureKind | None:
    """The kind of the figure that this one takes over from: 사업비는 480억원에서 565억원으로."""
    if not amounts.takes_over(amount):
        return None
    view = reader.scene.analysis.view
    begin = view.locate(amount.sentence.span).start
    past = [figure for figure in reader.figures if figure.old and figure.place.start >= begin]
    return past[-1].kind if past else None


def _years(period: Period) -> int:
    if period.start_date is None or period.end_date is None:
        return 2
    return period.end_date.year - period.start_date.year + 1


def _yearly(amount: Amount, reader: Reader) -> bool:
    """Whether a year stands right before the word for the cost: 올해 사업비 300억원."""
    return bool(
        re.search(
            r"(?:올해|내년|지난해|작년|\d{4}년도?)\s(?:국비\s|시비\s)?(?:사업비|예산)[은는이가]?\s?[^,.]{0,8}$",
            amount.left,
        )
    )


def _year_behind(amount: Amount, reader: Reader) -> int | None:
    """The year of the book that an amount goes into: 5억원이 내년도 정부 예산에 반영됐다."""
    for fact in reader.dates:
        near = 0 <= fact.start - amount.span.end <= 8 and fact.grain == "year" and fact.type == "date"
        if near and fact.start_date and _BOOK.match(reader.scene.text, fact.end):
            return fact.start_date.year
    return None


def _label(amount: Amount, mention: Mention | None, topic: Topic, reader: Reader) -> str | None:
    """What an amount is for where that is a piece of the project."""
    if topic.round is not None:
        return None
    own = amounts.component(amount)
    if own is not None:
        whole = {f"{doing}비" for doing in ("건설", "건립", "조성", "공사", "사업", "구축", "신축")}
        return None if own in whole else own
    if mention is not None and mention.label and _adjacent(amount, reader) is not None:
        return mention.label
    if reader.over is not None:
        return None
    index = _before(amount, reader, lambda other: True)
    if index is not None:
        other = reader.cast.mentions[index]
        gap = reader.scene.text[other.span.end : amount.span.start]
        near = len(gap) < 15 and not re.search(r"\d|총|사업비|합쳐|[다요]\.", gap)
        if reader.cast.of[index] is not topic and near and other.span.start >= amount.span.start - len(amount.left):
            return other.name.text
    thing = re.match(r"(?:원)?\s?규모의\s([가-힣\s]{2,12}?)(?:을|를)\s", amount.right)
    if thing and any(word in vocabulary.words("step") for word in thing[1].split()):
        return thing[1]
    return None


def _period(kind: model.FigureKind, year: int | None, span: Period | None) -> Period | None:
    if kind == "total" and span is not None and year is None:
        return span
    if kind == "total" and span is not None:
        return span
    if kind in ("year", "part") and year is not None:
        return Period(f"{year}", date(year, 1, 1), date(year, 12, 31))
    if kind in ("total", "plain") and year is not None and span is None and kind == "plain":
        return Period(f"{year}", date(year, 1, 1), date(year, 12, 31))
    return span if kind == "part" else None


def _with_funding(reader: Reader) -> list[Figure]:
    """The figures without those that are only the parts of another by source of money: they become its funding."""
    figures = reader.figures
    starts = {
        amount.money.amount is not None and (reader.scene.analysis.view.locate(amount.span).start): amount
        for amount in reader.found
    }
    out: list[Figure] = []
    for figure in figures:
        amount = starts[figure.place.start]
        host = next((other for other in reversed(out) if other.topic == figure.topic and not other.old), None)
        if host is not None and host.amount > figure.amount and figure.funding and _is_piece(amount, host, reader):
            out[out.index(host)] = replace(
                host,
                funding=(
                    *[f for f in host.funding if f.amount != host.amount or f.source != figure.funding[0].source],
                    *[f for f in figure.funding if f not in host.funding],
                ),
            )
            continue
        out.append(figure)
    return out


def _is_piece(amount: Amount, host: Figure, reader: Reader) -> bool:
    if amounts.funding_pattern().search(amount.left) is None:
        return False
    close = amount.span.start - host.place.end
    if amount.enclosed and close < 60 and reader.scene.text.find(")", host.place.end, amount.span.start) < 0:
        return True
    return close < 90 and bool(re.search(r"(?:이|그)\s?(?:가운데|중)|가운데|나머지|각각", amount.whole[-30:]))


def _with_parts(figures: list[Figure], reader: Reader) -> list[Figure]:
    """The figures, components with the period of the total before them, the round's own year on a round's total."""
    out: list[Figure] = []
    by_number = {topic.number: topic for topic in reader.cast.topics}
    for figure in figures:
        if by_number[figure.topic].round is not None and figure.year:
            figure = replace(
                figure, period=Period(f"{figure.year}", date(figure.year, 1, 1), date(figure.year, 12, 31))
            )
        elif figure.kind == "part" and figure.period is None and figure.label != "집행":
            host = next((o for o in reversed(out) if o.topic == figure.topic and o.kind == "total" and not o.old), None)
            figure = replace(figure, period=host.period if host else None)
        out.append(figure)
    return out


def _with_phases(figures: list[Figure], reader: Reader) -> list[Figure]:
    """The figures with the phase that the text speaks of where they stand."""
    marks = [(match.start(), f"{match[1]}단계") for match in _PHASE.finditer(reader.scene.text)]
    if not marks:
        return figures
    view = reader.scene.analysis.view
    where = {view.locate(amount.span).start: amount for amount in reader.found}
    owner = [(at, phase, _topic_at(at, reader)) for at, phase in marks]
    out: list[Figure] = []
    for figure in figures:
        amount = where[figure.place.start]
        own = [(at, phase) for at, phase, topic in owner if topic is not None and topic.number == figure.topic]
        phases = {phase for _, phase in own}
        past = [phase for at, phase in own if at < amount.span.start]
        behind = [phase for at, phase in own if amount.span.end <= at < amount.span.end + 12]
        chosen: str | None = None
        if not phases or re.search(r"전체\s?사업비|합쳐|통틀어|모두\s합", amount.whole[-20:]):
            chosen = None
        elif past:
            chosen = past[-1]
        elif behind:
            chosen = behind[0]
        elif len(phases) == 1 and not _whole_beside(figure, figures, amount, own[0][0]):
            chosen = own[0][1]
        out.append(replace(figure, phase=chosen))
    return out


def _whole_beside(figure: Figure, figures: list[Figure], amount: Amount, at: int) -> bool:
    """Whether a total stands before the only phase is named, and another, smaller, behind it."""
    return figure.kind == "total" and any(
        other.kind == "total"
        and other.topic == figure.topic
        and other.amount < figure.amount * 9 / 10
        and other.place.start > at
        for other in figures
    )


def _topic_at(at: int, reader: Reader) -> Topic | None:
    """The topic that a phase named at that place is of."""
    sentence = reader.scene.analysis.sentence_at(at)
    main = reader.cast.main if reader.over is None else None
    same = [
        (index, mention)
        for index, mention in enumerate(reader.cast.mentions)
        if mention.sentence == sentence.index and (mention.span.start <= at) and reader.cast.of[index].round is None
    ]
    fits = [
        index
        for index, _ in same
        if main is None
        or reader.cast.of[index] is main
        or _elsewhere(reader.cast.of[index], main)
        or reader.cast.mentions[index].strong
        or reader.cast.mentions[index].phase is not None
    ]
    if fits:
        return reader.cast.of[fits[-1]]
    earlier = [
        index
        for index, mention in enumerate(reader.cast.mentions)
        if mention.paragraph == sentence.paragraph
        and mention.span.end <= at
        and reader.cast.of[index].round is None
        and (main is None or reader.cast.of[index] is main or _elsewhere(reader.cast.of[index], main))
    ]
    return reader.cast.of[earlier[-1]] if earlier else main


def _state(empty: State, figures: list[Figure], reader: Reader) -> State:
    """What is kept: the topics that have figures, numbered anew."""
    used = sorted({figure.topic for figure in figures})
    numbers = {number: index for index, number in enumerate(used)}
    phases = {number: tuple(sorted({f.phase for f in figures if f.topic == number and f.phase})) for number in used}
    topics = tuple(_kept(reader.cast.topics[number], phases[number], reader) for number in used)
    kept = tuple(replace(figure, topic=numbers[figure.topic]) for figure in figures)
    places = tuple(sorted((place.stem, place.name) for place in reader.scene.places.known.values()))
    return replace(empty, topics=topics, figures=kept, places=places)


def _kept(topic: Topic, phases: tuple[str, ...], reader: Reader) -> model.Topic:
    written: dict[str, Naming] = {}
    for name in sorted(topic.names, key=lambda name: (*name.size, name.text), reverse=True):
        written.setdefault(name.text, _naming(name, False))
    for name in topic.introduced:
        written[name.text] = _naming(name, True)
    return model.Topic(
        tuple(written.values()),
        topic.place.stem if topic.place else None,
        topic.place.level if topic.place else None,
        _payer(topic, reader),
        phases,
        topic.round,
    )


def _naming(name: Name, introduced: bool) -> Naming:
    return Naming(
        name.text,
        name.core,
        name.pieces,
        name.build,
        tuple(sorted(name.change)),
        name.programme,
        name.founder,
        name.place,
        introduced,
    )


def _payer(topic: Topic, reader: Reader) -> str | None:
    """The body whose project it is: the municipality, of a state's own house or programme the ministry."""
    bodies = casting.bodies(reader.scene)
    national = any(name.founder == "국립" for name in topic.names)
    if topic.place is not None and not (national and bodies):
        return topic.place.name
    first = min((mention.span.start for mention in topic.mentions), default=0)
    sentence = reader.scene.analysis.sentence_at(first)
    near = [name for at, name in bodies if sentence.span.start <= at < first]
    return near[-1] if near else next((name for _, name in bodies), None)
