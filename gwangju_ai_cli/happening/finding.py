"""Which predicates of a sentence stand for events: verbs, nouns at the end of headlines and items, nouns with carriers."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.clauses import Clause, Phrase, Syntax, syntax
from gwangju_ai_cli.happening import lexicon
from gwangju_ai_cli.happening.lexicon import Outlook, Sense, sense_of
from gwangju_ai_cli.happening.model import Happening
from gwangju_ai_cli.happening.names import mentions_in
from gwangju_ai_cli.happening.times import dates_in, is_recurring, of_line
from gwangju_ai_cli.model import Sentence, Span

# "…하려고", "…하도록", "…하면", "…해야", "…해 달라고": what is wanted, supposed or asked, not what happened.
_OPEN = regex.compile(
    r"면(?!서)|거나|든지?$|[을ᆯ]지|는지|ᆫ지|냐|더라도|어야|아야|여야|라고|자고|라며|자며|려|고자|러$|게$|어도|을까|ᆯ까|나요|니까$|ᆯ수록|어서는|아서는|어선|아선"
)
_CONDITION = regex.compile(r"^(?:으)?면$|거나$|려고$|려면$|으려면$|ᆫ다면$|다면$|더라도$|어야$|아야$|여야$")
_UNREALISED = regex.compile(r"(?:예정|계획|방침|생각)이?(?:었|였)|려\s?(?:했|하였)|지\s?(?:는|도|를)?\s?(?:않|못)|ᆯ 뻔")
_LEADS_ON = frozenset(("고", "며", "어", "아", "여", "면서", "어서", "아서", "여서"))
_UNTIL = regex.compile(r"도록|토록")
_ASKING = regex.compile(r"요청|촉구|당부|지시|권고|주문|건의|요구|지원|유도|허용|독려|명령")
_FAILED = regex.compile(
    r"(?:예정|계획|방침|생각)이?(?:었|였|던)|려던|려\s?(?:했|하였)|ᆯ 뻔|뻔(?:했|하)|(?:ᆯ|을|할|될)\s수\s(?:없|있)|지\s?(?:는|도|를)?\s?(?:않|못|말|아니)|(?:^|\s)(?:안|못)\s|[해어아여]야\s?(?:하|한|할|했|합|된|됐)|어주겠|[어아해]\s?있|게\s?(?:하|해|했)|[가-힣]왔[다으던지]|[어아해]\s?온"
)
_CALLED_OFF = regex.compile(r"취소|무산|연기|보류|불발|중단|철회|포기|백지화|결렬|미루|미뤘|미뤄|부결")
_TURNS = regex.compile(r"으나|지만|는데|ᆫ데|다가|으며$|었고")
_AFTER = regex.compile(r"(?:뒤|후|이후|직후|다음|데|가운데|이래)(?![가-힣])")
_TAILS: dict[str, Outlook] = {
    "예정": "planned", "계획": "planned", "방침": "planned", "추진": "planned", "목표": "planned", "전망": "planned",
    "확정": "planned", "완료": "done", "마무리": "done", "성공": "done", "중": "open", "시작": "open",
}  # fmt: skip
_TAIL_STEMS = frozenset(_TAILS)
_HABIT = regex.compile(r"(?<![가-힣])늘\s|매년|해마다|매달|매월|매주|매일|격년|마다(?![가-힣])|정기적으로|수시로|종종|통상적으로|일반적으로|보통은")
_NOUN_TYPES_UNDATED = frozenset(("agreement", "appointment", "selection", "award", "approval"))
_SUPPOSED = regex.compile(r"(?:경우|때|시|가능성|우려|필요|필요성|정도|여부|확률|만큼|위험)(?![가-힣]{2})")
_EVIDENCE = regex.compile(r"(?:^|\s)(?:증거|증인|참고인)(?:\s|$)")
_LIST = regex.compile(r"\s(?:등(?:의|을|이|에|과|\s)|및)")
_LETTER = regex.compile(r"[가-힣A-Za-z0-9]")


def happenings(analysis: Analysis, sentence: Sentence) -> Iterator[Happening]:
    """Every event of a sentence, in the order of its predicates."""
    tree = syntax(analysis, sentence)
    if not tree.clauses and not tree.phrases:
        return
    for clause in tree.clauses:
        found = (
            _noun(clause, tree, sentence, analysis)
            if clause.kind == "nominal"
            else _verb(clause, tree, sentence, analysis)
        )
        if found is not None:
            yield found
    yield from _loose(tree, sentence, analysis)


def _phrases(clause: Clause, tree: Syntax) -> tuple[Phrase, ...]:
    return tuple(tree.phrases[index] for index in clause.phrases)


def written(phrase: Phrase, text: str) -> str:
    """A phrase without the particle that Kiwi joins to signs (2.8㎞를)."""
    found = phrase.span.of(text)
    return found[:-1] if phrase.particle[:1] in ("ᆯ", "ᆫ") and found[-1:] in "를는" else found


def themes(phrases: tuple[Phrase, ...], text: str) -> Iterator[tuple[str, str]]:
    """What a predicate may be about, with its case, the likeliest first: object, subject, then what stands with 에, 로."""
    for phrase in reversed(phrases):
        if phrase.case == "object" and phrase.quoted:
            yield from (("object", p.span.of(text)) for p in phrases if p.index == phrase.index - 1 and p.case == "bare")
    for cases in (("object",), ("subject", "topic"), ("bare",), ("adverbial", "complement", "genitive")):
        for phrase in reversed(phrases):
            if phrase.case in cases:
                yield phrase.case, _bare(written(phrase, text))


def _bare(theme: str) -> str:
    """A phrase's text for the conditions on themes: without what 등 and counts add at its end."""
    return _COUNT.sub("", theme)


