"""The normalised view of a text with a map back to the original offsets, and sentence boundaries by rule.

Variants of writing are met here once, so that no rule has to know them: decomposed Hangul (NFD, as macOS
writes it), full-width forms, the tildes and dashes of ranges, middle dots, special spaces, zero-width marks.
"""

from __future__ import annotations

import unicodedata
from array import array
from dataclasses import dataclass

from gwangju_ai_cli.model import Sentence, Span
from gwangju_ai_cli.patterns import pattern

SENTENCE_LIMIT = 2_000
"""Characters after which a sentence is cut at a space, so that no line without end can stall a rule."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TILDES = dict.fromkeys(map(ord, "∼～〜˜⁓∽"), "~")
_DOTS = dict.fromkeys(map(ord, "ㆍ‧・･∙⋅ᆞᐧ"), "·")
_DASHES = dict.fromkeys(map(ord, "‐‑−"), "-")
_SPACES = dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_FOLD: dict[int, int | str] = {**_FULL_WIDTH, **_TILDES, **_DOTS, **_DASHES, **_SPACES, ord("￦"): "₩"}
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_TO_FOLD = pattern("[" + "".join(map(chr, _FOLD)).translate({ord(c): "\\" + c for c in "-]^\\"}) + "\ud800-\udfff]")
# A lone surrogate is no character: Kiwi cannot encode it.
_FOLD |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_TO_DROP = pattern(f"[{_INVISIBLE}]")
# An en dash between figures is a range ("2020–2024년"); elsewhere it is punctuation.
_RANGE_DASH = pattern(r"(?<=[0-9가-힣%)])(\s?)[–—](?=\s?[0-9₩$])")
# "`26년 3월": a typist's sign for the century left out.
_YEAR_TICK = pattern(r"(?<![A-Za-z0-9가-힣`])[`´](?=[0-9]{2}(?![0-9`]))")


@dataclass(frozen=True, slots=True)
class TextView:
    """A document's text as rules read it; `starts`/`ends` give each character's place in the original.

    Both are None where the view has the original's offsets.
    """

    text: str
    original: str
    starts: array[int] | None = None
    ends: array[int] | None = None

    def locate(self, span: Span) -> Span:
        """The span of the original that `span` of the view stands for."""
        if self.starts is None or self.ends is None:
            return span
        if span.start >= span.end:
            at = self.starts[span.start] if span.start < len(self.starts) else len(self.original)
            return Span(at, at)
        return Span(self.starts[span.start], self.ends[span.end - 1])


def normalize_view(original: str) -> TextView:
    """The view of a text: NFC, one spelling for each sign.

    >>> view = normalize_view("예산 ３∼５억")
    >>> view.text
    '예산 3~5억'
    >>> decomposed = normalize_view("1\u1112\u116c")     # 1회, the syllable in two jamo
    >>> decomposed.text, decomposed.locate(Span(1, 2))
    ('1회', Span(start=1, end=3))
    """
    text, starts, ends = original, None, None
    if not unicodedata.is_normalized("NFC", original) or _TO_DROP.search(original):
        text, starts, ends = _compose(original)
    if _TO_FOLD.search(text):
        text = text.translate(_FOLD)
    if "`" in text or "´" in text:
        text = _YEAR_TICK.sub("'", text)
    if "–" in text or "—" in text:
        text = _RANGE_DASH.sub(r"\1~", text)
    return TextView(text, original, starts, ends)


def _compose(original: str) -> tuple[str, array[int], array[int]]:
    pieces: list[str] = []
    starts, ends = array("L"), array("L")
    for begin, end in _clusters(original):
        composed = unicodedata.normalize("NFC", _TO_DROP.sub("", original[begin:end]))
        pieces.append(composed)
        one_to_one = len(composed) == end - begin
        for index in range(len(composed)):
            starts.append(begin + index if one_to_one else begin)
            ends.append(begin + index + 1 if one_to_one else end)
    return "".join(pieces), starts, ends


def _clusters(text: str) -> list[tuple[int, int]]:
    """Stretches that compose among themselves only: a starter with the marks and jamo that join it."""
    out: list[tuple[int, int]] = []
    begin = 0
    for index in range(1, len(text)):
        if not _joins(text[begin:index], text[index]):
            out.append((begin, index))
            begin = index
    if text:
        out.append((begin, len(text)))
    return out


def _joins(cluster: str, char: str) -> bool:
    code = ord(char)
    if (code < 0x300 and char not in _INVISIBLE) or 0xAC00 <= code <= 0xD7A3 or 0x4E00 <= code <= 0x9FFF:
        return False
    if char in _INVISIBLE or unicodedata.combining(char):
        return len(cluster) < 32
    if len(cluster) > 4:
        return False
    composed = unicodedata.normalize("NFC", cluster + char)
    return composed != unicodedata.normalize("NFC", cluster) + unicodedata.normalize("NFC", char)


_CLOSERS = "\"'”’)\\]」』〉》"
# A set of signs comes first in a pattern, for that is what the engine skips to fastest.
_CANDIDATE = pattern(
    r"[.?!…\n](?:"
    r"(?<=\n)[ \t\r\n]*"  # one line end or several
    # A run is looked at from its first sign only: a line of stops without end would take for ever.
    rf"|(?<=[.?!…])(?<![.?!…].)[.?!…]*[{_CLOSERS}]*(?=\s|$)"  # a full stop with what closes after it
    r"|(?<=[다요죠]\.)(?=[가-힣\"“‘']))"  # "…했다.그러나": the space was forgotten
)
_ABBREVIATION = pattern(r"(?:\b[A-Za-z]|\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|vs|Inc|Co|Corp|Ltd|Jr|Sr|etc|Vol))\.$")
# "…” too: newspapers mix straight and curly marks.
_QUOTE = pattern(r"\"[^\"“”\n]{1,300}[\"”]|“[^“”\n]{1,300}”|\"[^\"\n]{1,300}\"")
# 'A. B' is one headline within a sentence; the ' of '19년 and of it's opens or closes nothing.
_SINGLE_QUOTE = pattern(r"[‘'](?:(?<=‘)|(?<![^\s(\[<,·\"“:]'))(?=[^\s0-9])[^'‘’\n]{1,150}(?<=\S)['’](?![0-9A-Za-z])")
_ENDING = pattern(rf"[.?!…:;][{_CLOSERS}]*$")
_DAY_STOP = pattern(r"(?:\d{4}\.|~)\s?\d{1,2}\.\s?\d{1,2}\.$")
_YEAR_STOP = pattern(r"(?:(?:19|20)\d\d|['’‘]\d\d)\.$")
_NUMBER_CUT = pattern(r"[0-9]\s*$")
BULLET_SIGNS = "○●◯◦◇◆▲△▶▷►■□▪▫▸※•☞☆★✓✔❍"
"""Signs that open an item of an outline and stand in no word; pieces of a character class."""
BULLETS = BULLET_SIGNS + "·∙*ㅇ-"
"""The same with those that open an item only where a line begins; the hyphen is last, as a class wants it."""
_ROW = pattern(r"[^\n|\t]*(?:\t|\|[^\n|]*\|)")
_ITEM = pattern(rf"[ \t]*(?:[|①-⑳{BULLETS}][ \t]?\S|\d{1, 2}[.)][ \t]|[가나다라마바사아자차카타파하][.)][ \t])")
_UNIT_AHEAD = pattern(r"\s*(?:[조억만천백]|원|달러|유로|엔|년|월|일|명|개|%|[0-9.,])")


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a view, in order, without the white space around them.

    A line end closes a sentence unless the lines were wrapped by a layout (PDF text) or a number would be cut.

    >>> [s.span.of("1일 밝혔다. 2019. 10. 6. 열린다.") for s in split_sentences("1일 밝혔다. 2019. 10. 6. 열린다.")]
    ['1일 밝혔다.', '2019. 10. 6. 열린다.']
    """
    sentences: list[Sentence] = []
    paragraph = 0
    begin = 0
    quotes = _quotations(text)
    at_quote = 0
    wraps = _wrapped_lines(text)
    for match in _CANDIDATE.finditer(text):
        at, end = match.span()
        newline = text[at] == "\n"
        if newline:
            following, end = end, at
            while end > begin and text[end - 1] in " \t\r":
                end -= 1
            if text.count("\n", at, following) == 1 and _continues(text, end, at, following, wraps):
                continue
        else:
            following = end
            while at_quote < len(quotes) and quotes[at_quote][1] <= at:
                at_quote += 1
            if at_quote < len(quotes) and quotes[at_quote][0] < at and end < quotes[at_quote][1]:
                continue
            if end - at == 1 and text[at] == "." and not _closes(text, at):
                continue
        _append(sentences, text, begin, end, paragraph)
        begin = following
        if newline:
            paragraph += 1
    _append(sentences, text, begin, len(text), paragraph)
    return tuple(sentences)


