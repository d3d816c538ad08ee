"""What stands after a closing mark: the ending that ties the words to their sentence, and the verb that reports them.

`"…"고 말했다`, `"…"라며 고개를 저었다`, `"…"는 입장을 밝혔다`, `"…"는 게 그의 설명이다`.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import regex

from gwangju_ai_cli.facts.quotes.marks import QUOTATIVE
from gwangju_ai_cli.facts.quotes.words import is_said, noun_kind, verb_kinds
from gwangju_ai_cli.korean.clauses import Clause, Phrase, Syntax, parse
from gwangju_ai_cli.model import Span, Token

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

Tie = Literal["reported", "accompanied", "described"]

TIED = regex.compile(rf"(?P<space>\s?)(?P<tie>{QUOTATIVE})(?=[\s,])|(?P<tie>이?라)\s(?=했|말했|하)")
_ACCOMPANIED = ("며", "면서", "도", "더니")
_EMBEDDED = regex.compile(r"(?:다|라|자|냐|으라)(?:고|며|면서|는)$")
_EMBEDDED_WORD = regex.compile(r"(?<=[다라자냐])(?:고|며|면서|는|지만|던)(?:도|는|만)?$")
_ADVERBIAL = frozenset(
    {"게", "도록", "려고", "려", "듯", "듯이", "러", "고자", "지", "면", "으면", "어야", "아야", "ᆯ수록"}
)
_RECEIVED = frozenset({"받", "듣", "사", "얻", "부르", "낳", "접하"})
_WRITTEN = frozenset({"쓰", "적", "그리", "새기", "하", "걸", "붙이"})
_POSITIONS = frozenset({"입장", "설명", "주장", "해명", "답변", "의견", "방침"})
_HEARD = frozenset({"알려지", "전하", "전해지", "드러나", "나타나", "파악되", "확인되", "밝혀지", "조사되", "보이"})
_FORMER = regex.compile(r" 바 있[가-힣]+")
_WORD = regex.compile(r"[^\s,.!?…\"“”'‘’()]+")
_SIGN = regex.compile(r"[가-힣]+")
_CALLED = regex.compile(r"하는\s|해서\s|할\s|한다면\s")


@dataclass(frozen=True, slots=True)
class Report:
    """How a sentence goes on after a quotation.

    `verb` is the reporting word as written (말했다, 입장을 밝혔다), None where none follows; `says` that it is one
    of speech, `names` that it says what something is called, `thinks` that it is one of thought, `denied` that
    it was not said, `stated` that a noun of statement is its object (입장을), `impersonal` that it leaves open who
    speaks (목소리가 높다). `owner` is the phrase of whoever …라는 describes (…라는 그의 말, …라는 김 씨는).
    `syntax` is that of what follows, `clause` the index of the reporting clause in it.
    """

    tie: Tie
    syntax: Syntax
    verb: Span | None = None
    says: bool = False
    names: bool = False
    thinks: bool = False
    denied: bool = False
    stated: bool = False
    impersonal: bool = False
    clause: int | None = None
    owner: int | None = None


def tokens_between(analysis: Analysis, start: int, end: int) -> list[Token]:
    """The morphemes of a stretch within one sentence or over several."""
    if start >= end:
        return []
    first, last = analysis.sentence_at(start).index, analysis.sentence_at(max(start, end - 1)).index
    out: list[Token] = []
    for sentence in analysis.sentences[first : last + 1]:
        tokens = analysis.tokens(sentence)
        at = bisect_left(tokens, start, key=_start)
        until = bisect_left(tokens, end, lo=at, key=_start)
        out += [token for token in tokens[at:until] if token.span.end <= end]
    return out


def _start(token: Token) -> int:
    return token.span.start


def read_report(analysis: Analysis, close: int, limit: int) -> Report | None:
    """What ties the words before `close` to their sentence, read up to `limit`; None where nothing does."""
    text = analysis.text
    match = TIED.match(text, close, limit)
    if match is None:
        return None
    tie = match["tie"]
    if match["space"] and not tie.startswith(("라", "이라")):
        return None  # a space only before what is no word of its own: "…" 라고
    kind: Tie = "described"
    if tie.endswith(_ACCOMPANIED) and not tie.endswith("고도"):
        kind = "accompanied"
    elif tie.rstrip("도만는까지").endswith("고") or tie.endswith("라"):
        kind = "reported"
    start = match.end()
    syntax = parse(tokens_between(analysis, start, limit), text, Span(start, limit))
    if kind == "described":
        return _described(text, syntax, Span(start, limit))
    return _reported(text, kind, syntax)


def _reported(text: str, kind: Tie, syntax: Syntax) -> Report:
    """The reporting verb after …라고, …라며: the first verb of speech, else the first that is not subordinate."""
    if syntax.phrases and (first := syntax.phrases[0]).comma and len(first.words) == 1:
        noun = first.words[0]
        if verb_kinds().get(noun.of(text)) == "say":  # …고 주장, 논란을 불렀다
            return Report(kind, syntax, noun, says=True)
    chosen = _choose(text, kind, syntax)
    if chosen is None:
        return Report(kind, syntax)
    verb_kind = _kind(chosen, syntax, text)
    names = verb_kind == "name" or _labels(chosen, syntax, text)
    return Report(
        kind,
        syntax,
        _verb(text, chosen, syntax),
        verb_kind == "say",
        names,
        verb_kind == "think",
        chosen.negative,
        clause=chosen.index,
    )


def _choose(text: str, kind: Tie, syntax: Syntax) -> Clause | None:
    plain: Clause | None = None
    narrow: Clause | None = None
    for clause in syntax.clauses:
        verb_kind = _kind(clause, syntax, text)
        if clause.kind == "adnominal" and text[clause.predicate.end : clause.predicate.end + 1].isalpha():
            continue  # 한|목소리로: no word ends here
        if kind == "reported" and clause.index == 0 and verb_kind is not None and clause.kind != "nominalised":
            return clause
        if clause.kind == "nominalised":
            if plain is None and text.startswith("도 ", clause.predicate.end):
                return clause  # 질타하기도 했다
        elif _EMBEDDED.search(clause.ending) or clause.ending in _ADVERBIAL or clause.lemma == "이":
            continue
        elif clause.kind in ("adnominal", "complement"):
            if (verb_kind == "say" and kind == "reported") or _hearsay(syntax, clause):
                return clause
            narrow = narrow or (clause if verb_kind == "say" else None)
        elif verb_kind == "say":
            return clause
        else:
            plain = plain or clause
            if not _leads_to_speech(clause, syntax, text):
                break
    return plain or narrow


def _hearsay(syntax: Syntax, clause: Clause) -> bool:
    """Whether a clause is what others say of the speaker: 거부한 것으로 알려졌다."""
    following = syntax.clauses[clause.index + 1 : clause.index + 2]
    return clause.kind == "complement" and any(after.lemma in _HEARD for after in following)


def _leads_to_speech(clause: Clause, syntax: Syntax, text: str) -> bool:
    """Whether a clause in 어 or 아 leads to a verb of speech: 목소리를 높여 말했다."""
    following = syntax.clauses[clause.index + 1 : clause.index + 2]
    return clause.ending in ("어", "아", "어서", "아서") and any(_kind(c, syntax, text) == "say" for c in following)


def _kind(clause: Clause, syntax: Syntax, text: str) -> str | None:
    """What kind of verb a clause has; "했다" says so only where nothing but adverbs stands before it."""
    if clause.lemma == "이" or not clause.lemma:
        return None
    if clause.lemma in ("하", "그러"):
        phrases = [syntax.phrases[index] for index in clause.phrases]
        if _CALLED.match(text, clause.predicate.start):
            return "name"
        return None if any(phrase.case == "object" for phrase in phrases) and not _spoken(phrases[-1], text) else "say"
    kinds = verb_kinds()
    return kinds.get(clause.stem) or kinds.get(clause.lemma)


def _spoken(phrase: Phrase, text: str) -> bool:
    return phrase.case == "object" and is_said(_last_word(phrase, text))


def _last_word(phrase: Phrase, text: str) -> str:
    return phrase.words[-1].of(text) if phrase.words else ""


def _labels(clause: Clause, syntax: Syntax, text: str) -> bool:
    """Whether a sign, not a person, bears the words: …라고 쓴 현수막."""
    if clause.kind != "adnominal" or clause.modifies is None or clause.lemma not in _WRITTEN:
        return False
    return noun_kind(_last_word(syntax.phrases[clause.modifies], text)) == "none"


def _verb(text: str, clause: Clause, syntax: Syntax) -> Span:
    """The predicate as written, with its object where that is what is said (입장을) or the verb needs it (고개를)."""
    span = clause.predicate
    word = _WORD.match(text, span.start)
    end = max(span.end, word.end() if word else span.end)
    following = syntax.clauses[clause.index + 1] if clause.index + 1 < len(syntax.clauses) else None
    joined = clause.ending in ("어", "아") or (clause.kind == "nominalised" and following and following.lemma == "하")
    if (
        following is not None
        and joined
        and following.kind in ("main", "coordinate")
        and (following.predicate.start == end + 1)
    ):
        end = following.predicate.end  # 들어 보였다, 질타하기도 했다
    former = _FORMER.match(text, end)
    if former is not None:
        end = former.end()
    cut = _EMBEDDED_WORD.search(text, span.start, end)
    if cut is not None and cut.start() > span.start and clause.ending not in ("지만", "고"):
        end = cut.start()
    start = span.start - 2 if text.endswith("못 ", 0, span.start) and clause.lemma == "박" else span.start
    objects = [syntax.phrases[index] for index in clause.phrases if syntax.phrases[index].case in ("object", "subject")]
    if objects and text[objects[-1].span.end : start].strip() in ("을", "를", "이", "가") and objects[-1].words:
        needed = objects[-1].case == "object" and _kind(clause, syntax, text) != "say"
        if needed or is_said(_last_word(objects[-1], text)):
            start = objects[-1].words[-1].start
    return Span(start, end)


def _described(text: str, syntax: Syntax, tail: Span) -> Report:
    """…라는 and a noun: speech where the noun is one (입장, 지적), or a clause around it says so (…는 게 설명이다)."""
    if not syntax.phrases:
        return Report("described", syntax)
    head = syntax.phrases[0]
    # the noun right after 라는: its run ends at a particle, a comma or the predicate
    nouns = [noun_kind(word.of(text)) for word in head.words]
    if head.span.start - tail.start > 2:
        return Report("described", syntax)
    known = [kind for kind in nouns if kind is not None]
    kind = nouns[-1] if nouns else None
    word = _last_word(head, text)
    if kind is None and known and head.case in ("bare", "genitive"):
        kind = known[0]
    if word in ("것", "게", "거", "점", "사실") or text[head.span.start : head.span.end] in ("게", "건"):
        return _about(text, syntax, head)
    owner = head.index if head.case == "genitive" else None
    if kind is None and head.case == "genitive" and len(syntax.phrases) > 1:
        head = syntax.phrases[1]  # …라는 그의 말
        nouns = [noun_kind(_last_word(head, text))]
        kind = nouns[-1]
    if kind is None and head.case == "object":
        clause = syntax.clause_of(head)
        if clause is not None and clause.lemma != "하" and _kind(clause, syntax, text) == "say":
            kind = "said"  # …는 소신을 밝혔다: the verb tells that the noun is one of speech
    if kind is None or kind == "none":
        if owner is None and head.case in ("topic", "subject"):
            owner = head.index
        return Report("described", syntax, names=kind == "none", owner=owner if kind is None else None)
    start = head.words[-1].start if nouns[-1] is not None else head.words[0].start
    clause = next((clause for clause in syntax.clauses if head.index in clause.phrases), None)
    end = head.span.end
    if clause is not None and clause.kind != "nominalised":
        word_end = _WORD.match(text, clause.predicate.start)
        stop = max(clause.predicate.end, word_end.end() if word_end else 0)
        between = text[head.span.end : clause.predicate.start]
        if len(between.split()) <= 2 and "," not in between:
            cut = _EMBEDDED_WORD.search(text, clause.predicate.start, stop)
            end = cut.start() if cut is not None and cut.start() > clause.predicate.start else stop
            former = _FORMER.match(text, end)
            end = former.end() if former is not None else end
        elif _kind(clause, syntax, text) == "say":
            start, end = clause.predicate.start, stop
    active = clause is not None and clause.lemma not in _RECEIVED and not clause.passive
    verb = Span(start, end) if end > head.span.end else None  # …라는 글과 함께: no verb of its own
    return Report(
        "described",
        syntax,
        verb,
        True,
        denied=clause is not None and clause.negative,
        stated=kind == "stated"
        and active
        and (head.case == "object" or head.particle == "까지" or (head.case == "complement" and word in _POSITIONS)),
        owner=owner,
        impersonal=owner is None
        and (clause is None or clause.lemma != "이")
        and (head.case in ("subject", "topic") or head.particle == "도" or not active),
        clause=clause.index if clause is not None else None,
    )


def _about(text: str, syntax: Syntax, head: Phrase) -> Report:
    """…는 것이 시의 설명이다, …는 점을 강조했다."""
    for clause in syntax.clauses:
        if clause.lemma == "이" and clause.kind in ("main", "coordinate") and clause.phrases:
            complement = syntax.phrases[clause.phrases[-1]]
            if complement.index != head.index and is_said(_last_word(complement, text)):
                end = _WORD.match(text, complement.words[-1].start)
                stop = end.end() if end else clause.predicate.end
                return Report("described", syntax, Span(complement.words[-1].start, stop), True, clause=clause.index)
        elif _kind(clause, syntax, text) == "say" and clause.kind in ("main", "coordinate") and clause.index == 0:
            return Report("described", syntax, _verb(text, clause, syntax), True, clause=clause.index)
    return Report("described", syntax)
