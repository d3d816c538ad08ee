"""The day a document says it was published: its metadata line or its dateline, never a date of its story.

Of a press release the day of reporting (보도일시, 보도시점) goes before the day it was handed out (배포일시): the text
is written for its readers of that day, to whom 오늘 and 내일 mean what they say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from gwangju_ai_cli.vocab import alternation, load_vocab

_HEAD_LINES, _BARE_LINES, _TAIL_LINES, _LINE_LIMIT = 12, 8, 5, 120
_HEAD, _TAIL = 2_000, 1_000
_NOTED = 60
_WEEKDAYS = "월화수목금토일"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YMD = (
    r"(?P<y>(?:19|20)\d\d)(?:\s?[.\-/]\s?|년\s?)(?P<m>\d{1,2})(?:\s?[.\-/]\s?|월\s?)(?P<d>\d{1,2})(?!\d)"
    r"\s*일?\.?\s*(?:[(\[](?P<w>[월화수목금토일])(?:요일)?[)\]]|(?P<w2>[월화수목금토일])(?:요일|(?![가-힣])))?"
)
# "'19. 10. 3.(목)": a year of two figures is one only with its apostrophe or a weekday to prove it.
_SHORT_YMD = (
    r"(?:['’‘`´](?P<y2>\d\d)|(?<!\d)(?P<y3>\d\d)(?=\s?\.\s?\d{1,2}\s?\.\s?\d{1,2}\s?\.?\s?[(\[][월화수목금토일][)\]]))"
    r"\s?\.\s?(?P<m2>\d{1,2})\s?\.\s?(?P<d2>\d{1,2})(?!\d)\s?\.?\s*(?:[(\[](?P<w3>[월화수목금토일])(?:요일)?[)\]])?"
)
# After a label the figures alone are a day: "게시일 25.02.10.", "등록일 20250210", "Date: Mon, 10 Feb 2025".
_LABELLED_YMD = (
    r"(?P<y4>\d\d)(?P<s4>[.\-/])\s?(?P<m4>\d{1,2})(?P=s4)\s?(?P<d4>\d{1,2})(?!\d)\.?|"
    r"(?P<y5>(?:19|20)\d\d)(?P<m5>[01]\d)(?P<d5>[0-3]\d)(?!\d)|"
    r"(?:[A-Z][a-z]{2},?\s)?(?:(?P<d6>\d{1,2})\s)?(?P<m6>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))[a-z]*\.?"
    r"\s(?:(?P<d7>\d{1,2})(?:st|nd|rd|th)?,?\s)?(?P<y6>(?:19|20)\d\d)(?!\d)"
)
_CLOCK = (
    r"(?:[\s,|(T]*(?:오전|오후|낮|밤|[AP]M)?\s*\d{1,2}(?::\d\d(?::\d\d(?:\.\d+)?)?|시(?:\s?\d{1,2}분)?)"
    r"(?:\s?[AP]M|Z|\s?[+-]\d\d:?\d\d)?)"
)
_TIME = _CLOCK + "?"
_LABEL = (
    r"(?:(?:기사|최초)\s?)?(?:입력|등록|승인|송고|게재|게시|작성|발행|보도|배포)"
    r"\s?(?:일시|일자|시간|시각|시점|일)?\s?[:：=|]?\s*"
)
_HELD = r"(?:일\s?시|시\s?점|일\s?자|시\s?간|일)"
# After the day of a press release come its hour, the edition, the other label; a sentence that goes on is none.
_PRESS_AFTER = (
    r"(?=\s*(?:$|[|·,/)\](<>~\n]|\d{1,2}[:시]|(?:조간|석간|오전|오후|이후|부터|배포|즉시|낮|정오|자정|온라인|인터넷|방송|통신|신문"
    r"|보도|엠바고|총)))"
)


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A day of publication, and the line of the document that states it."""

    day: date
    line: str


