"""Who spends: subjects and topics of the clause, then of its neighbours, then of the sentences before."""

from __future__ import annotations

import regex

from gwangju_ai_cli.facts.budgets import earlier, nouns, raised, words
from gwangju_ai_cli.facts.budgets.bearers import BEARS, bearer_of_rest, is_rest
from gwangju_ai_cli.facts.budgets.doers import actor, council_of, local_name, may_spend, org_of
from gwangju_ai_cli.facts.budgets.frames import Desk, Found, Frame
from gwangju_ai_cli.korean.clauses import MEANS, Clause, Phrase, Syntax
from gwangju_ai_cli.model import Span

_SWITCHES = ("면", "자", "니", "는데", "ᆫ데", "지만", "으나", "나", "니까", "거든")
# "'전략연구단'은 1000억원에서 1833억원으로 커진다": what grows pays for nothing.
_GROWS = frozenset({"늘", "줄", "커지", "작아지", "늘어나", "줄어들", "불어나", "오르", "뛰"})
_QUESTION = regex.compile(r"\s*(?:Q|문|질문)\s?\d{0,2}\s?[.:)]")
_CARRY = 4  # sentences of prose
_SITE = regex.compile(r"\W*(?:위\s*치|장\s*소|대상지|소재지|사업지|문의)")
_BOOK = regex.compile(r"(?:본|당초|세출|세입세출|추가경정|국방|교육|복지|수정)?예산안?|정부안")
_LEAD = regex.compile(r"\s*[\[【<〈][^\]】>〉\n]{2,20}[\]】>〉]\s*")
_PUBLIC = frozenset({"government", "local_government", "public_institution"})
_SITTING = regex.compile(r"의회|회의록|임시회|정례회|본회의")
_GIVEN = regex.compile(r"[^.]{0,40}?(?:승인|지원|배정|교부)받")
_CARRY_LINES = 14  # lines of a list under its heading


_CHIEF = regex.compile(
    r"(?P<name>[가-힣]{2,4})\s(?P<title>대표이사|대표|시장|군수|구청장|원장|이사장|사장|회장|총장|교육감|도지사|"
    r"지사)(?:은|는|이)\s"
)


def speaker(frame: Frame, desk: Desk) -> Found[str] | None:
    """The body of whoever speaks of the money: "한빛일렉(대표 국하람)은 …. 국하람 대표는 “법인 설립에 3억원을 …”"."""
    before = desk.text[frame.near : frame.money.start]
    if before.count("“") <= before.count("”") and before.count('"') % 2 == 0:
        return None
    told = _CHIEF.search(desk.text, frame.near, frame.money.start)
    if told is None:
        return None
    head = regex.search(rf"\((?:[가-힣]*\s)?{told['title']}\s{told['name']}", desk.text)
    if head is None:
        return None
    for where, org in desk.orgs_in(Span(max(0, head.start() - 24), head.start())):
        if where.end >= head.start() - 1 and may_spend(org.name):
            return Found(org.name, where)
    return None


def council(frame: Frame, desk: Desk) -> Found[str] | None:
    """The city or county whose council passes the money: "한빛시의회는 시비 15억원을 담은 추경안을 통과시켰다"."""
    return council_of(Span(frame.near, frame.money.start), desk)


def giver(frame: Frame, desk: Desk) -> Found[str] | None:
    """Who gives the money that the subject receives: "한빛금융으로부터 40억원의 투자를 유치했다"."""
    for phrase in frame.clause_phrases():
        if phrase.case == "adverbial" and phrase.particle.startswith(("로부터", "으로부터")):
            found = actor(phrase, desk)
            if found:
                return found
    return None


