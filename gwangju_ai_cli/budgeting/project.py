"""What the money is for: programme, facility or purpose, and its phase."""
from __future__ import annotations

import regex

from gwangju_ai_cli.budgeting import names, tables, words
from gwangju_ai_cli.budgeting.frames import Desk, Found, Frame
from gwangju_ai_cli.clauses import Clause, Phrase, Syntax
from gwangju_ai_cli.model import Span

_PHASE = regex.compile(r"(?<![\d가-힣])(?:제\s?)?(?:\d{1,2}|[일이삼사])\s?단계|(?<![\d가-힣])\d{1,2}차\s?(?:연도|년도)")
_BUDGET_TAIL = regex.compile(r"(?:사업비|사업예산|예산|예산안|비용|비|자금|지원금|보조금|투자액|투자금)$")
_POINTS_BACK = regex.compile(r"(?<![가-힣])(?:이|그|해당|동|본|이번)\s(?:사업|공사|단지|프로젝트|센터|시설|계획|지구|행사|공장|도로|과정|공원|축제|대책)|(?<![가-힣])(?:이곳|여기)")
_GENERAL_COST = regex.compile(r"사업비|공사비|재원|투자액|투자비|총\s?예산|건립비|설계비|보상비|운영비|시설비|용역비")
_SUM = regex.compile(r"(?:등|총|모두|합쳐|더해)\s")
_STATED = regex.compile(r"(?:사업|과제|공사|용역|프로젝트|행사|건)\s?명\s*[:\t|]\s*(?P<name>[^\n\t|]{2,60})")
_BULLET = regex.compile(r"\s*[-○●◦▲▶■□◆※•▪·∙*ㅇ]")
_NUMBERED = regex.compile(r"\s*(?:\d{1,2}[.)]|[가-하][.)]|[①-⑳]|[ⅠⅡⅢⅣⅤⅥⅦ][.)]?|[□■▣◈])\s+(?=.{3,50}$)")
_LOOK_BACK = 12


def phase(frame: Frame, desk: Desk) -> Found[str] | None:
    """The phase that the amount belongs to: the nearest one named since the amount before, or in its own phrase."""
    spans = [Span(frame.segment.start, frame.money.start)]
    if frame.outer is not None and frame.host is not None:
        spans.append(frame.host.span)
    for span in spans:
        found = [match for match in _PHASE.finditer(desk.text, span.start, span.end)]
        if found:
            match = found[-1]
            return Found(regex.sub(r"\s", "", match.group()), Span(*match.span()))
    return None


def quoted(frame: Frame, desk: Desk) -> Found[str] | None:
    """A quoted name since the amount before that the verb has as goal, theme or purpose."""
    for phrase in (*frame.own_phrases(), *frame.later_phrases()):
        if phrase.quoted and not desk.is_money(phrase.span) and phrase.case in ("adverbial", "topic", "purpose", "subject", "object", "genitive"):
            if phrase.case == "adverbial" and not phrase.particle.startswith(("에", "으로", "로")):
                continue
            found = names.quoted_name(phrase.span, desk)
            if found and not desk.orgs_in(Span(found.span.start, found.span.start + 1)):
                return found
    return None


def target(frame: Frame, desk: Desk) -> Found[str] | None:
    """The goal of the verb: "… 정비사업에 4억원을", "4억원을 … 조성에 투입한다"."""
    found = doing_of_amount(frame, desk) or _goal(frame.own_phrases(), frame, desk)
    if found is None and not any(span.of(desk.text) in ("가운데", "중") for span in frame.after):
        found = _goal(frame.later_phrases(), frame, desk)
    # "산업단지에 1조원을 투자해 공장을 짓는다": the site of what is made is not what is made.
    if found and words.project_class(found.value.split()[-1]) == "facility" and result(frame, desk):
        return None
    return found


