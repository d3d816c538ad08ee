"""When an amount is spent: the dates that govern it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import zip_longest

import regex

from gwangju_ai_cli.facts.budgets import doings, nouns, words
from gwangju_ai_cli.facts.budgets.frames import Desk, Found, Frame
from gwangju_ai_cli.korean.clauses import LINKS, Phrase
from gwangju_ai_cli.model import DateFact, Period, Sentence, Span

_STATED = regex.compile(
    r"(?:사업|공사|추진|투자|지원|운영|총|조성|건립)?\s?기\s{0,6}간\s*(?:\([^()]{1,6}\)\s*)?(?:은|는|:|\t|\s|이)"
)
_LATE = regex.compile(r"\s*(?:기준|현재|말 기준|에 따르면|국회|준공|완공|개관|개장|개통|개소|착공|문을)")
# "접수 기간: 3월 1일~31일" is not when the money is spent.
_OTHER_TIME = regex.compile(
    r"(?:접수|신청|모집|공모|조사|계약|유효|납부|등록|제출|응모|입찰|공고|이벤트|집계|예매|할인|상환|보증)\s?$"
)
_NUMBERED = regex.compile(r"\s*(?:\d{1,2}\.|[ⅠⅡⅢⅣⅤⅥ][.)]?|[□■◈])\s")
_LEAD = regex.compile(r"\s*[\[【<〈][^\]】>〉\n]{2,20}[\]】>〉]")
_ORDER = {"range": 0, "date": 1, "duration": 2}
_CONTEXT = 3


def in_parentheses(frame: Frame, desk: Desk) -> Found[Period] | None:
    """A period in parentheses beside what the amount belongs to: "1단계(2022~2025년)에는 4억원"."""
    spans = [inner.span for inner in frame.syntax.inner]
    near = [span for span in spans if frame.segment.start <= span.start < frame.money.start]
    after = [span for span in spans if frame.money.end <= span.start <= frame.phrase.span.end + 2]
    for span in [*reversed(near), *after]:
        told = [fact for fact in desk.dates_in(span) if not _COMPARED.match(desk.text, fact.end)]
        found = _best(told, ranges=True)
        if found:
            return found
    return None


_COMPARED = regex.compile(r"\s?(?:대비|보다|에 비해|동기)")


def in_phrase(frame: Frame, desk: Desk) -> Found[Period] | None:
    """A date in the amount's own phrase: "올해 8천억원, 내년 1조원"."""
    begin = frame.before[0].start if frame.before else frame.money.start
    return _best(desk.dates_in(Span(begin, frame.money.start)))


def in_segment(frame: Frame, desk: Desk) -> Found[Period] | None:
    """A date since the amount before, in the amount's clause: the nearest."""
    return _best(_plain(desk, frame, Span(frame.segment.start, frame.money.start)))


def before_predicate(frame: Frame, desk: Desk) -> Found[Period] | None:
    """A date between the amount and its predicate: "4억원을 내년에 투입한다"."""
    if frame.clause is None or words.predicate_class(frame.stem) not in ("spend", "weak"):
        return None
    span = Span(frame.money.end, frame.clause.predicate.start)
    others = desk.money_in(span)
    return _best(_plain(desk, frame, Span(span.start, others[0].start) if others else span))


def in_clause(frame: Frame, desk: Desk) -> Found[Period] | None:
    """A date anywhere before the amount in its clause: what stands before a list governs all of it."""
    start = frame.clause.span.start if frame.clause else frame.syntax.span.start
    dates = list(_plain(desk, frame, Span(start, frame.money.start)))
    # "올해 4억원, 내년 5억원": a date that is bound to another amount of the list does not govern this one.
    return _best([fact for fact in dates if not desk.money_in(Span(fact.end, fact.end + 4))])


def in_sentence(frame: Frame, desk: Desk) -> Found[Period] | None:
    """A date that opens the sentence as its theme, or a range in a clause before: "올해는 …", "내년부터 …하며"."""
    whole = frame.outer or frame.syntax
    dates = _plain(desk, frame, Span(min(frame.near, frame.segment.start), frame.segment.start))
    kept: list[DateFact] = []
    for fact in dates:
        phrase = whole.phrase_at(fact.span)
        opens = fact.start - frame.sentence.span.start <= 2
        themed = phrase is not None and phrase.is_theme
        if fact.type == "range" or opens or themed or (fact.grain != "day" and _leads_in(phrase, frame)):
            kept.append(fact)
    return _best(kept) or _of_lead(frame, desk)


