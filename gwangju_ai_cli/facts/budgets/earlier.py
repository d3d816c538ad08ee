"""Projects that a sentence leaves out: named in sentences before, in headings, or by the amount before it."""

from __future__ import annotations

import regex

from gwangju_ai_cli.facts.budgets import doings, names, phase, words
from gwangju_ai_cli.facts.budgets.frames import NEAR, Desk, Found, Frame
from gwangju_ai_cli.grid import divided_cells
from gwangju_ai_cli.korean.clauses import LINKS, MEANS, Syntax
from gwangju_ai_cli.model import Sentence, Span

_POINTS_BACK = regex.compile(
    r"(?<![가-힣])(?:이|그|해당|동|본|이번)\s(?:사업|공사|단지|프로젝트|센터|시설|계획|지구|행사|공장|도로|과정|"
    r"공원|축제|대책)|(?<![가-힣])(?:이곳|여기)"
)
_GENERAL_COST = regex.compile(r"사업비|공사비|재원|투자액|투자비|총\s?예산|건립비|설계비|보상비|운영비|시설비|용역비")
_STATED = regex.compile(
    r"(?:사\s{0,3}업|과\s{0,3}제|공\s{0,3}사|용\s{0,3}역|프로젝트|행\s{0,3}사|건)\s{0,3}명"
    r"\s*[:\t|]\s*(?P<name>[^\n\t|]{2,60})"
)
_NUMBERED = regex.compile(r"\s*(?:\d{1,2}[.)]|[가-하][.)]|[①-⑳]|[ⅠⅡⅢⅣⅤⅥⅦ][.)]?|[□■▣◈])\s+(?=.{3,50}$)")
_SECTION = regex.compile(
    r"^(?:그동안|그간|지금까지|재원|투자|예산|추진|사업|연차|연도|세부|향후|소요|기대|주요|지원).*(?:계획|현황|"
    r"개요|내역|내용|효과|방안|경과|상황|조달)$"
)
DOTS = regex.compile(r"…|‥|⋯|\.{2,}")
_UNDERTAKING = regex.compile(r"[’”'\"」』〉>》]\s?(?:개발|구축|조성)?\s?(?:사업|프로젝트|계획)")
_THIS_THING = regex.compile(r"(?<![가-힣])(?:이|그|해당)\s(?P<noun>[가-힣]{2,5}?)(?:은|는|이|가|을|를|의|에|\s)")
_ANEW = (["새", "단장"], ["새롭게", "단장"])
_LOOK_BACK = 12
_QUOTE = regex.compile("[‘“'\"「『〈<《]")
_NAMED = regex.compile(
    r"사업|프로젝트|공사|건립|조성|건설|구축|신축|설치|개설|정비|개발|짓|지[어을은]|세[우워운울]|만[드들든듭]|복원|"
    r"유치|축제"
    r"|박람회|엑스포|대회|대책|계획"
)


def stated(frame: Frame, desk: Desk) -> Found[str] | None:
    """What a line of the same list states as the name: "사업명: 노후상수관망 정비사업"."""
    if frame.clause is not None:
        return None
    near = [*desk.sentences_before(frame.sentence, _LOOK_BACK), frame.sentence]
    for sentence in near:
        match = _STATED.search(desk.text, sentence.span.start, sentence.span.end)
        if match and len(divided_cells(desk.text, sentence.span)) in (0, 2):
            return names.clean(Span(*match.span("name")), desk)
    return None


def heading(frame: Frame, desk: Desk) -> Found[str] | None:
    """The item of an outline that the line stands under: "1. 관광단지 조성 / ○ 사업비: 240억원"."""
    if not words.BULLET.match(desk.text, frame.sentence.span.start):
        return None
    for sentence in desk.sentences_before(frame.sentence, _LOOK_BACK):
        start = desk.text.rfind("\n", 0, sentence.span.start) + 1  # the number may be cut off as a sentence: "1."
        match = _NUMBERED.match(desk.text, start, sentence.span.end)
        own = desk.text[frame.sentence.span.start]
        # "□ 기간: … / □ 사업비: …": lines of one level are no headings of each other.
        if (
            match
            and own not in match.group()
            and ":" not in sentence.span.of(desk.text)
            and not desk.money_in(sentence.span)
        ):
            found = names.clean(Span(match.end(), sentence.span.end), desk)
            return found if found and not names.is_anaphor(found.value) and not _SECTION.search(found.value) else None
    return None