def doing_of_amount(frame: Frame, desk: Desk) -> Found[str] | None:
    """"공장을 짓는 데 4억원을": the clause before 데 that opens the amount's phrase."""
    if frame.phrase.tokens[0].form == "데":
        return _place_of_doing(frame.phrase, frame, desk)
    return None


def _goal(phrases: tuple[Phrase, ...], frame: Frame, desk: Desk) -> Found[str] | None:
    for phrase in phrases:
        if phrase.case != "adverbial" or not regex.match(r"에(?:는|도|만)?$|에다$", phrase.particle):
            continue
        if phrase.words[-1].of(desk.text) == "데":
            found = _place_of_doing(phrase, frame, desk)
            if found:
                return found
        if not names.is_goal(phrase, desk):
            continue
        found = names.of_phrase(phrase, frame.syntax, desk)
        if found and not names.is_anaphor(found.value) and found.value not in _BUILDING:
            return found
    return None


def _place_of_doing(phrase: Phrase, frame: Frame, desk: Desk) -> Found[str] | None:
    """"공장을 짓는 데 4억원을": the clause before 데."""
    for clause in frame.syntax.clauses:
        if clause.modifies == phrase.index:
            return _doing(clause, frame.syntax, desk)
    return None


def labelled(frame: Frame, desk: Desk) -> Found[str] | None:
    """The words before the budget's name: "도서관 건립비 35억원", "AI 육성 사업 예산은 10억원"."""
    for span, where in _labels(frame, desk):
        tail = _BUDGET_TAIL.search(where.of(desk.text))
        if tail is None or where.of(desk.text) in words.sources():
            continue
        stem_end = where.start + tail.start() + (2 if tail.group() in ("사업비", "사업예산") and tail.start() + 2 <= len(where.of(desk.text)) else 0)
        if tail.group() in ("지원금", "보조금") or (tail.group() == "자금" and span.start < where.start):
            stem_end = where.end
        if tail.group() in ("예산", "예산안", "비용", "자금") and span.start == where.start:
            continue
        found = names.clean(names._without_owner(Span(span.start, stem_end), desk), desk)
        if found and not names.is_anaphor(found.value) and not _is_bare_doing(found.value) and words.noun_class(found.value) != "budget" and not _is_account(found.value, desk, found.span):
            return found
    return None


def _labels(frame: Frame, desk: Desk) -> list[tuple[Span, Span]]:
    """(the words of the label, its last word) in the amount's phrase, before its parentheses, or as its theme."""
    out: list[tuple[Span, Span]] = []
    pieces = [span for span in frame.before if span.of(desk.text) not in words.MEASURES]
    if pieces:
        out.append((Span(frame.before[0].start, pieces[-1].end), pieces[-1]))
    for phrase in frame.own_phrases():
        if phrase.case in ("adverbial", "topic", "subject", "label", "object") and phrase.words:
            if phrase.case == "adverbial" and not phrase.particle.startswith(("으로", "로")):
                continue
            start = phrase.span.start
            if phrase.index and frame.syntax.phrases[phrase.index - 1].case == "genitive":
                pass
            out.append((Span(start, phrase.span.end), phrase.words[-1]))
    if frame.host is not None and frame.host.words:
        out.append((frame.host.span, frame.host.words[-1]))
    if not out:
        # "… 예산을 310억원에서 335억원으로 늘렸다": the theme of both amounts.
        for phrase in frame.clause_phrases():
            if phrase.index < frame.phrase.index and phrase.case in ("topic", "subject", "object") and phrase.words:
                if words.noun_class(phrase.words[-1].of(desk.text)) == "budget":
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
    return bool(words.source_pattern().fullmatch(name)) or name in ("총사업", "사업", "총", "전체", "시", "도", "군", "구", "당초", "본", "세출", "일반회계", "추가경정", "자체", "소요", "기존", "지원", "운영", "투자")


