"""What the money is for, as its own sentence tells: programme, facility or purpose."""

from __future__ import annotations

import regex

from gwangju_ai_cli.facts.budgets import bearers, doings, items, names, phase, raised, words
from gwangju_ai_cli.facts.budgets.frames import Desk, Found, Frame
from gwangju_ai_cli.korean.clauses import Phrase
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.text import BULLET_SIGNS

_BUDGET_TAIL = regex.compile(r"(?:사업비|사업예산|예산|예산안|비용|비|자금|지원금|보조금|투자액|투자금)$")

_OTHERS_MONEY = regex.compile(r"(?:민간|자체|정책|외부|[가-힣]*(?:기금|펀드))\s?(?:자금|재원|투자금)?")
_SUPPLEMENT = regex.compile(r"(?:제?\s?\d+[회차]\s|첫\s|두\s?번째\s)?(?:추가\s?경정|추경|본|수정)(?:\s?예산)?")
_BY_FIELD = regex.compile(r"[^,.]{0,12}?(?:부문|분야|사업|항목|기능)\s?별")


def quoted(frame: Frame, desk: Desk) -> Found[str] | None:
    """A quoted name since the amount before that the verb has as goal, theme or purpose."""
    for phrase in (*frame.own_phrases(), *frame.later_phrases()):
        if (
            phrase.quoted
            and not desk.is_money(phrase.span)
            and phrase.case in ("adverbial", "topic", "purpose", "subject", "object", "genitive")
        ):
            to = phrase.particle.startswith(("에", "으로", "로")) and not phrase.particle.startswith("에서")
            if phrase.case == "adverbial" and not to:
                continue
            named = phrase.tokens[-1].tag[:2] in ("NN", "SL", "XS", "SN")  # no "청년 예산 늘려라"
            found = names.quoted_name(phrase.span, desk) if named else None
            if found and not desk.orgs_in(Span(found.span.start, found.span.start + 1)):
                return found
    return None


def target(frame: Frame, desk: Desk) -> Found[str] | None:
    """The goal of the verb: "… 정비사업에 4억원을", "4억원을 … 조성에 투입한다"."""
    found = doing_of_amount(frame, desk) or goal(frame.own_phrases(), frame, desk)
    each = bearers.opens_at(frame, desk) if found is None else None
    if each is not None:  # "관로 공사에 각각 120억원과 80억원을": what stands before 각각 governs every amount
        shared = (p for p in reversed(frame.clause_phrases()) if p.span.end <= each and not desk.is_money(p.span))
        found = goal(tuple(shared), frame, desk)
    starts = _STARTS.match(desk.text, frame.money.end) is not None  # "설계비 9억원을 시작으로 공사에 110억원을"
    listed = _MARK.search(desk.text, frame.money.end, min(frame.sentence.span.end, frame.money.end + 24)) is not None
    # "14억원이 지원돼 △조명탑 설치(5억원) △…": what the marks list are its parts
    if (
        found is None
        and not starts
        and not listed
        and not any(span.of(desk.text) in ("가운데", "중") for span in frame.after)
    ):
        found = goal(frame.later_phrases(), frame, desk)
    # "산업단지에 1조원을 투자해 공장을 짓는다": the site of what is made is not what is made.
    if found and words.project_class(found.value.split()[-1]) == "facility" and result(frame, desk):
        return None
    return found


def doing_of_amount(frame: Frame, desk: Desk) -> Found[str] | None:
    """What a clause before 데 does: "공장을 짓는 데 4억원을", "길을 넓히는 데 각각 4억원과 5억원을"."""
    phrase = frame.place_of_doing()
    # "쉼터를 짓는 데 42억원, 기관 운영에 229억원을 쓴다": the second amount has a goal of its own.
    if phrase is not None and phrase.span.end <= frame.segment.start and goal(frame.own_phrases(), frame, desk):
        return None
    return _place_of_doing(phrase, frame, desk) if phrase is not None else None


_SITE = regex.compile(r"(?:산업단지|농공단지|산단|테크노밸리|테크노벨리)$")
_MEASURED = regex.compile(r"\d\s?(?:㎡|ha|평|km|㎞)$")
_MARK = regex.compile(rf"[{BULLET_SIGNS}]")
_STARTS = regex.compile(r"(?:원)?(?:을|를)\s시작으로")