@cache
def _press_patterns() -> tuple[re.Pattern[str], ...]:
    """The head of a press release: when it may be reported, before when it was handed out."""
    day = rf"(?:{_YMD}|{_SHORT_YMD})"
    place = r"(?:^|[|│·\[<(])[ \t□○■●◆◇▪▷▶※*ㅇ-]*"
    parted = r"[ \t]*[:：=|│\])>][ \t]*\n?[ \t|│:：]*"
    between = rf"(?:{parted}|[ \t]*\n?[ \t]*)"
    asked = r"[^\n]{0,60}보도\s?(?:하여|해|가능|요망|바랍)"
    return (
        re.compile(rf"{place}보\s?도\s?{_HELD}{between}{day}{_PRESS_AFTER}", re.MULTILINE),
        # "2019. 10. 3.(목) 조간부터 보도하여 주시기 바랍니다": what is asked of newspapers is the day of reporting.
        re.compile(rf"{place}(?:이 자료는[ \t]*)?{day}{_PRESS_AFTER}(?={asked})", re.MULTILINE),
        # "배포 2019년 10월 3일부터 시작한다" is a sentence: the bare word needs what parts it from its day.
        re.compile(
            rf"{place}(?:보\s?도\s?자\s?료\s?)?배\s?포(?:\s?{_HELD}{between}|{parted}){day}{_PRESS_AFTER}", re.MULTILINE
        ),
    )


@cache
def _label_pattern() -> re.Pattern[str]:
    """A labelled day, behind other words too: "한빛시, 예산 편성 입력 2019.10.03 09:12 | 수정 …"."""
    counts = alternation([*_words("count"), *_words("who"), "수정", "최종"])
    # "등록 2019년 10월 3일부터 받는다" is a sentence, and "참가 등록일" a deadline.
    return re.compile(
        r"(?:^|[|·(\[]|(?<!참가)(?<!신청)(?<!사전)(?<!접수)(?<!회원)(?<!모집)(?<!예약)(?<!행사)(?<!선수)\s)"
        rf"{_LABEL}{_YMD}{_TIME}\s*(?:$|[|·,/)\]>]|{counts})"
    )


@cache
def _sent_pattern() -> re.Pattern[str]:
    """A wire service's day at the end of its line: "(끝) 2019/10/03 09:12 송고"."""
    return re.compile(rf"{_YMD}{_TIME}\s*(?:송고|입력|등록)$")


@cache
def _official_pattern() -> re.Pattern[str]:
    """The foot of an official letter: "시행 예산과-1234 (2019. 10. 3.)", in cells too."""
    bars = r"[\s|]*"
    return re.compile(rf"(?:^|[|\s])시\s?행{bars}[가-힣A-Za-z0-9·() ]{{2,24}}-\s?\d{{1,6}}{bars}\({bars}{_YMD}{bars}\)")


def stated_date(text: str) -> date | None:
    """The publication day that the first or last lines of the text state, or None.

    >>> stated_date("광주시, 예산 편성\\n입력 2019-10-03 14:20\\n시는 내년 예산을 …")
    datetime.date(2019, 10, 3)
    >>> stated_date("[광주=뉴스] 김기자 = 시는 3일 밝혔다.") is None
    True
    """
    found = find_stated_date(text)
    return found.day if found else None


def find_stated_date(text: str) -> StatedDate | None:
    """The publication day with the line that states it; None where no line does, or its weekday is another's.

    >>> find_stated_date("배포일시: 2019. 10. 2.(수)\\n보도일시: 2019. 10. 3.(목) 조간\\n한빛시, 축제 연다")
    StatedDate(day=datetime.date(2019, 10, 3), line='보도일시: 2019. 10. 3.(목) 조간')
    >>> find_stated_date("한빛시, 도서관 짓는다\\n한빛일보 2025-02-10 12면\\n\\n한빛시는 …")
    StatedDate(day=datetime.date(2025, 2, 10), line='한빛일보 2025-02-10 12면')
    >>> find_stated_date("공사를 안내합니다.\\n\\n| 시행 | 예산과-1234 | ( | 2025. 2. 10. | ) | 접수 |").day
    datetime.date(2025, 2, 10)
    """
    if text.startswith("---") and (found := _front_matter(text)):
        return StatedDate(found, "date, in the front matter")
    head = unicodedata.normalize("NFC", text[:_HEAD])
    if "보" in head or "배" in head:
        for pattern in _press_patterns():
            for match in pattern.finditer(head):
                if found := _valid(match):
                    return StatedDate(found, _line_of(match))
    lines = list(_edges(text))
    for pattern in (_label_pattern(), _sent_pattern()):
        for line in lines:
            stated = pattern.search(line)
            if stated and (found := _valid(stated)):
                return StatedDate(found, line)
    tail = unicodedata.normalize("NFC", text[-_TAIL:])
    if (sent := _official_pattern().search(tail)) is not None and (found := _valid(sent)):
        return StatedDate(found, _line_of(sent))
    # A text that is one line is no document with metadata, unless the line says so.
    whole = "\n" in text.strip()
    for number, line in enumerate(lines):
        around = (*lines[max(0, number - 1) : number], *lines[number + 1 : number + 3])
        if found := _furniture_day(line, around, bare=whole and (number < _BARE_LINES or number >= _HEAD_LINES)):
            return StatedDate(found, line[:_LINE_LIMIT])
    return None