def owner(frame: Frame, desk: Desk) -> Found[str] | None:
    """Whose budget the words before the amount say it is: "정부 예산 4억원", "시의 내년 예산은"."""
    if raised.cue(frame, desk):
        return None  # "한빛로봇의 누적 투자금은 40억원": the owner got it
    for index, span in enumerate(frame.before):
        if _is_owned(span.of(desk.text)) and index:
            found = org_of(Span(frame.before[0].start, span.start), desk)
            if found:
                return found
    for phrase in frame.clause_phrases():
        own = phrase.index == frame.phrase.index and bool(frame.before) and _is_owned(frame.before[-1].of(desk.text))
        named = phrase.index < frame.phrase.index and phrase.case in ("topic", "subject", "label")
        spans = [span for span in phrase.words if span.of(desk.text) not in ("규모", "총액")]
        before = frame.syntax.phrases[phrase.index - 1] if phrase.index else None
        # "국방부의 무기 개선비는"
        cost = before is not None and before.case == "genitive" and spans and words.is_cost(spans[-1].of(desk.text))
        spent = bool(spans) and words.noun_class(spans[-1].of(desk.text)) == "budget"
        cost = cost or (spent and before is not None and before.comma and desk.is_money(before.span))
        if own or (named and spans and (cost or _is_owned(spans[-1].of(desk.text)))):
            found = org_of(Span(phrase.span.start, spans[-1].start), desk) if spans else None
            if found is None and before is not None and before.case == "genitive":
                found = actor(before, desk)
            # "한빛전자의 매출은 31조원, 설비투자는 9조원이었다": who opens the list owns all of it.
            opens = frame.clause_phrases()[0]
            listed = before is not None and before.comma and desk.is_money(before.span)
            if found is None and listed and opens.case == "genitive":
                found = actor(opens, desk)
            if found:
                return found
    return None


def _is_owned(word: str) -> bool:
    """Whether a word before an amount can have a body as owner: 예산, 본예산안, 세출예산."""
    return word in words.role("owned") or bool(_BOOK.fullmatch(word))


_OF_BOOK = regex.compile(r"\s?규모(?:의|인)?\s(?:[^.,\n]{0,8}?\s)??(?P<whose>[가-힣]{2,10})\s(?:본|당초|수정)?예산안?")


def measured(frame: Frame, desk: Desk) -> Found[str] | None:
    """Whose book the amount measures: "607조원 규모의 내년도 정부 예산안"."""
    match = _OF_BOOK.match(desk.text, frame.money.end, frame.sentence.span.end)
    return org_of(Span(*match.span("whose")), desk) if match else None


def subject(frame: Frame, desk: Desk) -> Found[str] | None:
    """The subject of the governing clause, else its topic.

    "예산정책처는 1조원이 소요될 것으로 봤다": a topic that belongs to the verb of thinking spends nothing.
    """
    if is_thought(frame) or raised.cue(frame, desk) or frame.stem in _GROWS:
        return None
    # "에너지공사가 7억원, 주민조합이 3억원을 낸다": the next amount's subject comes after.
    phrases = frame.clause_phrases()
    if has_other_agent(frame, desk, ("subject",)):
        return None  # "부는 4억원을 민간이 부담하는 방식을"
    before = tuple(phrase for phrase in phrases if phrase.index <= frame.phrase.index)
    mine = [p for p in before if p.case in ("topic", "subject") and p.span.start >= frame.segment.start]
    doers = sum(phrase.case in ("topic", "subject") for phrase in phrases)
    if doers > 1 and mine and actor(mine[-1], desk) is None and (_is_name(mine[-1], desk) or _is_firm(mine[-1])):
        return Found(
            mine[-1].words[-1].of(desk.text), mine[-1].words[-1]
        )  # "가온벤처스가 3억원, 한빛은행이 2억원을 냈다"
    return _of_clause(before, frame, desk) or _of_clause(phrases, frame, desk)