_COUNT = regex.compile(r"['\"‘’“”」』〉》]|\s등$|\s등\s?[0-9]+\S*$|\s[0-9][0-9,.]*\s?\S{1,3}$|\([^)]*\)$")


def _verb(clause: Clause, tree: Syntax, sentence: Sentence, analysis: Analysis) -> Happening | None:
    text, phrases = analysis.text, _phrases(clause, tree)
    if clause.lemma == "이":
        return _copula(clause, phrases, tree, sentence, analysis)
    found = _idiom(clause, phrases, tree, text)
    idiom: Phrase | None = None
    sense: Sense | None = None
    if found is not None:
        sense, idiom = found
    elif clause.stem in lexicon.senses() or clause.lemma in lexicon.senses() or clause.stem in lexicon.HOLDING:
        sense = _sense(clause, phrases, tree, text)
    if sense is None:
        return _carried(clause, phrases, tree, sentence, analysis)
    outlook = _admits(clause, phrases, tree, sentence, analysis)
    if sense.event_type in ("approval", "selection", "appointment") and "고 있" in clause.predicate.of(text):
        return None  # "안장을 허용하고 있어": a rule in force
    if sense.event_type == "selection" and any(_EVIDENCE.search(written(phrase, text)) for phrase in phrases):
        return None
    if outlook is None or _general(clause, phrases, tree, analysis) or _quoted(clause, phrases, text):
        return None
    if sense.frame == "meet" and not _meets(phrases, analysis):
        return None
    span = Span(idiom.words[-1].start if idiom else clause.predicate.start, _word_end(clause, text))
    if idiom is not None and len(idiom.words) > 1 and idiom.words[-2].of(text) == "첫":
        span = Span(idiom.words[-2].start, span.end)
    span = _plain(clause, span, text)
    return Happening(
        sense, span, "verb", sentence, tree, phrases, clause, outlook=outlook if outlook != "open" else None,
        idiom=idiom,
    )


def _general(clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax, analysis: Analysis) -> bool:
    """What always holds: "조정위원은 법원장이 위촉한다": the theme as topic, somebody of an office, the present."""
    if clause.past or clause.plan or clause.kind not in ("main", "coordinate"):
        return False
    supposed = any(c.kind == "coordinate" and _CONDITION.search(c.ending) for c in tree.clauses[: clause.index])
    if clause.kind == "main" and supposed and not dates_in(analysis, phrases):
        return True  # "의결하면 공사를 시작한다"
    cases = [phrase.case for phrase in phrases]
    if "object" in cases or "topic" not in cases or "subject" not in cases:
        return False
    last = next((later for later in tree.clauses[clause.index :] if later.kind == "main"), clause)
    return not last.past and not last.plan and not dates_in(analysis, phrases)


