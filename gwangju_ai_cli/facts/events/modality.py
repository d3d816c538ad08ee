"""Whether a predicate says that something happens at all: not where it is wished for, supposed, denied or usual."""

from __future__ import annotations

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.facts.events import lexicon
from gwangju_ai_cli.facts.events.lexicon import Outlook
from gwangju_ai_cli.facts.events.names import actors_of
from gwangju_ai_cli.facts.events.times import COMING, dates_in, is_recurring, is_to_come
from gwangju_ai_cli.facts.events.words import choice, ending, role
from gwangju_ai_cli.korean.clauses import CHAINS, LINKS, Clause, Phrase, Syntax
from gwangju_ai_cli.model import Sentence

# "…하려고", "…하면", "…해야", "…해 달라고": what is wanted, supposed or asked, not what happened.
_OPEN = regex.compile(
    r"면(?!서)|거나|든지?$|[을ᆯ]지|는지|ᆫ지|냐|더라도|어야|아야|여야|라고|자고|라며|자며|려|고자|러$|게$|어도|을까|ᆯ까|나요|니까$"
    r"|ᆯ수록|어서는|아서는|어선|아선"
)
_SAID = frozenset(("라고", "이라고", "라며", "이라며", "라면서", "이라면서", "라는", "이라는"))
"""Endings of 이다 in reported speech: "시행할 계획이라고 밝혔다"."""
_FAILED = regex.compile(
    r"(?:예정|계획|방침|생각)이?(?:었|였|던)|려던|려\s?(?:했|하였)|ᆯ 뻔|뻔(?:했|하)"
    r"|(?:ᆯ|을|할|될)\s수\s(?:없|있)"
    r"|[해어아여]야\s?(?:하|한|할|했|합|된|됐)|어주겠|게\s?(?:하|해|했)"  # should, makes others do
    r"|[어아해돼]\s있|[가-힣]\s?왔[다으던지]|[어아해]\s?온"  # stands there, has always done
    r"|달라|주세요|십시오|시오|하라|고 싶"
)
_NOT_DONE = regex.compile(r"(?:^|\s)(?:안|못)\s|지\s?(?:는|도|를)?\s?(?:않|못|말|아니)")
_CAUSE = regex.compile(r"\s?때문|에(?=[\s,])")
_IN_DOUBT = regex.compile(r"[은는이가도]?\s?(?:분명|확인|의심|틀림|뜻)")
_SINCE = regex.compile(r"지(?=\s[0-9한두세네몇보]|\s?(?:얼마|하루|열흘|오래))")
_CONDITION = regex.compile(r"^(?:으)?면$|거나$|려고$|려면$|ᆫ다면$|다면$|더라도$|어야$|아야$|여야$")
_UNREALISED = regex.compile(r"(?:예정|계획|방침|생각)이?(?:었|였)|려\s?(?:했|하였)|지\s?(?:는|도|를)?\s?(?:않|못)|ᆯ 뻔")
_SHOULD = regex.compile(r"[해어아여돼]야\s?(?:하|한|할|했|합|된|됩)")
_CANNOT = regex.compile(r"\s수(?:는|도)?\s없")
_UNTIL = regex.compile(r"도록|토록")
_ASKING = regex.compile(choice("asking"))
_CALLED_OFF = regex.compile(choice("called_off"))
_TURNS = regex.compile(r"으나|지만|는데|ᆫ데|다가|으며$|었고")
_HABIT = regex.compile(rf"(?<![가-힣])늘\s|마다(?![가-힣])|(?<!년간 )(?:{choice('habit')})")
_SUPPOSED = regex.compile(rf"(?:{choice('supposed')})(?![가-힣]{{2}})")
_PLANS_SAID = regex.compile(choice("plan"))
_SPEECH = regex.compile(r"[\"”’']\s?(?:이?라)?고(?:도)?\s(?:\S{1,4}\s)?$")
_LETTER = regex.compile(r"[가-힣A-Za-z0-9]")
AFTER = regex.compile(r"(?:뒤|후|이후|직후|다음|데|가운데|이래)(?![가-힣])")
"""Nouns that make of a relative clause a time: 협약을 체결한 뒤."""


def admits(
    clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax, sentence: Sentence, analysis: Analysis
) -> Outlook | None:
    """What the clause says of whether it happens: "open" where its tense tells; None where it tells no event."""
    text = analysis.text
    judged = outcome(clause, tree)
    if _fails(clause, judged, text):
        return None
    if is_habit(text, _chain_start(clause, tree), clause.predicate.end) or is_recurring(analysis, phrases):
        return None
    if _in_vain(clause, tree, text) or _general(clause, phrases, tree, analysis):
        return None
    following = tree.clauses[clause.index + 1 :]
    turns = _TURNS.search(clause.ending) and (clause.plan or lexicon.carriers("verb").get(clause.stem) == "planned")
    if turns and any(_CALLED_OFF.search(later.predicate.of(text)) for later in following):
        return None
    if _UNTIL.search(clause.ending):
        if not dates_in(analysis, phrases) or any(_ASKING.search(later.lemma) for later in following[:2]):
            return None
        return "planned"
    if clause.kind == "coordinate" and _leads_to_description(clause, tree, analysis):
        return None
    if clause.kind in ("main", "coordinate"):
        return "open"
    if clause.kind == "nominalised":
        return _nominalised(clause, sentence, text)
    return _describes(clause, phrases, tree, analysis)