def chain(frame: Frame, desk: Desk) -> Found[str] | None:
    """The subject of a clause before in the sentence, else of one that follows in the chain (…을 들여 시가 짓는다).

    "국비는 4억원이며 나머지는 시가 부담한다": only a means shares the subject of what it leads to.
    """
    if is_thought(frame) or raised.cue(frame, desk):
        return None
    syntax = frame.outer or frame.syntax
    clause = frame.clause if frame.outer is None else _host_clause(frame)
    if has_other_agent(frame, desk):
        return None  # "공사가 7억원을 부담하고 시는 3억원을 보탠다"
    if clause is None:
        opening_ = tuple(p for p in syntax.phrases if p.span.end <= frame.money.start)
        return _of_clause(opening_, frame, desk)
    if frame.outer is not None:
        found = _of_clause(_phrases(syntax, clause), frame, desk)
        if found:
            return found
    for modifier in frame.modifiers():
        found = _of_clause(_phrases(syntax, modifier), frame, desk)
        if found:
            return found
    switched = rest = is_rest(frame, desk)
    for before in reversed(syntax.clauses[: clause.index]):
        phrases = _phrases(syntax, before)
        # "정부가 나서면 …", "시가 반대하자 …": the next clause has another subject; a topic stays.
        switched = switched or before.ending.endswith(_SWITCHES)
        if switched or before.kind == "adnominal":
            phrases = tuple(phrase for phrase in phrases if phrase.is_theme)
        if rest and before.stem in BEARS:
            continue  # "정부는 7억원을 부담하고 나머지 3억원은 시비로 충당한다"
        if _several(phrases):
            return None
        found = _of_clause(phrases, frame, desk)
        if found:
            return found
    for later in syntax.clauses[clause.index + 1 :]:
        if later.stem in ("밝히", "말", "전하", "설명", "강조", "발표"):
            continue
        found = _of_clause(_phrases(syntax, later), frame, desk)
        means = clause.kind == "coordinate" and clause.ending.endswith(MEANS)
        if found and found.span.start >= clause.span.end and means:
            return found
        break
    # "시는 4억원을 투입한다고 밝혔다": whoever says it comes last.
    for later in syntax.clauses[clause.index + 1 :]:
        found = _of_clause(_phrases(syntax, later), frame, desk)
        if found and found.span.start < frame.money.start:
            return found
    return None


def _several(phrases: tuple[Phrase, ...]) -> bool:
    """Whether a clause has more than one doer: "은행이 50억원, 시가 5억원을 출자했고 민간 자금 9억원을 더했다"."""
    return sum(phrase.case == "subject" for phrase in phrases) > 1


def is_thought(frame: Frame) -> bool:
    """Whether the governing verb is what somebody thinks: "1조원이 소요될 것으로 봤다"."""
    clause = frame.clause
    if clause is None or clause.kind != "complement":
        return False
    return clause.passive or clause.stem in ("들", "필요", "들어가")


def modified(frame: Frame, desk: Desk) -> Found[str] | None:
    """Whom the clause describes: "4억원을 투자한 한빛전자는"."""
    clause = frame.clause
    if clause is None or clause.modifies is None or clause.passive:
        return None
    return actor(frame.syntax.phrases[clause.modifies], desk)


def headline(frame: Frame, desk: Desk) -> Found[str] | None:
    """Who opens a headline or an item: "나주시, 도서관에 4억원 투입"."""
    phrases = (frame.outer or frame.syntax).phrases
    if not phrases or raised.cue(frame, desk):
        return None
    first = next((p for p in phrases if p.comma and p.case == "bare" and p.span.end <= frame.money.start), phrases[0])
    if frame.clause is None and "\t" in frame.sentence.span.of(desk.text):
        return None
    # "해상 데크길…인천시 68억 들여 2026년 개통": who stands right before the amount, after the dots.
    if frame.before and earlier.DOTS.search(desk.text, max(0, frame.near - 3), frame.money.start):
        found = org_of(Span(frame.before[0].start, frame.money.start), desk)
        if found or not first.comma:
            return found
    if first.span.end > frame.money.start:
        return _opens_line(frame, desk)
    if first.comma or first.case == "label":
        return actor(first, desk)
    # "LS전선 해저케이블 공장에 1조 투자": a headline without a comma.
    opens = [pair for pair in desk.orgs_in(first.span) if pair[0].start == first.span.start and may_spend(pair[1].name)]
    if opens and frame.clause is not None and frame.clause.kind == "nominal" and opens[0][0].end < first.span.end:
        return Found(opens[0][1].name, opens[0][0])
    return None


