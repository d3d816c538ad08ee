"""Amounts that no word of their own tells to be budgets, in a plan that does: each is one, unless something refuses it.

Outside a plan an amount has to prove that it is a budget (`acceptance`). Where a lead has opened one, the burden is
the other way round: what stands as an item, or is spent, is a budget of the plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import regex

from gwangju_ai_cli.facts.budgets import items, words
from gwangju_ai_cli.facts.budgets.frames import Desk, Frame
from gwangju_ai_cli.facts.budgets.plans import Plan
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.names.regions import load_regions
from gwangju_ai_cli.vocab import load_vocab

Check = Callable[[Frame, Desk], Span | None]


@dataclass(frozen=True, slots=True)
class Row:
    """Why an amount is no budget though a plan holds, or why it is one: an id, a note, and what shows it.

    A `strict` refusal holds whatever words of the amount's own tell of a budget.
    """

    id: str
    note: str
    shows: Check
    strict: bool = False


@cache
def refused_nouns() -> dict[str, str]:
    """The class of each noun of budget_refusals.tsv."""
    return {row["noun"]: row["class"] for row in load_vocab("budget_refusals")}


def refused_noun(word: str) -> str | None:
    """The class of the longest refused noun that ends a word.

    >>> refused_noun("분기매출"), refused_noun("도서관")
    ('result', None)
    """
    table = refused_nouns()
    return next((table[word[at:]] for at in range(len(word)) if word[at:] in table and len(word) - at > 1), None)


_PARTICLE = regex.compile(r"(?:으로|로|은|는|이|가|을|를|도|만|의|에)$")
_CUT = regex.compile(
    r"\s?(?:여|가량|정도|규모)?(?:\([^()]{1,12}\)\s?)?(?:을|를|이|가|도|씩|만큼|이나)?\s?(?:전액|모두|각각|우선|더)?\s?"
    r"(?:삭감|감액|깎|줄였|줄인|줄이|줄었|줄어|감소|잘려|들어낸|들어내|덜어|감축|절감|축소)"
)
_LEFT = regex.compile(r"\s?(?:을|를|이|가|은|는|도)?\s(?:[가-힣]{2}\s)?(?:불용|이월|반납|회수|추징|환수)")
_COMPARED = regex.compile(
    r"원?\)?\s?(?:규모)?\s?(?:[과와에]\s?(?:비교|견[줘주]|비[해하])|보다|대비|이던|이었던|였던|"
    r"에서\s[\d조억천백만,. ]+원?(?:으로|까지))"
)
_CUT_LIST = regex.compile(
    r"[^.!?\n]{0,80}?(?:등이|등을|씩|모두|각각)?\s?(?:전액\s?)?(?:삭감(?!된 \d)|감액|깎였|깎았|잘려 나|잘려나)"
)
_OF_IT = regex.compile(r"원?\s?(?:중|가운데)(?![가-힣])")
_LISTED_ON = regex.compile(r"원?(?:씩)?\s?(?:\([^()]{1,16}\))?\s?(?:,|·|▲|△|과\s|와\s|등)")
_LEFT_OF = regex.compile(r"불용액|삭감|미집행")
_GROWN = regex.compile(
    r"\s?(?:여|가량|정도)?(?:\([^()]{1,30}\))?(?:을|를|이|가|도|만큼|이나)?\s?(?:더\s)?(?:늘|증가|증액|불어|많|"
    r"적은|추가로 늘|웃돌|모자라|부족|올랐|오른|뛰|얹|더했|더한|더해|보다|초과|증\)|증,|↑|↓)"
)
_EFFECT = regex.compile(
    r"\s?(?:여|가량|정도|쯤|규모|안팎)?(?:의)?(?:을|를|이|가)?\s?(?:[가-힣]{1,6}\s)?(?:생산\s?유발|생산액|부가가치|"
    r"경제\s?효과|파급|절감|효과|줄 것|아낄|매출|수익|소득|이익|손실|피해|적자|흑자|빚|부채|삭감액|"
    r"[가-힣]{0,4}계약을|수출)"
)
_THRESHOLD = regex.compile(
    r"\s?(?:원)?(?:을|를)?\s?(?:넘는|넘게|초과|이상의?|미만의?|이하의?)\s(?:[가-힣]{2,8}\s){0,2}?(?:사업|공사|시설|"
    r"건물|주택|계약|용역|기업|농가|가구)"
)
_CEILING = regex.compile(
    r"(?:당|마다|월|연간|매년|매월|한 사람에|한 명에|1인|하루|한\s?번에|한\s?차례에|1회에|가구에는?)\s?(?:최대\s|"
    r"최고\s)?$"
)
_MORE = regex.compile(r"(?:늘어난|증가한|추가된|불어난|오른)\s[가-힣]{2,6}(?:은|는|만|이|도)?\s(?:약\s)?$")
_MISSED = regex.compile(r"[^.,\n]{0,20}?(?:못\s?(?:해|했|하|한)|않았|않는|놓친|놓쳤|무산|미반영|빠졌|빠진|보류|탈락)")
_HOARD = regex.compile(
    r"[^.,\n]{0,14}?(?:쌓|결성|모금|모았|벌어|벌었|팔아|팔렸|거뒀|거둔|기록|수주|체납|배상|선고|대출|빌려|갚|"
    r"공시지가|낙찰|목표로|승인받|적립|시상|인수|챙[겨긴])"
)
_GENTLE_RATE = regex.compile(r"연평균|평균")


def _named(frame: Frame, desk: Desk) -> Span | None:
    """A noun of other money that names the amount: before it, or as the theme of its clause."""
    item = items.read(frame.money, desk)
    spans = [item.name.span] if item.name is not None else []
    begin = max(frame.sentence.span.start, frame.money.start - 24)
    last = regex.search(r"\S+\s*$", desk.text[begin : frame.money.start])
    if last is not None:
        spans.append(Span(begin + last.start(), begin + last.start() + len(last.group().rstrip())))
    for span in spans:
        word = _PARTICLE.sub("", span.of(desk.text).split()[-1] if span.of(desk.text).split() else "")
        if refused_noun(word) or refused_noun(span.of(desk.text).split()[-1]):
            return span
    for phrase in frame.own_phrases():
        themed = phrase.case in ("topic", "subject")
        if themed and any(refused_noun(word.of(desk.text)) for word in phrase.words[-2:]):
            return phrase.span
    return None


def _after(pattern: regex.Pattern[str]) -> Check:
    def check(frame: Frame, desk: Desk) -> Span | None:
        match = pattern.match(desk.text, frame.money.end, frame.sentence.span.end)
        return Span(*match.span()) if match and match.end() > match.start() else None

    return check


def _cut_list(frame: Frame, desk: Desk) -> Span | None:
    """Whether the list that the amount stands in is struck: "A 3억원, B 2억원 등이 전액 삭감됐다"."""
    if _OF_IT.match(desk.text, frame.money.end):
        return None  # "15억원 가운데 9억원을 삭감했다": what was asked for
    match = _CUT_LIST.match(desk.text, frame.money.end, frame.sentence.span.end)
    apart = match is not None and not _LISTED_ON.match(desk.text, frame.money.end)
    if match is not None and apart and desk.money_in(Span(frame.money.end, match.end())):
        return None  # "예산은 9948억원으로 요구액보다 3억원이 삭감됐다": the other amount is what was struck
    if match is None or regex.search(r"[가-힣](?:고|며|지만|으나|는데|해|하여)[\s,]", match.group()):
        return None
    return Span(*match.span())


def _left_of(frame: Frame, desk: Desk) -> Span | None:
    """Whether the amount is what was left or struck of the one before: "불용액이 많은 사업은 A 18억원 중 11억원"."""
    among = regex.search(r"(?:중|가운데)\s$", desk.text[max(0, frame.money.start - 4) : frame.money.start])
    left = _LEFT_OF.search(desk.text, frame.near, frame.money.start) if among else None
    return Span(*left.span()) if left else None


_RAISED = regex.compile(r"[^.\n]{0,140}?예산(?:을|이)\s(?:대폭\s|각각\s|추가로\s)?증액(?!한\s\d|된\s\d|하고\s\d)")
_EACH = regex.compile(r"(?:각|각각|연|과제당|개당)\s(?:약\s)?$")
_WITHIN = regex.compile(r"원?\s?(?:이내|내외|한도|까지)")


def _each(frame: Frame, desk: Desk) -> Span | None:
    begin = max(frame.sentence.span.start, frame.money.start - 6)
    each = _EACH.search(desk.text, begin, frame.money.start)
    return Span(*each.span()) if each and _WITHIN.match(desk.text, frame.money.end) else None


_UNBUDGETED = regex.compile(
    r"원?\s?(?:여)?(?:을|를|은|는|이|가|도)?\s(?:전액\s)?(?:편성|반영)(?:하지|되지)\s?(?:않|못)"
)
_MARKED = regex.compile(r"원?\s?(?:증|감)(?:가|액|소)?[),]|원?\s?[↑↓]")
_LIST_GROWN = regex.compile(
    r"원?,\s[가-힣A-Za-z·\s]{1,16}[은는이가]?\s?[\d조억천만백,.\s]+원?(?:이|을|가|를)?\s?(?:각각\s)?"
    r"(?:늘었|늘고|줄었|줄고|증가했|감소했|증액됐|깎였|깎았)"
)


def _is_left(frame: Frame, desk: Desk) -> Span | None:
    """Whether a noun of what is left over names the amount: 순세계잉여금, 이월금."""
    for span in frame.before[-1:]:
        if refused_noun(_PARTICLE.sub("", span.of(desk.text))) == "left":
            return span
    for phrase in frame.own_phrases()[:1]:
        if phrase.words and refused_noun(phrase.words[-1].of(desk.text)) == "left":
            return phrase.span
    return None


_CHANGES = regex.compile(
    r"(?:증액|감액|삭감|증감)\s?(?:규모|내역|폭|액|분야|사업|현황)(?:은|는|을 보면|로는|별로는|:)|(?:늘린|증액한|"
    r"늘어난|줄인)\s(?:건|것은|곳은|분야는)\s|증액(?=\n)"
)
_YEARLY = regex.compile(r"(?:매년|해마다|연평균|매월|매달)\s(?:약\s|평균\s)?$")


def _changes(frame: Frame, desk: Desk) -> Span | None:
    """Whether the amount stands in a list of what grew or was cut by how much."""
    match = _CHANGES.search(desk.text, frame.near, frame.money.start)
    return Span(*match.span()) if match else None


def _before(pattern: regex.Pattern[str], reach: int) -> Check:
    def check(frame: Frame, desk: Desk) -> Span | None:
        begin = max(frame.sentence.span.start, frame.money.start - reach)
        match = pattern.search(desk.text, begin, frame.money.start)
        return Span(*match.span()) if match else None

    return check


REFUSALS: tuple[Row, ...] = (
    Row("refused.noun", "revenue, sales, debts, penalties, prices, what is left over", _named),
    Row("refused.cut", "what is cut: 3억원을 삭감했다", _after(_CUT), strict=True),
    Row("refused.cuts", "a list of what is cut: A 3억원, B 2억원 등이 삭감됐다", _cut_list, strict=True),
    Row("refused.left", "what was left or struck of another amount", _left_of, strict=True),
    Row("refused.left_over", "what is left over or paid back: 3억원은 이월했다", _after(_LEFT)),
    Row("refused.compared", "what another amount is compared with, or was before", _after(_COMPARED), strict=True),
    Row("refused.rise", "by how much something grew: 20억원이 늘었다", _after(_GROWN)),
    Row("refused.effect", "what a thing brings or saves: 40억원의 생산 유발 효과", _after(_EFFECT)),
    Row("refused.threshold", "a bound: 500억원을 넘는 사업", _after(_THRESHOLD), strict=True),
    Row("refused.rate", "a rate: 가구당 최대 300만원", _before(_CEILING, 12)),
    Row("refused.average", "an average: 연평균 4조원", _before(_GENTLE_RATE, 8), strict=True),
    Row("refused.marked", "what is marked as a rise: 전년 대비 3억원 증)", _after(_MARKED), strict=True),
    Row("refused.listed", "a list of rises: A는 3억원, B는 2억원 늘었다", _after(_LIST_GROWN), strict=True),
    Row("refused.left_noun", "what a year leaves over: 순세계잉여금 3억원", _is_left, strict=True),
    Row("refused.raised", "items that a budget is raised by: A 3억원 등 예산을 증액했다", _after(_RAISED), strict=True),
    Row("refused.unbudgeted", "what was not budgeted: 3억원은 편성하지 않았다", _after(_UNBUDGETED), strict=True),
    Row("refused.changes", "a list of rises or cuts: 분야별 증액 규모는 A 3억원", _changes, strict=True),
    Row("refused.each", "what each gets at most: (각 1억원 이내)", _each, strict=True),
    Row("refused.yearly", "a yearly rate: 매년 3억원", _before(_YEARLY, 10)),
    Row("refused.more", "the growth of a cost: 늘어난 공사비만 3억원", _before(_MORE, 20)),
    Row("refused.missed", "what came to nothing: 편성하지 못했다", _after(_MISSED)),
    Row("refused.other", "money of other doings: 결성, 체납, 배상", _after(_HOARD)),
)


def struck(frame: Frame, desk: Desk) -> str | None:
    """Why an amount is none even where its own words name a budget: 사업비 3억원을 삭감했다."""
    asked = any(words.predicates().get(clause.stem, ("", None))[1] == "requested" for clause in frame.modifiers())
    if asked:
        return None  # "시가 요구한 예산 12억원이 전액 삭감됐다": asked for, whatever became of it
    rows = (row for row in REFUSALS if row.strict)
    return next((row.note for row in rows if row.shows(frame, desk) is not None), None)


def refused(frame: Frame, desk: Desk) -> str | None:
    """Why a plan does not make the amount a budget; None where nothing refuses it."""
    for row in REFUSALS:
        if row.shows(frame, desk) is not None:
            return row.note
    return None


def _item(frame: Frame, desk: Desk) -> Span | None:
    item = items.read(frame.money, desk)
    if item.name is None:
        return None
    return (
        item.name.span
        if item.form in ("bracket", "to", "behind", "label", "scale") or item.opens or _follows(frame, desk)
        else None
    )


_FOLLOWS = regex.compile(
    r"(?:원)?(?:씩)?\s?(?:[,·▲△▶■□○◆◇]|등|과\s|와\s|이다|이며|이고|입니다|으로\s|\s(?:중|가운데)\s|\(|$|\n)"
)


def _follows(frame: Frame, desk: Desk) -> bool:
    """Whether a list goes on behind the amount."""
    return _FOLLOWS.match(desk.text, frame.money.end) is not None


def _region(frame: Frame, desk: Desk) -> Span | None:
    named = frame.before[-1] if frame.before else None
    known = named is not None and named.of(desk.text) in load_regions()
    return named if known and _follows(frame, desk) and desk.shares_sentence(frame) else None


def _source(frame: Frame, desk: Desk) -> Span | None:
    begin = max(frame.sentence.span.start, frame.money.start - 12)
    found = list(words.source_pattern().finditer(desk.text, begin, frame.money.start))
    return (
        Span(*found[-1].span()) if found and len(desk.text[found[-1].end() : frame.money.start].strip()) <= 2 else None
    )


_LEDGER = regex.compile(
    r"(?:일반회계|특별회계|총\s?예산|예산\s?규모|현액|세출|경비|[가-힣]비|기금)(?:\s?규모)?(?:은|는|이|"
    r"가)?(?:[^.,\d]{0,8}|\s(?:전체\s?예산의\s)?[\d.]+%인\s)$"
)


def _account(frame: Frame, desk: Desk) -> Span | None:
    match = _LEDGER.search(desk.text, max(frame.sentence.span.start, frame.money.start - 24), frame.money.start)
    return Span(*match.span()) if match else None


def _verb(frame: Frame, desk: Desk) -> Span | None:
    clause = frame.clause
    if clause is None or words.predicate_class(clause.stem) not in ("spend", "weak") or clause.stem in _TAKES_IN:
        return None
    enough = frame.money.currency != "KRW" or (frame.money.amount or 0) >= _LEAST_SPENT_WON
    return clause.predicate if enough else None


_TAKES_IN = frozenset({"받", "조달", "요구", "예상", "추정", "추산", "제시", "발표", "잡"})
_LEAST_SPENT_WON = 20_000_000


def _phrase(frame: Frame, desk: Desk) -> Span | None:
    """A date alone before an amount in a row of years: "2026년 310억 원, 2027년 402억 원"."""
    begin = frame.before[0] if frame.before else None
    dated = begin is not None and all(desk.is_date(span) for span in frame.before)
    return begin if dated and desk.shares_sentence(frame) else None


_SPENT_ON = regex.compile(
    r"(?:들이는|드는|들인|쓰는|쓴|쓸|들어가는|들어간)\s(?:돈|비용|예산|사업비)(?:만|은|이|도)?\s(?:약\s|올해\s|"
    r"총\s|모두\s)*$"
)


def _spent_on(frame: Frame, desk: Desk) -> Span | None:
    match = _SPENT_ON.search(desk.text, max(frame.sentence.span.start, frame.money.start - 24), frame.money.start)
    return Span(*match.span()) if match else None


def _modified(frame: Frame, desk: Desk) -> Span | None:
    """What a modifier tells of the amount: "양수기 값으로 쓴 4300만원", "올해보다 14% 늘어난 6621억원 규모"."""
    for clause in frame.modifiers():
        kind = words.predicate_class(clause.stem)
        grown = kind == "change" and _RESULT.match(desk.text, frame.money.end) is not None
        if kind in ("spend", "weak") or grown:
            return clause.predicate
    return None


_RESULT = regex.compile(r"(?:원)?\s?(?:규모|으로|이다|이며|이고|수준)")
_ARROW = regex.compile(r"(?:→|➝|⇒|->)\s?$")
_TO = regex.compile(
    r"\s?(?:원)?(?:가량|정도|안팎|규모|수준)?(?:으로|까지)\s(?:[가-힣\d]{1,4}\s){0,3}?(?:늘|줄|불|커|뛰|증|감|조정|"
    r"변경|"
    r"확대|축소|동결|올|낮|키)"
)
_BOOKED = regex.compile(r"(?:예산안?|추경안?|정부안|본예산|당초예산)에(?:는|도|만)?\s")
_ENTERS = regex.compile(r"[^.\n]{0,24}?(?:올[려렸라]|담|넣|반영|얹|세[우웠]|잡)")
_SIZED = regex.compile(
    r"(?:대|여)?\s?(?:규모의?\s)?(?:[가-힣]{1,6}\s){0,2}[가-힣]{0,6}?(?:사업|공사|물량|프로젝트|예산|"
    r"투자)(?=[을를이가은는에의\s])"
)
_COUNTED = regex.compile(
    r"(?:\d[\d,]*|[한두세네]|다섯|여섯|일곱|여덟|아홉|열)\s?(?:건|개\s?(?:사업|과제|현장|분야|노선|지구|단지)|개소|"
    r"곳|개교|가지\s사업)(?:에|은|는|의)?\s?[(]?\s?(?:총\s|모두\s)?$"
)
_COST_LABEL = regex.compile(r"\W*[^:\n]{0,16}?(?:사업비|예산|공사비|투자액|재원|소요액)[^:\n]{0,8}\s?[:：]")
_IN_ALL = regex.compile(r"(?:총|모두|합계|합쳐|전체)\s(?:약\s)?$")


def _arrow(frame: Frame, desk: Desk) -> Span | None:
    match = _ARROW.search(desk.text, max(0, frame.money.start - 4), frame.money.start)
    return Span(*match.span()) if match else None


def _entered(frame: Frame, desk: Desk) -> Span | None:
    """An amount entered in a book: "2021년 본예산에 8억원을 올려놓은 상태다"."""
    book = _BOOKED.search(desk.text, frame.near, frame.money.start)
    enters = _ENTERS.match(desk.text, frame.money.end, frame.sentence.span.end) if book else None
    return Span(*book.span()) if book and enters else None


def _counted(frame: Frame, desk: Desk) -> Span | None:
    match = _COUNTED.search(desk.text, max(frame.sentence.span.start, frame.money.start - 20), frame.money.start)
    return Span(*match.span()) if match else None


_PHASE = regex.compile(r"\d\s?단계\s?\((?:약\s|총\s)?$")


def _phase(frame: Frame, desk: Desk) -> Span | None:
    match = _PHASE.search(desk.text, max(frame.sentence.span.start, frame.money.start - 10), frame.money.start)
    return Span(*match.span()) if match else None


def _cost_label(frame: Frame, desk: Desk) -> Span | None:
    match = _COST_LABEL.match(desk.text, frame.sentence.span.start, frame.money.start)
    return Span(*match.span()) if match else None


def _bracketed(frame: Frame, desk: Desk) -> Span | None:
    """A part of the amount that its parentheses follow: "8억원(현금 2억원, 현물 6억원)"."""
    if frame.host is None or not desk.is_money(frame.host.span):
        return None
    given = [fact for fact in desk.money_in(frame.host.span) if fact.end <= frame.money.start]
    same = bool(given) and given[-1].currency == frame.money.currency
    less = (
        same
        and frame.money.amount is not None
        and given[-1].amount is not None
        and frame.money.amount < given[-1].amount
    )
    return given[-1].span if less else None


def _in_all(frame: Frame, desk: Desk) -> Span | None:
    match = _IN_ALL.search(desk.text, max(frame.sentence.span.start, frame.money.start - 8), frame.money.start)
    ends = _SIZED.match(desk.text, frame.money.end) or regex.match(
        r"\s?규모?\s*(?:\n|$)", desk.text, pos=frame.money.end
    )
    return Span(*match.span()) if match and ends else None


ACCEPTANCE: tuple[Row, ...] = (
    Row("budget.item", "an item of a plan: 이름 3억원, 이름(3억원), 이름에 3억원", _item),
    Row("budget.region", "a region's share: 경기 22억원, 충남 13억원", _region),
    Row("budget.source", "a source of the plan's money: 도비 3억원", _source),
    Row("budget.account", "an account of the plan's book: 특별회계는 3억원", _account),
    Row("budget.verb", "what a plan's verb takes: 3억원을 쓴다", _verb),
    Row("budget.spending", "what is said to be spent: 드는 돈만 3억원", _spent_on),
    Row("budget.modified", "what a modifier tells: 쓴 3억원, 늘어난 3억원 규모", _modified),
    Row("budget.arrow", "what a sum is changed to: (2억원→3억원)", _arrow),
    Row("budget.changed", "what a sum grew or fell to: 3억원으로 늘렸다", _after(_TO)),
    Row("budget.entered", "what is entered in a book: 예산안에 3억원을 올렸다", _entered),
    Row("budget.phase", "a phase's own: 2단계(3억원)", _phase),
    Row("budget.counted", "a count of works: 15건 3억원, 15건(3억원)", _counted),
    Row("budget.label", "a line that a cost labels: 규모/총사업비 : 24km / 3억원", _cost_label),
    Row("budget.part", "a part in parentheses: 8억원(현금 2억원)", _bracketed),
    Row("budget.sized", "what measures works: 3억원대 공사", _after(_SIZED)),
    Row("budget.total", "the plan's total: 총 3억원 규모", _in_all),
    Row("budget.year", "a year's share: 2026년 310억원, 2027년 402억원", _phrase),
)

_LEAST_WON = 10_000_000


def accept(frame: Frame, plan: Plan, desk: Desk) -> tuple[str, Span] | None:
    """The rule by which a plan makes the amount a budget, and what it rests on."""
    amount = frame.money.amount
    if amount is None or (frame.money.currency == "KRW" and amount < _LEAST_WON) or refused(frame, desk):
        return None
    for row in ACCEPTANCE:
        shown = row.shows(frame, desk)
        if shown is not None:
            return row.id, shown
    return None
