"""What stands between two lines of one paragraph: a space, or nothing where the layout broke a word or a number.

Where a layout keeps its spaces at line ends they decide; where it breaks between words alone a space stands at every
end; where it breaks inside words, and says nothing, the syllables on both sides have to tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

_UNIT = r"(?:조|억|만|천|백만|십억|원|년|월|일|시|분|개월|명|건|%|퍼센트|㎡|km|달러)"
_AFTER_UNIT = (
    r"(?=$|[^가-힣A-Za-z]|원|달러|억|만|천|여|간|대|말|초|도|부터|까지|에|을|를|은|는|이|가|의|로|으로|과|와|중|내|께|자|쯤"
    r"|이상|이하|미만|규모|정도|안팎)"
)
_APART = re.compile(rf"(?<=[0-9]) (?={_UNIT}{_AFTER_UNIT})")
_BLANKS = re.compile(r"[ \t\u00a0]+")
_LATIN_HYPHEN = re.compile(r"[A-Za-z]-$")
# Words of one syllable that stand alone: any other single syllable before a line end is the beginning of a word.
_ALONE = frozenset(
    "및등이그저수것두세네한첫새각전후내외중총약더또본옛온별안못잘다참꼭곧왜좀뿐때데바줄채척듯만번건명개년월일시분원곳큰몇올타현"
    "달쪽편간당양꽤딱밤낮봄밖위옆뒤앞속군구도측씨형식"
)
# What no word begins with: particles and endings that a line break tore off.
_TORN = re.compile(
    r"(?:은|는|을|를|의|와|과|며|다(?=[.,\"”’])|이다|습니다|입니다|됩니다|합니다|였다|었다|았다|으로|에서|에게|까지|부터|이라고|이라며|이며"
    r"|들이|들은|들을|들의|들과|적인|적으로)(?:[\s.,!?\"'”’)\]]|$)"
)
# "추진 | 하는" is one word, "하기로 | 했다", "해야 | 한다" are two.
_DOING = re.compile(r"(?:하|되|돼|됐|했|한|할|함|된|될|됨|해)[가-힣]{0,4}(?:[\s.,!?]|$)")
_BEFORE_DOING = re.compile(r"(?:로|야|고|게|자|려|지|록|면|서|이|가|은|는|을|를|도|수|줄|등)$")
_ENDED = re.compile(
    r"(?:은|는|을|를|의|에|에서|에게|으로|로|와|과|고|며|면|도|한|된|할|될|하는|되는|있는|없는|위한|위해|통해|대한|따라|까지|부터"
    r"|등|및|[가-힣]{2,}(?:해|하여|돼|하게)|다음|지난|오는)$"
)
_CASE = re.compile(r"(?:에서|에게|에|으로|로|까지|부터)$")
# Who bears a title is another word.
_TITLE = re.compile(
    r"(?:대표|총장|시장|회장|원장|교수|장관|의원|위원장|국장|과장|팀장|부장|사장|감독|선수|기자|군수|구청장|도지사|청장)"
)
# "나누겠다”고 | 밝혔다", "3일 | 밝혔다": what follows a quotation's particle or a day is a word of its own.
_SAID = re.compile(r"[\"'”’](?:고|며|라고|이라고|면서|라며)$")
# A straight mark at the beginning of a line closes a quotation where its particle follows.
_QUOTE_ENDS = re.compile(
    r"[\"'](?:[.,)]|(?:고|며|라고|이라고|라며|이라며|면서|라는|이라는|을|를|은|는|의|로)(?=[\s.,]))"
)
_COUNTED = re.compile(r"\d(?:일|월|년|명|개|억원|만원|원|시|분|차례|곳|달)$")
_NUMBER_HEAD = re.compile(r"[0-9][0-9,~∼]*$")
_NUMBER_TAIL = re.compile(r"[0-9,]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}[~∼](?:19|20)[0-9]{2}")
# "모두 1 | 20억원" are one number, "2024 | 20억원" a year and an amount; "제1 | 20억원", "1. | 20억원" are two.
_LONE = re.compile(r"(?<=[가-힣] )[0-9]{1,3}$")
_WITH_UNIT = re.compile(rf"[0-9][0-9,.]*[ ]?{_UNIT}")
_OPEN_GROUP = re.compile(r"(?<![0-9A-Za-z.,])[0-9]{1,3}(?:,[0-9]{3})*,[0-9]{0,2}$")
_OPENING_MARKS, _CLOSING_MARKS = "([{“‘「『《〈<", ")]},.!?”’」』》〉>:;%"
_WORD = re.compile(r"[가-힣A-Za-z0-9]+")
_HANGUL = re.compile(r"[가-힣]")


def tighten(text: str) -> str:
    """One line with its blanks single and its numbers beside their units, as they were before a font came between.

    >>> tighten("예산  4061 억원을 2020 년까지")
    '예산 4061억원을 2020년까지'
    """
    return _APART.sub("", _BLANKS.sub(" ", text).strip())


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """The words of a document that no line end can have cut, and how longer ones begin.

    >>> sorted(vocabulary(["시는 새 도서관을 짓"]))
    ['도서-', '도서관-', '도서관을', '새']
    """
    words = {word for line in lines for word in _WORD.findall(line)[1:-1]}
    return frozenset(words | {f"{word[:length]}-" for word in words for length in (2, 3, 4) if length < len(word)})


def breaks_within_words(breaks: Sequence[tuple[str, str]]) -> bool:
    """Whether the layout breaks lines inside words: then at many line ends a syllable is torn from its word.

    >>> breaks_within_words([("노력을 하고 있", "다. 시는"), ("예산을", "투입한다.")])
    True
    >>> breaks_within_words([("예산을", "투입한다."), ("시는", "올해")])
    False
    """
    within = [(left, right) for left, right in breaks if _HANGUL.match(right[:1]) and _HANGUL.match(left[-1:])]
    torn = sum(_is_torn(left, right) for left, right in within)
    # "인 | 공지능": a syllable that is no word of its own, which a name or a typing error may be as well.
    single = sum(len(head) == 1 and head not in _ALONE for head in (_WORD.findall(left)[-1] for left, _ in within))
    return (torn > 0 and torn * 20 >= len(within)) or (torn + single >= 2 and (torn + single) * 12 >= len(within))


def tells_spaces(breaks: Sequence[tuple[str, str]]) -> bool:
    """Whether the layout keeps the space at which it breaks a line: then none means that a word goes on.

    >>> tells_spaces([("예산을 ", "투입한다."), ("사업을 추", "진한다."), ("시는 ", "올해")])
    True
    """
    kept = sum(left.endswith(" ") for left, _ in breaks)
    return kept >= 2 and kept * 6 >= len(breaks)


def _is_torn(left: str, right: str) -> bool:
    """A line end inside a word for certain: what follows begins no word."""
    return not left.endswith(" ") and not right.startswith(" ") and _TORN.match(right) is not None


def join(left: str, right: str, *, within: bool, known: Set[str] = frozenset()) -> tuple[str, int]:
    """What stands between two lines of a paragraph, and how many characters of the left one go (a hyphen).

    `within` says that this layout breaks inside words; `known` is the document's `vocabulary`.

    >>> join("총 1조", "원 규모", within=False), join("인공지능", "분야를 키운다", within=False)
    (('', 0), (' ', 0))
    >>> join("전력을 투구하고 있", "다.", within=True), join("a multi-", "media show", within=False)
    (('', 0), ('', 1))
    """
    if not left or not right:
        return "", 0
    if _LATIN_HYPHEN.search(left) and right[:1].islower():
        return "", 1
    last, first = left[-1], right[0]
    if last in _OPENING_MARKS or first in _CLOSING_MARKS or _QUOTE_ENDS.match(right):
        return "", 0
    if last.isdigit() and re.match(_UNIT + _AFTER_UNIT, right):
        return "", 0
    if is_torn_number(left, right):
        return "", 0
    if last.isdigit() and (first.isdigit() or (first == "," and right[1:2].isdigit())):
        return "" if within else " ", 0
    if last in "조억만천" and re.search(r"[0-9]\s?[조억만천]$", left) and re.match(r"원|달러", right):
        return "", 0
    if last in "~∼-·/" or first in "~∼·/":
        return "", 0
    if not within:
        return " ", 0
    if _HANGUL.match(last) and _HANGUL.match(first):
        return ("" if _is_one_word(left, right, known) else " "), 0
    if last.isalnum() and first.isalnum():
        # "AI|기술", "3|지구" are of one word more often than not, "오는|2024년" of two.
        return (" " if _HANGUL.match(last) and not left.endswith("제") else ""), 0
    return " ", 0


def is_torn_number(left: str, right: str) -> bool:
    """Whether a line end, or a paragraph's within a cell, stands inside one number: no number without a unit stands
    beside another in running text.

    >>> is_torn_number("모두 1", "20억원"), is_torn_number("사업비 4,0", "61억원"), is_torn_number("2024", "20억원")
    (True, True, False)
    """
    if _is_one_number(left, right):
        return True
    return bool(_LONE.search(left) and _WITH_UNIT.match(right)) or bool(
        _OPEN_GROUP.search(left) and right[:1].isdigit()
    )


def _is_one_number(left: str, right: str) -> bool:
    """Whether a line end cut a number in two: "3,130,0 | 00", "2024~20 | 27"."""
    head, tail = _NUMBER_HEAD.search(left), _NUMBER_TAIL.match(right)
    if head is None or tail is None:
        return False
    whole = head.group() + tail.group()
    return (_GROUPED.fullmatch(whole) is not None and not _GROUPED.fullmatch(head.group())) or (
        _YEARS.fullmatch(whole) is not None
    )


def _is_one_word(left: str, right: str, known: Set[str]) -> bool:
    """Whether the syllables on both sides of a line end are one word, where lines break inside words.

    Of three line ends two are inside a word: one is between two only where something speaks for it.
    """
    head, tail = _WORD.findall(left)[-1], _WORD.findall(right)[0]
    if _TORN.match(right):
        return True
    if _DOING.match(right) and len(head) > 1:
        return _BEFORE_DOING.search(head) is None
    if _SAID.search(left) or _COUNTED.search(left) or (_TITLE.match(right) and len(head) in (2, 3)):
        return False
    if head + tail in known or f"{head}{tail[:1]}-" in known:
        return True
    if len(head) == 1:
        return head not in _ALONE
    if len(tail) == 1:
        return tail not in _ALONE or (tail in "도만" and _CASE.search(head) is not None)
    if _ENDED.search(head):
        return False
    return not (head in known and tail in known)