def _opens_line(frame: Frame, desk: Desk) -> Found[str] | None:
    """The public body that a line without particles begins with: "세종시 이응다리 관리비 연 7억원"."""
    begin = desk.text.rfind("\n", 0, frame.money.start) + 1
    lead = _LEAD.match(desk.text, begin, frame.money.start)
    begin = lead.end() if lead else begin
    space = desk.text.find(" ", begin, frame.money.start)
    if space < 0 or (frame.clause is not None and frame.clause.kind != "nominal"):
        return None
    named = desk.orgs_in(Span(begin, begin + 1))
    if named and (named[0][1].org_type not in _PUBLIC or named[0][0].end >= frame.money.start):
        return None
    return org_of(Span(begin, space), desk) if space > begin + 1 else None


def opening(frame: Frame, desk: Desk) -> Found[str] | None:
    """The subject that opens the sentence inside a modifier: "정부가 피해를 본 나라의 복구를 위해 …"."""
    if is_thought(frame) or is_rest(frame, desk) or has_other_agent(frame, desk) or raised.cue(frame, desk):
        return None
    whole = frame.outer or frame.syntax
    if frame.clause and any(_several(_phrases(whole, before)) for before in whole.clauses[: frame.clause.index]):
        return None
    for phrase in whole.phrases[:2]:
        if phrase.case == "subject" and phrase.span.end <= frame.money.start:
            return actor(phrase, desk)
    return None


def named(frame: Frame, desk: Desk) -> Found[str] | None:
    """A subject or topic with a proper name that is known to be nothing else: "롯데화학은 4억원을 들여"."""
    phrase = _unknown(frame, desk)
    return Found(phrase.words[-1].of(desk.text), phrase.words[-1]) if phrase else None


def _unknown(frame: Frame, desk: Desk) -> Phrase | None:
    syntax = frame.outer or frame.syntax
    if frame.clause is None or frame.clause.passive or not _spends(frame.clause):
        return None
    for phrase in reversed(syntax.phrases):
        if phrase.span.start >= frame.money.start or phrase.case not in ("topic", "subject") or not phrase.words:
            continue
        if desk.is_money(phrase.span) or words.project_class(phrase.words[-1].of(desk.text)):
            continue
        if local_name(phrase, desk) is not None:
            return phrase
        if words.ends_in(phrase.words[-1].of(desk.text), "person") or desk.is_date(phrase.words[-1]):
            continue
        return phrase if _is_name(phrase, desk) else None
    return None


def _is_name(phrase: Phrase, desk: Desk) -> bool:
    """Whether a phrase ends in a proper name that is no person's title, no thing and no noun of money."""
    last = phrase.words[-1]
    word = last.of(desk.text)
    proper = any(token.tag in ("NNP", "SL") for token in phrase.tokens if token.span.overlaps(last))
    other = desk.is_money(phrase.span) or desk.is_date(last) or words.ends_in(word, "person") or phrase.quoted
    if other or not proper or len(word) <= 2:
        return False
    return words.project_class(word) is None and words.noun_class(word) is None and may_spend(word)


def _is_firm(phrase: Phrase) -> bool:
    """Whether a doer beside another is a firm by its look: a name in Latin letters, one that ends in 투자, 벤처스."""
    word = "".join(token.form for token in phrase.tokens)
    return len(word) > 3 and (
        word.endswith(("투자", "벤처스", "파트너스", "캐피탈", "은행")) or phrase.tokens[-1].tag == "SL"
    )


def carried(frame: Frame, desk: Desk) -> Found[str] | None:
    """The subject of a sentence before, where this one leaves it out and has a verb of spending or a label."""
    if frame.clause is not None and not _spends(frame.clause) and frame.clause.kind != "nominal":
        stem = frame.clause.stem
        theme = nouns.theme(frame, desk) if words.predicate_class(stem) == "change" else None
        told = theme is not None and theme.kind == "budget"  # "올해 투자액은 4억원으로 늘었다"
        if (stem not in ("이", "이르", "달하", "하") and not told) or frame.heads:
            return None
    if has_other_agent(frame, desk) or raised.cue(frame, desk):
        return None
    if any(phrase.is_theme and _receives(phrase, frame, desk) for phrase in frame.syntax.phrases):
        return None
    found = _carried(frame, desk)
    return None if found and found.value == bearer_of_rest(frame.span, desk) else found


