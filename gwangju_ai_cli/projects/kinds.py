"""What of its project an amount is: the whole, a year, a component. Rules as rows, the first that holds decides."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from gwangju_ai_cli.model import BudgetStatus, Funding, Period
from gwangju_ai_cli.projects import amounts, vocabulary, years
from gwangju_ai_cli.projects.amounts import Amount
from gwangju_ai_cli.projects.anchoring import Anchor
from gwangju_ai_cli.projects.desk import Desk, adjacent, before, goes_into, round_year
from gwangju_ai_cli.projects.model import FigureKind

_IF = re.compile(
    r"(?:으로|로|를|을)\s(?:지으면|하면|건설하면|추진하면|바꾸면|놓으면|[가-힣]+\s경우)\s?(?:에는\s)?(?:약\s|총\s)?$"
    r"|(?<![가-힣])(?:단선|복선|지상|지하|고가|[12가나AB]안)(?:은|는|이)?\s$"
)
_ASKED_LIST = re.compile(r"(?:건의|요청|신청|요구)(?:한|했던)\s(?:주요\s|핵심\s)?사업")
_LEFT_OUT = re.compile(
    r"(?:원)?(?:은|는|이|도)?\s(?:막판에\s|끝내\s|결국\s|이번에도\s)?(?:빠졌|제외|탈락|반영되지|담기지)"
)
_STEP = re.compile(r"(?:원)?(?:을|를)?\s?(?:들여|투입해)\s(?:기본|실시)?(설계|용역|보상|감리)")
_BUILT = re.compile(r"(?:원)?(?:을|를|이|가|\s)?\s?(?:들여|투입|들어가|들어간|들어갔|들인|든다|드는|소요|규모로)")
_HEADED = re.compile(r"(?:원)?\s?(?:을\s)?(?:투입|들여|규모|들인)")
_USED = re.compile(r"집행|썼|지출")
_FUNDED = re.compile(r"(?:원)?\s?\((?:국비|국고|도비|시비|군비|구비|민자)\s?\d")
_USED_SO = re.compile(r"(?:쓴|집행한|집행된|투입한|들어간|투입된)\s(?:돈|예산|사업비|국비|금액)(?:이|은|만|가|는)?\s?$")
_GOT = re.compile(r"(?:원)?(?:을|를)?\s?(?:최종\s)?(?:확보|지원받)")
_RAISED = re.compile(r"(?:원)?으?로\s(?:다시\s|또\s|대폭\s)?(?:늘|증액|확대|올|불어|조정|줄|감액|삭감)")
_LIKEWISE = re.compile(r"^\s?(?:,|이며,?|이고,?)\s?[^,]{2,30}(?:은|는|이|가|도)\s(?:약\s)?$")
_THING = re.compile(r"(?:원)?\s?규모의\s([가-힣\s]{2,12}?)(?:을|를)\s")
_STEPS = ("설계", "용역", "보상", "감리")
_WHOLE_COSTS = frozenset(f"{doing}비" for doing in ("건설", "건립", "조성", "공사", "사업", "구축", "신축"))


@dataclass(frozen=True, slots=True)
class What:
    """What an amount is of, as far as it is known: the facts that the rules ask, then what they say."""

    amount: Amount
    anchor: Anchor
    desk: Desk
    old: bool
    listed: bool
    year: int | None
    span: Period | None
    label: str | None
    status: BudgetStatus | None
    funding: tuple[Funding, ...]
    kind: FigureKind = "plain"
    extra: bool = False

    @property
    def whole(self) -> bool:
        """Whether words say that it is all the project costs."""
        words = amounts.is_whole(self.amount) or (amounts.is_total(self.amount) and self.year is None)
        return words and not years.is_yearly(self.amount)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it needs to hold, and what it makes of the amount."""

    id: str
    note: str
    holds: Callable[[What], bool]
    make: Callable[[What], What]


def _total(what: What) -> What:
    return replace(what, kind="total")


def _year(what: What) -> What:
    return replace(what, kind="year")


def _old_total(what: What) -> What:
    if what.anchor.topic.fullest.runs:  # what runs every year has no total
        return replace(what, kind="year" if what.year else "plain")
    return replace(what, kind="total", year=None)


def _component(what: What) -> What:
    yearly = (what.label or "").endswith("비") and (what.year or what.listed)
    return replace(what, kind="year" if yearly else "part")


def _used(what: What) -> What:
    return replace(what, kind="part", label="집행")


def _step(what: What) -> What:
    step = _STEP.match(what.amount.onward)
    return replace(what, kind="part", label=step[1] if step else None)


