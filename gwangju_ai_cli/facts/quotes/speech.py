"""Which pairs of marks hold speech: `quotations(analysis)`, once a document.

Double marks are speech where a verb, a noun of speech or a following quotation ties them to their sentence, and
where a whole sentence stands on its own. Single marks are for names and terms: they need a sentence within and a
verb of speech after it. Fragments that a sentence takes as its object (“전면 재검토”를 요구했다) are no quotations.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from gwangju_ai_cli.facts.quotes.captions import Caption, caption_of
from gwangju_ai_cli.facts.quotes.marks import Pair, read_pairs
from gwangju_ai_cli.facts.quotes.people import read_phrase
from gwangju_ai_cli.facts.quotes.reporting import TIED, Report, read_report
from gwangju_ai_cli.facts.quotes.words import STOPPED, is_finite, is_said, is_sentence, trimmed
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.text import BULLETS

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

_CHAINED = regex.compile(
    r"\s?(?:(?:이?라|하)?고(?:도)?|(?:이?라)?(?:며|면서)(?:도)?|,|·)?[\s,·]*"
    r"(?:(?:또|이어|그러면서|아울러|특히|그리고|이에|다시|재차|또한|그는|동시에|반면|하지만|다만)[\s,]+)*$"
)
_SAYING = regex.compile(r"(?:속담|격언|옛말|명언|성경 구절|사자성어|노랫말)(?:에|에서|처럼|은|는|도|에도)")
_NAMED_BY = regex.compile(r"(?:이른바|소위|일명|가칭|제목|이름|주제|표어|구호|슬로건|부제)(?:은|는|의|으로|로|인)?\s*$")
_SURVEYED = regex.compile(r"[\d.]+%(?:\([^()]*\))?[가이는은]\s*$|\d+명(?:\([^()]*\))?[이은]\s*$")
_LISTED = regex.compile(
    r"\s?등(?:의|으로|,|\s)\s?(?P<verb>(?P<noun>[가-힣]+?)(?:[을를이가의은는로도]|으로)?(?:\s[가-힣]+)?)(?=[\s,.])"
)
_ANSWER = regex.compile(rf"[\s{BULLETS}]*(?:[가-힣A-Za-z]{{2,10}}\s?:\s*)?$")
_ENDED = regex.compile(r"(?:^|[.?!…][”\"’')]?|[”\"]|\n)\s*$")
_GOES_ON = regex.compile(r"\s*(?:[.?!…]|\n|$)|\s+(?=[^\s])")
_WINDOW = 200
"""Characters beside a quotation that tell whether it stands on its own."""
_LETTER = regex.compile("[가-힣A-Za-z一-龥]")
_BROKEN_OFF = regex.compile(r"(?:…|\.\.)[.?!]*\s*$")
_SHORT_SENTENCE = 6
_SINGLE_WORDS = 3
"""Words that make a phrase in single marks more than a term, where a verb of speech reports it."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that somebody said: `inner` without their marks, `outer` with them.

    `rule` says how they were known; `verb` is the reporting word; `chained` that the next quotation has it;
    `caption` is the broadcaster's caption that it stands under.
    """

    inner: Span
    outer: Span
    rule: str
    verb: Span | None
    report: Report | None
    chained: bool = False
    caption: Caption | None = None


def quotations(analysis: Analysis) -> tuple[Quotation, ...]:
    """All quotations in order; of nested ones the outer."""
    return analysis.memo(_find)


def first_quotation(analysis: Analysis, begin: int, end: int) -> int | None:
    """Where the first quotation opens in a stretch; None where none does."""
    starts = analysis.memo(_starts)
    at = bisect_left(starts, begin)
    return starts[at] if at < len(starts) and starts[at] < end else None


def _starts(analysis: Analysis) -> list[int]:
    return [one.outer.start for one in quotations(analysis)]


def pairs(analysis: Analysis) -> tuple[Pair, ...]:
    """All pairs of marks, speech or not."""
    return analysis.memo(_pairs)


def _pairs(analysis: Analysis) -> tuple[Pair, ...]:
    return read_pairs(analysis.text)


def _find(analysis: Analysis) -> tuple[Quotation, ...]:
    found: list[Quotation] = []
    parents = _parents(pairs(analysis))
    # From the last to the first, since a chain ("…"며 "…"고 말했다) has its verb at the end.
    for pair, parent in reversed(list(zip(pairs(analysis), parents, strict=True))):
        quotation = _judge(analysis, pair, parent, found[-1] if found else None)
        if quotation is not None:
            found.append(quotation)
    outermost: list[Quotation] = []
    for quotation in reversed(found):
        if not outermost or quotation.outer.start >= outermost[-1].outer.end:
            outermost.append(quotation)
    return tuple(outermost)


def _parents(found: tuple[Pair, ...]) -> list[Pair | None]:
    """The pair that each pair stands in."""
    around: list[Pair] = []
    out: list[Pair | None] = []
    for pair in found:
        while around and around[-1].outer.end <= pair.outer.start:
            around.pop()
        out.append(around[-1] if around else None)
        around.append(pair)
    return out


def _judge(analysis: Analysis, pair: Pair, parent: Pair | None, following: Quotation | None) -> Quotation | None:
    text = analysis.text
    words = pair.inner.of(text)
    inner = trimmed(text, pair.inner)
    if inner.end - inner.start < 2 or _LETTER.search(words) is None:
        return None
    close = pair.outer.end
    caption = caption_of(analysis, pair.outer) if pair.family == "double" and parent is None else None
    tie = TIED.match(text, close)
    if caption is not None and tie is None:
        return Quotation(inner, pair.outer, "quote.caption", None, None, caption=caption)
    tied = tie is not None
    double = pair.family == "double"
    # 고 and 며 follow a sentence only, 라고 a noun as well
    finite = is_finite(words)
    if not double and finite and tie is not None and (tie["tie"] or "라").startswith(("라", "이라")):
        finite = is_sentence(words)
    if not double and not (tied and (finite or len(words.split()) >= _SINGLE_WORDS)):
        return None
    if double and not tied and _BROKEN_OFF.search(words) is not None:
        finite = True  # “저는….” 그는 말을 잇지 못했다
    if double and not tied and not finite and not _CHAINED.match(text, close):
        return None
    limit = min(_sentence_end(analysis, close), parent.inner.end if parent is not None else len(text))
    next_start = following.outer.start if following is not None and following.outer.start >= close else len(text) + 1
    if following is not None and next_start <= limit:
        if _CHAINED.fullmatch(text, close, next_start) is not None and (double or finite):
            return Quotation(inner, pair.outer, "quote.chained", following.verb, following.report, True)
        limit = next_start
    if tied:
        report = read_report(analysis, close, limit)
        if report is not None:
            if not _is_speech(analysis, pair, report, finite):
                return None
            verb, chained = report.verb, False
            if verb is None and following is not None and limit == next_start:
                # "○○는 “…”고, △△는 “…”고 각각 말했다": one verb, two speakers
                verb, chained = following.verb, _CHAINED.fullmatch(text, close, next_start) is not None
            return Quotation(inner, pair.outer, f"quote.{report.tie}", verb, report, chained)
    if not double:
        return None
    listed = _LISTED.match(text, close)
    if listed is not None:
        said = finite and is_said(listed["noun"])
        verb = Span(*listed.span("verb"))
        return Quotation(inner, pair.outer, "quote.listed", verb, None) if said else None
    return _standing(analysis, pair, inner, finite)


def _sentence_end(analysis: Analysis, close: int) -> int:
    if close >= len(analysis.text) or not analysis.sentences:
        return close
    return max(close, analysis.sentence_at(close).span.end)


def _is_speech(analysis: Analysis, pair: Pair, report: Report, finite: bool) -> bool:
    """Whether words that are tied to their sentence are speech: not by a verb of naming, nor as a term."""
    text = analysis.text
    if report.names or report.denied:
        return False
    begin = analysis.sentence_at(pair.outer.start).span.start
    before = text[max(begin, pair.outer.start - 40) : pair.outer.start]
    if _SAYING.search(before) or _NAMED_BY.search(before):
        return False
    words = pair.inner.of(text).strip()
    if pair.family == "double":
        if report.tie == "described":
            said = report.says and (finite or report.stated or " " in words)
            return said or (finite and _is_owned(analysis, report))
        if report.tie == "accompanied":
            return True
        return report.says or finite or " " in words
    if _SURVEYED.search(before):
        return False  # "응답자의 85%가 '그렇다'고 답했다": an answer on a form
    if report.tie == "described":
        return report.stated and finite
    if report.tie == "accompanied":
        return (finite or (report.says and len(words.split()) > _SINGLE_WORDS)) and not report.thinks
    return report.says and (finite or len(words.split()) > _SINGLE_WORDS)


def _is_owned(analysis: Analysis, report: Report) -> bool:
    """Whether …라는 describes a person: "…"는 김 씨는 오늘도, "…"라는 그의 눈가."""
    if report.owner is None:
        return False
    speaker = read_phrase(analysis, report.syntax.phrases[report.owner].span)
    return speaker is not None and (speaker.sort == "person" or speaker.name in ("그", "그녀"))


def _standing(analysis: Analysis, pair: Pair, inner: Span, finite: bool) -> Quotation | None:
    """A sentence between marks that stands on its own or ends its sentence."""
    text = analysis.text
    words = inner.of(text)
    stopped = STOPPED.search(words) is not None
    if not finite or not (stopped or len(words) >= _SHORT_SENTENCE):
        return None
    after = text[pair.outer.end : pair.outer.end + 1]
    if after and not after.isspace() and after not in ".?!…(":
        return None
    line = max(text.rfind("\n", max(0, pair.outer.start - _WINDOW), pair.outer.start) + 1, pair.outer.start - _WINDOW)
    rest = text[pair.outer.end : pair.outer.end + _WINDOW].partition("\n")[0].strip(" .?!…")
    before = text[max(0, line) : pair.outer.start]
    opens = _ANSWER.fullmatch(before) is not None or _ENDED.search(before) is not None
    if not opens:
        # "박 감독은 “내일도 이긴다.”": the sentence ends with it
        return Quotation(inner, pair.outer, "quote.last", None, None) if not rest or stopped else None
    if rest and not stopped:
        return None
    return Quotation(inner, pair.outer, "quote.sentence", None, None)