def _carried(frame: Frame, desk: Desk) -> Found[str] | None:
    prose = frame.clause is not None and not words.BULLET.match(desk.text, frame.sentence.span.start)
    for sentence in desk.sentences_before(frame.sentence, _CARRY if prose else _CARRY_LINES):
        if _SITE.match(desk.text, sentence.span.start, sentence.span.end):
            continue
        if _QUESTION.match(desk.text, desk.text.rfind("\n", 0, sentence.span.start) + 1):
            return None  # the answer to another question has its own doer
        mentions = [pair for pair in desk.orgs_in(sentence.span) if _may_carry(pair[1].name, sentence.span, desk)]
        syntax = desk.syntax(sentence)
        # The subject of the main clause speaks for the sentence; a headline's first name too.
        for phrase in syntax.phrases:
            if phrase.case in ("topic", "subject") or (
                phrase.index == 0 and (phrase.comma or phrase.case == "genitive")
            ):
                joined = syntax.phrases[phrase.index - 1] if phrase.index else None
                first = actor(joined, desk) if joined is not None and joined.case == "conjunct" else None
                found = first or actor(phrase, desk) or _speaks_for(phrase, desk)
                if found and _may_carry(found.value, sentence.span, desk):
                    other = frame.clause is not None and _impersonal(frame.clause) and _other_business(found, desk)
                    return None if other else found
        payers = {b.payer: b for b in desk.filled_in(sentence) if b.payer}
        told = any("payer.carried" not in budget.rule for budget in payers.values())
        if len(payers) == 1 and told:  # "시의 내년 예산안은 1조원으로 편성됐다. … 도로에 4억원을 배정했다"
            name, budget = next(iter(payers.items()))
            return Found(str(name), budget.evidence["payer"])
        line = sentence.span.of(desk.text)
        if line[-1:] not in '.?!"”' and len(line) <= 60:
            # "한빛시, 중앙도서관 짓는다": what is built pays for nothing.
            bodies = [pair for pair in mentions if words.project_class(pair[1].name) != "facility"]
            labelled = ":" in line or "/" in line or "%" in line
            if bodies and (not labelled or bodies[0][0].start - sentence.span.start <= 4):
                return Found(bodies[0][1].name, bodies[0][0])
            owner_ = None if labelled or desk.money_in(sentence.span) else org_of(sentence.span, desk)
            if owner_ and _may_carry(owner_.value, sentence.span, desk):
                return owner_
    return None


def _speaks_for(phrase: Phrase, desk: Desk) -> Found[str] | None:
    """The company that a person speaks for: "하도겸 노바나인 대표는"; a council's member speaks for himself."""
    if len(phrase.words) < 2 or not words.ends_in(phrase.words[-1].of(desk.text), "chief"):
        return None
    found = [(where, org) for where, org in desk.orgs_in(phrase.span) if where.end <= phrase.words[-1].start]
    return Found(found[-1][1].name, found[-1][0]) if found and may_spend(found[-1][1].name) else None


def _impersonal(clause: Clause) -> bool:
    return clause.passive or clause.stem in ("들", "들어가", "소요", "필요", "추산", "추정", "예상")


def _other_business(doer: Found[str], desk: Desk) -> bool:
    """Whether a company's sentence tells of other money only (a contract, a profit): it is not who spends next."""
    sentence = desk.analysis.sentence_at(doer.span.start)
    company = any(org.org_type in ("company", "finance") for _, org in desk.orgs_in(doer.span))
    return company and bool(desk.money_in(sentence.span)) and not desk.filled_in(sentence)


