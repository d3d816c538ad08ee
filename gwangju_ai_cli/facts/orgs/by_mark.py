"""Names that a mark of legal form or a class noun with quotation marks gives away."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from gwangju_ai_cli.facts.orgs.reader import Candidate, Reader
from gwangju_ai_cli.model import OrgType
from gwangju_ai_cli.names.heads import head_of

_FORMS: dict[str, OrgType] = {
    "㈜": "company",
    "(주)": "company",
    "주식회사": "company",
    "(유)": "company",
    "유한회사": "company",
    "(합)": "company",
    "농업회사법인": "company",
    "영농조합법인": "company",
    "법무법인": "company",
    "법무법인(유한)": "company",
    "회계법인": "company",
    "세무법인": "company",
    "특허법인": "company",
    "노무법인": "company",
    "감정평가법인": "company",
    "(재)": "other",
    "㈕": "other",
    "재단법인": "other",
    "사회복지법인": "other",
    "종교법인": "other",
    "극단": "other",
    "(사)": "association",
    "㈔": "association",
    "사단법인": "association",
    "사회적협동조합": "association",
    "학교법인": "school",
    "의료법인": "hospital",
}
_SIGNS = r"㈜|㈔|㈕|\((?:주|유|합|재|사)\)"
_MARK = regex.compile(
    rf"(?<![가-힣A-Za-z0-9])(?P<pre>(?:{_SIGNS})\s?|(?:주식회사|유한회사|농업회사법인|법무법인\(유한\)) ?"
    r"|(?:법무|회계|세무|특허|노무|감정평가|재단|사단|학교|의료|사회복지|종교|영농조합)법인 |사회적협동조합 |극단 )"
    r"(?=[가-힣A-Za-z0-9])"
    rf"|(?<=[가-힣A-Za-z0-9])(?P<post>{_SIGNS}| 주식회사(?=[은는이가을를의와과에,.]|$)"
    r"|,? (?:Inc|Co|Corp|Ltd|LLC|GmbH)\b\.?(?:,? ?Ltd\b\.?)?)"
)
_HINTS = (
    "㈜",
    "㈔",
    "㈕",
    "(주)",
    "(유)",
    "(합)",
    "(재)",
    "(사)",
    "주식회사",
    "유한회사",
    "법인",
    "협동조합",
    "극단",
    "Inc",
    "Co",
    "Ltd",
    "LLC",
    "GmbH",
)
"""What no mark can do without: plain look-ups spare most documents the pattern."""
_QUOTED = regex.compile(r"['\"‘“](?P<name>[^'\"‘’“”\n]{2,24})['\"’”]")


def marked(reader: Reader) -> Iterator[Candidate]:
    """Names with a mark before or after them: ㈜, (주), 주식회사, 사단법인, Inc."""
    if not any(sign in reader.text for sign in _HINTS):
        return
    for match in _MARK.finditer(reader.text):
        found = _after_mark(reader, match) if match["pre"] else _before_mark(reader, match)
        if found is not None:
            yield found


def _after_mark(reader: Reader, match: regex.Match[str]) -> Candidate | None:
    mark = match["pre"].strip()
    words, lexicon = reader.words, reader.lexicon
    index = reader.word_at(match.end())
    if index < 0 or not words[index].span.start <= match.end() < words[index].span.end:
        return None
    word = words[index]
    if match.start() < word.span.start != match.end():
        return None
    if mark == "극단" and word.text in lexicon.words["extreme"]:
        return None  # "극단 선택"
    if word.text in lexicon.next or word.text in lexicon.titles or word.text in lexicon.suffix:
        return None  # "극단 대표", "법무법인 측": the mark is a noun here
    last = _reach(reader, index, _FORMS[mark])
    first = reader.word_at(match.start())
    first = first if first >= 0 and words[first].span.start >= match.start() else index
    end = words[last].span.end
    name = reader.text[match.start() : end]
    return Candidate(match.start(), end, first, last, name, _FORMS[mark], "org.mark.before", 20)


def _reach(reader: Reader, index: int, form: OrgType) -> int:
    """The last word of a marked name: Latin words in a row (`㈜SOS Lab`), or on to a head (`사단법인 4월 연구회`)."""
    words = reader.words
    last = index
    while reader.joins(last + 1) and words[last + 1].tokens[0].tag == words[last].tokens[-1].tag == "SL":
        last += 1
    if form != "company" and last == index and head_of(words[index]) is None:
        for at in range(index + 1, min(index + 4, len(words))):
            if not reader.joins(at) or reader.person(at) is not None or words[at].text in reader.lexicon.titles:
                break
            if head_of(words[at]) is not None:
                return at
    return last


def _before_mark(reader: Reader, match: regex.Match[str]) -> Candidate | None:
    index = reader.word_at(match.start() - 1)
    if index < 0 or reader.words[index].span.end < match.start():
        return None
    first = index
    while reader.joins(first) and reader.plain_proper(first - 1) and reader.plain_proper(first):
        first -= 1
    form = _FORMS.get(match["post"].strip(), "company")
    return reader.candidate(first, index, match.end(), form, "org.mark.after", 20)


def quoted(reader: Reader) -> Iterator[Candidate]:
    """A name in quotation marks after a class noun: `결혼정보회사 '듀오'`, `동아리인 '…'`."""
    for match in _QUOTED.finditer(reader.text):
        start, end = match.span("name")
        paren = reader.text.find("(", start + 1, end)  # "'미러(Mirror)'"
        end = paren if paren > 0 else end
        index = reader.word_at(start - 2)
        if index < 0:
            continue
        word = reader.words[index]
        between = reader.text[word.end : match.start()]
        if between not in ("", " ") or (word.tail and word.particle != "인"):
            continue
        cue = reader.lexicon.class_noun(word.text)
        first, last = reader.word_at(start), reader.word_at(end - 1)
        if cue is None or last < 0:
            continue
        if first < 0 or reader.words[first].span.end <= start:
            first = min(first + 1, last)
        yield Candidate(start, end, first, last, reader.text[start:end], cue[1] or "other", "org.quoted", 15)
