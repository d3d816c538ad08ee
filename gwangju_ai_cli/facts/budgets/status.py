"""How far the money is: planned, requested, secured or spent, by the governing verb and its endings."""

from __future__ import annotations

from typing import cast

import regex

from gwangju_ai_cli.facts.budgets import doings, words
from gwangju_ai_cli.facts.budgets.frames import Desk, Found, Frame
from gwangju_ai_cli.korean.clauses import MEANS, Clause
from gwangju_ai_cli.model import BudgetStatus, Span

# "4억원을 투입한다고 밝혔다", "확보했다고 말했다": the verb of saying tells nothing of the money.
_SAYING = frozenset(
    {
        "밝히",
        "말",
        "전하",
        "설명",
        "강조",
        "발표",
        "알려지",
        "보이",
        "주장",
        "덧붙이",
        "알",
        "소개",
        "보고",
        "답변",
        "답",
        "공시",
    }
)
_DECLARED = frozenset({"의결", "확정", "승인", "가결"})
_LOOKS_INTO = frozenset({"심사", "심의", "조정", "검토", "수정", "거치"})
_ASKING = ("도록", "게", "라고", "다고", "자고")
_BORNE = frozenset({"부담", "분담", "보태", "대", "내놓", "풀", "공급", "설치"})
_PAID = frozenset({"집행", "지출"})
_GOING = regex.compile(r"[을를]?\s[^\d.]{0,20}?(투입|투자|집행|지원|지출)\s?중")
_THEMES = regex.compile(
    r"(?:(?P<spent>집행|지출)|(?P<requested>요구|요청|신청|건의)|(?P<secured>확보))(?:한 |된 )?(?:액|예산|금액)?$"
)
_ASKED = regex.compile(r"(?:요구|요청|신청|건의)(?:액|금액|예산)")
_ELAPSED = regex.compile(r"지난 \d+\s?[년개]|그동안|지금까지|최근 \d+\s?년")
_PLANNED = regex.compile(r"(?:\s규모의?)?\s(?:투입|투자|지원|집행|편성)\s(?P<plan>계획|방침|방안)(?=[을를은이과,\s])")
_VOTED = regex.compile(r"\s(?:원안\s?|수정\s?|만장일치\s?)?(?P<verb>가결|의결|통과|확정|승인)\s*(?:$|\n|…|‥|⋯|\.{2,})")


def asked(frame: Frame, desk: Desk) -> Found[BudgetStatus] | None:
    """requested, where the governing verb or one after it in the chain asks: 요청, 신청, 건의, 제출."""
    for span in frame.before:
        if _ASKED.fullmatch(span.of(desk.text)):
            return Found("requested", span)  # "요구액 310억원 가운데 250억원이 반영됐다"
    own = frame.clause
    if own and own.past and not own.negative and words.predicates().get(own.stem, ("", None))[1] == "secured":
        return None  # "시가 제출한 4억원 규모의 예산안이 통과했다"
    if _approval(frame, desk) is not None:
        return None  # "시가 제출한 추경안 4억원을 심사해 수정 가결했다"
    for clause in _chain(frame):
        if words.predicates().get(clause.stem, ("", None))[1] == "requested":
            return Found("requested", clause.predicate)
    return None


def _approval(frame: Frame, desk: Desk) -> Clause | None:
    """The clause that approves what is looked into before: "추경안 4억원을 심사해 3억원을 깎고 수정 가결했다"."""
    clause = frame.clause
    if clause is None or clause.kind != "coordinate" or clause.stem not in _LOOKS_INTO:
        return None
    for later in doings.led_to(clause, frame.syntax):
        if later.stem in _DECLARED | {"통과"} and later.past and not later.negative:
            return later
    return None


_STRUCK = regex.compile(r"원?\s?(?:중|가운데)\s[^.▲△,\n]{0,24}?(?P<cut>삭감|감액|깎|잘려)")


