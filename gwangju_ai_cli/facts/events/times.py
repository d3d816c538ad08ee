"""Which date governs a predicate."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import cast

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.facts.events.lexicon import HOLDING, senses
from gwangju_ai_cli.facts.events.model import Happening
from gwangju_ai_cli.facts.events.words import choice, role
from gwangju_ai_cli.korean.clauses import CHAINS, MEANS, Clause, Phrase, Syntax
from gwangju_ai_cli.model import DateFact, Span

_PARTICLE = "(?:으로[는도]?|로|에[는도]?|은|는|이|가|을|를|과|와|의|도|까지|부터|보다|만|인|처럼)?"
# "2010년 이후 처음", "지난해보다", "3월 기준": these dates compare, they do not place the event.
_COMPARES = regex.compile(
    r"\s?(?:의\s|전(?=[\s,.)]|$|까지|에|부터|보다|의|만|인|이|과|으로)"  # not 3일 전체회의
    rf"|같은 기간|한 해|말 기준|(?:{choice('compare')})(?={_PARTICLE}(?![가-힣])))"
)
_YEARLY = regex.compile(
    rf"(?:년|도|해|올|반기)?(?:도)?\s?(?:도\s)?(?:(?:첫|두\s번째|제?[0-9]+[회차]|정부|당초|국가|신규)\s?){{0,2}}"
    rf"(?:{choice('yearly')})(?!협약|지원청|청|[소단부])"
)
_OF_YEAR = frozenset(("year", "half"))
_NAMED_YEAR = regex.compile(rf"도?\s(?:[^\s]+\s){{0,6}}[^\s]*(?:{choice('year_name')})$")
COMING = frozenset(("열리", "시작되", "개막하", "개최되", "시행되", "개관하", "개통하", "개장하"))
"""Verbs whose present describes what is to come: 오는 15일 열리는 대회."""
_PHRASE_END = regex.compile(r"(?:에서|으로|[에을를이가은는의와과로])(?=[\s,.]|$)")
_OPENERS = frozenset("'‘「『<〈《")
_OF_A_DAY = regex.compile(r"[0-9X]{4}-")
_FINE = {"minute": 0, "hour": 0, "day": 1, "week": 2, "month": 3, "quarter": 4, "half": 5, "year": 6, "decade": 7}
_TIME_WORDS = regex.compile(rf"(?:[\s(),]|{choice('time')})*")
# What a year or month that stands alone before its predicate is followed by: 지난해 개통한, 2019년 문을 연.
_GOVERNS = regex.compile(
    r"에?\s(?:(?:문|막)을\s|(?:[가-힣]+(?:으로|로|에)\s)?[가-힣]+(?:[하되]는|[한된할될]|받은|연)\s)"
)
_WITH_WORDS = ("라며", "다며", "자며")
"""Endings of what is said while something is done: "12일 써 달라며 성금을 기탁했다"."""
_QUOTED = ("다고", "라고", "자고", "다며", "라며", "다면서")
_LATER_ON = regex.compile(r"(?:뒤|후|이후|직후|다음)(?![가-힣])")
_STEP = regex.compile(r"(?:단계|차|년차|기)$")
_FOLLOWS_TOPIC = regex.compile(r"(?:은|는|이|가|도|께서|에서)\s$|^\s*$")
_LATER_BY = regex.compile(r"만$|뒤$|후$|이어|나중")


class _Dates:
    """Facts of dates in order, to be asked for those that touch a stretch."""

    def __init__(self, facts: Iterable[DateFact]) -> None:
        self.facts = sorted(facts, key=lambda fact: fact.span)
        self.starts = [fact.start for fact in self.facts]
        self.longest = max((fact.end - fact.start for fact in self.facts), default=0)

    def touching(self, span: Span) -> list[DateFact]:
        first, stop = bisect_left(self.starts, span.start - self.longest), bisect_left(self.starts, span.end)
        return [fact for fact in self.facts[first:stop] if span.start < fact.end]


def _all_dates(analysis: Analysis) -> _Dates:
    return _Dates(cast("tuple[DateFact, ...]", analysis.facts("date")))


def _placing(analysis: Analysis) -> _Dates:
    """Dates and ranges that have a value: lengths and hours place nothing."""
    return _Dates(
        fact
        for fact in analysis.memo(_all_dates).facts
        if fact.value and "X" not in fact.value[:4]
        if fact.type in ("date", "range") or (fact.type == "time" and _OF_A_DAY.match(fact.value))
    )


def dates_touching(analysis: Analysis, span: Span) -> list[DateFact]:
    """Every date, length or hour that shares a character with `span`, in order."""
    return analysis.memo(_all_dates).touching(span)


def dates_in(analysis: Analysis, phrases: Iterable[Phrase]) -> list[DateFact]:
    """The dates that stand in phrases of a clause and say when it happens, in order."""
    return _governing(analysis, _spans(phrases))


def _spans(phrases: Iterable[Phrase]) -> list[Span]:
    """The stretches where a clause's date may stand.

    At the head of a genitive (7일 가온시의 …), not as one (지난해의).
    """
    return [
        Span(phrase.span.start, phrase.tokens[-1].span.start) if phrase.case == "genitive" else phrase.span
        for phrase in phrases
        if (phrase.case not in ("about", "basis", "including") or (phrase.adnominal and len(phrase.tokens) > 3))
        and not (phrase.case == "genitive" and len(phrase.tokens) < 3)
    ]


def _governing(analysis: Analysis, spans: list[Span]) -> list[DateFact]:
    text = analysis.text
    out: list[DateFact] = []
    for fact in (fact for span in spans for fact in analysis.memo(_placing).touching(span)):
        if out and fact.start <= out[-1].start:
            continue
        if text[fact.start - 1 : fact.start] in _OPENERS and fact.start:
            continue  # ‘2024년 청년마을’: the year of a name
        if _COMPARES.match(text, fact.end) or names_year(analysis, fact):
            continue
        out.append(fact)
    return out


def value_of(fact: DateFact | None) -> str | None:
    """The EDTF value of an event's date; its days where 초, 중순 and 말 narrow it: 2018-12 for 2018년 말."""
    if fact is None or fact.modifier not in ("start", "mid", "end") or not fact.start_date or not fact.end_date:
        return fact.value if fact is not None else None
    first, last = fact.start_date, fact.end_date
    month = (
        first.day == 1 and (last + timedelta(days=1)).day == 1 and (first.year, first.month) == (last.year, last.month)
    )
    return f"{first:%Y-%m}" if month else f"{first}/{last}"


