"""Slots that an amount leaves to its plan: whose money it is, of which year, and for what."""

from __future__ import annotations

import regex

from gwangju_ai_cli.facts.budgets import earlier, items, names, payer, project, raised, words
from gwangju_ai_cli.facts.budgets.bearers import bearer_of_rest
from gwangju_ai_cli.facts.budgets.frames import Desk, Found, Frame
from gwangju_ai_cli.facts.budgets.plans import Plan, looks_back, plan_at
from gwangju_ai_cli.korean.clauses import Clause
from gwangju_ai_cli.model import BudgetStatus, Period, Span

_WHOLE_COST = regex.compile(
    r"(?:총|추정)\s?(?:사업비|공사비|투자비|투자액|연구비)(?:는|은|가|이|로|를)?[\s:]*(?:약\s|총\s)?$|[(]\s?사업비\s?$"
)
_AROUND = 16
_BOOKED = frozenset(
    {
        "이",
        "편성",
        "반영",
        "담",
        "담기",
        "배정",
        "계상",
        "투입",
        "책정",
        "늘",
        "줄",
        "늘어나",
        "줄어들",
        "달하",
        "이르",
        "되",
        "확정",
        "증액",
        "확보",
        "짜",
        "잡",
        "세우",
        "통과",
        "의결",
        "처리",
        "제출",
        "심사",
        "통과시키",
    }
)


def period(frame: Frame, desk: Desk) -> Found[Period] | None:
    """The year of the plan's book; what a thing costs in all is of no year (총사업비), nor is what was before."""
    plan = plan_at(frame.money.start, desk)
    if plan is None or not plan.book or plan.period is None or looks_back(frame.sentence, desk):
        return None
    found = items.read(frame.money, desk)
    if found.name is None and found.form != "bracket" and _is_of_source(frame, desk):
        return None  # "국비 120억원을 요청했다": another's money, whatever year the body's own book is of
    known = frame.stem in _BOOKED or words.predicate_class(frame.stem) in ("spend", "weak", "change")
    if not plan.head or (found.name is None and frame.clause is not None and not known):
        return None
    return None if costs_in_all(frame, desk) else plan.period


def _is_of_source(frame: Frame, desk: Desk) -> bool:
    begin = max(frame.sentence.span.start, frame.money.start - 10)
    return words.source_pattern().search(desk.text, begin, frame.money.start) is not None


def costs_in_all(frame: Frame, desk: Desk) -> bool:
    """Whether the amount is said to be what something costs in all, which is no one year's money."""
    before = desk.text[max(frame.sentence.span.start, frame.money.start - _AROUND) : frame.money.start]
    return _WHOLE_COST.search(before) is not None


def body(frame: Frame, desk: Desk) -> Found[str] | None:
    """The body that the plan is of, where the sentence has no doer of its own."""
    plan = plan_at(frame.money.start, desk)
    if (
        plan is None
        or plan.body is None
        or _asked_between(plan, frame, desk)
        or raised.cue(frame, desk)
        or payer.has_other_agent(frame, desk)
    ):
        return None
    if frame.heads and frame.stem == "이" and items.read(frame.money, desk).form != "bracket":
        return None  # "총 1조원 규모의 프로젝트이다": what it is, not who pays
    above = plan.body.span.start - frame.span.start
    if payer.is_thought(frame) or (above > 0 and frame.sentence.span.covers(plan.body.span)):
        return None
    return None if plan.body.value == bearer_of_rest(frame.span, desk) else plan.body


_QUESTION = regex.compile(r"^\s*(?:Q|문|질문)\s?\d{0,2}\s?[.:)]", regex.MULTILINE)


def _asked_between(plan: Plan, frame: Frame, desk: Desk) -> bool:
    """Whether a question parts the plan's lead from the amount: its answer has a doer of its own."""
    return _QUESTION.search(desk.text, plan.lead.end, frame.money.start) is not None


def item(frame: Frame, desk: Desk) -> Found[str] | None:
    """The name that stands right before the amount, or before its bracket, as an item of a list does."""
    found = items.read(frame.money, desk)
    if found.name is None or found.form == "theme":
        return None
    kind = words.project_class(found.name.value.split()[-1])
    known = kind is not None
    if found.form in ("to", "behind") and _is_site(found.name.value, frame):
        return None  # "산업단지에 3억원을 투자한다": where a firm builds
    if found.form == "to" and kind == "facility" and (_counted(found.name.value) or project.result(frame, desk)):
        return None  # "산업단지에 1조원을 투자해 공장을 짓는다", "172개 학교에"
    if found.form == "to" and not known and (not _listed(frame, desk) or _is_place(found.name.span, frame)):
        return None
    if found.form == "to" and words.ends_in(found.name.value, "agent") and kind != "facility":
        return None  # "각 자치구에 1억원을 지원한다": who gets it
    if found.form == "to" and not known and _ends_in_body(found.name.span, desk):
        return None
    goes_on = _GOES_ON.match(desk.text, frame.money.end) is not None
    if found.form == "bare" and not found.opens and not ((known or goes_on) and _listed(frame, desk)):
        return None
    return found.name