def purpose(frame: Frame, desk: Desk) -> Found[str] | None:
    """What the money is for in so many words: "도서관 건립을 위해", "도서관을 건립하기 위해", "… 명목으로"."""
    for phrase in frame.own_phrases():
        if phrase.case == "purpose":
            if phrase.adnominal and words.project_class(_next_word(phrase, frame, desk)) == "named":
                continue
            if names.is_goal(phrase, desk):
                found = names.of_phrase(phrase, frame.syntax, desk)
                if found and not names.is_anaphor(found.value):
                    return found
    for clause in reversed(frame.syntax.clauses):
        if clause.kind == "nominalised" and clause.ending.endswith("위해") and clause.span.end <= frame.money.start:
            found = _doing(clause, frame.syntax, desk)
            if found:
                return found
    for phrase in (*frame.own_phrases(), *frame.later_phrases()):
        if phrase.case == "adverbial" and phrase.particle.startswith(("으로", "로")):
            word = phrase.words[-1].of(desk.text)
            if words.project_class(word) == "named" and words.noun_class(word) != "budget" and names.is_goal(phrase, desk):
                found = names.of_phrase(phrase, frame.syntax, desk)
                if found and not names.is_anaphor(found.value):
                    return found
    return None


def _next_word(phrase: Phrase, frame: Frame, desk: Desk) -> str:
    following = phrase.index + 1
    return frame.syntax.phrases[following].words[-1].of(desk.text) if following < len(frame.syntax.phrases) else ""


def measured(frame: Frame, desk: Desk) -> Found[str] | None:
    """What the amount measures, or what its clause describes: "1조원 규모의 … 프로젝트", "4억원을 들인 체육관"."""
    if frame.heads:
        head = frame.heads[-1]
        last = head.words[-1].of(desk.text)
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
            if names.is_goal(phrase, desk) and not desk.is_money(phrase.span):
                found = names.of_phrase(phrase, frame.syntax, desk)
                made = clause.stem in _BUILDING or words.project_class(phrase.words[-1].of(desk.text))
                if found and not names.is_anaphor(found.value) and made:
                    return found
            break
        clause = next(frame.syntax.followers(clause), None)
    return None


def result(frame: Frame, desk: Desk) -> Found[str] | None:
    """What is done with the money: "4억원을 들여 도서관을 건립했다" → 도서관 건립."""
    clause = frame.clause
    # "5천억원으로 연구동을 짓는다": the amount itself is the means.
    if clause is not None and frame.phrase.particle.startswith(("으로", "로")) and _makes(clause, frame.syntax, desk):
        found = _doing(clause, frame.syntax, desk)
        if found:
            return found
    if clause is None or clause.kind not in ("coordinate", "nominal") or clause.stem in ("밝히",):
        return None
    if not clause.ending.startswith(("어", "아", "여", "해")) and words.predicate_class(clause.stem) not in ("spend", "weak"):
        return None
    if clause.ending.endswith(("다고", "라고", "으며", "며", "지만", "으나", "는데")):
        return None
    for follower in frame.syntax.followers(clause):
        found = _doing(follower, frame.syntax, desk) if _makes(follower, frame.syntax, desk) else None
        if found:
            return found
        if follower.kind != "coordinate":
            break
    return None


def _doing(clause: Clause, syntax: Syntax, desk: Desk) -> Found[str] | None:
    for index in reversed(clause.phrases):
        phrase = syntax.phrases[index]
        if phrase.case == "object" and not desk.is_money(phrase.span):
            return names.of_doing(phrase, clause, syntax, desk)
        if phrase.case == "adverbial" and phrase.particle in ("에", "에도") and clause.stem in ("쓰", "사용", "활용", "투입"):
            if names.is_goal(phrase, desk):
                return names.of_phrase(phrase, syntax, desk)
    return None