def names_year(analysis: Analysis, fact: DateFact) -> bool:
    """Whether a year belongs to the name of a plan or a contest: 올해 첫 추경예산, 2026년도 ○○ 공모사업."""
    if fact.grain not in _OF_YEAR:
        return False
    text = analysis.text
    if _YEARLY.match(text, fact.end) or (
        text[fact.end - 2 : fact.end] == "년도" and text[fact.end : fact.end + 1] == " "
    ):
        return True
    particle = _PHRASE_END.search(text, fact.end)
    return particle is not None and _NAMED_YEAR.fullmatch(text, fact.end, particle.start()) is not None


def is_recurring(analysis: Analysis, phrases: Iterable[Phrase]) -> bool:
    """Whether a clause holds what comes again and again (매주 토요일)."""
    return any(fact.type == "recurring" for phrase in phrases for fact in dates_touching(analysis, phrase.span))


def is_time(analysis: Analysis, span: Span) -> bool:
    """Whether a phrase is nothing but a date (다음달, 27일 오후): it says when, never what."""
    at = span.start
    found = False
    for fact in dates_touching(analysis, span):
        if at < fact.end:
            if _TIME_WORDS.fullmatch(analysis.text, at, max(at, fact.start)) is None:
                return False
            at, found = fact.end, True
    return found and (at >= span.end or _TIME_WORDS.fullmatch(analysis.text, at, span.end) is not None)


def when(analysis: Analysis, happening: Happening) -> DateFact | None:
    """The date of a happening: its own clause's, its line's (2023. 7. 공모 선정), or that of the chain before it."""
    opened = max(_opened(analysis.text, happening), _said_in(analysis.text, happening))
    spans = [span for span in _spans(happening.phrases) if span.start >= opened]
    if happening.rest is not None:
        spans.append(happening.rest)
    spans += _steps(analysis.text, happening)
    found = _governing(analysis, sorted(spans))
    if len(found) == 1 and (_is_of_saying(analysis, happening, found[0]) or _is_of_main(analysis, happening, found[0])):
        return None
    if happening.clause is not None and happening.clause.kind == "adnominal" and _goes_past(analysis, found):
        found = found[1:]
    if found:
        return _best(found)
    if happening.clause is not None and _is_while(analysis.text, happening):
        return _of_what_follows(analysis, happening)
    return of_line(analysis, happening) or _of_modifier(analysis, happening) or _of_chain(analysis, happening)


def _is_while(text: str, happening: Happening) -> bool:
    """Whether a clause tells what went on while something else did: "주민이 참석한 가운데 …"."""
    clause, tree = happening.clause, happening.tree
    if clause is None or clause.kind != "adnominal" or clause.modifies is None:
        return False
    return text.startswith("가운데", tree.phrases[clause.modifies].span.start)


def _of_what_follows(analysis: Analysis, happening: Happening) -> DateFact | None:
    clause, tree = happening.clause, happening.tree
    later = tree.clauses[clause.index + 1 :] if clause is not None else ()
    following = next((other for other in later if other.kind in ("main", "coordinate")), None)
    found = dates_in(analysis, [tree.phrases[i] for i in following.phrases]) if following is not None else []
    return _best(found) if found else None