def topic(frame: Frame, desk: Desk) -> Found[str] | None:
    """The undertaking that is the theme of the whole sentence: "하수처리장은 총사업비 88억원 중 26억원이 쓰인다"."""
    passive = frame.clause is not None and frame.clause.passive and words.predicate_class(frame.stem) == "spend"
    booked = _BOOKED_BEFORE.search(desk.text, max(0, frame.money.start - 8), frame.money.start) is not None
    costs = earlier.is_general_cost(frame, desk) or passive or booked
    if items.read(frame.money, desk).name is not None or not costs:
        return None
    syntax = frame.outer or frame.syntax
    for phrase in syntax.phrases[:4]:
        themed = phrase.case == "topic" and phrase.span.end <= frame.money.start and bool(phrase.words)
        if not themed or desk.is_money(phrase.span) or names.is_agent(phrase, desk):
            continue
        last = phrase.words[-1].of(desk.text)
        if words.project_class(last) not in ("named", "facility") or words.noun_class(last) == "budget":
            return None
        found = items.name_before(phrase.span.end, desk)
        return None if found is None or names.is_anaphor(found.value) else found
    return None


_BOOKED_BEFORE = regex.compile(r"(?:본예산|당초예산|예산|정부안)\s$")


def summed(frame: Frame, desk: Desk) -> Found[str] | None:
    """What a list that the amount sums up is for: "교육환경 개선을 위한 예산으로는 A 3억원, B 2억원 등 5억원"."""
    if not _SUMS.search(desk.text, frame.near, frame.money.start):
        return None
    for phrase in frame.syntax.phrases:
        if desk.is_money(phrase.span):
            return None
        if phrase.case == "purpose":
            found = names.of_phrase(phrase, frame.syntax, desk)
            return found if found and not names.is_anaphor(found.value) else None
    return None


_SUMS = regex.compile(r"\s등\s(?:총\s|모두\s)?$")


def named(frame: Frame, desk: Desk) -> Found[str] | None:
    """The same where the amount stands alone: a theme, a label before it."""
    found = items.read(frame.money, desk)
    if found.name is None or earlier.is_general_cost(frame, desk) or raised.cue(frame, desk) or frame.host is not None:
        return None
    last = found.name.value.split()[-1]
    if found.form == "to" and (_counted(found.name.value) or _is_site(found.name.value, frame)):
        return None
    kind = words.project_class(last)
    # "기초연금 지급액 예산 규모가 20조원": what has a budget is a project, whatever its head
    budgeted = _OF_BUDGET.match(desk.text, found.name.span.end, frame.money.start) is not None
    dated = desk.is_date(Span(found.name.span.end - len(last), found.name.span.end))
    if budgeted and not dated and not names.is_anaphor(found.name.value) and found.form == "theme":
        return found.name
    subject = desk.text[found.name.span.end : found.name.span.end + 1] in ("이", "가")
    # "두레벤처투자가 30억원을 넣었다": who does it
    return found.name if kind is not None and words.noun_class(last) != "none" and not subject else None


_OF_BUDGET = regex.compile(r"\s(?:예산|사업비|지원금)(?:\s?규모)?(?:은|는|이|가)\s")


def _listed(frame: Frame, desk: Desk) -> bool:
    """Whether other amounts stand in the same sentence: "▲A 3억원 ▲B 2억원", "A 3억원, B 2억원"."""
    return desk.shares_sentence(frame)


_SITE = regex.compile(r"(?:산업단지|농공단지|일반산단|산단|테크노밸리|테크노벨리|부지|국가산단|자유구역)$")
_GOES_ON = regex.compile(r"원?(?:,\s|·|\s?(?:과|와)\s|\s?등(?:을|의|이|\s))")


def _is_site(name: str, frame: Frame) -> bool:
    """Whether a goal is where a firm builds: "산업단지에 3억원을 투자한다"."""
    return frame.stem in ("투자", "투입", "들이") and _SITE.search(name) is not None


def _ends_in_body(span: Span, desk: Desk) -> bool:
    """Whether a goal is whom money is asked of or given to: "문체부에 30억원을 신청했다"."""
    return any(where.end >= span.end for where, _ in desk.orgs_in(Span(span.start, span.end)))