def struck(frame: Frame, desk: Desk) -> Found[BudgetStatus] | None:
    """requested, where part of the amount is struck: "기획공연비 8천만원 중 2천만원 삭감"."""
    match = _STRUCK.match(desk.text, frame.money.end, frame.sentence.span.end)
    return Found("requested", Span(*match.span("cut"))) if match else None


def of_sentence(frame: Frame, desk: Desk) -> Found[BudgetStatus] | None:
    """What the sentence's last predicate says of the items in it: "A(3억원)는 5월 발주할 예정이다"."""
    syntax = frame.outer or frame.syntax
    ahead = [clause for clause in syntax.clauses if clause.span.end > frame.money.end and clause.stem not in _SAYING]
    if not ahead or (frame.clause is not None and frame.clause.negative):
        return None
    last = ahead[0]
    known = words.predicates().get(last.stem)
    if last.negative or last.stem in _COMES_TO:
        return None
    if last.plan or (not last.past and last.kind == "main" and last.ending in ("ᆫ다", "는다", "다", "ᆸ니다", "습니다")):
        return Found("planned", last.predicate)
    described = last.kind in ("adnominal", "complement") and last.ending in ("ᆫ", "은")
    if known and known[1] and (last.past or described):
        return Found(known[1], last.predicate)
    return None


_COMES_TO = frozenset({"이", "되", "달하", "이르", "있", "없", "같", "많", "적", "크", "작", "높", "낮"})


_CARRIES = frozenset({"담", "담기", "반영", "포함", "편성"})


def carried(frame: Frame, desk: Desk) -> Found[BudgetStatus] | None:
    """secured, where a book that holds the amount passes: "시비 15억원을 담은 추경안을 통과시켰다"."""
    clause = frame.clause
    if clause is None or clause.kind != "adnominal" or clause.stem not in _CARRIES:
        return None
    for later in frame.syntax.clauses[clause.index + 1 :]:
        if later.stem in _DECLARED | {"통과", "통과시키"}:
            return Found("secured", later.predicate) if later.past and not later.negative else None
    return None


def passed(frame: Frame, desk: Desk) -> Found[BudgetStatus] | None:
    """secured, where what is done with the amount ends in its approval."""
    later = _approval(frame, desk)
    return Found("secured", later.predicate) if later is not None else None


def intended(frame: Frame, desk: Desk) -> Found[BudgetStatus] | None:
    """planned, where the endings look ahead (…할 계획, …하기로, …한다) or the verb itself does."""
    for clause in _chain(frame):
        # "지원하기로 조건부 승인했다"
        resolved = desk.text[clause.predicate.end - 1 : clause.predicate.end + 1] in ("기로", "키로")
        if (clause.plan or resolved) and not clause.negative:
            return Found("planned", clause.predicate)
    return None


def done(frame: Frame, desk: Desk) -> Found[BudgetStatus] | None:
    """What the verb in the past says: 확보했다 secured, 투입했다 spent; of a means, what follows is done too."""
    clause = frame.clause
    going = frame.stem == "이" and _GOING.match(desk.text, frame.money.end)
    if going:
        return Found("spent", Span(*going.span(1)))  # "보수에 13억원을 투입 중이다"
    if clause is None or clause.negative:  # "정부안에 반영되지 않았다": what was asked for stays asked for
        return None
    said = words.predicates().get(clause.stem, ("", None))[1]
    if said is None:
        return None
    if said == "spent" and clause.lemma.endswith("받"):
        said = "secured"  # "운영비를 지원받았다": the receiver has it now
    if clause.past:
        # "학교법인이 150억원을 부담했다"
        return Found("spent" if clause.stem in _BORNE else said, clause.predicate)
    if clause.kind == "nominalised" and clause.ending in ("음", "ᆷ"):
        return Found(said, clause.predicate)
    if clause.kind in ("adnominal", "complement"):
        if clause.ending in ("ᆫ", "은"):
            return Found(said, clause.predicate)
        return Found("planned", clause.predicate)
    after = desk.text[clause.span.end : clause.span.end + 1]
    if clause.ending in ("고서", "고") and after == "도":
        return Found(said, clause.predicate)  # "41억원을 쓰고도 비가 샌다"
    following = clause.index + 1
    if clause.kind == "coordinate" and clause.ending in MEANS and following < len(frame.syntax.clauses):
        made = frame.syntax.clauses[following]
        told = following + 1 == len(frame.syntax.clauses) or frame.syntax.clauses[following + 1].stem == "이"
        if told and made.kind == "adnominal" and made.ending in ("ᆫ", "은") and made.span.start >= clause.span.end:
            return Found(said, made.predicate)  # "96억원을 들여 문을 연 체험관입니다"
    if clause.kind in ("coordinate", "nominalised", "nominal"):
        for follower in doings.led_to(clause, frame.syntax):
            if follower.stem in _SAYING:
                continue
            if follower.plan:
                return Found("planned", follower.predicate)  # "4억원을 지원하며 길도 넓혀 주기로 했다"
            # "병동을 구축한 바 있다" as well as "구축한 병동"
            described = follower.kind in ("adnominal", "complement") and follower.ending in ("ᆫ", "은")
            if follower.past or described or _runs(follower, desk) or _ends_past(follower, frame):
                return Found(said, follower.predicate)
            return Found("planned", follower.predicate)
    return None