def goal(phrases: tuple[Phrase, ...], frame: Frame, desk: Desk) -> Found[str] | None:
    """The first of `phrases` that names a goal: "… 정비사업에", "공장을 짓는 데"."""
    for phrase in phrases:
        if phrase.case != "adverbial" or not regex.match(r"에(?:는|도|만)?$|에다$", phrase.particle):
            continue
        if regex.match(r"에\s이어", desk.text[phrase.words[-1].end : phrase.words[-1].end + 4]):
            continue  # "상임위에 이어 예결위에서도"
        if phrase.words[-1].of(desk.text) == "데":
            found = _place_of_doing(phrase, frame, desk)
            if found:
                return found
        if frame.stem == "투자" and _SITE.search(phrase.span.of(desk.text)):
            continue  # "산업단지에 3억원을 투자한다": where a firm builds
        if items.is_area(phrase.span.of(desk.text)) or _MEASURED.search(phrase.span.of(desk.text)):
            continue  # "1만 2866㎡에 75억원을 투자한다"
        if not names.is_goal(phrase, desk) and not _is_field(phrase, frame, desk):
            continue
        found = names.of_phrase(phrase, frame.syntax, desk)
        if found and found.value in ("사업", "공사", "작업", "프로젝트") and (told := _described(phrase, frame, desk)):
            return told
        if found and found.value in words.role("building") and len(phrase.words) > 1:
            return Found(names.write(phrase.span.of(desk.text)), phrase.span)  # "신규 건설"
        if found and not names.is_anaphor(found.value) and found.value not in words.role("building"):
            # "부대 운영에": without the word that was dropped, a step of anything
            return None if _is_bare_doing(found.value) and len(phrase.words) > 1 else found
    return None


def spent_on(frame: Frame, desk: Desk) -> Found[str] | None:
    """What a modifier of the money says that it is for: "청사 이전에 드는 3억원", "설계 심의에 들이는 돈만 3억원"."""
    for clause in frame.modifiers():
        phrases = tuple(frame.syntax.phrases[index] for index in reversed(clause.phrases))
        found = goal(phrases, frame, desk) if clause.stem in _SPENT_ON | {"쓰", "쓰이", "필요"} else None
        if found is not None:
            return found
    return None


def _described(phrase: Phrase, frame: Frame, desk: Desk) -> Found[str] | None:
    """What the clause before a bare 사업 does: "하역장비를 시험하는 사업에 320억원을"."""
    for clause in frame.syntax.clauses:
        if clause.modifies == phrase.index and clause.ending in ("는", "ᆯ", "을"):
            return doings.of_clause(clause, frame.syntax, desk)
    return None


def _is_field(phrase: Phrase, frame: Frame, desk: Desk) -> bool:
    """Whether a proper noun is a field of a budget, as the sentence says: "부문별로 … 기후대기에 3조원"."""
    named = not desk.is_date(phrase.words[-1]) and not desk.is_money(phrase.span) and phrase.tokens[-1].tag == "NNP"
    by_field = _BY_FIELD.match(desk.text, frame.sentence.span.start, frame.money.start)
    return named and by_field is not None and desk.known_org(phrase.span) is None


def _place_of_doing(phrase: Phrase, frame: Frame, desk: Desk) -> Found[str] | None:
    """What the clause before 데 does: "공장을 짓는 데 4억원을"."""
    for clause in frame.syntax.clauses:
        if clause.modifies == phrase.index:
            return doings.of_clause(clause, frame.syntax, desk)
    return None