def _leads_in(phrase: Phrase | None, frame: Frame) -> bool:
    """Whether a date stands in what led to the payment, both past: "2021년 사업에 선정돼 5억원을 지원받았다"."""
    clause = frame.syntax.clause_of(phrase) if phrase is not None and phrase.case in ("bare", "genitive") else None
    if clause is None or frame.clause is None or clause.index + 1 != frame.clause.index or not frame.clause.past:
        return False
    return clause.kind == "coordinate" and clause.ending[:1] in ("어", "아", "여")


def _of_lead(frame: Frame, desk: Desk) -> Found[Period] | None:
    """The year that brackets before a headline name: "[2024년 예산안] 환경부 14조원 편성"."""
    lead = _LEAD.match(desk.text, frame.sentence.span.start, frame.money.start)
    years = [fact for fact in desk.dates_in(Span(*lead.span())) if fact.grain == "year"] if lead else []
    return _best(years)


def of_theme(frame: Frame, desk: Desk) -> Found[Period] | None:
    """The year of the book that the sentence is about: "2024년도 예산이 심의를 거쳐 18조원으로 확정됐다"."""
    theme = nouns.theme(frame, desk)
    phrase = frame.syntax.phrase_at(theme.span) if theme and theme.kind == "budget" else None
    if phrase is None or phrase.span.end > frame.money.start:
        return None
    years = [fact for fact in desk.dates_in(phrase.span) if fact.grain == "year"]
    owner = frame.syntax.phrases[phrase.index - 1] if phrase.index else None
    if not years and owner is not None and owner.case == "genitive":
        years = [fact for fact in desk.dates_in(owner.span) if fact.grain == "year"]
    return _best(years)


_MEASURED = regex.compile(r"\s?(?:여|대)?\s?(?:규모)?(?:의|인)?\s")
_BOOKS = regex.compile(r"\s?(?:[가-힣A-Za-z0-9·]{1,8}\s){0,3}[가-힣]{0,6}(?:예산|추경|재정)")


def measured(frame: Frame, desk: Desk) -> Found[Period] | None:
    """The year of the book that the amount measures: "607조원 규모의 내년도 정부 예산안"."""
    opens = _MEASURED.match(desk.text, frame.money.end, frame.sentence.span.end)
    if opens is None:
        return None
    years = [fact for fact in desk.dates_in(Span(opens.end(), opens.end() + 1)) if fact.grain == "year"]
    return _best([fact for fact in years if _BOOKS.match(desk.text, fact.end, frame.sentence.span.end)])


def of_result(frame: Frame, desk: Desk) -> Found[Period] | None:
    """A range in what the money is spent to do: "105억원을 투입해 2018년까지 공장을 짓고, …"."""
    clause = frame.clause
    if clause is None or clause.kind != "coordinate" or clause.ending not in LINKS:
        return None
    later = doings.led_to(clause, frame.syntax)
    end = next((one.span.end for one in later if one.ending.endswith(("고", "며")) or one.kind == "main"), None)
    if end is None or desk.money_in(Span(frame.money.end, end)):
        return None
    after = _plain(desk, frame, Span(clause.span.end, end))
    return _best(fact for fact in after if fact.type == "range" and fact.grain not in ("day", "week"))


def of_sibling(frame: Frame, desk: Desk) -> Found[Period] | None:
    """The date of the amount before in a chain: "지난해 1245억원을 편성해 놓고 532억원만 집행했다"."""
    last = desk.filled[-1] if desk.filled else None
    if last is None or last.period is None or frame.clause is None or not frame.sentence.span.covers(last.span):
        return None
    where = last.evidence.get("period")
    phrase = frame.syntax.phrase_at(last.span)
    clause = frame.syntax.clause_of(phrase) if phrase else None
    chained = clause is not None and clause.kind == "coordinate" and clause.index < frame.clause.index
    if where is None or not chained or desk.dates_in(Span(last.end, frame.money.end)):
        return None
    if regex.search('[”"]', desk.text[last.end : frame.money.start]):
        return None  # "지난해 41억원을 쓰고도 …"며 "보수에 2억원을 …": another remark has its own time
    opens = where.start < last.start and frame.sentence.span.covers(where)
    return Found(last.period, where) if opens else None