def outcome(clause: Clause, tree: Syntax) -> Clause:
    """The clause whose endings tell of a predicate: that of 됐다 in 확보하게 됐다, of 했다 in 돈을 달라고 했다."""
    following = tree.clauses[clause.index + 1] if clause.index + 1 < len(tree.clauses) else None
    if following is None or following.phrases:
        return clause
    became = clause.ending == "게" and following.lemma == "되"
    asked = clause.lemma == "달" and clause.ending == "라고" and following.lemma == "하"
    return following if became or asked else clause


def _fails(clause: Clause, judged: Clause, text: str) -> bool:
    """Whether the endings leave open, or deny, that it happens."""
    if clause.negative or judged.negative:
        return True
    begin = clause.predicate.start + len(clause.lemma) - 1 + (judged is not clause)
    denied = _FAILED.search(text, begin, clause.predicate.end)
    if denied or _NOT_DONE.search(clause.predicate.of(text)):
        return True
    return bool(_OPEN.search(judged.ending)) and not (judged.plan and judged.ending in _SAID)


def _nominalised(clause: Clause, sentence: Sentence, text: str) -> Outlook | None:
    """…했음 at the end of an item, …했음을 알린다, …했기 때문에; …하기 위해 and the like tell nothing yet."""
    if clause.ending in ("ᆷ", "음"):
        last = not _LETTER.search(text, clause.predicate.end, sentence.span.end)
        return "open" if last else "done" if clause.past and not _IN_DOUBT.match(text, clause.predicate.end) else None
    return "done" if clause.past and _CAUSE.match(text, clause.predicate.end) else None


def _chain_start(clause: Clause, tree: Syntax) -> int:
    """Where the clause begins, or what leads to it: "매년 5월을 독서의 달로 정해 축제를 열고 있다"."""
    start = clause.span.start
    for before in reversed(tree.clauses[: clause.index]):
        if clause.past or before.kind != "coordinate" or before.ending not in (*LINKS, "고") or before.past:
            break
        start = min(start, before.span.start)
    return start


def is_habit(text: str, start: int, end: int) -> bool:
    """Whether a stretch holds a word for what is done again and again."""
    return _HABIT.search(text, start, end) is not None


def is_reported(clause: Clause, phrases: tuple[Phrase, ...], text: str) -> bool:
    """Whether direct speech stands where the object would: a quote, not an event (“…했다”고 발표했다)."""
    if any(phrase.case == "object" for phrase in phrases):
        return False
    return bool(_SPEECH.search(text, max(0, clause.predicate.start - 8), clause.predicate.start))


def _in_vain(clause: Clause, tree: Syntax, text: str) -> bool:
    """Whether the chain goes on to a condition or a plan that failed.

    "후보를 뽑고 … 올리면", "방문해 … 시찰할 예정이었으나".
    """
    if clause.kind != "coordinate" or clause.past or clause.ending not in CHAINS:
        return False
    for later in tree.clauses[clause.index + 1 :]:
        if later.kind == "complement" and _CANNOT.match(text, later.predicate.end):
            return True  # "행사를 열어 … 맞을 수 없다"
        if later.kind in ("adnominal", "nominalised", "complement"):
            continue
        said = later.predicate.of(text)
        if _CONDITION.search(later.ending) or _UNREALISED.search(said) or _SHOULD.search(said):
            return True
        if later.kind != "coordinate" or later.past or later.ending not in CHAINS:
            return False
    return False


def _general(clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax, analysis: Analysis) -> bool:
    """What always holds, or would: "조정위원은 법원장이 위촉한다", "의결하면 공사를 시작한다"."""
    if clause.past or clause.plan or clause.kind not in ("main", "coordinate") or dates_in(analysis, phrases):
        return False
    end = next((later for later in tree.clauses[clause.index :] if later.kind == "main"), clause)
    if end.past or end.plan:
        return False
    if any(token.form == "경우" for phrase in phrases for token in phrase.tokens):
        return True  # "위원이 요청한 경우 표결로 의결한다"
    if any(c.kind == "coordinate" and _CONDITION.search(c.ending) for c in tree.clauses[: clause.index]):
        return True
    cases = [phrase.case for phrase in phrases]
    if "object" in cases or "subject" not in cases:
        return False
    if "topic" in cases:
        return True
    chain = (tree.phrases[i].case for other in tree.clauses[: clause.index] for i in other.phrases)
    acting = any(
        actors_of(analysis, phrase.span) or ending("people").search(phrase.span.of(analysis.text))
        for phrase in phrases
        if phrase.case == "subject"
    )
    return not clause.passive and "topic" in chain and acting  # "조례는 구의회가 의결하고 구청장이 공포한다"


