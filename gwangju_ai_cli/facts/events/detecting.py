"""Which predicates of a sentence stand for events: verbs, idioms, and nouns (`nominals`)."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.facts.events import lexicon
from gwangju_ai_cli.facts.events.lexicon import Sense, sense_of
from gwangju_ai_cli.facts.events.modality import AFTER, admits, is_reported
from gwangju_ai_cli.facts.events.model import Happening
from gwangju_ai_cli.facts.events.names import mentions_in
from gwangju_ai_cli.facts.events.nominals import bare, carried, copula, loose, noun, themes, written
from gwangju_ai_cli.facts.events.times import dates_in, is_time
from gwangju_ai_cli.facts.events.words import choice, ending, role
from gwangju_ai_cli.korean.clauses import LINKS, MEANS, Clause, Phrase, Syntax, syntax
from gwangju_ai_cli.model import Sentence, Span

_DATED = regex.compile(r"[0-9년월일말초순기]$|오전|오후|지난|내년|올해|다시|최근|공식")
_MET = regex.compile(rf"(?:{choice('met')})(?:\s[0-9]+여?명)?$")
_EVIDENCE = regex.compile(rf"(?:^|\s)(?:{choice('evidence')})(?:\s|$)")
_MONEY = regex.compile(r"[0-9억조만천]\s?원$|비$|예산$")
_IN_FORCE = frozenset(("approval", "selection", "appointment", "inspection"))
_INTO = frozenset(("budgeting", "legal"))
"""Types that what something is put into tells: 예산에 담다, 재판에 넘기다."""


def happenings(analysis: Analysis, sentence: Sentence) -> Iterator[Happening]:
    """Every event of a sentence, in the order of its predicates."""
    whole = syntax(analysis, sentence)
    for tree in (whole, *_spoken(whole, analysis.text)):
        yield from _in_tree(tree, sentence, analysis)


def _spoken(tree: Syntax, text: str) -> Iterator[Syntax]:
    """What stands in square brackets as sentences: broadcasters put what is said there, with the caption."""
    return (inner for inner in tree.inner if inner.clauses and text[inner.span.start - 1 : inner.span.start] == "[")


def _in_tree(tree: Syntax, sentence: Sentence, analysis: Analysis) -> Iterator[Happening]:
    for clause in tree.clauses:
        found = (
            noun(clause, tree, sentence, analysis)
            if clause.kind == "nominal"
            else _verb(clause, tree, sentence, analysis)
        )
        if found is not None:
            yield found
    yield from loose(tree, sentence, analysis)


def _verb(clause: Clause, tree: Syntax, sentence: Sentence, analysis: Analysis) -> Happening | None:
    text = analysis.text
    phrases = tuple(tree.phrases[index] for index in clause.phrases)
    if _denies(text, clause.predicate.start):
        return None
    if clause.lemma == "이":
        return copula(clause, phrases, tree, sentence, analysis)
    sense, idiom = _idiom(clause, phrases, tree, analysis)
    if sense is None and _known(clause):
        sense = _sense(clause, phrases, tree, analysis)
    if sense is None:
        return carried(clause, phrases, tree, sentence, analysis)
    if not _meant(sense, clause, phrases, tree, analysis):
        return None
    if clause.stem in role("manner_verb") and clause.ending in MEANS:
        return None  # "5억원을 들여 짓는다": the money goes into what is built
    outlook = admits(clause, phrases, tree, sentence, analysis)
    if outlook is None or is_reported(clause, phrases, text):
        return None
    span = _span(clause, idiom, text)
    told = outlook if outlook != "open" else None
    return Happening(sense, span, "verb", sentence, tree, phrases, clause, outlook=told, idiom=idiom)


def _denies(text: str, start: int) -> bool:
    """Whether a prefix that denies is glued to a verbal noun: 미반영되어, 불승인했다."""
    return text[start - 1 : start] in ("미", "불", "비") and not text[start - 2 : start - 1].strip("( ")


def _known(clause: Clause) -> bool:
    known = lexicon.senses()
    return clause.lemma in known or clause.stem in lexicon.HOLDING or (len(clause.stem) > 1 and clause.stem in known)


def _meant(sense: Sense, clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax, analysis: Analysis) -> bool:
    """Whether the clause leaves the sense standing: a rule in force, a court's evidence and rain are no events."""
    text = analysis.text
    if clause.stem == "마련" and clause.passive and _is_for(clause, phrases, tree):
        return False  # "이번 보고회는 … 대응을 위해 마련됐다"
    if sense.event_type in _IN_FORCE and "고 있" in clause.predicate.of(text):
        return False  # "출입을 허용하고 있다"
    if clause.lemma == "들어가" and any(_MONEY.search(written(phrase, text)) for phrase in phrases):
        return False  # "건립에는 18억원이 들어간다"
    if sense.event_type == "selection" and any(_EVIDENCE.search(written(phrase, text)) for phrase in phrases):
        return False
    return sense.frame != "meet" or _meets(phrases, analysis)