_SAME = regex.compile(r"(?<![가-힣])(?:같은|이|그)\s?(?:기간|분기|해)(?:에|에는|중)?(?=\s)")


def same(frame: Frame, desk: Desk) -> Found[Period] | None:
    """The period of the sentence before, where this one points to it: "2분기 매출은 …. 같은 기간 시설에 4억원을"."""
    pointer = _SAME.search(desk.text, frame.segment.start, frame.money.start)
    if pointer is None:
        return None
    for sentence in desk.sentences_before(frame.sentence, 2):
        told = [
            fact
            for fact in desk.dates_in(sentence.span)
            if fact.grain in ("quarter", "half", "year") and not _is_baseline(fact, desk)
        ]
        if told:
            return _best(told[:1])
    return None


def _is_baseline(fact: DateFact, desk: Desk) -> bool:
    """Whether a date tells of what another one is compared with: "1분기 4조원에서 줄었다"."""
    money = desk.money_in(Span(fact.end, fact.end + 8))
    return bool(money) and nouns.BASELINE.match(desk.text[money[0].end : money[0].end + 4]) is not None


def in_followers(frame: Frame, desk: Desk) -> Found[Period] | None:
    """A range that the sentence gives after the amount: "4억원이 투입되는 이 사업은 2022년부터 3년간 추진된다"."""
    if desk.money_in(Span(frame.money.end, frame.sentence.span.end)):
        return None
    rest = desk.text.find("나머지", frame.money.end, frame.sentence.span.end)
    after = _plain(desk, frame, Span(frame.money.end, rest if rest > 0 else frame.sentence.span.end))
    # "20일부터 공사를 시작했다" tells of the work, not of the money.
    return _best(fact for fact in after if fact.type == "range" and fact.grain not in ("day", "week"))


def stated_near(frame: Frame, desk: Desk) -> Found[Period] | None:
    """What a line or sentence close by states as the period: "사업기간: 2020~2023년"."""
    before, after = desk.sentences_before(frame.sentence, 3), desk.sentences_after(frame.sentence, 3)
    ends: set[bool] = set()  # the directions in which another item of the outline has begun
    for far, pair in enumerate(zip_longest(before, after)):
        for ahead, sentence in enumerate(pair):
            if sentence is None or bool(ahead) in ends:
                continue
            if _opens_item(sentence, desk):
                ends.add(bool(ahead))
            found = _stated(sentence, desk)
            if found and (far == 0 or frame.clause is None):
                return found
    return None


def _opens_item(sentence: Sentence, desk: Desk) -> bool:
    """Whether a sentence begins a numbered item: "2. 시장 재건축"."""
    begin = desk.text.rfind("\n", 0, sentence.span.start) + 1
    return bool(_NUMBERED.match(desk.text, begin, sentence.span.end)) and ":" not in sentence.span.of(desk.text)


def _stated(sentence: Sentence, desk: Desk) -> Found[Period] | None:
    match = _STATED.search(desk.text, sentence.span.start, sentence.span.end)
    if match is None or _OTHER_TIME.search(desk.text, sentence.span.start, match.start()):
        return None
    return _best(desk.dates_in(Span(match.end(), sentence.span.end)))


def of_heading(frame: Frame, desk: Desk) -> Found[Period] | None:
    """The year that a heading gives its table or list: "2021년 청년정책 예산 현황"."""
    if frame.clause is not None:
        return None
    for sentence in desk.sentences_before(frame.sentence, 12):
        line = sentence.span.of(desk.text)
        if line[-1:] in ".?!" or len(line) > 60 or "\t" in line or _STATED.search(line):
            continue  # "사업기간: 2024~2029년" is its own item's
        if "예산" in line or "사업" in line or "현황" in line:
            found = _best([fact for fact in desk.dates_in(sentence.span) if fact.grain == "year"])
            if found:
                return found
    return None