def _quoted(clause: Clause, phrases: tuple[Phrase, ...], text: str) -> bool:
    """Whether direct speech stands where the object would: a quote, not an event."""
    if any(phrase.case == "object" for phrase in phrases):
        return False
    return bool(_SPEECH.search(text, max(0, clause.predicate.start - 8), clause.predicate.start))


def _word_end(clause: Clause, text: str) -> int:
    head = clause.predicate.of(text).split(" ")[0].rstrip(",.")
    return clause.predicate.start + len(head)


def _plain(clause: Clause, span: Span, text: str) -> Span:
    """The noun alone where 하 with a bare connective follows: 체결하고 tells no tense, mood or voice, 승인받고 does."""
    noun = clause.stem
    joined = clause.kind == "coordinate" and clause.lemma == noun + "하" and not clause.past and not clause.plan
    if joined and clause.ending in ("고", "며", "면서") and text.startswith(noun, span.start):
        return Span(span.start, span.start + len(noun))
    return span


def _sense(clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax, text: str) -> Sense | None:
    """The sense that the likeliest theme allows; the object alone decides where there is one."""
    tried = False
    has_object = any(phrase.case == "object" for phrase in phrases)
    for case, phrase_text in themes(phrases, text):
        tried = True
        if case == "adverbial" and (clause.stem in lexicon.HOLDING or clause.lemma in lexicon.HOLDING):
            continue  # "정상회의에서 … 진행되고"
        found = sense_of(clause.stem, clause.lemma, phrase_text)
        if found is not None:
            return found
        if has_object:
            return None
    if clause.index and not clause.passive:
        before = tree.clauses[clause.index - 1]
        if before.kind == "coordinate" and before.ending in ("어", "아", "여", "고") and not before.past:
            for index in reversed(before.phrases):
                if tree.phrases[index].case == "object":
                    return sense_of(clause.stem, clause.lemma, _bare(written(tree.phrases[index], text)))
    if clause.kind == "adnominal" and clause.modifies is not None:
        return sense_of(clause.stem, clause.lemma, _bare(written(tree.phrases[clause.modifies], text)))
    return None if tried else sense_of(clause.stem, clause.lemma, "")


def _enters(clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax) -> bool:
    """Whether a door is meant: "열쇠로 문을 열고 들어갔다"."""
    if any(phrase.particle in ("로", "으로") for phrase in phrases):
        return True
    later = tree.clauses[clause.index + 1] if clause.index + 1 < len(tree.clauses) else None
    return later is not None and later.lemma in ("들어가", "들어오", "나오", "나가", "내리", "뛰어내리", "닫", "들어서")


def _idiom(clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax, text: str) -> tuple[Sense, Phrase] | None:
    for phrase in phrases[::-1]:
        if phrase.case not in ("object", "subject", "bare") or not phrase.words:
            continue
        words = [word.of(text) for word in phrase.words]
        for noun in (" ".join(words[-2:]), words[-1]):
            sense = lexicon.idioms().get((clause.lemma, noun))
            if noun in ("손", "문") and phrase.index and tree.phrases[phrase.index - 1].case == "genitive":
                continue  # "아이들의 손을 잡고"
            if noun == "문" and _enters(clause, phrases, tree):
                continue
            alone = len(words) == len(noun.split()) or bool(_DATED.search(" ".join(words[: -len(noun.split())])))
            if sense is not None and alone:
                return sense, phrase
    return None