def _taken_over(what: What) -> What:
    return replace(what, kind=_kind_before(what) or "plain")


def _round(what: What) -> What:
    status: BudgetStatus = what.status if what.status in ("secured", "requested") else "planned"
    return replace(what, kind="total", year=round_year(what.anchor.topic) or what.year, status=status)


def _kind_before(what: What) -> FigureKind | None:
    """The kind of the figure that this one takes over from: 사업비는 480억원에서 565억원으로."""
    if not amounts.takes_over(what.amount):
        return None
    begin = what.desk.scene.analysis.view.locate(what.amount.sentence.span).start
    past = [figure for figure in what.desk.figures if figure.old and figure.place.start >= begin]
    return past[-1].kind if past else None


def _likewise(what: What) -> bool:
    """총사업비는 진입도로가 986억원, 숲체원은 312억원이다: the second as the first."""
    begin = what.desk.scene.analysis.view.locate(what.amount.sentence.span).start
    past = [figure for figure in what.desk.figures if figure.place.start >= begin]
    return bool(past and past[-1].kind == "total" and _LIKEWISE.match(what.amount.left))


def _builds(what: What) -> bool:
    if what.anchor.topic.fullest.runs or _STEP.match(what.amount.onward):
        return False
    return bool(_BUILT.match(what.amount.onward)) or (what.amount.headline and bool(_HEADED.match(what.amount.right)))


def _is_used(what: What) -> bool:
    spent = what.status == "spent" and bool(_USED.search(what.amount.right[:20]))
    return spent or bool(_USED_SO.search(what.amount.left))


def _raised(what: What) -> bool:
    return not what.anchor.topic.fullest.runs and bool(_RAISED.match(what.amount.onward))


def _got(what: What) -> bool:
    free = len(what.funding) != 1 and not what.anchor.topic.fullest.runs and not what.listed
    return free and _no_budget_word(what) and bool(_GOT.match(what.amount.onward))


def _no_budget_word(what: What) -> bool:
    return not re.search(r"예산|국비", what.amount.left[-12:])


RULES = (
    Rule(
        "project.kind.if", "what it would cost otherwise", lambda w: _IF.search(w.amount.left) is not None, lambda w: w
    ),
    Rule("project.kind.round", "a supplementary budget", lambda w: w.anchor.topic.round is not None, _round),
    Rule("project.kind.total", "called what the project costs", lambda w: w.whole and w.label is None, _total),
    Rule("project.kind.component", "called what a component costs", lambda w: w.label is not None, _component),
    Rule(
        "project.kind.taken",
        "what an old figure became",
        lambda w: _kind_before(w) not in (None, "plain"),
        _taken_over,
    ),
    Rule(
        "project.kind.used",
        "what was spent so far",
        lambda w: (
            (w.status == "spent" and bool(_USED.search(w.amount.right[:20]))) or bool(_USED_SO.search(w.amount.left))
        ),
        _used,
    ),
    Rule(
        "project.kind.old",
        "a total that held once",
        lambda w: w.old and w.status != "requested" and (w.year is None or _no_budget_word(w)),
        _old_total,
    ),
    Rule("project.kind.span", "over several years", lambda w: w.span is not None and years.length(w.span) > 1, _total),
    Rule("project.kind.likewise", "as the figure before it", _likewise, _total),
    Rule("project.kind.year", "of one year", lambda w: w.year is not None or (w.listed and not w.old), _year),
    Rule("project.kind.built", "what it is built for", _builds, _total),
    Rule("project.kind.raised", "what it was raised or cut to", _raised, _total),
    Rule(
        "project.kind.funded",
        "parted by source of money",
        lambda w: w.year is None and not w.old and bool(_FUNDED.match(w.amount.rest)),
        _total,
    ),
    Rule("project.kind.step", "for a step of it", lambda w: _STEP.match(w.amount.onward) is not None, _step),
    Rule("project.kind.got", "what was got for it", _got, _total),
)


def what_of(amount: Amount, anchor: Anchor, desk: Desk) -> What:
    """What the amount is of, with its year, its span of years, its component, its status and its source of money."""
    topic = anchor.topic
    year = years.year_of(amount, desk.dates, desk.text)
    if year is None and not amounts.is_whole(amount) and topic.round is None:
        year = years.coming_year(amount, desk.scene.analysis.reference_date)
    listed = desk.over is not None and anchor.rule != "project.figure.document" and topic is not desk.over.round
    what = What(
        amount,
        anchor,
        desk,
        amounts.is_old(amount),
        listed,
        year,
        years.range_of(amount, desk.dates, desk.text),
        _label(amount, anchor, desk),
        amounts.status_of(amount),
        amounts.funding_of(amount),
    )
    what = _of_last(what)
    rule = next((rule for rule in RULES if rule.holds(what)), None)
    what = rule.make(what) if rule else what
    return _settled(_of_list(_of_round(_of_theme(what))))


