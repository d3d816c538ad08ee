"""The plans of money that a document tells of: what a lead says once, and all that follows leaves out.

A headline, a first sentence or a heading opens a plan: 내년 예산안, 제2회 추경, 공모 선정, 투자협약, 총사업비. It says
whose money it is, of which year, how far it is, and often how much in all. Items after it say a name and an amount,
and take the rest from here. Another body, or another year's book, opens another plan.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.facts.budgets import items, names, words
from gwangju_ai_cli.facts.budgets.doers import actor, council_of, may_spend, org_of
from gwangju_ai_cli.facts.budgets.frames import Desk, Found, desk
from gwangju_ai_cli.korean.clauses import Phrase
from gwangju_ai_cli.model import BudgetStatus, DateFact, Period, Sentence, Span
from gwangju_ai_cli.names.gazetteer import load_gazetteer


@dataclass(frozen=True, slots=True)
class Plan:
    """What holds from `start` on, to the next plan.

    `book` says that it is a body's budget of a year, not one undertaking; `body`, `period` and `project` are null
    where nothing says them; `lead` is the sentence that opens it, and `head` says that the year comes from the head of
    the text or its first sentences, so that it holds for all that follows.
    """

    start: int
    lead: Span
    book: bool
    body: Found[str] | None = None
    period: Found[Period] | None = None
    project: Found[str] | None = None
    head: bool = False
    status: BudgetStatus | None = None


_PASSED = regex.compile(
    r"(?:확정|통과|의결|가결)(?:됐|되었|됩니|했|한|된|돼|시켰|을 거쳐|하고|\s*(?:$|…|\n|\.\.))|본회의를 넘|정해졌|"
    r"처리하자|선정(?:됐|돼|되|\s*(?:$|…|\n|\.\.))"
    r"|확보(?:했|해|하|된|\s*(?:$|…|\n))|따냈|따낸|챙겼|뽑혀|뽑혔|지원받게"
)
_ASKED = regex.compile(
    r"(?:의회|국회)에\s(?:심의를\s)?(?:제출|요청|요구|상정|넘겼|넘긴|냈|낸\s|내\s|보냈)|심의를 (?:요청|요구)|"
    r"(?:요청|건의|요구|신청)(?:했|하기로|한다)"
)
_DRAFTED = regex.compile(
    r"편성|투입|투자|들여|들인|들이|짰|짜서|짜고|잡았|마련|계획|지원한|지원하기로|조성|공모|모집|배정"
)


def status_of(span: Span, text: str) -> BudgetStatus | None:
    """How far a lead says that the money is: asked of a council, passed or won, or planned."""
    if _PASSED.search(text, span.start, span.end):
        return "secured"
    if _ASKED.search(text, span.start, span.end):
        return "requested"
    return "planned" if _DRAFTED.search(text, span.start, span.end) else None


_BOOK = regex.compile(
    r"(?P<extra>추가\s?경정\s?예산안?|추경(?:예산)?안?)"
    r"|(?:추진할|시행할|투자할)\s주요\s?사업|본예산안?|당초\s?예산안?|수정\s?예산안?|세입\s?세출\s?예산안?|"
    r"(?<!참여|연구)예산안?(?!결산|정책|담당|과|실|"
    r"법)|국가예산|국비|정부안|예산\s?현액|결산(?!특별|위|검사위)"
)
"""Books of a year: what a body may spend in it, or get of the state for it."""
_LEAD = regex.compile(
    r"예산|추경|추가경정|국비|도비|사업비|공사비|공모|선정|협약|투자|투입|교부세|교부금|재정계획|확보|지원|조성|"
    r"건립|착공|들여|들인|편성|재원|기금|장학금|들어[가간갈갑]|공사 물량|돈을|대회|박람회"
)
_COMPARED = regex.compile(r"[^,.]{0,14}?(?:보다|대비|에 비해|에 비하면|과 비교|와 비교|[와과에] 견[줘주]|에서\s)")
_BETWEEN = regex.compile(r"(?:분|도|에)?(?:의)?\s?(?:[가-힣A-Za-z0-9·]{1,8}\s){0,3}[가-힣A-Za-z0-9·]{0,6}$")
_BRACKETED = regex.compile(
    r"\s*(?:\[[^\]\n]{1,20}\]|【[^】\n]{1,20}】|<[^>\n]{1,20}>|"
    r"\([^()\n]{1,20}=[^()\n]{1,20}\))\s*(?:[가-힣]{2,4}\s?기자\s?=\s?)?|\W+"
)
_BYLINE = regex.compile(r"기자|뉴스|신문|일보|방송|통신|앵커|리포트")
_LOOKS_BACK = regex.compile(r"\s*(?:앞서|지난해|작년|전년|재작년|그동안|지금까지|한때)")
_HEAD = 5
"""Sentences from the top, headlines among them, that may still open the plan of the whole document."""
_SITS = regex.compile(r"의회|국회")
_UNDERTAKING = regex.compile(
    r"[’”'\"」』》〉]?\s?(?:[가-힣]{2,4}\s)?(?:사업|프로젝트|공모|조성|구축|건립|건설|개발|계획)"
)
_CHOSEN = regex.compile(
    r"\s(?:시범\s|신규\s|최종\s)?(?:공모|대상지|대상으로|선정|협약|예타|예비타당성|착공|기공|준공|참여팀|첫 삽|"
    r"본격)|\s(?:터|부지|입지)로\s(?:정|선정|확정|결정)"
    r"|로\s[^.\n]{2,60}?(?:을|를)\s(?:최종\s)?(?:선정|지정)"
)


def plans(analysis: Analysis) -> tuple[Plan, ...]:
    """The plans of a document, in order; ask for them with `analysis.memo(plans)`."""
    place = analysis.memo(desk)
    out: list[Plan] = []
    for sentence in analysis.sentences:
        current = out[-1] if out else None
        found = _opened(sentence, place, current)
        if found is not None and found != current:
            out.append(found)
    return _from_the_top(out, place)


_DRAFTS = regex.compile(r"예산안|추경|추가경정|본예산|당초예산")


def _from_the_top(found: list[Plan], desk: Desk) -> tuple[Plan, ...]:
    """The plans, those of the head with what the first sentences tell: a headline often leaves out who and when."""
    heads = [plan for plan in found if desk.analysis.sentence_at(plan.start).index < _HEAD]
    bodies = [plan.body for plan in heads if plan.body is not None]
    periods = [
        plan for plan in heads if plan.period is not None and plan.book and _DRAFTS.search(plan.lead.of(desk.text))
    ]
    out: list[Plan] = []
    for plan in found:
        whole = plan
        if plan in heads and plan.body is None and bodies:
            whole = replace(whole, body=bodies[0])
        above = bool(periods) and plan in heads and plan.start < periods[0].start
        if above and plan.period is None and plan.project is None and desk.text.startswith("\n", plan.lead.end):
            whole = replace(whole, period=periods[0].period, book=True, head=True)
        out.append(whole)
    if out and heads and out[0].start > 0:
        out.insert(0, replace(out[0], start=0))
    return tuple(out)


def plan_at(offset: int, desk: Desk) -> Plan | None:
    """The plan that holds at `offset`: the last one that opened before it."""
    found = desk.analysis.memo(plans)
    at = bisect_right(found, offset, key=lambda plan: plan.start) - 1
    return found[at] if at >= 0 else None


def looks_back(sentence: Sentence, desk: Desk) -> bool:
    """Whether a sentence opens with what was before: it takes no year from the plan."""
    return _LOOKS_BACK.match(desk.text, sentence.span.start, sentence.span.end) is not None


def _opened(sentence: Sentence, desk: Desk, current: Plan | None) -> Plan | None:
    """The plan that a sentence opens or changes; None where it leaves all as it is."""
    span = sentence.span
    if not _LEAD.search(desk.text, span.start, span.end) and not desk.money_in(span):
        return None
    book, period = _book(span, desk)
    if current is None:
        if not _LEAD.search(desk.text, span.start, span.end):
            return None
        head = sentence.index < _HEAD and period is not None
        project, status = _undertaking(sentence, desk), status_of(span, desk.text)
        return Plan(span.start, span, book, _body(sentence, desk), period, project, head, status)
    changed = current
    body = _body(sentence, desk)
    if body is not None and (current.body is None or body.value != current.body.value):
        other = current.body is not None
        changed = replace(changed, start=span.start, lead=span, body=body)
        if other and sentence.index >= _HEAD:
            changed = replace(changed, period=period, book=book, project=None, status=status_of(span, desk.text))
    if changed.status != "secured" and sentence.index < _HEAD:
        told = status_of(span, desk.text)
        if told is not None and told != changed.status and (changed.status is None or told != "planned"):
            changed = replace(changed, start=span.start, status=told)
    if period is None or (changed.project is not None and not changed.book):
        pass  # a year's share of one undertaking opens no book
    elif _replaces(period.value, changed.period, span, desk):
        head = sentence.index < _HEAD or current.head
        changed = replace(changed, start=span.start, lead=span, period=period, book=True, head=head)
    if changed.project is None or sentence.index < _HEAD:
        project = _undertaking(sentence, desk)
        if project is not None:
            changed = replace(changed, start=span.start, project=project)
    return changed if changed != current else None


def _replaces(period: Period, held: Found[Period] | None, span: Span, desk: Desk) -> bool:
    """Whether a book of another year goes on to hold: a later one does, one that is looked back to does not."""
    if held is None:
        return True
    if held.value == period or period.start_date is None or held.value.start_date is None:
        return False
    return period.start_date > held.value.start_date and not desk.money_in(span)


def _book(span: Span, desk: Desk) -> tuple[bool, Found[Period] | None]:
    """Whether a sentence names a book, and the year of the first one that is no baseline."""
    text = desk.text
    book, extra = False, None
    for match in _BOOK.finditer(text, span.start, span.end):
        if _COMPARED.match(text, match.end(), span.end):
            continue
        book = book or match.group() != "국비"
        year = _year_before(match.start(), span, desk)
        if year is not None:
            return True, Found(Period(year.value, year.start_date, year.end_date), year.span)
        if match.group("extra") and extra is None:
            extra = Span(*match.span("extra"))
    reference = desk.analysis.reference_date
    if extra is not None and reference is not None:
        year_of = reference.year
        return True, Found(Period(str(year_of), date(year_of, 1, 1), date(year_of, 12, 31)), extra)
    return book, None


def _year_before(at: int, span: Span, desk: Desk) -> DateFact | None:
    """The year that belongs to a book: 내년 예산안, 2024년도 정부 예산안."""
    for fact in reversed(desk.dates_in(Span(max(span.start, at - 30), at))):
        if fact.grain != "year" or fact.type != "date" or not fact.value or fact.end > at:
            continue
        between = desk.text[fact.end : at]
        return fact if _BETWEEN.fullmatch(between) and "보다" not in between else None
    return None


def _body(sentence: Sentence, desk: Desk) -> Found[str] | None:
    """Who a lead is about: its theme or subject, whose book it is, or who opens it."""
    syntax = desk.syntax(sentence)
    money = desk.money_in(sentence.span)
    for phrase in syntax.phrases[:4]:
        if money and phrase.span.start > money[0].start:
            break
        clause = syntax.clause_of(phrase)
        inside = phrase.case == "subject" and clause is not None and clause.kind == "adnominal"
        opens = phrase.index == 0 and phrase.case == "genitive"
        if ((phrase.case not in ("topic", "subject") or inside) and not opens) or phrase.quoted:
            continue
        joined = syntax.phrases[phrase.index - 1] if phrase.index else None
        if joined is not None and joined.case == "conjunct":
            found = _doer(joined, desk)
            if found is not None:
                return found
        found = _doer(phrase, desk)
        if found is not None:
            return found
    return (
        _owner(sentence.span, desk)
        or _opening(sentence.span, desk)
        or _named_last(sentence.span, desk)
        or _told_by(sentence.span, desk)
    )


_OWNED = regex.compile(r"(?P<who>[가-힣]{3,})\s(?:소관\s|몫\s)?(?:예산|추경)(?:안)?(?:도|은|을|에는|이)\s")


def _owner(span: Span, desk: Desk) -> Found[str] | None:
    """The body whose budget a sentence is about: "위원회는 한빛청 예산도 540억원 늘렸다"."""
    match = _OWNED.search(desk.text, span.start, span.end)
    found = org_of(Span(*match.span("who")), desk) if match else None
    return found if found is not None and _spends(found, desk) else None


_NAMED_LAST = regex.compile(
    r"(?:곳|부처|기관|지자체|자치단체|정부|지역|기업|회사)(?:은|는)\s(?P<who>[가-힣A-Za-z]{2,14}?)(?:이)?다\.?$"
)


def _named_last(span: Span, desk: Desk) -> Found[str] | None:
    """The body that a sentence ends on: "가장 많은 예산이 투입되는 곳은 한빛부다"."""
    line = desk.text[span.start : span.end].rstrip()
    match = _NAMED_LAST.search(desk.text, span.start, span.start + len(line))
    found = org_of(Span(*match.span("who")), desk) if match else None
    return found if found is not None and _spends(found, desk) else None


_TOLD_BY = regex.compile(
    r"(?P<who>(?!기획재정부|기획예산처|재정경제부|통계청|감사원|행정안전부)\S+?)(?:\([^()]{1,16}\))?에 따르면"
)


def _told_by(span: Span, desk: Desk) -> Found[str] | None:
    """The body whose word it is: "29일 한빛군에 따르면 …"."""
    match = _TOLD_BY.search(desk.text, span.start, span.end)
    found = org_of(Span(*match.span("who")), desk) if match else None
    return found if found is not None and _spends(found, desk) else None


def _doer(phrase: Phrase, desk: Desk) -> Found[str] | None:
    found = actor(phrase, desk)
    if found is None:
        council = council_of(Span(phrase.span.start, phrase.span.end + 1), desk)
        return council if council is not None and _spends(council, desk) else None
    return found if _spends(found, desk) else None


def _opening(span: Span, desk: Desk) -> Found[str] | None:
    """The body that opens a headline: "한빛시, …", "한빛시 내년 예산", "도서관 5건 선정… 한빛도, 국비 …"."""
    line = desk.text[span.start : span.end].rstrip()
    if line[-1:] in ".?!" and not line.endswith(".."):
        return None
    begin = span.start
    while (bracket := _BRACKETED.match(desk.text, begin, span.end)) and bracket.end() > begin:
        begin = bracket.end()
    for where, org in desk.orgs_in(Span(begin, min(begin + 1, span.end))):
        found = Found(org.name, where)
        return found if _spends(found, desk) else None
    first = regex.match(r"[가-힣A-Za-z]+", desk.text, pos=begin, endpos=span.end)
    found_first = org_of(Span(*first.span()), desk) if first is not None else None
    return found_first if found_first is not None and _spends(found_first, desk) else None


def _spends(found: Found[str], desk: Desk) -> bool:
    """Whether a name is a body's that may have a plan: no paper, no committee of a council, no thing that is built."""
    name = found.value
    if not may_spend(name) or _BYLINE.search(name) or words.ends_in(name, "person"):
        return False
    if name.endswith("위원회") and _SITS.search(desk.text):
        return False
    return words.project_class(name) is None or name in load_gazetteer().entries