def _may_carry(name: str, span: Span, desk: Desk) -> bool:
    """Not a committee in the heading or the words of a council's minutes."""
    sits = name.endswith("위원회") and _SITTING.search(desk.text, span.start, span.end)
    return may_spend(name) and not sits


def has_other_agent(frame: Frame, desk: Desk, cases: tuple[str, ...] = ("topic", "subject")) -> bool:
    """Whether the clause has a doer of its own that has no name: "민간 사업자는 551억원을 부담한다"."""
    if frame.clause is None or frame.clause.passive:
        return False
    if any(_elsewhere(phrase, frame, desk) and actor(phrase, desk) is None for phrase in frame.clause_phrases()):
        return True
    return any(
        (phrase.case in cases or (phrase.case == "bare" and phrase.particle in ("도", "역시")))
        and phrase.index != frame.phrase.index
        and (
            (words.ends_in(phrase.words[-1].of(desk.text), "agent") and actor(phrase, desk) is None)
            or (phrase.words[-1].of(desk.text) in words.role("short") and actor(phrase, desk) is None)
            or (local_name(phrase, desk) is not None and actor(phrase, desk) is None)
        )
        for phrase in frame.clause_phrases()
    )


def _elsewhere(phrase: Phrase, frame: Frame, desk: Desk) -> bool:
    """Whether somebody without a name bears the amount: "민간에서 95억원을 분담한다"."""
    by = phrase.case == "adverbial" and phrase.particle in ("에서", "에서는", "에서도") and bool(phrase.words)
    return by and frame.stem in BEARS and words.ends_in(phrase.words[-1].of(desk.text), "agent")


def _of_clause(phrases: tuple[Phrase, ...], frame: Frame, desk: Desk) -> Found[str] | None:
    for cases in (("subject",), ("topic",)):
        for phrase in reversed(phrases):
            if _receives(phrase, frame, desk):
                continue
            if phrase.case in cases and phrase.index != _own_index(frame, phrase):
                found = actor(phrase, desk) or _first_of_two(phrase, phrases, desk)
                if found:
                    return found
    for phrase in phrases:
        given = frame.clause is not None and _GIVEN.match(desk.text, phrase.span.end, frame.sentence.span.end)
        # "교육부에서 지방채를 승인받아 신설에 3억원을": who grants does not spend.
        if phrase.case == "adverbial" and phrase.particle in ("에서", "에서는", "에서도") and not given:
            found = actor(phrase, desk)
            if found:
                return found
        # "시도 4억원을": 도 and 만 leave the case open.
        if phrase.case == "bare" and phrase.particle in ("도", "만", "역시") and phrase.index < frame.phrase.index:
            found = actor(phrase, desk)
            if found:
                return found
    return None


def _receives(phrase: Phrase, frame: Frame, desk: Desk) -> bool:
    """Whether a facility is only given the money: "외상센터는 운영비 12억원을 지원받는다"."""
    given = frame.clause is not None and frame.clause.lemma.endswith("받") and bool(phrase.words)
    return given and words.project_class(phrase.words[-1].of(desk.text)) == "facility"


def _first_of_two(phrase: Phrase, phrases: tuple[Phrase, ...], desk: Desk) -> Found[str] | None:
    """The named one of two doers: "전북도와 시군은", "정부와 민간이"."""
    if not words.ends_in(phrase.words[-1].of(desk.text), "agent"):
        return None
    joined = next((p for p in phrases if p.index == phrase.index - 1 and p.case == "conjunct"), None)
    return actor(joined, desk) if joined else None


def _own_index(frame: Frame, phrase: Phrase) -> int:
    return frame.phrase.index if phrase.span == frame.phrase.span else -1


def _phrases(syntax: Syntax, clause: Clause) -> tuple[Phrase, ...]:
    return tuple(syntax.phrases[index] for index in clause.phrases)


def _host_clause(frame: Frame) -> Clause | None:
    host = frame.host
    return frame.outer.clause_of(host) if frame.outer is not None and host is not None else None


def _spends(clause: Clause) -> bool:
    return words.predicate_class(clause.stem) in ("spend", "weak")