def _of_last(what: What) -> What:
    """What was asked for is of the year spoken of: 내년 예산에 95억원이 담겼다. 시는 160억원을 요청했었다."""
    if what.year is not None or what.span is not None or what.old or not amounts.asks(what.amount):
        return what
    last = what.desk.figures[-1] if what.desk.figures else None
    same = last is not None and last.topic == what.anchor.topic.number and last.kind == "year"
    return replace(what, year=last.year if last is not None and same else None)


def _label(amount: Amount, anchor: Anchor, desk: Desk) -> str | None:
    """What an amount is for where that is a piece of the project."""
    if anchor.topic.round is not None:
        return None
    own = amounts.component(amount)
    if own is not None:
        return None if own in _WHOLE_COSTS else own
    near = adjacent(amount, desk)
    if anchor.mention is not None and desk.mention(anchor.mention).label and near is not None:
        return desk.mention(anchor.mention).label
    if desk.over is not None:
        return None
    index = before(amount, desk, lambda index: desk.topic(index).round is None)
    if index is not None and desk.topic(index) is not anchor.topic:
        other = desk.mention(index)
        gap = desk.text[other.span.end : amount.span.start]
        close = len(gap) < 15 and not re.search(r"\d|총|사업비|합쳐|[다요]\.", gap)
        if close and other.span.start >= amount.span.start - len(amount.left):
            return other.name.text
    thing = _THING.match(amount.right)
    named = thing is not None and any(word in vocabulary.words("step") for word in thing[1].split())
    return thing[1] if thing and named else None


def _of_theme(what: What) -> What:
    """A step or a plain figure under a headline about one year is of that year."""
    if what.kind not in ("plain", "part") or what.year or what.span or what.label not in (None, *_STEPS):
        return what
    if what.kind == "part":
        return replace(what, year=what.desk.theme)
    if what.old or what.amount.headline or what.desk.theme is None:
        return what
    return replace(what, kind="year", year=what.desk.theme)


def _of_round(what: What) -> What:
    """Money that goes into a round is on top of what the year has: 제2회 추경에 70억원을 추가로 편성했다."""
    index = before(what.amount, what.desk)
    if index is None or not goes_into(index, what.desk) or what.whole or what.old:
        return what
    if what.anchor.topic.round is not None or what.desk.over is not None:
        return what
    year = round_year(what.desk.topic(index)) or what.year
    return replace(what, kind="year", year=year, extra=True)


def _of_list(what: What) -> What:
    """What a figure of a list takes from the sum over it."""
    over = what.desk.over
    if not what.listed or over is None or what.kind not in ("year", "plain") or what.whole:
        return what
    funding = what.funding
    if over.funding and not funding:
        funding = (Funding(over.funding, what.amount.money.amount),)
    asked = _ASKED_LIST.search(what.amount.whole) or _LEFT_OUT.match(what.amount.onward)
    kept = (what.status == "requested" or asked) and over.round is None
    return replace(
        what,
        year=over.year if what.year is None or over.round is not None else what.year,
        status="requested" if kept else over.status or what.status,
        extra=over.round is not None,
        funding=funding,
    )


def _settled(what: What) -> What:
    """The state's money where the sentence speaks of the state's budget, and a status where none is said."""
    around = what.amount.whole[-60:] + what.amount.right[:40]
    if (
        what.kind == "year"
        and not what.funding
        and not what.extra
        and re.search(r"정부\s?(?:예산|안)|국회|국비", around)
    ):
        what = replace(what, funding=(Funding("국비", what.amount.money.amount),))
    status = what.status
    if what.kind == "total" and what.anchor.topic.round is None and status == "secured":
        status = "secured" if amounts.is_firm_total(what.amount) else "planned"
    return replace(what, status=status or "planned")


def period_of(what: What) -> Period | None:
    """When the money is spent: the year of a year's money, the years of a total."""
    if what.kind in ("year", "part") and what.year is not None:
        return years.whole_year(what.year)
    if what.kind == "total" and what.anchor.topic.round is not None and what.year:
        return years.whole_year(what.year)
    if what.kind == "plain":
        return years.whole_year(what.year) if what.year is not None and what.span is None else None
    return what.span if what.span is not None and (what.span.start_date or what.span.end_date) else None