def labelled(frame: Frame, desk: Desk) -> Found[str] | None:
    """The words before the budget's name: "도서관 건립비 35억원", "AI 육성 사업 예산은 10억원"."""
    for span, where in _labels(frame, desk):
        found = _before_source(span, where, desk)
        if found:
            return found
        tail = _BUDGET_TAIL.search(where.of(desk.text))
        if tail is None or where.of(desk.text) in words.sources():
            continue
        if tail.group() == "비" and not words.is_cost(where.of(desk.text)):
            continue
        stem_end = (
            where.start
            + tail.start()
            + (2 if tail.group() in ("사업비", "사업예산") and tail.start() + 2 <= len(where.of(desk.text)) else 0)
        )
        if where.of(desk.text) in ("총사업비", "총사업예산"):
            stem_end = where.start  # "순환도로 개설사업 총사업비 40억원"
        if tail.group() == "비" and words.project_class(Span(where.start, stem_end).of(desk.text)) is None:
            stem_end = where.end  # "프로그램비", "인건비": without 비 it names something else
        if tail.group() in ("지원금", "보조금") or (tail.group() == "자금" and span.start < where.start):
            stem_end = where.end
        if tail.group() in ("예산", "예산안", "비용", "자금") and span.start == where.start:
            continue
        found = names.clean(names.without_owner(Span(span.start, stem_end), desk), desk)
        if (
            found
            and not names.is_anaphor(found.value)
            and not _is_bare_doing(found.value)
            and (len(found.value) > 2 or tail.group() != "비")
            and words.noun_class(found.value) != "budget"
            and not _is_account(found.value, desk, found.span)
        ):
            return phase.cut(found)
    return None


def _before_source(span: Span, where: Span, desk: Desk) -> Found[str] | None:
    """The project between a label's start and the source that ends it: "지방도로 개선 국비 60억원"."""
    if where.of(desk.text) not in words.sources() or where.start - span.start < 4:
        return None
    found = names.clean(names.without_owner(Span(span.start, where.start - 1), desk), desk)
    if found is None or words.project_class(found.value.split()[-1]) not in ("named", "purpose"):
        return None
    return found if " " in found.value and not names.is_anaphor(found.value) else None


def owning(frame: Frame, desk: Desk) -> Found[str] | None:
    """The project whose money a label says it is: "순환도로 개설사업의 내년 국비로 40억원을"."""
    for phrase in frame.own_phrases():
        if phrase.case == "genitive" and words.project_class(phrase.words[-1].of(desk.text)) in ("named", "purpose"):
            following = _next_word(phrase, frame, desk)
            if words.noun_class(following) == "budget" and names.is_goal(phrase, desk):
                found = names.of_phrase(phrase, frame.syntax, desk)
                return found if found and not names.is_anaphor(found.value) else None
    return None


def _labels(frame: Frame, desk: Desk) -> list[tuple[Span, Span]]:
    """(the words of the label, its last word) in the amount's phrase, before its parentheses, or as its theme."""
    out: list[tuple[Span, Span]] = []
    pieces = [span for span in frame.before if span.of(desk.text) not in words.role("measure")]
    if pieces:
        out.append((Span(frame.before[0].start, pieces[-1].end), pieces[-1]))
    for phrase in frame.own_phrases():
        if phrase.case in ("adverbial", "topic", "subject", "label", "object") and phrase.words:
            if phrase.case == "adverbial" and not phrase.particle.startswith(("으로", "로")):
                continue
            out.append((phrase.span, phrase.words[-1]))
    if frame.host is not None and frame.host.words:
        out.append((frame.host.span, frame.host.words[-1]))
    out += [(head.span, head.words[-1]) for head in frame.heads[-1:] if words.is_cost(head.words[-1].of(desk.text))]
    if frame.stem == "이" and frame.phrase.case == "topic":
        # "이 가운데 61억원은 전기화물차 보조금이다"
        told = [phrase for phrase in frame.later_phrases() if phrase.case == "complement" and len(phrase.words) > 1]
        out += [(p.span, p.words[-1]) for p in told if not words.source_pattern().search(p.span.of(desk.text))]
    if not out:
        # "… 예산을 310억원에서 335억원으로 늘렸다": the theme of both amounts.
        for phrase in frame.clause_phrases():
            before = phrase.index < frame.phrase.index and phrase.case in ("topic", "subject", "object")
            if before and words.noun_class(phrase.words[-1].of(desk.text)) == "budget":
                out.append((phrase.span, phrase.words[-1]))
    return out


def _is_bare_doing(name: str) -> bool:
    """설계, 운영: a step of any project, no project."""
    return " " not in name and len(name) <= 2 and words.project_class(name) == "purpose"