def theme(frame: Frame, desk: Desk) -> Found[str] | None:
    """What the clause is about: "… 조성사업은 4억원이 투입된다", "… 단지 조성에는"."""
    for phrase in (*frame.own_phrases(), *_themes_before(frame, desk)):
        if phrase.case in ("topic", "subject") or phrase.is_theme:
            last = phrase.words[-1].of(desk.text)
            if words.project_class(last) and words.noun_class(last) != "budget" and not _person_or_org(phrase, desk):
                found = names.of_phrase(phrase, frame.syntax, desk)
                if found and not names.is_anaphor(found.value) and found.value not in _BUILDING:
                    return found
    return None


def _themes_before(frame: Frame, desk: Desk) -> tuple[Phrase, ...]:
    """Themes of the clause around the amount's own: "… 조성사업은 4억원이 투입되는 대형 사업이다"."""
    if frame.clause is None or frame.clause.kind not in ("adnominal", "nominalised", "complement"):
        return ()
    previous = [fact.end for fact in desk.money_in(Span(frame.syntax.span.start, frame.money.start))]
    start = previous[-1] if previous else frame.syntax.span.start
    return tuple(
        phrase for phrase in reversed(frame.syntax.phrases) if phrase.is_theme and start <= phrase.span.start < frame.segment.start
    )


def _person_or_org(phrase: Phrase, desk: Desk) -> bool:
    last = phrase.words[-1]
    return any(span.end >= last.end for span, _ in desk.orgs_in(phrase.span)) or last.of(desk.text).endswith("시장")


def item(frame: Frame, desk: Desk) -> Found[str] | None:
    """The words before the amount in a list: "▲청년 일자리 사업 20억원", "도서관 건립(35억원)", a row's first cell."""
    row = tables.row_head(frame, desk)
    if row:
        found = names.clean(row, desk)
        plain = regex.sub(r"\s?\([^)]*\)?", "", found.value) if found else ""
        accounts = plain in ("계", "합계", "총계", "소계", "구분") or words.noun_class(plain) == "budget"
        return found if not accounts or words.project_class(plain) == "named" else None
    pieces = [span for span in frame.before if not desk.is_date(span)]
    if frame.clause is None or _is_listed(frame, desk):
        kept = [span for span in pieces if span.of(desk.text) not in words.MEASURES]
        if kept and words.noun_class(kept[-1].of(desk.text)) in (None, "weak"):
            found = names.clean(Span(pieces[0].start, kept[-1].end), desk)
            if found and not names.is_anaphor(found.value) and not words.source_pattern().search(found.value):
                return found
        label = frame.own_phrases()[:1]
        if not kept and label and label[0].case == "label" and words.project_class(label[0].words[-1].of(desk.text)):
            found = names.of_phrase(label[0], frame.syntax, desk)
            if found and not names.is_anaphor(found.value):
                return found
    host = frame.host
    if host is not None and not pieces and not desk.is_money(host.span) and host.words:
        if words.project_class(host.words[-1].of(desk.text)):
            return names.clean(names._without_owner(host.span, desk), desk)
    return None


def _is_listed(frame: Frame, desk: Desk) -> bool:
    others = desk.money_in(frame.syntax.span)
    if frame.clause is not None and frame.clause.stem == "이" and len(others) > 1:
        return True
    return len(others) > 1 and bool(frame.before) and words.project_class(
        [s for s in frame.before][-1].of(desk.text)
    ) is not None


def in_list(frame: Frame, desk: Desk) -> Found[str] | None:
    """The goal that stands before a list of phases or years: "단지 조성에 1단계로 3억원을, 2단계로 5억원을"."""
    own = frame.own_phrases()
    lead = desk.text[max(frame.sentence.span.start, frame.money.start - 12) : frame.money.start]
    told_apart = bool(words.source_pattern().search(lead) or _SUM.search(lead)) or phase(frame, desk) is not None or any(desk.is_date(span) for span in frame.before) or any(
        desk.is_date(phrase.span) for phrase in own
    )
    if frame.clause is None or not told_apart:
        return None
    before = [p for p in frame.clause_phrases() if p.span.end <= frame.segment.start and not desk.is_money(p.span)]
    return _goal(tuple(before), frame, desk)