def _quotations(text: str) -> list[tuple[int, int]]:
    """Where quotations stand, double and single, by their starts."""
    quotes = [match.span() for match in _QUOTE.finditer(text)] if '"' in text or "“" in text else []
    if "'" in text or "‘" in text:
        quotes = sorted([*quotes, *(match.span() for match in _SINGLE_QUOTE.finditer(text))])
    return quotes


def _closes(text: str, at: int) -> bool:
    """Whether the full stop at `at` ends a sentence: not in `2019. 10. 6`, `No. 3`, `J. Kim`."""
    previous = text[at - 1] if at else " "
    if not previous.isdigit() and not previous.isascii():
        return True  # all below looks for a figure or a Latin letter
    before, after = text[max(0, at - 12) : at + 1], text[at + 1 : at + 4]
    following = after.lstrip(" \t")[:1]
    if previous.isdigit() and (following.isdigit() or following == "~"):  # "2020. 1. ~ 2024. 12."
        return False
    if after in (" 상반", " 하반") and _YEAR_STOP.search(before):  # "2024. 상반기"
        return False
    if _ABBREVIATION.search(before):
        return False
    # "2019. 10. 6. 열린다", "2019.10.6.~10.11. 열린다", "2019. 10. 6. (일)": the stop belongs to the date.
    date_goes_on = after[:1] == " " and (after[1:2].isalpha() or after[1:2] in "(~-")
    return not (date_goes_on and _DAY_STOP.search(before))