def labelled_date(line: str) -> date | None:
    """The day that a line of a page's furniture is labelled with: when it was put in, not when it was changed.

    >>> labelled_date("김새벽 기자 입력 2019.10.03 09:12"), labelled_date("수정 2019.10.04")
    (datetime.date(2019, 10, 3), None)
    >>> labelled_date("| 보도일시 | 2019. 10. 3.(목) 조간 |"), labelled_date("입력 19.10.03 09:12")
    (datetime.date(2019, 10, 3), datetime.date(2019, 10, 3))
    """
    patterns = (*(_press_patterns() if "보" in line or "배" in line else ()), _label_pattern(), _sent_pattern())
    for pattern in patterns:
        match = pattern.search(line)
        if match is not None and (found := _valid(match)):
            return found
    match = _day_pattern().search(line)
    if match is None or _GOES_ON.match(line, match.end()):
        return None
    before, after = _kinds(line[: match.start()]), _kinds(line[match.end() :])
    return _valid(match) if before and before[-1] == "label" and after is not None else None


def read_day(said: object) -> date:
    """The day that a cell or a record names, in any of the ways that tables write one; a time of day may follow.

    Raises ValueError, which says what to do, for anything else.

    >>> read_day("2025-02-10T09:00:00Z"), read_day("25.2.10."), read_day(20250210)
    (datetime.date(2025, 2, 10), datetime.date(2025, 2, 10), datetime.date(2025, 2, 10))
    >>> read_day("2023-02-29")
    Traceback (most recent call last):
    ValueError: the calendar has no such day
    """
    if isinstance(said, datetime):
        return said.date()
    if isinstance(said, date):
        return said
    written = str(said).strip().translate(_NARROW)
    try:
        return datetime.fromisoformat(written).date()
    except ValueError:
        match = _cell_pattern().fullmatch(written)
    found = _valid(match) if match else None
    if found is None:
        raise ValueError("the calendar has no such day" if match else "write it as 2019-10-03")
    return found


@cache
def _cell_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{_YMD}|{_SHORT_YMD}|{_LABELLED_YMD}){_TIME}(?:\s?(?:KST|UTC|GMT))?")


def find_date_in_name(name: str) -> date | None:
    """The day that a file's name says, or else the folders it stands in; None where neither does.

    >>> find_date_in_name("press/2019-10-03_한빛.txt"), find_date_in_name("2019/10/03/a.txt")
    (datetime.date(2019, 10, 3), datetime.date(2019, 10, 3))
    >>> find_date_in_name("보도자료_191003.hwp"), find_date_in_name("20191303.txt")
    (datetime.date(2019, 10, 3), None)
    """
    for part in (name.rpartition("/")[2], name):
        for pattern in _name_patterns():
            found = [day for match in pattern.finditer(unicodedata.normalize("NFC", part)) if (day := _valid(match))]
            if found:
                return found[-1] if part is name else found[0]
    return None


@cache
def _name_patterns() -> tuple[re.Pattern[str], ...]:
    """Days in names of files, the surest first."""
    edge = r"(?<![\d-])"
    parted = r"(?P<y>(?:19|20)\d\d)(?P<s>[-._ /]|년\s?)(?P<m>\d{1,2})(?:(?P=s)|월\s?)(?P<d>\d{1,2})(?!\d|-\d)"
    whole = r"(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"
    short = r"(?P<y>\d\d)(?P<s>[-._])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d|-\d)"
    six = r"(?P<y>\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d|-\d)"
    return (
        re.compile(edge + parted),
        re.compile(edge + whole),
        re.compile(edge + six),
        re.compile(edge + short),
    )


