"""Nouns that stand for events: at the end of headlines and items, before 예정, as objects of 추진하다.

"마루시, 도서관 내년 3월 착공", "- 12월 준공 예정", "도서관 건립을 추진한다", "준공을 앞두고 있다".
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.facts.events import lexicon
from gwangju_ai_cli.facts.events.lexicon import Outlook, Sense, sense_of
from gwangju_ai_cli.facts.events.modality import admits, is_habit
from gwangju_ai_cli.facts.events.model import Happening, How
from gwangju_ai_cli.facts.events.names import mentions_in
from gwangju_ai_cli.facts.events.times import dates_in, of_line
from gwangju_ai_cli.heading import Heading, find_heading
from gwangju_ai_cli.korean.clauses import Clause, Phrase, Syntax
from gwangju_ai_cli.model import Sentence, Span

_COUNT = regex.compile(r"['\"‘’“”」』〉》]|\s등$|\s등\s?[0-9]+\S*$|\s[0-9][0-9,.]*\s?\S{1,3}$|\([^)]*\)$")
_LIST = regex.compile(r"\s(?:등(?:의|을|이|에|과|\s)|및)")
_PRICED = regex.compile(r"\s?\((?:약\s|총\s)?[0-9]")
_ITEM = regex.compile(r"[▲△▷▶◆◇]|\s[·∙]\s|등\s[가-힣]+\s분야")
_LETTER = regex.compile(r"[가-힣A-Za-z0-9]")
_CARRIED = ("bare", "object", "subject")
_CASES = (("object",), ("subject", "topic"), ("bare",), ("adverbial", "complement", "genitive"))


def written(phrase: Phrase, text: str) -> str:
    """A phrase without the particle that Kiwi joins to signs (2.8㎞를)."""
    found = phrase.span.of(text)
    return found[:-1] if phrase.particle[:1] in ("ᆯ", "ᆫ") and found[-1:] in "를는" else found


def bare(theme: str) -> str:
    """A phrase's text for the conditions on themes: without marks, and what 등 and counts add at its end."""
    return _COUNT.sub("", theme)


def themes(phrases: tuple[Phrase, ...], text: str) -> Iterator[tuple[str, str]]:
    """What a predicate may be about, with its case: object, subject, then what stands with 에 or 로."""
    for phrase in reversed(phrases):
        if phrase.case == "object" and phrase.quoted:
            near = (other for other in phrases if other.index == phrase.index - 1 and other.case == "bare")
            yield from (("object", other.span.of(text)) for other in near)
    for cases in _CASES:
        for phrase in reversed(phrases):
            if phrase.case in cases:
                yield phrase.case, bare(written(phrase, text))


def noun(clause: Clause, tree: Syntax, sentence: Sentence, analysis: Analysis) -> Happening | None:
    """A noun that the reader of clauses took for a predicate: "3월 착공, …", "… 협약 체결", "… 준공 예정"."""
    phrases = tuple(tree.phrases[index] for index in clause.phrases)
    tail = lexicon.carriers("noun").get(clause.lemma)
    if tail is not None:
        last = phrases[-1] if phrases else None
        found = _ending_noun(last, analysis.text) if last is not None and last.case in _CARRIED else None
        if found is not None:
            return _happening(phrases[-1], found[0], tail, phrases[:-1], clause, tree, sentence, analysis, "noun")
    own = phrases[-1:] if phrases and phrases[-1].case == "bare" and not phrases[-1].comma else ()
    others = phrases[: len(phrases) - len(own)]
    rest = own[0].span if own else None
    sense = _sense(clause.lemma, rest, others, analysis.text)
    if sense is None:
        return None
    happening = Happening(sense, clause.predicate, "noun", sentence, tree, others, clause, rest)
    return happening if _tells(happening, phrases, analysis) else None