def in_chain(frame: Frame, desk: Desk) -> Found[str] | None:
    """What a clause before in the sentence does: "도서관을 건립하기로 하고 4억원을 투입한다"."""
    if frame.clause is None or words.predicate_class(frame.stem) not in ("spend", "weak") or _general_cost(frame, desk):
        return None
    for clause in reversed(frame.syntax.clauses[: frame.clause.index]):
        if clause.kind == "coordinate" and clause.span.end <= frame.money.start and words.predicate_class(clause.stem) != "change":
            if any(desk.is_money(frame.syntax.phrases[index].span) for index in clause.phrases):
                return None
            for index in reversed(clause.phrases):
                phrase = frame.syntax.phrases[index]
                if phrase.quoted and phrase.case in ("adverbial", "object"):
                    return names.quoted_name(phrase.span, desk)
            return _doing(clause, frame.syntax, desk) if _makes(clause, frame.syntax, desk) else None
    return None


def _makes(clause: Clause, syntax: Syntax, desk: Desk) -> bool:
    """Whether a clause makes something that money is spent on, by its verb or by what it makes."""
    if clause.stem in _BUILDING or words.project_class(clause.stem) == "purpose":
        return True
    things = [syntax.phrases[index] for index in clause.phrases if syntax.phrases[index].case == "object"]
    return any(words.project_class(thing.words[-1].of(desk.text)) for thing in things)


def stated(frame: Frame, desk: Desk) -> Found[str] | None:
    """What a line of the same list states as the name: "사업명: 노후상수관망 정비사업"."""
    if frame.clause is not None:
        return None
    near = [*desk.sentences_before(frame.sentence, _LOOK_BACK), frame.sentence]
    for sentence in near:
        match = _STATED.search(desk.text, sentence.span.start, sentence.span.end)
        if match and len(tables.cells(sentence.span, desk)) in (0, 2):
            return names.clean(Span(*match.span("name")), desk)
    return None


def heading(frame: Frame, desk: Desk) -> Found[str] | None:
    """The item of an outline that the line stands under: "1. 관광단지 조성 / ○ 사업비: 240억원"."""
    if not _BULLET.match(desk.text, frame.sentence.span.start):
        return None
    for sentence in desk.sentences_before(frame.sentence, _LOOK_BACK):
        start = desk.text.rfind("\n", 0, sentence.span.start) + 1  # the number may be cut off as a sentence: "1."
        match = _NUMBERED.match(desk.text, start, sentence.span.end)
        if match and not desk.money_in(sentence.span):
            return names.clean(Span(match.end(), sentence.span.end), desk)
    return None


def sibling(frame: Frame, desk: Desk) -> Found[str] | None:
    """The project of an amount in a clause before that this one goes on from: "…에는 3억원이 투입됐고 내년 5억원이 들어간다"."""
    last = desk.filled[-1] if desk.filled else None
    if last is None or not last.project or not frame.sentence.span.covers(last.span) or frame.clause is None:
        return None
    other = frame.syntax.phrase_at(last.span)
    clause = frame.syntax.clause_of(other) if other else None
    follows = clause is not None and clause.index < frame.clause.index and clause.kind == "coordinate"
    if not follows or _own_place(frame, desk) or _general_cost(frame, desk):
        return None
    return Found(last.project, last.evidence.get("project", last.span))


def _own_place(frame: Frame, desk: Desk) -> bool:
    """Whether the clause spends at a place of its own: "캐나다에도 6억 달러를 투자한다"."""
    return any(
        phrase.case == "adverbial" and regex.match(r"에(?:는|도|만)?$", phrase.particle) and phrase.tokens[-1].tag == "NNP"
        and not desk.is_date(phrase.words[-1]) and words.project_class(phrase.words[-1].of(desk.text)) is None
        for phrase in frame.clause_phrases()
    )