def _ends_past(follower: Clause, frame: Frame) -> bool:
    """Whether a chain that only begins here ends in the past: "70억원을 들여 가치를 알리고자 문을 열었다"."""
    if follower.kind not in ("coordinate", "nominalised") or not follower.ending.endswith(
        ("고", "며", "기 위해", "위해")
    ):
        return False
    last = frame.syntax.clauses[-1]
    return last.kind == "main" and last.past and not last.plan and last.stem not in _SAYING and last.stem in _OPENS


_OPENS = frozenset({"열", "짓", "세우", "만들", "완공", "준공", "개관", "개장", "개소", "문을 열"})


def _runs(clause: Clause, desk: Desk) -> bool:
    """Whether a clause tells of what goes on already (운영하고 있다); what is being built is not paid for yet."""
    on = clause.kind == "main" and clause.goes_on(desk.text)
    return on and clause.stem not in words.role("building")


def by_means(frame: Frame, desk: Desk) -> Found[BudgetStatus] | None:
    """Whether what is done with the amount is done: "98억원으로 70기를 깔았다"."""
    if frame.clause is None or frame.clause.negative or not frame.is_means(desk):
        return None
    done = frame.clause.past or any(later.past for later in doings.led_to(frame.clause, frame.syntax))
    return Found("spent" if done else "planned", frame.clause.predicate)


def modified(frame: Frame, desk: Desk) -> Found[BudgetStatus] | None:
    """What a modifier of the amount says: "보수에 들어간 예산 4억원", "요청한 30억원"."""
    for clause in frame.modifiers():
        known = None if clause.negative else words.predicates().get(clause.stem)
        if known and known[1] and clause.ending in ("ᆫ", "은", "던"):
            return Found(known[1], clause.predicate)
        if known and known[1] and clause.ending in ("ᆯ", "을"):
            return Found("planned", clause.predicate)
    return None


def themed(frame: Frame, desk: Desk) -> Found[BudgetStatus] | None:
    """What the theme says where the verb only sums up: "집행은 6억원에 그쳤다", "신청액은 30억원이다"."""
    for phrase in frame.clause_phrases():
        if phrase.index < frame.phrase.index and phrase.case in ("topic", "subject"):
            match = _THEMES.search(desk.text, phrase.words[-1].start, phrase.words[-1].end)
            if match:
                status = next(name for name in ("spent", "requested", "secured") if match.group(name))
                return Found(cast("BudgetStatus", status), Span(*match.span()))
    return None