@cache
def _words(role: str) -> tuple[str, ...]:
    return tuple(word for row in load_vocab("dateline_words") if row["role"] == role for word in row["words"].split())


@cache
def _day_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.\-/])(?:{_YMD}|{_SHORT_YMD}|(?P<labelled>{_LABELLED_YMD})){_TIME}(?![\d\-/~])")


@cache
def _word_pattern() -> re.Pattern[str]:
    """What a word of a line of furniture is, as the name of its group."""
    labels = alternation([*_words("label")])
    changes = alternation([*_words("changed")])
    held = r"(?:일시|일자|시간|시각|시점|일|날짜)?"
    return re.compile(
        rf"(?P<dateline>\S+=\S+)|(?P<label>(?:{labels}){held})|(?P<changed>(?:{changes}){held})"
        rf"|(?P<plain>{alternation(_words('plain'))})|(?P<release>{alternation(_words('release'))})"
        rf"|(?P<edition>{alternation(_words('edition'))})|(?P<issue>제?\d+(?:호|면|판|쪽|보)|제\d+)"
        rf"|(?P<count>(?:{alternation(_words('count'))})\d*[회건명]?(?:본문)?)|(?P<who>{alternation(_words('who'))})"
        r"|(?P<reporter>[가-힣]{1,4}(?:선임|수습|인턴)?(?:기자|특파원|논설위원)|[\w.+-]+@[\w.-]+)"
        rf"|(?P<paper>[가-힣A-Za-z]{{0,10}}(?:{alternation(_words('paper'))}))"
        rf"|(?P<desk>[가-힣]{{0,12}}(?:{alternation(_words('desk'))}))"
        rf"|(?P<body>[가-힣]{{1,14}}(?:{alternation(_words('body'))}))"
    )


# One word each, however it is spaced out: "보 도 자 료", "즉시 보도 가능", "(한빛 = 다온뉴스)".
_SPACED = re.compile(
    r"보\s+도\s+(?:참\s+고\s+)?자\s+료|즉시\s+보도(?:\s+가능)?"
    r"|(?<![가-힣])[가-힣]{2,4}\s+(?:(?:선임|수습|인턴)\s?)?(?:기자|특파원)(?![가-힣])|(?<=[가-힣])\s*=\s*(?=[가-힣A-Za-z])"
)
_PARTS = re.compile(r"[^\s\[\]()<>〈〉《》【】〔〕‹›「」『』|│ㅣ·:/,;~–—○●■□◆◇▶▷※*#\"'“”‘’ㆍ•▲△☞-]+")
_BRACKET = re.compile(r"\W{0,3}?[\[(<〈《【〔‹「]([^\[\](){}<>〈〉《》【】〔〕‹›「」\n]{6,40})[\])>〉》】〕›」]")
_STORY = re.compile(r"(?<=[\d자원)\]】])\s*=\s(?!\s*(?:19|20)\d\d).*$")
_GOES_ON = re.compile(r"\s*(?:[~∼〜]|[-–—]\s*\d)")
_PROOF = frozenset({"label", "release", "issue", "count", "who", "reporter", "paper", "desk", "dateline"})


def _furniture_day(line: str, around: tuple[str, ...], *, bare: bool) -> date | None:
    """The day of a line in which every other word belongs to an article's furniture; else None.

    `bare` allows a line with nothing but a day, unless a line `around` it speaks of a place or of who may come.
    """
    line = _SPACED.sub(lambda match: re.sub(r"\s", "", match.group()), line.translate(_NARROW))
    written = _STORY.sub("", line)  # "[한빛=다온뉴스] 2025-02-10 김새벽 기자 = 한빛시는 …"
    found = _stated_in(written, around, bare=bare and written == line)
    opened = _BRACKET.match(line)
    return found or (_stated_in(opened.group(1), around, bare=False) if opened else None)