def loose(tree: Syntax, sentence: Sentence, analysis: Analysis) -> Iterator[Happening]:
    """A noun at the end of a headline or an item that no clause took: "… 총장에 서이안 교수 취임"."""
    taken = {index for clause in tree.clauses for index in clause.phrases}
    left = [phrase for phrase in tree.phrases if phrase.index not in taken]
    if not left or left[-1].case != "bare" or _LETTER.search(analysis.text, left[-1].span.end, sentence.span.end):
        return
    last = left[-1]
    found = _ending_noun(last, analysis.text)
    if found is None or last.span.start < max((clause.predicate.end for clause in tree.clauses), default=0):
        return
    happening = _happening(last, *found, tuple(left[:-1]), None, tree, sentence, analysis, "noun")
    if happening is not None and (found[1] is not None or _tells(happening, tuple(left), analysis)):
        yield happening


def copula(
    clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax, sentence: Sentence, analysis: Analysis
) -> Happening | None:
    """A noun with 이다: "체육관은 2026년 준공 예정이다", "도서관 건립을 추진 중이다"."""
    if not phrases or clause.kind not in ("main", "coordinate", "adnominal"):
        return None
    last = phrases[-1]
    found = _ending_noun(last, analysis.text)
    if clause.past or clause.ending == "던":
        return None  # "준공 예정이던 체육관"
    dated = clause.kind != "adnominal" or dates_in(analysis, phrases)  # "내년 3월 개교 예정인 초등학교"
    if found is not None and found[1] is not None and dated:
        return _happening(last, *found, phrases[:-1], clause, tree, sentence, analysis, "noun")
    if last.tokens[-1].form == "중" and len(last.tokens) > 1 and clause.kind != "adnominal":
        outlook = lexicon.carriers("verb").get(last.tokens[-2].form)
        if outlook is not None:
            told: Outlook = outlook if outlook == "planned" else "open"
            return _carry(told, clause, phrases[:-1], tree, sentence, analysis)
    return None


def carried(
    clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax, sentence: Sentence, analysis: Analysis
) -> Happening | None:
    """A noun as the object or subject of a verb that carries it: 건립을 추진한다, 준공을 앞두고, 방문을 마쳤다."""
    verbs = lexicon.carriers("verb")
    outlook = verbs.get(clause.stem) or verbs.get(clause.lemma)
    if outlook is None:
        return None
    admitted = admits(clause, phrases, tree, sentence, analysis)
    if admitted is None:
        return None
    return _carry(outlook if outlook != "open" else admitted, clause, phrases, tree, sentence, analysis)


def _carry(
    outlook: Outlook, clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax, sentence: Sentence, analysis: Analysis
) -> Happening | None:
    if clause.lemma == "하" and any(phrase.particle in ("로", "으로") for phrase in phrases):
        return _shortened(clause, phrases, tree, sentence, analysis)  # "선발을 공채로 하고", "서명을 목표로 한"
    cases = ("object",) if any(phrase.case == "object" for phrase in phrases) else ("subject", "topic")
    phrase = next((phrase for phrase in reversed(phrases) if phrase.case in cases), None)
    found = _ending_noun(phrase, analysis.text) if phrase is not None else None
    if phrase is None or found is None:
        return None
    others = tuple(other for other in phrases if other is not phrase)
    return _happening(phrase, found[0], outlook, others, clause, tree, sentence, analysis, "carried")


def _shortened(
    clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax, sentence: Sentence, analysis: Analysis
) -> Happening | None:
    """The verb of 증설키로 했다, which the analyser takes for a noun with 로."""
    last, text = phrases[-1], analysis.text
    word = last.words[-1].of(text)
    noun = word.removesuffix("키")
    if (
        last.particle != "로"
        or noun == word
        or noun not in lexicon.senses()
        or not (clause.past or clause.ending == "고")
    ):
        return None
    sense = _sense(noun, None, phrases[:-1], text)
    if sense is None:
        return None
    span = Span(last.words[-1].start, last.words[-1].start + len(noun))
    return Happening(sense, span, "carried", sentence, tree, phrases[:-1], clause, None, "planned")