def elapsed(frame: Frame, desk: Desk) -> Found[BudgetStatus] | None:
    """spent, where the money went out over a time that is over: "지난 3년간", "그동안"."""
    match = _ELAPSED.search(desk.text, max(frame.sentence.span.start, frame.segment.start - 4), frame.money.start)
    clause = frame.clause
    if match and clause and words.predicates().get(clause.stem, ("", None))[1] == "spent":
        return Found("spent", Span(*match.span()))
    return None


def named(frame: Frame, desk: Desk) -> Found[BudgetStatus] | None:
    """What a verb without a past says: secured things are so in a headline too, the rest is ahead."""
    clause = frame.clause
    if clause is None or clause.negative:
        return None
    known = words.predicates().get(clause.stem)
    if known is None:
        return None
    if clause.stem in _DECLARED and clause.kind == "main" and not clause.plan:
        return Found("secured", clause.predicate)  # "332억원을 의결합니다": saying it does it
    if clause.kind == "nominal" and known[1] and (known[1] in ("secured", "requested") or clause.stem in _PAID):
        return Found(known[1], clause.predicate)  # "2022년까지 87억원 집행"; 집행 예정 is a plan
    return Found("planned", clause.predicate) if known[0] in ("spend", "weak") else None


def planned(frame: Frame, desk: Desk) -> Found[BudgetStatus] | None:
    """planned, where the amount is that of a plan: "3년간 840억원 투입 계획을 내놨다"."""
    match = _PLANNED.match(desk.text, frame.money.end)
    return Found("planned", Span(*match.span("plan"))) if match else None


_WON = regex.compile(r"(?:선정|확보|유치|통과)[,…]\s?(?:[가-힣]{2,3}\s)?(?:총\s|약\s)?$")


def won(frame: Frame, desk: Desk) -> Found[BudgetStatus] | None:
    """secured, where a headline tells of the choice before the amount: "공모 4건 선정, 국비 131억원"."""
    match = _WON.search(desk.text, frame.near, frame.money.start) if frame.clause is None else None
    return Found("secured", Span(match.start(), match.start() + 2)) if match else None


def voted(frame: Frame, desk: Desk) -> Found[BudgetStatus] | None:
    """secured, where a headline ends on the vote: "예결위, 교육청 추경 4억원 수정 가결"."""
    match = _VOTED.match(desk.text, frame.money.end) if frame.clause is None else None
    return Found("secured", Span(*match.span("verb"))) if match else None


def around(frame: Frame, desk: Desk) -> Found[BudgetStatus] | None:
    """What the clause before the amount's parentheses says: "공정장비를 구입한다(124억원)"."""
    clause = None if frame.clause else frame.clause_before_parentheses(desk)
    if clause is None or clause.negative or frame.outer is None:
        return None
    if clause.kind == "nominal":
        return None  # "가로수 교체(14억원), … 등 예산을 편성했다": an item's name does nothing
    done = clause.past or any(later.past for later in doings.led_to(clause, frame.outer))
    return Found("spent" if done else "planned", clause.predicate)


def _chain(frame: Frame) -> tuple[Clause, ...]:
    """The governing clause and, where it is a means or is quoted, the clauses that it leads to."""
    clause = frame.clause
    if clause is None:
        return ()
    out = [clause]
    if clause.kind == "coordinate" and (clause.ending in MEANS or clause.ending.endswith(("고", "라고", "다고"))):
        for follower in doings.led_to(clause, frame.syntax):
            if follower.stem in _SAYING:
                continue
            if clause.ending in ("고", "며", "으며"):
                break
            out.append(follower)
            # "3억원을 더해 조명을 바꾸고 쉼터를 놓을 예정이다": the plan covers what is joined.
            if follower.kind != "coordinate" or follower.past or not follower.ending.endswith(("고", "며", *MEANS)):
                break
    following = clause.index + 1
    if following < len(frame.syntax.clauses) and (
        clause.kind in ("complement", "nominalised") or clause.ending.endswith(_ASKING)
    ):
        out.append(frame.syntax.clauses[following])
    out += [modifier for modifier in frame.modifiers() if words.predicate_class(modifier.stem) in ("spend", "weak")]
    return tuple(out)