def _wrapped_lines(text: str) -> frozenset[int]:
    """Offsets of the line ends that a layout made: in a block of lines of about the same width."""
    if text.count("\n") < 2:
        return frozenset()
    out: set[int] = set()
    block: list[tuple[int, int]] = []
    offset = 0
    for line in [*text.split("\n"), ""]:
        if line.strip():
            block.append((offset, len(line.rstrip())))
        else:
            widths = [width for _, width in block]
            if len(block) >= 3 and min(widths[:-1]) >= 20 and max(widths) <= 1.35 * min(widths[:-1]):
                ends = [start + width for start, width in block[:-1]]
                if sum(bool(_ENDING.search(text[max(0, end - 4) : end])) for end in ends) * 2 < len(ends):
                    out.update(start + length for (start, _), length in zip(block, _lengths(text, block), strict=True))
            block = []
        offset += len(line) + 1
    return frozenset(out)


def _lengths(text: str, block: list[tuple[int, int]]) -> list[int]:
    return [text.find("\n", start) - start if text.find("\n", start) >= 0 else len(text) - start for start, _ in block]


def _continues(text: str, end: int, newline: int, following: int, wraps: frozenset[int]) -> bool:
    """Whether a sentence goes on over a single line end: its line ends at `end`, the next one begins at `following`."""
    if _ENDING.search(text[max(0, end - 4) : end]):
        return False
    if newline in wraps:
        # A row of a table, or an item of a list, is whole however wide its neighbours are.
        return not _ROW.match(text, text.rfind("\n", 0, newline) + 1) and not _ITEM.match(text, following)
    return (
        bool(_NUMBER_CUT.search(text[max(0, end - 3) : end]))
        and bool(_UNIT_AHEAD.match(text, following))
        and not text[following : following + 1].isdigit()
    )


def _append(sentences: list[Sentence], text: str, begin: int, end: int, paragraph: int) -> None:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    while end - begin > SENTENCE_LIMIT:
        cut = text.rfind(" ", begin + SENTENCE_LIMIT // 2, begin + SENTENCE_LIMIT)
        cut = cut if cut > 0 else begin + SENTENCE_LIMIT
        sentences.append(Sentence(Span(begin, cut), len(sentences), paragraph))
        begin = cut
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        sentences.append(Sentence(Span(begin, end), len(sentences), paragraph))