_SPEECH = regex.compile(r"[\"”’']\s?(?:이?라)?고(?:도)?\s(?:\S{1,4}\s)?$")
_DATED = regex.compile(r"[0-9년월일]$|오전|오후|지난|내년|올해|다시|최근|공식")
_PLANS_SAID = regex.compile(r"계획|방침|목표|구상|입장|복안|전략|생각|각오|포부")
_PEOPLE = regex.compile(
    r"(?:들|관계자|대표|대표단|장관|차관|의원|주민|시민|시장|군수|총리|대통령|위원장|의장|총장|회장|사장|교수|대사|지사|유족|기자단|원장"
    r"|감독|이사장|상인|기업인|간부|장병|의장단|사절단|방문단|특사)(?:\s[0-9]+여?명)?$"
)


def _meets(phrases: tuple[Phrase, ...], analysis: Analysis) -> bool:
    """Whether somebody is met: a name, or people in their office; not 비를 만나, 남자를 만나."""
    for phrase in phrases:
        if phrase.case == "object" or phrase.particle[:1] in ("와", "과") or phrase.case == "conjunct":
            if any(kind == "person" for kind, _, _ in mentions_in(analysis, phrase.span)):
                return True
            if _PEOPLE.search(written(phrase, analysis.text)):
                return True
    return False


def _admits(
    clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax, sentence: Sentence, analysis: Analysis
) -> Outlook | None:
    """What the clause says of whether it happens: "open" where its tense tells; None where it is no event."""
    text = analysis.text
    predicate = clause.predicate.of(text)
    if clause.negative or _FAILED.search(predicate) or _OPEN.search(clause.ending):
        return None
    if _HABIT.search(text, clause.span.start, clause.predicate.end) or is_recurring(analysis, phrases):
        return None
    following = tree.clauses[clause.index + 1 :]
    if _in_vain(clause, tree, text):
        return None
    if clause.plan and _TURNS.search(clause.ending):
        if any(_CALLED_OFF.search(later.predicate.of(text)) for later in following):
            return None
    if _UNTIL.search(clause.ending):
        if not dates_in(analysis, phrases) or any(_ASKING.search(later.lemma) for later in following[:2]):
            return None
        return "planned"
    if clause.kind in ("main", "coordinate"):
        return "open"
    if clause.kind == "nominalised":
        last = clause.ending in ("ᆷ", "음") and not _LETTER.search(text, clause.predicate.end, sentence.span.end)
        return "open" if last else None
    return _describes(clause, phrases, tree, analysis)


def _in_vain(clause: Clause, tree: Syntax, text: str) -> bool:
    """Whether the chain goes on to a condition or a plan that failed: "지명하고 … 제출하면", "방문해 … 시찰할 예정이었으나"."""
    if clause.kind != "coordinate" or clause.past or clause.ending not in _LEADS_ON:
        return False
    for later in tree.clauses[clause.index + 1 :]:
        if later.kind in ("adnominal", "nominalised", "complement"):
            continue
        if _CONDITION.search(later.ending):
            return True
        if _UNREALISED.search(later.predicate.of(text)):
            return True
        if later.kind != "coordinate" or later.past or later.ending not in _LEADS_ON:
            return False
    return False


def _describes(clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax, analysis: Analysis) -> Outlook | None:
    """Relative clauses that tell an event: before 뒤, 것으로 알려졌다, 바 있다, or with a date of their own."""
    if clause.modifies is not None and clause.modifies < len(tree.phrases):
        if _SUPPOSED.match(analysis.text, tree.phrases[clause.modifies].span.start):
            return None
    if clause.modifies is None or clause.modifies >= len(tree.phrases):
        return None
    text = analysis.text
    head = tree.phrases[clause.modifies]
    first = head.tokens[0].form
    past = clause.ending in ("ᆫ", "은", "던") and not clause.plan
    if clause.ending.endswith("다는"):
        return "planned" if not clause.past and _PLANS_SAID.match(text, head.span.start) else None
    if clause.kind == "complement":
        if first in ("것", "거"):
            return ("done" if past else "planned") if head.particle.startswith(("으로", "로")) else None
        if first in ("예정", "계획", "방침"):
            return "planned" if len(head.tokens) == 1 else None
        return "done" if first in ("바", "적") and past else None
    if _AFTER.match(text, head.span.start) and past:
        return "open" if clause.past else "done"
    own = dates_in(analysis, phrases)
    if own and any(fact.start_date or fact.end_date or "X" in (fact.value or "") for fact in own):
        if past:
            return "done"
        coming = clause.ending == "는" and (clause.lemma in ("열리", "개막하", "개최되", "시행되", "개관하", "개통하", "개장하"))
        return "open" if coming or clause.ending in ("ᆯ", "을") or clause.plan else None
    return None