def _counted(name: str) -> bool:
    return regex.match(r"(?:전국\s|도내\s|관내\s)?\d[\d,]*여?\s?(?:개|곳)", name) is not None


def _is_place(span: Span, frame: Frame) -> bool:
    """Whether a goal without a head of its own is a place: "안산에 3억원"."""
    phrase = (frame.outer or frame.syntax).phrase_at(Span(span.end - 1, span.end))
    if phrase is None:
        return False
    proper = any(token.tag == "NNP" and token.end > phrase.words[-1].start for token in phrase.tokens)
    return proper and (phrase.tokens[-1].tag == "NNP" or phrase.tokens[-1].form in _REGIONS)


_REGIONS = frozenset({"시", "도", "군", "구", "주", "현", "성", "섬", "지역", "읍", "면", "동"})


_PHASED = regex.compile(r"\d단계\s?\($")
_ACCOUNT = regex.compile(r"(?:예비비|일반회계|특별회계|상환금|예탁금)(?:는|은|이|가)?(?:\s[^.,]{0,14})?\s?$")


def _is_account(frame: Frame, desk: Desk) -> bool:
    """Whether the amount is an account of a book, for nothing in particular: 예비비는 0.9%인 500억원."""
    begin = max(frame.segment.start, frame.money.start - 24)
    return _ACCOUNT.search(desk.text, begin, frame.money.start) is not None


def undertaking(frame: Frame, desk: Desk) -> Found[str] | None:
    """The one thing that the plan is for, where the amount names none: 총사업비 N억, 국비 N억, N억을 투입한다."""
    plan = plan_at(frame.money.start, desk)
    if _is_account(frame, desk):
        return None
    last = desk.filled[-1] if desk.filled else None
    phased = _PHASED.search(desk.text, max(0, frame.money.start - 8), frame.money.start) is not None
    if phased and last is not None and last.project and frame.sentence.span.covers(last.span):
        return Found(
            last.project, last.evidence.get("project", last.span)
        )  # "하늘다리는 6월 준공하고 2단계(210억원)를"
    if plan is None or plan.project is None or plan.book or items.read(frame.money, desk).name is not None:
        return None
    costs = earlier.is_general_cost(frame, desk) or words.source_pattern().search(
        desk.text, max(frame.sentence.span.start, frame.money.start - _AROUND), frame.money.start
    )
    spends = frame.clause is None or words.predicate_class(frame.stem) in ("spend", "weak")
    return plan.project if costs or spends else None


_ENTERED = frozenset({"반영", "배정", "담기", "담", "배분", "할당"})


def drafted(frame: Frame, desk: Desk) -> Found[BudgetStatus] | None:
    """planned, where a draft's own proposer has entered the amount in it: "예산안에 3억원을 반영했다"."""
    plan = plan_at(frame.money.start, desk)
    clause = frame.clause or _clause_behind(frame)
    if clause is None or clause.stem not in _ENTERED or plan is None or not plan.book or clause.negative:
        return None
    if plan.status not in ("planned", "requested"):
        return None
    if _STATES.search(desk.text, frame.near, frame.money.start):
        return Found("requested", clause.predicate)
    return Found("planned", clause.predicate)


def _clause_behind(frame: Frame) -> Clause | None:
    """The clause that takes the list whose brackets hold the amount: "A(3억원), B(2억원) 등도 반영됐다"."""
    syntax = frame.outer
    return next((c for c in syntax.clauses if c.span.end > frame.money.end), None) if syntax is not None else None


_STATES = regex.compile(r"정부(?:\s?예산)?안에")
_TO_COUNCIL = regex.compile(
    r"[^.\n]{0,50}?(?:의회|국회)에\s(?:[가-힣]{2,4}[을를]\s)?(?:제출|상정|넘겼|넘긴|냈|낸\s|심의를|보냈|요청)|"
    r"[^.\n]{0,30}?심의를 (?:요청|요구)"
)
_FROM_STATE = regex.compile(r"(?:국회|의회)에\s(?:제출한|낸)\s(?:약\s|총\s)?$")


def submitted(frame: Frame, desk: Desk) -> Found[BudgetStatus] | None:
    """requested, where the whole goes to a council: "예산안을 3조원 규모로 편성해 시의회에 냈다"."""
    sentence = frame.sentence.span
    before = _FROM_STATE.search(desk.text, max(sentence.start, frame.money.start - 16), frame.money.start)
    if before is not None:
        return Found("requested", Span(*before.span()))
    match = _TO_COUNCIL.match(desk.text, frame.money.end, sentence.end)
    if match is None or desk.money_in(Span(frame.money.end, match.end())):
        return None
    return Found("requested", Span(*match.span()))