def headline(frame: Frame, desk: Desk) -> Found[str] | None:
    """What a headline names before its dots: "나주시, 에너지 국가산단 조성…총사업비 2천억 투입"."""
    means = frame.clause is not None and frame.clause.kind == "coordinate" and frame.clause.ending in LINKS
    if frame.clause is not None and frame.clause.kind != "nominal" and not means:
        return None
    begin = desk.text.rfind("\n", 0, frame.money.start) + 1
    dots = list(DOTS.finditer(desk.text, begin, frame.money.start))
    if not dots or desk.text[frame.sentence.span.end - 1] in ".?!":
        return None
    end = dots[-1].start()
    start = max((desk.text.rfind(mark, begin, end) for mark in (", ", "…", "] ")), default=-1) + 1
    pieces = [Span(*match.span()) for match in regex.finditer(r"\S+", desk.text, pos=max(start, begin), endpos=end)]
    sites = [at for at, piece in enumerate(pieces) if piece.of(desk.text).endswith(("에", "에서"))]
    pieces = pieces[sites[-1] + 1 :] if sites else pieces  # "군산에 공장 … 1조 투자"
    anew = [piece.of(desk.text) for piece in pieces[-2:]] in _ANEW
    for _ in range(0 if anew else 2):  # "… 산단 조성 본격화", "… 산단 조성 첫 삽"
        if pieces and words.project_class(pieces[-1].of(desk.text)) is None:
            pieces.pop()
    if not pieces or (words.project_class(pieces[-1].of(desk.text)) is None and not anew):
        return None
    found = names.clean(names.without_owner(Span(pieces[0].start, pieces[-1].end), desk), desk)
    return found if found and not names.is_anaphor(found.value) and len(found.value) > 3 else None


def sibling(frame: Frame, desk: Desk) -> Found[str] | None:
    """The project of an amount in a clause before: "…에는 3억원이 투입됐고 내년 5억원이 들어간다"."""
    last = desk.filled[-1] if desk.filled else None
    if last is None or not last.project or not frame.sentence.span.covers(last.span) or frame.clause is None:
        return None
    other = frame.syntax.phrase_at(last.span)
    clause = frame.syntax.clause_of(other) if other else None
    if clause is frame.clause and other is not None and last.funding and _names_source(frame, desk):
        return Found(last.project, last.evidence.get("project", last.span))  # "국비 4억원, 시비 2억원이며"
    grows = words.predicate_class(frame.stem) == "change" and frame.phrase.particle.startswith(("으로", "로"))
    if (
        (clause is frame.clause or grows)
        and words.predicate_class(frame.stem) == "change"
        and not _own_place(frame, desk)
    ):
        return Found(last.project, last.evidence.get("project", last.span))  # "예산은 4억원에서 6억원으로 늘었다"
    follows = clause is not None and clause.index < frame.clause.index and clause.kind == "coordinate"
    if not follows or _own_place(frame, desk) or is_general_cost(frame, desk):
        return None
    return Found(last.project, last.evidence.get("project", last.span))


def _names_source(frame: Frame, desk: Desk) -> bool:
    """Whether nothing but a source of money stands before the amount since the one before."""
    lead = desk.text[frame.segment.start : frame.money.start]
    return bool(words.source_pattern().search(lead)) and len(lead.split()) <= 2


def _own_place(frame: Frame, desk: Desk) -> bool:
    """Whether the clause spends at a place of its own: "캐나다에도 6억 달러를 투자한다"."""
    return any(
        phrase.case == "adverbial"
        and regex.match(r"에(?:는|도|만)?$", phrase.particle)
        and phrase.tokens[-1].tag == "NNP"
        and not desk.is_date(phrase.words[-1])
        and words.project_class(phrase.words[-1].of(desk.text)) is None
        for phrase in frame.clause_phrases()
    )