def _undertaking(sentence: Sentence, desk: Desk) -> Found[str] | None:
    """The one thing that a lead says the money is for."""
    for find in (_quoted, _called, _themed):
        found = find(sentence, desk)
        if found is not None and len(found.value) >= 4 and not names.is_anaphor(found.value):
            return found
    return None


def _quoted(sentence: Sentence, desk: Desk) -> Found[str] | None:
    """A quoted name that is a project's by its head, or by the noun that follows it."""
    for phrase in desk.syntax(sentence).phrases:
        found = names.quoted_name(phrase.span, desk) if phrase.quoted else None
        if found is None or desk.is_money(found.span):
            continue
        follows = _UNDERTAKING.match(desk.text, found.span.end, sentence.span.end) is not None
        if follows or words.project_class(found.value.split()[-1]) in ("named", "purpose"):
            return found
    return None


def _called(sentence: Sentence, desk: Desk) -> Found[str] | None:
    """What is chosen, begun or passed: "… 시범사업 대상지로", "… 공모에 선정", "… 공사 착공"."""
    for match in _CHOSEN.finditer(desk.text, sentence.span.start, sentence.span.end):
        found = items.name_before(match.start(), desk)
        named = found is not None and words.project_class(found.value.split()[-1]) is not None
        # "수소생산기지 공모 선정": what a call is for is an undertaking, whatever its head
        if found is not None and any(where.end >= found.span.end for where, _ in desk.orgs_in(found.span)):
            continue  # "한빛부와 새벽원 공모에 선정": who calls
        if found is not None and (named or (" " in found.value and match.group().strip().startswith("공모"))):
            return found
    return None


def _themed(sentence: Sentence, desk: Desk) -> Found[str] | None:
    """The undertaking that is the theme of a sentence: "… 확장사업은 4차로를 6차로로 넓힌다"."""
    syntax = desk.syntax(sentence)
    for phrase in syntax.phrases[:3]:
        if phrase.case not in ("topic", "subject") or not phrase.words or names.is_agent(phrase, desk):
            continue
        last = phrase.words[-1].of(desk.text)
        if words.project_class(last) not in ("named", "facility") or desk.is_money(phrase.span):
            return None
        found = items.name_before(phrase.span.end, desk)
        return found if found and not found.value[0].isdigit() and words.noun_class(last) != "budget" else None
    return None