def _is_account(name: str, desk: Desk, span: Span) -> bool:
    """Whether the words before 예산 say whose or when, not what for: 광주시 예산, 총 예산, 국방 예산 is none."""
    known = desk.known_org(span)
    if known and known[0].start <= span.start and known[0].end >= span.end:
        return True
    if name.split()[-1] in ("자체", "소관", "관련"):
        return True  # "대학 자체 예산", "보건복지부 소관 예산"
    if _SUPPLEMENT.fullmatch(name) or _OTHERS_MONEY.fullmatch(name):
        return True
    return bool(words.source_pattern().fullmatch(name)) or name in words.role("account")


def purpose(frame: Frame, desk: Desk) -> Found[str] | None:
    """What the money is for in so many words: "도서관 건립을 위해", "도서관을 건립하기 위해", "… 명목으로"."""
    for phrase in frame.own_phrases():
        if phrase.case == "purpose":
            following = _next_word(phrase, frame, desk)
            if phrase.adnominal and words.project_class(following) == "named" and not names.is_anaphor(following):
                continue
            if names.is_goal(phrase, desk):
                found = names.of_phrase(phrase, frame.syntax, desk)
                if found and not names.is_anaphor(found.value):
                    return found
    others = [fact.end for fact in desk.money_in(Span(frame.syntax.span.start, frame.money.start))]
    for clause in reversed(frame.syntax.clauses):
        if others and clause.span.start < others[-1]:
            break  # the purpose of the amount before
        if clause.kind == "nominalised" and clause.ending.endswith("위해") and clause.span.end <= frame.money.start:
            found = doings.of_clause(clause, frame.syntax, desk)
            if found:
                return found
    for phrase in (*frame.own_phrases(), *frame.later_phrases()):
        if phrase.case == "adverbial" and phrase.particle.startswith(("으로", "로")):
            word = phrase.words[-1].of(desk.text)
            if (
                words.project_class(word) == "named"
                and words.noun_class(word) != "budget"
                and names.is_goal(phrase, desk)
            ):
                found = names.of_phrase(phrase, frame.syntax, desk)
                if found and not names.is_anaphor(found.value):
                    return found
    return None


def _next_word(phrase: Phrase, frame: Frame, desk: Desk) -> str:
    """The last word, past the amount, of what follows a phrase: "… 사업의 사업비 40억원을" → 사업비."""
    if phrase.index + 1 >= len(frame.syntax.phrases):
        return ""
    pieces = [span for span in frame.syntax.phrases[phrase.index + 1].words if not desk.is_money(span)]
    return pieces[-1].of(desk.text) if pieces else ""


_SPENT_ON = frozenset({"들이", "들", "들어가", "투입", "투자", "쏟", "쏟아붓"})
_GRANT = regex.compile(r"[가-힣]{3,}(?:보조금|장려금|지원금|수당|출연금)")


def measured(frame: Frame, desk: Desk) -> Found[str] | None:
    """What the amount measures, or what its clause describes: "1조원 규모의 … 프로젝트", "4억원을 들인 체육관"."""
    if frame.heads:
        head = frame.heads[-1]
        last = head.words[-1].of(desk.text)
        if _GRANT.fullmatch(last):
            return Found(last, head.words[-1])  # "30억원의 투자촉진보조금을"
        if words.project_class(last) and words.noun_class(last) != "budget":
            found = names.of_phrase(head, frame.syntax, desk)
            if found and not names.is_anaphor(found.value):
                return found
    if frame.after and frame.after[-1].of(desk.text) == "규모" and frame.phrase.particle.startswith("로"):
        for phrase in frame.later_phrases():
            if phrase.case == "object" and words.project_class(phrase.words[-1].of(desk.text)) == "named":
                return names.of_phrase(phrase, frame.syntax, desk)
    if frame.after and words.project_class(frame.after[-1].of(desk.text)) == "named":
        found = names.clean(Span(frame.after[0].start, frame.after[-1].end), desk)
        if found and not names.is_anaphor(found.value) and len(found.value) > 4:
            return found
    clause = frame.clause
    for _ in range(2):
        if clause is None:
            break
        if clause.kind == "adnominal" and clause.modifies is not None:
            phrase = frame.syntax.phrases[clause.modifies]
            while phrase.case == "genitive" and phrase.index + 1 < len(frame.syntax.phrases):
                phrase = frame.syntax.phrases[phrase.index + 1]
            spent = clause is frame.clause and clause.stem in _SPENT_ON and not names.is_agent(phrase, desk)
            if (spent or names.is_goal(phrase, desk)) and not desk.is_money(phrase.span):
                found = names.of_phrase(phrase, frame.syntax, desk)
                made = (
                    spent
                    or clause.stem in words.role("building")
                    or words.project_class(phrase.words[-1].of(desk.text))
                )
                if found and not names.is_anaphor(found.value) and made:
                    return found
            break
        clause = next(iter(doings.led_to(clause, frame.syntax)), None)
    return None