def _copula(
    clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax, sentence: Sentence, analysis: Analysis
) -> Happening | None:
    """체육관은 2026년 준공 예정이다; 도서관 건립을 추진 중이다."""
    if clause.kind not in ("main", "coordinate") or not phrases:
        return None
    last = phrases[-1]
    found = _noun_in(last, analysis.text)
    if found is not None and found[2] is not None:
        return _nominal(last, found, phrases[:-1], clause, tree, sentence, analysis, how="noun")
    if last.tokens[-1].form == "중" and len(last.tokens) > 1:
        outlook = lexicon.carriers().get(last.tokens[-2].form)
        if outlook is not None:
            return _carry(outlook if outlook == "planned" else "open", clause, phrases[:-1], tree, sentence, analysis)
    return None


def _carried(
    clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax, sentence: Sentence, analysis: Analysis
) -> Happening | None:
    outlook = lexicon.carriers().get(clause.stem) or lexicon.carriers().get(clause.lemma)
    if outlook is None:
        return None
    admitted = _admits(clause, phrases, tree, sentence, analysis)
    if admitted is None:
        return None
    return _carry(outlook if outlook != "open" else admitted, clause, phrases, tree, sentence, analysis)


def _carry(
    outlook: Outlook, clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax, sentence: Sentence, analysis: Analysis
) -> Happening | None:
    """도서관 건립을 추진한다, 준공을 앞두고 있다, 방문을 마쳤다: the noun is the predicate."""
    cases = ("object",) if any(p.case == "object" for p in phrases) else ("subject", "topic")
    if clause.lemma == "하" and any(p.particle in ("로", "으로") for p in phrases):
        return None  # "선발을 공채로 하고", "서명을 목표로 한"
    for phrase in reversed(phrases):
        if phrase.case not in cases:
            continue
        found = _noun_in(phrase, analysis.text)
        if found is None:
            return None
        others = tuple(other for other in phrases if other is not phrase)
        return _nominal(
            phrase, (found[0], found[1], outlook), others, clause, tree, sentence, analysis, how="carried"
        )
    return None


def _noun_in(phrase: Phrase, text: str) -> tuple[int, str, Outlook | None] | None:
    """The noun of an event that ends a phrase, before 예정, 완료 … if any: its place, itself, what they say."""
    tokens = phrase.tokens
    at = len(tokens) - 1
    outlook: Outlook | None = None
    if at > 0 and tokens[at].form in _TAIL_STEMS:
        outlook = _TAILS[tokens[at].form]
        at -= 1
    noun = tokens[at]
    if noun.tag not in ("NNG", "NNP") or noun.form not in lexicon.senses() or len(noun.form) < 2:
        return None
    glued = at > 0 and tokens[at - 1].span.end == noun.span.start and tokens[at - 1].tag not in ("NNB", "NR", "SP", "SF")
    if glued and not _ends_word(tokens[at - 1].span, noun.span, text):
        return None
    return at, noun.form, outlook


def _ends_word(before: Span, noun: Span, text: str) -> bool:
    """Whether the noun begins a word of its own."""
    return text[noun.start - 1 : noun.start] == " " or before.end < noun.start