def _ending_noun(phrase: Phrase, text: str) -> tuple[int, Outlook | None] | None:
    """The place of the noun of an event that ends a phrase, and what a noun after it says: 준공 (예정), 구축 (완료)."""
    tokens = phrase.tokens
    at = len(tokens) - 1
    while at > 0 and tokens[at].tag in ("SO", "SW", "SS"):
        at -= 1  # "접수 -"
    outlook = lexicon.carriers("noun").get(tokens[at].form) if at > 0 else None
    if outlook is not None:
        if text[tokens[at].span.start - 1] != " " and tokens[at].form not in ("예정", "중"):
            return None  # 투자계획, 건립목표: one word, a thing
        at -= 1
    found = tokens[at]
    if found.tag not in ("NNG", "NNP") or found.form not in lexicon.senses() or len(found.form) < 2:
        return None
    before = tokens[at - 1] if at else None
    glued = before is not None and before.span.end == found.span.start and before.tag not in ("NNB", "NR", "SP", "SF")
    # A noun glued to another is part of its word (재가동, 국민참여).
    return None if glued and text[found.span.start - 1 : found.span.start] != " " else (at, outlook)


def _sense(stem: str, rest: Span | None, others: tuple[Phrase, ...], text: str) -> Sense | None:
    """The sense that the words before the noun allow, else its object (토대를 구축), else whatever stands there."""
    found = list(themes(others, text))
    objects = [theme for case, theme in found if case == "object"]
    candidates = [bare(rest.of(text))] if rest else []
    candidates += objects[:1] or [theme for _, theme in found]
    for theme in candidates or [""]:
        sense = sense_of(stem, stem, theme)
        if sense is not None:
            return sense
    return None


def _happening(
    phrase: Phrase,
    at: int,
    outlook: Outlook | None,
    others: tuple[Phrase, ...],
    clause: Clause | None,
    tree: Syntax,
    sentence: Sentence,
    analysis: Analysis,
    how: How,
) -> Happening | None:
    """The event of the noun at `at` in a phrase, whose other words are its rest."""
    text = analysis.text
    rest = Span(phrase.tokens[0].span.start, phrase.tokens[at - 1].span.end) if at else None
    if rest is not None and phrase.quoted and text[rest.start - 1 : rest.start] in "'\"‘“「『<〈《":
        rest = Span(rest.start - 1, rest.end)
    sense = _sense(phrase.tokens[at].form, rest, others, text)
    if sense is None or (sense.frame == "meet" and how == "noun" and not others):
        return None
    if is_habit(text, sentence.span.start, phrase.span.end):
        return None
    return Happening(sense, phrase.tokens[at].span, how, sentence, tree, others, clause, rest, outlook)


def _tells(happening: Happening, phrases: tuple[Phrase, ...], analysis: Analysis) -> bool:
    """Whether a noun alone tells an event: in a headline, with a date, with somebody who acts, chained to a verb."""
    text = analysis.text
    if _listed(happening, text):
        return False
    if in_heading(analysis, happening.span):
        return bool(phrases)
    if dates_in(analysis, phrases) or of_line(analysis, happening) is not None:
        return True
    if text.rfind(":", text.rfind("\n", 0, happening.span.start) + 1, happening.span.start) >= 0:
        return False  # "주요 기능: 시설 설치"
    clause = happening.clause
    if clause is not None and any(c.kind == "main" and c.index > clause.index for c in happening.tree.clauses):
        return any(phrase.case in ("object", "subject", "topic") for phrase in phrases)
    # A headline in two halves: "새별군의회 임시회 폐회…추경예산안 의결".
    begin = happening.sentence.span.start
    halves = Span(begin, text.find("…", begin, happening.span.start))
    return any(mentions_in(analysis, phrase.span) for phrase in phrases) or (
        halves.end > begin and bool(mentions_in(analysis, halves))
    )


def in_heading(analysis: Analysis, span: Span) -> bool:
    """Whether a stretch stands in the headline or the lines below it."""
    heading = analysis.memo(_heading)
    return heading is not None and any(line.covers(span) for line in heading.lines)


def _heading(analysis: Analysis) -> Heading | None:
    return find_heading(analysis.text)


def _listed(happening: Happening, text: str) -> bool:
    """Whether the noun is one of a list: "… 제도 도입, … 강화 등의 내용을 담은"."""
    if _PRICED.match(text, happening.span.end):
        return True  # "체육관 건립(48억원), …"
    begin = happening.sentence.span.start + 1
    if _ITEM.search(text, begin, happening.span.start):
        return True
    end = next((c.predicate.end for c in happening.tree.clauses if c.predicate.start > happening.span.end), None)
    return end is not None and bool(_LIST.search(text, happening.span.end, end))