def _said_in(text: str, happening: Happening) -> int:
    """Where what is said begins, behind what it is said in: "이날 자료를 통해 … 확보했다고 전했다"."""
    clause, tree = happening.clause, happening.tree
    if clause is None or not clause.ending.endswith(_QUOTED):
        return 0
    said = (
        phrase.span.end
        for phrase in tree.phrases
        if phrase.span.end < clause.predicate.start and phrase.words[-1].of(text) in role("own_words")
    )
    return max(said, default=0)


def _steps(text: str, happening: Happening) -> list[Span]:
    """Parentheses that say when a step is taken: 1단계(2026~2027년)로 … 짓고."""
    clause, tree = happening.clause, happening.tree
    if clause is None or not tree.inner:
        return []
    index = clause.index
    while index and tree.clauses[index - 1].kind == "coordinate" and tree.clauses[index - 1].ending in MEANS:
        index -= 1  # "1단계로 102억 원을 들여 실증동을 짓고"
    steps = {
        number
        for other in tree.clauses[index : clause.index + 1]
        for number in other.phrases
        if _STEP.search(tree.phrases[number].span.of(text))
    }
    return [inner.span for inner in tree.inner if inner.host in steps]


def _is_of_saying(analysis: Analysis, happening: Happening, fact: DateFact) -> bool:
    """Whether a day is that of the announcement: "시는 5일 공모에 선정됐다고 밝혔다", said on the 5th or 6th.

    Not a day that 지난 or 오는 sets apart, nor one where the verb of saying has its own.
    """
    clause, tree, today = happening.clause, happening.tree, analysis.reference_date
    if clause is None or today is None or fact.start_date is None or fact.grain != "day":
        return False
    if not (clause.ending.endswith(_QUOTED) and clause.index + 1 < len(tree.clauses)):
        return False
    if not 0 <= (today - fact.start_date).days <= 1 or fact.start_date != fact.end_date:
        return False
    outer = next((other for other in tree.clauses[clause.index + 1 :] if other.kind == "main"), None)
    if outer is None or dates_in(analysis, (tree.phrases[i] for i in outer.phrases)):
        return False
    return _FOLLOWS_TOPIC.search(analysis.text, happening.sentence.span.start, fact.start) is not None


def _is_of_main(analysis: Analysis, happening: Happening, fact: DateFact) -> bool:
    """Whether a day goes past a relative clause with its own subject: "의회는 17일 시가 낸 예산안을 통과시켰다"."""
    clause, tree = happening.clause, happening.tree
    if clause is None or clause.kind != "adnominal" or fact.grain != "day" or not clause.phrases:
        return False
    if clause.modifies is not None and _LATER_ON.match(analysis.text, tree.phrases[clause.modifies].span.start):
        return False  # "예산안은 23~24일 예결위가 살핀 뒤 …"
    first = tree.phrases[clause.phrases[0]]
    before = tree.phrases[first.index - 1] if first.index else None
    if before is None or before.case not in ("topic", "subject") or before.index in clause.phrases:
        return False
    if first.case in ("subject", "object"):
        return fact.start <= first.span.start + 1 and fact.end < first.span.end
    # "의회는 18일 15억원을 담은 추경안을 통과시켰다", not "시장이 18일 시청에서 열린 …"
    alone = first.case == "bare" and fact.end >= first.span.end and len(clause.phrases) > 1
    if clause.stem in HOLDING or clause.lemma in HOLDING:
        return False
    return alone and (clause.passive or any(tree.phrases[index].case == "object" for index in clause.phrases))


def _opened(text: str, happening: Happening) -> int:
    """Where the direct speech begins that a predicate stands in: a date before it is of the verb of saying."""
    start = happening.sentence.span.start
    marks = [at for at in range(start, happening.span.start) if text[at] in '"“”']
    return marks[-1] if len(marks) % 2 else start


def _best(found: list[DateFact]) -> DateFact:
    """The finest of several dates; of those alike the last, which stands next to the predicate."""
    return min(reversed(found), key=lambda fact: _FINE.get(fact.grain or "", 3))


def of_line(analysis: Analysis, happening: Happening) -> DateFact | None:
    """A date that opens the line of an item, cut off from it as a sentence by its own full stop."""
    if not happening.nominal:
        return None
    text, start = analysis.text, happening.sentence.span.start
    begin = text.rfind("\n", 0, start) + 1
    before = analysis.memo(_placing).touching(Span(begin, max(begin, start)))
    fits = (fact for fact in before if begin <= fact.start and fact.end <= start)
    return next((fact for fact in fits if start - fact.end <= 3 and fact.start - begin <= 8), None)