def _stated_in(written: str, around: tuple[str, ...], *, bare: bool) -> date | None:
    match = _day_pattern().search(written)
    if match is None or _GOES_ON.match(written, match.end()):
        return None
    before, after = _kinds(written[: match.start()]), _kinds(written[match.end() :])
    if before is None or after is None:
        return None
    if "changed" in before and "label" not in before[before.index("changed") :]:
        return None
    kinds = {*before, *after}
    if match["labelled"] and not (kinds & {"label", "plain"} or (match["m6"] and bare and not kinds)):
        return None
    if not kinds & _PROOF:
        clock = ":" in match.group() or "시" in match.group()
        if (kinds & {"body", "edition"} and clock) or not (bare or kinds) or _speaks_of_event(around, clock=clock):
            return None
    return _valid(match)


def _kinds(words: str) -> list[str] | None:
    """What each word is, in order, up to a change that is noted; None where one is no furniture."""
    kinds: list[str] = []
    for part in _PARTS.findall(_THOUSANDS.sub("", _PHONE.sub(" ", words))):
        word = part.strip(".=")
        known = _word_pattern().fullmatch(word)
        if not word:
            continue
        if known is not None and known.lastgroup is not None:
            kinds.append(known.lastgroup)
        elif kinds and kinds[-1] == "changed":
            break  # the day of the change, and what stands behind it
        elif kinds and ((kinds[-1] == "count" and word.isdigit()) or ("who" in kinds[-3:] and _NAME.fullmatch(word))):
            kinds.append("named")  # "담당: 예산과 김하늘"
        else:
            return None
    return kinds


_PHONE = re.compile(r"[☎(]?\s?(?<!\d)0\d{1,2}[-.)]\s?\d{3,4}[-.]\d{4}(?!\d)\)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_NAME = re.compile(r"[가-힣A-Za-z]{2,12}")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0xA0: " ", 0x3000: " "}


@cache
def _event_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = alternation(_words("event"))
    return (
        re.compile(rf"(?:^|[\s○■□·▶※*(-])(?:장\s?소|{words})\s?[:：]|^\W*장\s?소(?:\s|$)"),
        re.compile(rf"(?:{alternation(_words('venue'))})(?:\s?\d?층?|\)|\s?일원)*$"),
    )


def _speaks_of_event(around: tuple[str, ...], *, clock: bool) -> bool:
    """Whether lines speak of a meeting, so that the day between them is the meeting's."""
    labelled, venue = _event_patterns()
    return any(labelled.search(line) or (clock and venue.search(line)) for line in around)


def _line_of(match: re.Match[str]) -> str:
    """The line that states the day, on one line and not too long, as a note shows it."""
    end = match.string.find("\n", match.end())
    words = match.string[match.start() : end if end >= 0 else len(match.string)].split()
    return " ".join(words).strip(" |│·[<(")[:_NOTED]


def _edges(text: str) -> Iterator[str]:
    """The short ones among the first and the last lines that are not empty."""
    near = text if len(text) <= _HEAD + _TAIL else text[:_HEAD] + "\n" + text[-_TAIL:]
    lines = [line.strip() for line in unicodedata.normalize("NFC", near).splitlines() if line.strip()]
    for line in (*lines[:_HEAD_LINES], *lines[_HEAD_LINES:][-_TAIL_LINES:]):
        if len(line) <= _LINE_LIMIT:
            yield line


def _front_matter(text: str) -> date | None:
    head = text[:_HEAD].replace("\r\n", "\n").split("\n---", 1)[0]
    match = re.search(r"^date:\s*[\"']?" + _YMD, head, re.MULTILINE)
    return _valid(match) if match else None


def _valid(match: re.Match[str]) -> date | None:
    """The day, where the calendar has it and the weekday beside it is its own: a wrong day is worse than none."""
    said = {name.rstrip("234567"): value for name, value in match.groupdict().items() if value}
    month = said["m"]
    try:
        year = int(said["y"])
        year += 0 if year > 99 else 2000 if year < 70 else 1900
        day = date(year, int(month) if month.isdigit() else _MONTHS.index(month.lower()) + 1, int(said["d"]))
    except (ValueError, KeyError):
        return None
    weekday = said.get("w")
    return day if weekday is None or _WEEKDAYS[day.weekday()] == weekday else None