def _nominal(
    phrase: Phrase,
    found: tuple[int, str, Outlook | None],
    others: tuple[Phrase, ...],
    clause: Clause | None,
    tree: Syntax,
    sentence: Sentence,
    analysis: Analysis,
    *,
    how: str,
) -> Happening | None:
    at, noun, outlook = found
    text = analysis.text
    rest = Span(phrase.tokens[0].span.start, phrase.tokens[at - 1].span.end) if at else None
    if rest is not None and phrase.quoted and text[rest.start - 1 : rest.start] in "'\"‘“「『<〈《":
        rest = Span(rest.start - 1, rest.end)
    candidates = [_bare(rest.of(text))] if rest else []
    candidates += [theme for _, theme in themes(others, text)]
    sense = None
    for theme in candidates or [""]:
        sense = sense_of(noun, noun, theme)
        if sense is not None:
            break
    if sense is None or (sense.frame == "meet" and how == "noun" and not others):
        return None
    if _HABIT.search(text, sentence.span.start, phrase.span.end):
        return None
    return Happening(sense, phrase.tokens[at].span, how, sentence, tree, others, clause, rest, outlook)


def _noun(clause: Clause, tree: Syntax, sentence: Sentence, analysis: Analysis) -> Happening | None:
    """A noun that the reader of clauses took for a predicate: "3월 착공, …", "… 업무협약 체결", "… 준공 예정"."""
    phrases = _phrases(clause, tree)
    text = analysis.text
    if clause.lemma in _TAILS:
        if not phrases:
            return None
        found = _noun_in(phrases[-1], text)
        if found is None:
            return None
        tail = _TAILS[clause.lemma]
        return _nominal(
            phrases[-1], (found[0], found[1], tail), phrases[:-1], clause, tree, sentence, analysis, how="noun"
        )
    last = phrases[-1] if phrases else None
    own = last is not None and last.case == "bare" and not last.comma
    rest = last.span if last is not None and own else None
    candidates = [_bare(rest.of(text))] if rest else []
    candidates += [theme for _, theme in themes(phrases[:-1] if own else phrases, text)]
    sense = None
    for theme in candidates or [""]:
        sense = sense_of(clause.lemma, clause.lemma, theme)
        if sense is not None:
            break
    if sense is None:
        return None
    others = phrases[:-1] if own else phrases
    happening = Happening(sense, clause.predicate, "noun", sentence, tree, others, clause, rest)
    return happening if _tells(happening, phrases, analysis) else None


def _loose(tree: Syntax, sentence: Sentence, analysis: Analysis) -> Iterator[Happening]:
    """A noun at the end of a headline or an item that no clause took: "… 총장에 서이안 교수 취임"."""
    taken = {index for clause in tree.clauses for index in clause.phrases}
    loose = [phrase for phrase in tree.phrases if phrase.index not in taken]
    if not loose or loose[-1].case != "bare" or _LETTER.search(analysis.text, loose[-1].span.end, sentence.span.end):
        return
    last = loose[-1]
    found = _noun_in(last, analysis.text)
    start = max((clause.predicate.end for clause in tree.clauses), default=0)
    if found is None or last.span.start < start:
        return
    others = tuple(loose[:-1])
    happening = _nominal(last, found, others, None, tree, sentence, analysis, how="noun")
    if happening is not None and (found[2] is not None or _tells(happening, (*others, last), analysis)):
        yield happening


def _listed(happening: Happening, text: str) -> bool:
    """Whether the noun is one of a list: "… 제도 도입, … 강화 등의 내용을 담은"."""
    end = next((c.predicate.start for c in happening.tree.clauses if c.predicate.start > happening.span.end), None)
    return end is not None and bool(_LIST.search(text, happening.span.end, end))


def _tells(happening: Happening, phrases: tuple[Phrase, ...], analysis: Analysis) -> bool:
    """Whether a noun alone tells an event: with a date, with somebody who acts, or in a chain with a verb."""
    if _listed(happening, analysis.text):
        return False
    if dates_in(analysis, phrases) or of_line(analysis, happening) is not None:
        return True
    text = analysis.text
    label = text.rfind(":", text.rfind("\n", 0, happening.span.start) + 1, happening.span.start)
    if label >= 0:
        return False
    later = happening.clause is not None and any(
        clause.kind == "main" and clause.index > happening.clause.index for clause in happening.tree.clauses
    )
    if later:
        return bool(phrases) and not _listed(happening, text)
    named = any(mentions_in(analysis, phrase.span) for phrase in phrases)
    return named