def result(frame: Frame, desk: Desk) -> Found[str] | None:
    """What is done with the money: "4억원을 들여 도서관을 건립했다" → 도서관 건립."""
    clause = frame.clause
    # "5천억원으로 연구동을 짓는다": the amount itself is the means.
    if (
        clause is not None
        and frame.phrase.particle.startswith(("으로", "로"))
        and doings.makes(clause, frame.syntax, desk)
    ):
        found = doings.of_clause(clause, frame.syntax, desk)
        if found:
            return found
    if clause is None or clause.kind not in ("coordinate", "nominal") or clause.stem in ("밝히",):
        return None
    if clause.kind == "coordinate" and not clause.ending.startswith(("어", "아", "여", "해")):
        return None
    for follower in doings.led_to(clause, frame.syntax):
        if doings.makes(follower, frame.syntax, desk) or doings.uses(follower, frame.syntax):
            return doings.of_clause(follower, frame.syntax, desk)
        if follower.kind != "coordinate":
            break
    return None


def theme(frame: Frame, desk: Desk) -> Found[str] | None:
    """What the clause is about: "… 조성사업은 4억원이 투입된다", "… 단지 조성에는"."""
    if raised.cue(frame, desk):
        return None
    for phrase in (*frame.own_phrases(), *_themes_before(frame, desk)):
        if phrase.case in ("topic", "subject") or phrase.is_theme:
            last = phrase.words[-1].of(desk.text)
            if words.project_class(last) and words.noun_class(last) != "budget" and not names.is_agent(phrase, desk):
                found = names.of_phrase(phrase, frame.syntax, desk)
                if found and not names.is_anaphor(found.value) and found.value not in words.role("building"):
                    return found
    return None


def _themes_before(frame: Frame, desk: Desk) -> tuple[Phrase, ...]:
    """Themes of the clause around the amount's own: "… 조성사업은 4억원이 투입되는 대형 사업이다"."""
    if frame.clause is None:
        return ()
    if frame.clause.kind not in ("adnominal", "nominalised", "complement"):
        return _theme_shared(frame, desk)
    previous = [fact.end for fact in desk.money_in(Span(frame.syntax.span.start, frame.money.start))]
    start = previous[-1] if previous else frame.syntax.span.start
    return tuple(
        phrase
        for phrase in reversed(frame.syntax.phrases)
        if phrase.is_theme and start <= phrase.span.start < frame.segment.start
    )


def _theme_shared(frame: Frame, desk: Desk) -> tuple[Phrase, ...]:
    """The topic of a clause before that tells of no money: "영농 지원은 5천명으로 늘리고 942억원을 편성했다"."""
    clauses = frame.syntax.clauses
    if frame.clause is None or not frame.clause.index or desk.money_in(frame.segment):
        return ()
    before = clauses[frame.clause.index - 1]
    if before.kind != "coordinate" or desk.money_in(before.span):
        return ()
    return tuple(p for p in (frame.syntax.phrases[index] for index in before.phrases) if p.case == "topic")


def done(frame: Frame, desk: Desk) -> Found[str] | None:
    """What the clause before the amount's parentheses does: "클린룸을 증축하고(96억원)"."""
    clause = frame.clause_before_parentheses(desk)
    if clause is None or frame.clause is not None or frame.before or frame.outer is None:
        return None
    return doings.of_clause(clause, frame.outer, desk)