def _of_modifier(analysis: Analysis, happening: Happening) -> DateFact | None:
    """A date before a relative clause that goes past it.

    "6일 … 교체를 촉구하는 집회를 열 예정이다", "지난 3일 자체 개발한 칩을 공개했다".
    """
    clause, tree = happening.clause, happening.tree
    if clause is None or clause.index == 0:
        return None
    before = tree.clauses[clause.index - 1]
    if before.kind != "adnominal" or before.modifies not in clause.phrases:
        return None
    gone_past = _of_main_topic(analysis, happening)
    if gone_past is not None:
        return gone_past
    phrases = [tree.phrases[i] for i in before.phrases]
    found = dates_in(analysis, phrases[:1])
    if _goes_past(analysis, found):
        return found[0]
    if before.lemma in COMING or before.ending not in ("는", "ᆫ", "은"):
        return None
    if before.ending != "는":
        found = [fact for fact in found if _passes(analysis, before, fact)]
    return _best(found) if found and (len(phrases) > 1 or before.ending != "는") else None


def _of_main_topic(analysis: Analysis, happening: Happening) -> DateFact | None:
    """The day between the topic and the relative clauses that follow it."""
    clause, tree = happening.clause, happening.tree
    if clause is None:
        return None
    for before in reversed(tree.clauses[: clause.index]):
        if before.kind != "adnominal" or not before.phrases:
            return None
        inner = replace(happening, clause=before)
        for fact in dates_in(analysis, [tree.phrases[i] for i in before.phrases[:1]]):
            if _is_of_main(analysis, inner, fact):
                return fact
    return None


def _goes_past(analysis: Analysis, found: list[DateFact]) -> bool:
    """Whether the first of a relative clause's dates is of what follows it: "시는 3일 지난해 개통한 길에서 …".

    Not where the second counts (올해 두 번째로 열린) or belongs to a name (2013년 국가대표 선발전에 나간).
    """
    if len(found) < 2 or found[0].grain != "day" or _FINE.get(found[1].grain or "", 0) <= _FINE["day"]:
        return False
    return _GOVERNS.match(analysis.text, found[1].end) is not None


def _passes(analysis: Analysis, before: Clause, fact: DateFact) -> bool:
    """Whether a date goes past a relative clause in the past tense: a day, where that is no event; what is to come."""
    return is_to_come(analysis, fact) or (fact.grain == "day" and before.stem not in senses())


def is_to_come(analysis: Analysis, fact: DateFact) -> bool:
    """Whether a date lies after the day of the text."""
    today = analysis.reference_date
    return today is not None and fact.start_date is not None and fact.start_date > today


def _stands_apart(text: str, clause: Clause, tree: Syntax) -> bool:
    """Whether a relative clause has no part in the chain before it: "24일 심사를 끝내고 … 군이 낸 원안대로".

    Not before 뒤, nor where that chain leads to it (들여 문을 연 체험관).
    """
    if clause.kind != "adnominal" or clause.modifies is None or clause.index == 0:
        return False
    leads = tree.clauses[clause.index - 1].ending in MEANS
    return not leads and _LATER_ON.match(text, tree.phrases[clause.modifies].span.start) is None


def _is_in_words(text: str, clause: Clause, tree: Syntax) -> bool:
    """Whether a clause tells how something is said: 보도자료를 내고, 기자회견을 열어."""
    return any(tree.phrases[index].words[-1].of(text) in role("own_words") for index in clause.phrases)


def _of_chain(analysis: Analysis, happening: Happening) -> DateFact | None:
    """The date of the clause before that goes on in this one: "5일 협약을 체결하고 상담창구를 설치했다"."""
    clause, tree = happening.clause, happening.tree
    if clause is not None and _stands_apart(analysis.text, clause, tree):
        return None
    if clause is None or any(
        _LATER_BY.search(phrase.span.of(analysis.text)) for phrase in happening.phrases if phrase.case != "topic"
    ):
        return None
    for index in range(clause.index - 1, -1, -1):
        before = tree.clauses[index]
        if before.kind == "adnominal":
            continue
        if before.kind not in ("coordinate", "nominal") or before.past or before.plan:
            return None
        if before.ending not in (*CHAINS, "") and not before.ending.endswith(_WITH_WORDS):
            return None
        if _is_in_words(analysis.text, before, tree) and clause.ending.endswith(_QUOTED):
            return None  # "6일 보도자료를 내고 … 반영했다고 밝혔다"
        found = dates_in(analysis, [tree.phrases[i] for i in before.phrases])
        if found:
            date, today = _best(found), analysis.reference_date
            over = date.end_date is not None and today is not None and date.end_date < today
            # "지난해 승인받고 조성을 추진하고 있다": what is planned is not of last year.
            return None if over and happening.outlook == "planned" else date
    return None