def _plain(desk: Desk, frame: Frame, span: Span) -> Iterable[DateFact]:
    """The dates of a stretch that can govern an amount: outside parentheses other than the amount's own."""
    whole = frame.syntax
    for fact in desk.dates_in(span):
        if any(inner.span.covers(fact.span) for inner in whole.inner):
            continue
        phrase = whole.phrase_at(fact.span)
        if phrase is not None:
            clause = whole.clause_of(phrase)
            if phrase.particle.startswith(("보다", "에 비")) or (
                clause and clause.stem in ("밝히", "말", "공시", "발표")
            ):
                continue
            # "지난해 선정된 사업에 4억원을": a date inside a modifier tells of the modifier, as a length does of what
            # is over ("3년간 방치된 건물에 4억원을").
            own = clause is frame.clause or clause in frame.modifiers()
            over = fact.type == "date" or (fact.type == "duration" and clause and clause.ending in ("ᆫ", "은", "던"))
            if clause and clause.kind == "adnominal" and not own and over:
                continue
        if (
            _COMPARED.match(desk.text, fact.end)
            or _LATE.match(desk.text, fact.end)
            or _speech_between(fact, frame, desk)
        ):
            continue
        yield fact


def _speech_between(fact: DateFact, frame: Frame, desk: Desk) -> bool:
    """Whether the amount stands in words spoken on that date: 지난달 회견에서 "4억원을 투입한다"고 했다."""
    between = desk.text[fact.end : frame.money.start]
    return between.count("“") > between.count("”") or between.count('"') % 2 == 1


def lengths(frame: Frame, desk: Desk) -> Found[Period] | None:
    """A length in the amount's clause, where no date is told: "5년간 4억원을"."""
    start = frame.clause.span.start if frame.clause else frame.syntax.span.start
    end = frame.clause.span.end if frame.clause else frame.money.start
    spans = [Span(min(start, frame.segment.start), frame.money.start), Span(frame.money.end, end)]
    for span in spans:
        found = _best(_plain(desk, frame, span) if span.start < span.end else (), lengths=True)
        if found:
            return found
    return None


_SHORT = regex.compile(r"PT|P\d{1,2}D")


def closed(found: Found[Period], desk: Desk) -> Found[Period]:
    """A range that is open on one side with the end that a length beside it gives: "2024년까지 5년간"."""
    match = _OPEN.fullmatch(found.value.value or "")
    if match is None:
        return found
    beside = Span(max(0, found.span.start - 6), min(len(desk.text), found.span.end + 12))
    for fact in desk.dates_in(beside):
        length = _LENGTH.fullmatch(fact.value or "") if fact.type == "duration" else None
        if length is None:
            continue
        years = int(length[1]) - 1
        last = int(match["last"]) if match["last"] else int(match["first"]) + years
        first = last - years
        if _FAR_PAST <= first <= last:
            return Found(Period(f"{first}/{last}", date(first, 1, 1), date(last, 12, 31)), found.span, found.how)
    return found


_OPEN = regex.compile(r"\.\./(?P<last>\d{4})|(?P<first>\d{4})/\.\.")
_LENGTH = regex.compile(r"P(\d{1,2})Y")
_FAR_PAST = 1900


def _best(dates: Iterable[DateFact], *, ranges: bool = False, lengths: bool = False) -> Found[Period] | None:
    """The date that says most, the last one where several do: ranges before points, lengths apart; no single days."""
    kept = [
        fact
        for fact in dates
        if fact.type in _ORDER
        and fact.value
        and (fact.type == "duration") == lengths
        and not (fact.type == "duration" and _SHORT.match(fact.value))  # "5분 발언", "24시간", "하루"
        and not (fact.type == "date" and fact.grain in ("day", "week", "minute", "hour"))
        and not (fact.type == "range" and fact.grain in ("hour", "minute"))
    ]
    if ranges:
        kept = [fact for fact in kept if fact.type == "range"] or kept
    if not kept:
        return None
    fact = min(reversed(kept), key=lambda fact: _ORDER[fact.type])
    return Found(Period(fact.value, fact.start_date, fact.end_date), fact.span)