def _is_for(clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax) -> bool:
    """Whether a clause says what an occasion is for: "… 대응을 위해 마련됐다", "… 찾기 위해 마련됐다"."""
    before = tree.clauses[clause.index - 1] if clause.index else None
    sought = before is not None and before.ending == "기 위해"
    meant = any(phrase.case == "purpose" or phrase.particle.startswith("에서") for phrase in phrases)
    return clause.past and (sought or meant)


def _meets(phrases: tuple[Phrase, ...], analysis: Analysis) -> bool:
    """Whether somebody is met: a name, or people in their office; not 비를 만나, 남자를 만나."""
    for phrase in phrases:
        if phrase.case in ("object", "conjunct") or phrase.particle[:1] in ("와", "과"):
            if any(kind == "person" for kind, _, _ in mentions_in(analysis, phrase.span)):
                return True
            if _MET.search(written(phrase, analysis.text)):
                return True
    return False


def _sense(clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax, analysis: Analysis) -> Sense | None:
    """The sense that the likeliest theme allows; the object alone decides where there is one."""
    text, tried, barred = analysis.text, False, False
    holds = clause.stem in lexicon.HOLDING or clause.lemma in lexicon.HOLDING
    phrases = tuple(phrase for phrase in phrases if not is_time(analysis, phrase.span))
    transitive = any(phrase.case == "object" for phrase in phrases)
    for case, theme in themes(phrases, text):
        tried = True
        if transitive and case != "object":
            return _as_what(clause, phrases, text)
        if case in ("subject", "topic") and clause.lemma in ("갖", "가지", "열", "하"):
            continue  # "결정권은 위원회가 갖도록", "축제는 감사의 뜻이기도 하다"
        if case == "adverbial" and (holds or clause.lemma == "들어서"):
            continue  # "회의에서 … 진행되고", "건물에 들어서자"
        found = sense_of(clause.stem, clause.lemma, theme)
        if found is not None and not (barred and case == "adverbial" and found.needs is None):
            return found
        barred = barred or case in ("subject", "topic")  # "군과 의회가 정면으로 충돌했다"
    if transitive:
        return _as_what(clause, phrases, text)
    for phrase in (_shared(clause, tree), _described(clause, tree, text), _topic_before(clause, tree)):
        found = sense_of(clause.stem, clause.lemma, bare(written(phrase, text))) if phrase is not None else None
        if found is not None:
            return found
    return None if tried else sense_of(clause.stem, clause.lemma, "")


def _as_what(clause: Clause, phrases: tuple[Phrase, ...], text: str) -> Sense | None:
    """The sense that what something is made (이 일대를 센터 터로 정하고) or put into (예산에 담았다) allows."""
    for phrase in reversed(phrases):
        if phrase.particle not in ("로", "으로", "에"):
            continue
        found = sense_of(clause.stem, clause.lemma, bare(written(phrase, text)))
        if found is not None and (found.frame in ("choose", "office") or found.event_type in _INTO):
            return found
    return None


def _topic_before(clause: Clause, tree: Syntax) -> Phrase | None:
    """The topic or subject of the chain, where a clause has none: "추경안은 … 심의를 거쳐 최종 확정된다"."""
    own = [tree.phrases[index].case for index in clause.phrases]
    if "topic" in own or ("subject" in own and clause.kind != "adnominal"):
        return None
    for before in reversed(tree.clauses[: clause.index]):
        found = [tree.phrases[index] for index in before.phrases if tree.phrases[index].case in ("topic", "subject")]
        if found and before.kind in ("main", "coordinate", "nominal"):
            return found[0]
    later = (tree.phrases[index] for other in tree.clauses[clause.index + 1 :] for index in other.phrases)
    return next((p for p in later if p.case == "topic" and p.span.end <= clause.span.start), None)