def carried(frame: Frame, desk: Desk) -> Found[str] | None:
    """A project that an earlier sentence names, where this one points back to it or leaves it out."""
    if not _leaves_out(frame, desk):
        return None
    if _own_place(frame, desk) and not _POINTS_BACK.search(desk.text, frame.sentence.span.start, frame.sentence.span.end):
        return None
    for sentence in desk.sentences_before(frame.sentence, _LOOK_BACK):
        known = {budget.project: budget for budget in desk.filled if sentence.span.covers(budget.span) and budget.project}
        if len(known) == 1:
            budget = next(iter(known.values()))
            own = phase(frame, desk)
            project = str(budget.project)
            if own:  # "2단계 개발에 …. 1단계에는 …": the other phase is not part of the name.
                project = regex.sub(r"\s+", " ", _PHASE.sub("", project)).strip()
            return Found(project, budget.evidence.get("project", budget.span))
        found = named_in(sentence.span, desk)
        if found:
            return found
    return None


def _leaves_out(frame: Frame, desk: Desk) -> bool:
    """Whether the sentence needs a project from before: it points back, has a phase, or spends on nothing named."""
    whole = Span(frame.sentence.span.start, frame.sentence.span.end)
    if _POINTS_BACK.search(desk.text, whole.start, whole.end) or phase(frame, desk):
        return True
    if _general_cost(frame, desk):
        return True
    if any(phrase.span.of(desk.text) in _BUILDING for phrase in frame.own_phrases()):
        return True  # "건립에는 105억원이 들어갔다"
    return bool(frame.clause and words.predicate_class(frame.stem) == "spend" and frame.clause.stem not in ("배정", "편성", "책정", "교부", "의결", "반영", "계상"))


def _general_cost(frame: Frame, desk: Desk) -> bool:
    """Whether the amount has a name that any project's cost has: 총사업비, 공사비, 재원."""
    label = " ".join(span.of(desk.text) for span in frame.before)
    phrases = " ".join(
        p.span.of(desk.text) for p in frame.own_phrases() if p.case in ("topic", "subject", "label", "adverbial")
    )
    return bool(_GENERAL_COST.search(f"{label} {phrases}"))


def named_in(span: Span, desk: Desk) -> Found[str] | None:
    """The last project that a sentence names with a head of its own: quoted, or of two nouns and more."""
    text = desk.text
    if not _NAMED.search(text, span.start, span.end) and not _QUOTE.search(text, span.start, span.end):
        return None
    syntax: Syntax = desk.syntax(desk.analysis.sentence_at(span.start))
    for phrase in reversed(syntax.phrases):
        if phrase.quoted:
            found = names.quoted_name(phrase.span, desk)
            if found and words.project_class(found.value.split()[-1]) and not desk.is_money(found.span):
                return found
    for phrase in reversed(syntax.phrases):
        last = phrase.words[-1].of(text) if phrase.words else ""
        if words.project_class(last) == "named" and phrase.case not in ("bare",) and not desk.is_money(phrase.span):
            if _person_or_org(phrase, desk):
                continue
            found = names.of_phrase(phrase, syntax, desk)
            if found and not names.is_anaphor(found.value) and len(found.value) >= 5:
                return found
    for clause in syntax.clauses:
        if clause.stem in _BUILDING:
            found = _doing(clause, syntax, desk)
            if found and len(found.value) >= 4:
                return found
    return None


_QUOTE = regex.compile("[‘“'\"「『〈<《]")
_BUILDING = frozenset({"건립", "조성", "건설", "구축", "신축", "설치", "개설", "정비", "개발", "짓", "세우", "만들", "복원", "유치"})
_NAMED = regex.compile(r"사업|프로젝트|공사|건립|조성|건설|구축|신축|설치|개설|정비|개발|짓|지어|지을|지은|세우|만드|만들|복원|유치|축제|박람회|엑스포|대회|대책|계획")