def carried(frame: Frame, desk: Desk) -> Found[str] | None:
    """A project that an earlier sentence names, where this one points back to it or leaves it out."""
    if not _leaves_out(frame, desk):
        return None
    pointed = bool(_POINTS_BACK.search(desk.text, frame.near, min(frame.sentence.span.end, frame.money.end + NEAR)))
    if _own_place(frame, desk) and not pointed:
        return None
    meant = _meant(frame, desk) or _running(frame, desk)
    if meant:
        return meant
    for sentence in desk.sentences_before(frame.sentence, _LOOK_BACK):
        known = {
            budget.project: budget
            for budget in desk.filled_in(sentence)
            if budget.project and "project.item" not in budget.rule
        }
        if len(known) == 1:
            budget = next(iter(known.values()))
            own = phase.nearest(frame, desk)
            project = str(budget.project)
            if own:  # "2단계 개발에 …. 1단계에는 …": the other phase is not part of the name.
                project = phase.without(project)
            return Found(project, budget.evidence.get("project", budget.span))
        found = named_in(sentence.span, desk, pointed=pointed) or _shown(sentence, desk)
        if found:
            return found
    return None


_SHOWS = regex.compile(r"(?:입니다|인데요|이다|다)\W*$")


def _shown(sentence: Sentence, desk: Desk) -> Found[str] | None:
    """What a broadcast shows and names: "축구장 서른 개 크기로 만든 해양낚시공원입니다."""
    if not _SHOWS.search(sentence.span.of(desk.text)):
        return None
    for phrase in reversed(desk.syntax(sentence).phrases):
        if phrase.case != "complement" or not phrase.words:
            continue
        if words.project_class(phrase.words[-1].of(desk.text)) != "facility":
            return None
        found = names.of_phrase(phrase, desk.syntax(sentence), desk)
        return found if found and not names.is_anaphor(found.value) and len(found.value) >= 4 else None
    return None


def _running(frame: Frame, desk: Desk) -> Found[str] | None:
    """The facility whose costs they are, as the sentence's theme: "외상센터는 평가를 잘 받아 운영비 12억원을"."""
    if not is_general_cost(frame, desk):
        return None
    for phrase in frame.syntax.phrases[: frame.phrase.index]:
        last = phrase.words[-1].of(desk.text) if phrase.words else ""
        if phrase.is_theme and phrase.case == "topic" and words.project_class(last) == "facility":
            found = names.of_phrase(phrase, frame.syntax, desk)
            if found and not names.is_anaphor(found.value) and last not in words.role("short"):
                return found
    return None


def again(frame: Frame, desk: Desk) -> Found[str] | None:
    """A project named in full before, of which only the last noun comes back: "지난해 축제에는 40억원이 들었다"."""
    for phrase in frame.own_phrases():
        noun = phrase.words[-1].of(desk.text) if phrase.words else ""
        if phrase.case not in ("adverbial", "topic", "subject") or noun not in words.role("anaphor"):
            continue
        if words.project_class(noun) is None or any(not desk.is_date(word) for word in phrase.words[:-1]):
            continue
        for sentence in desk.sentences_before(frame.sentence, _LOOK_BACK):
            for budget in desk.filled_in(sentence):
                if budget.project and budget.project.endswith(noun) and len(budget.project) > len(noun):
                    return Found(budget.project, budget.evidence.get("project", budget.span))
    return None


def _meant(frame: Frame, desk: Desk) -> Found[str] | None:
    """The thing that a pointer with a noun of its own means: "종합병원을 짓는다. … 이 병원 건립비 4억원을"."""
    match = _THIS_THING.search(desk.text, frame.near, frame.money.start)
    if match is None or words.project_class(match.group("noun")) != "facility":
        return None
    noun = match.group("noun")
    for sentence in desk.sentences_before(frame.sentence, _LOOK_BACK):
        if noun not in sentence.span.of(desk.text):
            continue
        for phrase in desk.syntax(sentence).phrases:
            last = phrase.words[-1].of(desk.text) if phrase.words else ""
            if last.endswith(noun) and len(phrase.span.of(desk.text)) > len(noun) and names.is_goal(phrase, desk):
                found = names.of_phrase(phrase, desk.syntax(sentence), desk)
                if found and not names.is_anaphor(found.value):
                    return found
    return None