def _leading(clause: Clause, tree: Syntax) -> tuple[Phrase, ...]:
    """The phrases of the clause that leads to a relative one: "국비 90억원을 들여 지은 체험관"."""
    before = tree.clauses[clause.index - 1] if clause.index else None
    if before is None or before.kind != "coordinate" or before.ending not in LINKS:
        return ()
    if before.stem not in role("manner_verb"):
        return ()
    return tuple(tree.phrases[index] for index in before.phrases)


def _is_told_of(clause: Clause, phrases: tuple[Phrase, ...], head: Phrase, analysis: Analysis) -> bool:
    """Whether a relative clause names who did it: "산림청이 지정한 지역", "예산을 깎은 군의회는"."""
    doers = [phrase for phrase in phrases if phrase.case == "subject" or phrase.particle == "도"]
    if not doers and head.case in ("topic", "subject") and any(phrase.case == "object" for phrase in phrases):
        doers = [head]
    return not clause.passive and any(actors_of(analysis, phrase.span) for phrase in doers)


def _leads_to_description(clause: Clause, tree: Syntax, analysis: Analysis) -> bool:
    """Whether a clause goes on into a relative one that tells no event: "별관을 지어 공간을 넓히는 계획"."""
    following = tree.clauses[clause.index + 1] if clause.index + 1 < len(tree.clauses) else None
    if following is None or following.kind not in ("adnominal", "complement") or clause.ending not in LINKS:
        return False
    if following.plan or following.modifies is None or following.lemma == "이":
        return False
    own = [tree.phrases[index] for index in clause.phrases]
    if any(phrase.case in ("topic", "subject") for phrase in own) or dates_in(analysis, own):
        return False  # "공사는 8일 이사회를 열어 단지를 건설하는 안을 의결했다"
    phrases = tuple(tree.phrases[index] for index in following.phrases)
    starts = tree.phrases[following.modifies].span.start
    if following.ending in ("ᆫ", "은", "던") or dates_in(analysis, phrases):
        return False
    if any(phrase.case == "subject" for phrase in phrases):
        return False  # "위원회를 열어 주민이 원하는 사업을 담았다"
    return not (
        following.kind == "complement" and tree.phrases[following.modifies].particle.startswith(("으로", "로"))
    ) and (not AFTER.match(analysis.text, starts))


def _describes(clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax, analysis: Analysis) -> Outlook | None:
    """Relative clauses that tell an event: before 뒤, 것으로 알려졌다, 바 있다, or with a date of their own."""
    if clause.modifies is None or clause.modifies >= len(tree.phrases):
        return None
    text, head = analysis.text, tree.phrases[clause.modifies]
    if _SUPPOSED.match(text, head.span.start):
        return None
    first = head.tokens[0].form
    ahead = clause.lemma == "앞두"  # 개봉을 앞둔 영화
    past = clause.ending in ("ᆫ", "은", "던") and not clause.plan and not ahead
    if clause.ending.endswith("다는"):  # 한다는 계획
        return "planned" if not clause.past and _PLANS_SAID.match(text, head.span.start) else None
    if clause.kind == "complement":
        if first in ("것", "거"):
            return ("done" if past else "planned") if head.particle.startswith(("으로", "로")) else None
        if first in ("예정", "계획", "방침"):
            return "planned" if len(head.tokens) == 1 else None
        return "done" if first in ("바", "적") and past else None
    if past and AFTER.match(text, head.span.start):
        return "open" if clause.past else "done"
    if clause.ending == "는" and head.words[-1].of(text) in role("success") and not clause.passive:
        return "open"  # "사업비를 확보하는 성과를 거뒀다"
    if past and (_SINCE.match(text, head.span.start) or first == "상태"):
        return "done"
    if len(phrases) == 1 and phrases[0].case == "bare" and clause.lemma in role("befalls"):
        return None  # "오늘(29일) 무너진 비닐하우스"
    led = (*_leading(clause, tree), *phrases)
    dates = dates_in(analysis, led)
    if not dates:
        return "done" if past and _is_told_of(clause, led, head, analysis) else None
    if past:  # "하반기부터 폐교된 학교를 창작공간으로 …": the date is not the closing's
        return "done" if any(not is_to_come(analysis, fact) for fact in dates) else None
    coming = (clause.ending == "는" and clause.lemma in COMING) or clause.ending in ("ᆯ", "을") or clause.plan
    return "open" if coming or ahead else None
