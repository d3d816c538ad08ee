"""Names that a mark of legal form or a class noun with quotation marks gives away."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from gwangju_ai_cli.facts.orgs.reader import Candidate, Reader
from gwangju_ai_cli.model import OrgType
from gwangju_ai_cli.names.heads import PROPER, head_of

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
_LED = regex.compile(r"\s?\((?:[^()\n]{1,20},\s?)?(?:공동)?대표(?:이사)?\s[가-힣]{2,4}(?![가-힣])")
_MAKER = regex.compile(
    r"[을를]\s(?:만드는|개발하는|운영하는|생산하는|제조하는|판매하는|공급하는|서비스하는|만들어\s파는|유통하는|수출하는)\s$"
)
_ACTS = regex.compile(r"(?:\s?\([^()\n]{1,40}\))?(?:은|는|이|가|도|과|와)(?=\s)")
_DEAL = regex.compile(
    r"(?:\s?\([^()\n]{1,40}\))?(?:[과와](?:의)?\s(?:\S+\s){0,4}?(?:공급계약|업무협약|양해각서|투자계약|수출계약|납품계약|합작법인|인수합병)"
    r"|(?:은|는|이|가)\s(?:\S+\s){0,6}?(?:투자를?\s유치|상장(?:을\s추진|했|예비)|매출액?(?:은|이|을)\s|영업이익(?:은|이)\s|(?:시드|프리|시리즈)\s?[A-C]?\s투자))"
)
_HANGUL = regex.compile(r"[가-힣]+")
_RUN = regex.compile(r"[가-힣A-Za-z0-9&.\-]+")
_SENTENCE = regex.compile(r"[.?!]$|[다요죠까]$|\s\S+\s\S+\s")
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
        return _coined(reader, match, mark)
    word = words[index]
    if match.start() < word.span.start != match.end():
        return None
    if mark == "극단" and word.text in lexicon.words["extreme"]:
        return None  # "극단 선택"
    if word.text in lexicon.next or word.text in lexicon.titles or word.text in lexicon.suffix:
        return None  # "극단 대표", "법무법인 측": the mark is a noun here
    last = _reach(reader, index, _FORMS[mark])
    run = _HANGUL.match(reader.text, match.end())
    whole = reader.word_at(run.end() - 1) if run is not None else -1
    if run is not None and whole > last and words[whole].span.start < run.end() and head_of(words[whole]) is not None:
        last = whole  # "학교법인 나주인제학원": Kiwi has read a copula into the name
    first = reader.word_at(match.start())
    first = first if first >= 0 and words[first].span.start >= match.start() else index
    end = words[last].span.end
    name = reader.text[match.start() : end]
    return Candidate(match.start(), end, first, last, name, _FORMS[mark], "org.mark.before", 20)


def _coined(reader: Reader, match: regex.Match[str], mark: str) -> Candidate | None:
    """A marked name that begins with what Kiwi reads as no noun: `㈜두루-아이/두루 MAG`."""
    run = _RUN.match(reader.text, match.end())
    if run is None:
        return None
    index = reader.word_at(run.end() - 1)
    word = reader.words[index] if index >= 0 else None
    if word is None or not match.end() < word.span.start < run.end():
        return None
    name = reader.text[match.start() : word.span.end]
    return Candidate(match.start(), word.span.end, index, index, name, _FORMS[mark], "org.mark.before", 20)


def _reach(reader: Reader, index: int, form: OrgType) -> int:
    """The last word of a marked name: Latin words in a row (`㈜SOS Lab`), or on to a head (`사단법인 4월 연구회`)."""
    words = reader.words
    last = index
    while last + 1 < len(words) and (
        (reader.joins(last + 1) and words[last + 1].tokens[0].tag == words[last].tokens[-1].tag == "SL")
        or is_hyphenated(reader, last + 1)  # "㈜나래-아이"
    ):
        last += 1
    if form != "company" and last == index and head_of(words[index]) is None:
        for at in range(index + 1, min(index + 4, len(words))):
            if not reader.joins(at) or reader.person(at) is not None or words[at].text in reader.lexicon.titles:
                break
            if head_of(words[at]) is not None:
                return at
    return last


def is_hyphenated(reader: Reader, index: int) -> bool:
    """Whether a word is joined to the one before it by a hyphen: `나래-아이`."""
    word, before = reader.words[index], reader.words[index - 1]
    return word.left in ("-", "&") and not before.tail and before.span.end + 1 == word.span.start


def _before_mark(reader: Reader, match: regex.Match[str]) -> Candidate | None:
    index = reader.word_at(match.start() - 1)
    if index < 0 or reader.words[index].span.end < match.start():
        return None
    first = index
    while reader.joins(first) and reader.plain_proper(first - 1) and reader.plain_proper(first):
        first -= 1
    form = _FORMS.get(match["post"].strip(), "company")
    return reader.candidate(first, index, match.end(), form, "org.mark.after", 20)


def _told(reader: Reader, match: regex.Match[str], end: int) -> tuple[int, OrgType | None] | None:
    """What the text around a quoted name says that only firms are or do, without a class noun before it.

    `'새빛손'(대표 …)은`, `앱을 만드는 '그루온'은`, `'LogicNine'과 공급계약을`, `'나래온'은 투자를 유치했다`.
    """
    text = reader.text
    if not text[match.start("name") : end].strip() or _SENTENCE.search(match["name"]):
        return None
    if _LED.match(text, match.end()):
        return 10, "company"
    words = reader.words
    first, last = max(0, reader.word_at(match.start("name"))), reader.word_at(end - 1)
    inside = [token for word in words[first : last + 1] for token in word.tokens if token.start >= match.start("name")]
    coined = any(token.guessed or token.tag in PROPER for token in inside) or (first == last and len(inside) > 1)
    before = words[reader.word_at(match.start("name") - 2)].text if first else ""
    if not coined or before in reader.lexicon.words["work"]:
        return None  # "노래를 만드는 '작곡가'", "영화 '나래온'"
    maker = _MAKER.search(text, max(0, match.start() - 24), match.start()) is not None
    if maker and _ACTS.match(text, match.end()):
        return 10, "company"
    return (10, "company") if _DEAL.match(text, match.end()) else None


def quoted(reader: Reader) -> Iterator[Candidate]:
    """A name in quotation marks after a class noun: `결혼정보회사 '듀오'`, `동아리인 '…'`."""
    for match in _QUOTED.finditer(reader.text) if reader.words else ():
        start, end = match.span("name")
        paren = reader.text.find("(", start + 1, end)  # "'미러(Mirror)'"
        end = paren if paren > 0 else end
        index = reader.word_at(start - 2)
        word = reader.words[max(0, index)]
        between = reader.text[word.end : match.start()] if index >= 0 else "-"
        introduced = between in ("", " ") and (not word.tail or word.particle == "인")
        cue = (reader.lexicon.class_noun(word.text) if introduced else None) or _told(reader, match, end)
        first, last = reader.word_at(start), reader.word_at(end - 1)
        if cue is None or last < 0:
            continue
        if first < 0 or reader.words[first].span.end <= start:
            first = min(first + 1, last)
        yield Candidate(start, end, first, last, reader.text[start:end], cue[1] or "other", "org.quoted", 15)