def _shared(clause: Clause, tree: Syntax) -> Phrase | None:
    """The object of the clause before: 건의문을 채택해 전달했다."""
    if clause.index and not clause.passive:
        before = tree.clauses[clause.index - 1]
        if before.kind == "coordinate" and before.ending in (*LINKS, "고") and not before.past:
            for index in reversed(before.phrases):
                if tree.phrases[index].case == "object":
                    return tree.phrases[index]
    return None


def _described(clause: Clause, tree: Syntax, text: str) -> Phrase | None:
    """What a relative clause describes."""
    if clause.kind != "adnominal" or clause.modifies is None:
        return None
    head = tree.phrases[clause.modifies]
    return None if AFTER.match(text, head.span.start) else head


def _idiom(
    clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax, analysis: Analysis
) -> tuple[Sense | None, Phrase | None]:
    """The sense of 문을 열다, 첫 삽을 뜨다, with the phrase that belongs to the predicate."""
    for phrase in phrases[::-1]:
        if phrase.case not in ("object", "subject", "bare"):
            continue
        words = [word.of(analysis.text) for word in phrase.words]
        for size in (2, 1):
            key = " ".join(words[-size:])
            sense = lexicon.idioms().get((clause.lemma, key))
            before = " ".join(words[:-size])
            alone = not before or key not in ("손", "문", "막") or _DATED.search(before)
            if sense is None or not alone or size > len(words):
                continue
            if not _is_only_that(key, phrase, clause, phrases, tree, analysis):
                return sense, phrase
    return None, None


def _is_only_that(
    noun: str, phrase: Phrase, clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax, analysis: Analysis
) -> bool:
    """Whether a door is only a door and a hand a hand: "아이들의 손을 잡고", "열쇠로 문을 열고 들어갔다"."""
    text = analysis.text
    if noun in ("손", "문") and phrase.index and tree.phrases[phrase.index - 1].case == "genitive":
        return True
    if noun == "손":  # "아빠와 손을 잡고": bodies join hands, people hold them
        named = (kind for other in phrases for kind, _, _ in mentions_in(analysis, other.span))
        return not any(kind in ("org", "place") for kind in named) and not _bodies(phrases, text)
    if noun != "문":
        return False
    if dates_in(analysis, (phrase,)):
        return False  # "2018년 말 문을 연다"
    if not _has_doors(clause, phrases, tree, analysis):
        return True
    if any(other.particle in ("로", "으로") for other in phrases):
        return True
    if any(other.case in ("subject", "topic") and ending("people").search(other.span.of(text)) for other in phrases):
        return True
    later = tree.clauses[clause.index + 1] if clause.index + 1 < len(tree.clauses) else None
    return later is not None and later.lemma in role("enter")


def _bodies(phrases: tuple[Phrase, ...], text: str) -> bool:
    return any(ending("premises").search(other.span.of(text)) for other in phrases if other.case != "object")


def _has_doors(clause: Clause, phrases: tuple[Phrase, ...], tree: Syntax, analysis: Analysis) -> bool:
    """Whether what opens or closes is a place or a body, in the clause, its chain, or as what the clause describes."""
    chain = [tree.phrases[index] for other in tree.clauses[: clause.index] for index in other.phrases]
    doers = [phrase for phrase in (*phrases, *chain) if phrase.case in ("subject", "topic") or phrase.particle == "도"]
    if clause.modifies is not None and clause.kind == "adnominal":
        later = (tree.phrases[index] for other in tree.clauses[clause.index :] for index in other.phrases)
        doers += [tree.phrases[clause.modifies], *(phrase for phrase in later if phrase.case == "topic")]
    return any(
        ending("premises").search(phrase.span.of(analysis.text))
        or any(kind in ("org", "place") for kind, _, _ in mentions_in(analysis, phrase.span))
        for phrase in doers
    )


def _span(clause: Clause, idiom: Phrase | None, text: str) -> Span:
    """The predicate's word, with the noun of an idiom.

    The noun alone where 하 with a bare connective follows: 체결하고 tells no tense, mood or voice, 승인받고 does.
    """
    start = clause.predicate.start
    end = start + len(clause.predicate.of(text).split(" ")[0].rstrip(",."))
    if idiom is not None:
        first = -2 if len(idiom.words) > 1 and idiom.words[-2].of(text) == "첫" else -1
        return Span(idiom.words[first].start, end)
    noun = clause.stem
    plain = clause.kind == "coordinate" and clause.lemma == noun + "하" and not clause.past and not clause.plan
    if plain and clause.ending in ("고", "며", "면서") and text.startswith(noun, start):
        return Span(start, start + len(noun))
    return Span(start, end)