def _leaves_out(frame: Frame, desk: Desk) -> bool:
    """Whether the sentence needs a project from before: it points back, has a phase, or spends on nothing named."""
    whole = Span(frame.near, min(frame.sentence.span.end, frame.money.end + NEAR))
    if _POINTS_BACK.search(desk.text, whole.start, whole.end) or phase.nearest(frame, desk):
        return True
    if is_general_cost(frame, desk) or frame.is_means(desk):
        return True
    if _has_name(frame, desk):
        return False  # "중소기업에는 이차보전 400억원을 지원한다"
    if any(phrase.span.of(desk.text) in words.role("building") for phrase in frame.own_phrases()):
        return True  # "건립에는 105억원이 들어갔다"
    if any(p.case in ("topic", "subject") and p.span.of(desk.text) in words.sources() for p in frame.own_phrases()):
        return True  # "국비가 89억원으로 절반이고"
    if _does_other(frame, desk):
        return False
    return bool(
        frame.clause
        and words.predicate_class(frame.stem) == "spend"
        and frame.clause.stem not in ("배정", "편성", "책정", "교부", "의결", "반영", "계상")
    )


def _does_other(frame: Frame, desk: Desk) -> bool:
    """Whether the sentence says for itself what the money does: "21억원을 들여 폐각 1만t을 걷어 냈다"."""
    if frame.clause is None or frame.clause.kind != "coordinate" or frame.clause.ending not in MEANS:
        return False
    for later in doings.led_to(frame.clause, frame.syntax):
        for phrase in (frame.syntax.phrases[index] for index in later.phrases):
            if phrase.case == "object" and not desk.is_money(phrase.span):
                found = names.clean(phrase.span, desk)
                if phrase.span.of(desk.text).startswith(("나머지", "남은")):
                    return False  # "1200억원을 투자해 나머지 29개 역을 고친다"
                step = found is None or names.is_anaphor(found.value) or words.project_class(found.value.split()[-1])
                return not step
    return False


def _has_name(frame: Frame, desk: Desk) -> bool:
    """Whether the word before the amount names what it is of: no measure, no date, no source, no noun of money."""
    word = frame.before[-1] if frame.before else None
    if word is None or desk.is_date(word) or not regex.fullmatch("[가-힣]{3,}", word.of(desk.text)):
        return False
    name = word.of(desk.text)
    known = words.noun_class(name) or words.source_pattern().search(name) or name.endswith(words.FUNDS)
    small = any(name in words.role(part) for part in ("measure", "modifier", "account", "owned", "anaphor"))
    return not known and not small and desk.known_org(word) is None


def is_general_cost(frame: Frame, desk: Desk) -> bool:
    """Whether the amount has a name that any project's cost has: 총사업비, 공사비, 재원."""
    label = " ".join(span.of(desk.text) for span in frame.before)
    phrases = " ".join(
        p.span.of(desk.text) for p in frame.own_phrases() if p.case in ("topic", "subject", "label", "adverbial")
    )
    return bool(_GENERAL_COST.search(f"{label} {phrases}"))


def named_in(span: Span, desk: Desk, *, pointed: bool = False) -> Found[str] | None:
    """The last project that a sentence names with a head of its own: quoted, or of two nouns and more.

    Where 이 사업 points to it, a quoted name is one that only the words after it make a project ('…-Ⅱ' 사업전략안).
    """
    text = desk.text
    if not _NAMED.search(text, span.start, span.end) and not _QUOTE.search(text, span.start, span.end):
        return None
    syntax: Syntax = desk.syntax(desk.analysis.sentence_at(span.start))
    for phrase in reversed(syntax.phrases):
        if phrase.quoted:
            found = names.quoted_name(phrase.span, desk)
            tail = pointed and found and _UNDERTAKING.match(desk.text, found.span.end)
            headed = found and (tail or words.project_class(found.value.split()[-1]))
            if found and headed and not desk.is_money(found.span):
                return found
    for phrase in reversed(syntax.phrases):
        last = phrase.words[-1].of(text) if phrase.words else ""
        if words.project_class(last) == "named" and phrase.case not in ("bare",) and not desk.is_money(phrase.span):
            if names.is_agent(phrase, desk):
                continue
            found = names.of_phrase(phrase, syntax, desk)
            if found and not names.is_anaphor(found.value) and len(found.value) >= 5:
                return found
    for clause in syntax.clauses:
        if clause.stem in words.role("building"):
            found = doings.of_clause(clause, syntax, desk)
            if found and len(found.value) >= 3 and not names.is_anaphor(found.value):
                return found
    return None
