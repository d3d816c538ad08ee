"""What stands around an expression and bears on it: modifiers (약, 이상, 께), events that a length counts from."""

from __future__ import annotations

from gwangju_ai_cli.model import Modifier, Span
from gwangju_ai_cli.patterns import pattern

_BEFORE = pattern(
    r"(?P<approx>약|대략|얼추)\s?$|(?P<most>최대|최장|많게는|길게는)\s?$|(?P<least>최소|적어도|최소한|짧게는)\s?$"
)
_AFTER = pattern(
    r"\s?(?:(?P<approx>가량|정도|안팎|내외|남짓|께|쯤|경(?![가-힣])|경(?=에|부터|까지)|무렵|전후)|(?P<min>이상)(?![향하적형민한])|(?P<max>이하|이내|안에|내에)"
    r"|(?P<less>미만)|(?P<more>초과|넘게|넘는|이\s?넘|을\s?넘))"
)
# Most dates have none beside them; one look at a letter is a tenth of a search.
_AFTER_LETTERS, _BEFORE_LETTERS = frozenset("가정안내남께쯤경무전이미초넘을"), frozenset("약략추대장는소도한")
_BOUNDS: dict[str, Modifier] = {
    "approx": "approx",
    "most": "equal_or_less",
    "least": "equal_or_more",
    "min": "equal_or_more",
    "max": "equal_or_less",
    "less": "less_than",
    "more": "more_than",
}


def modifier_beside(text: str, span: Span) -> tuple[Modifier, Span] | None:
    """약, 가량, 이상 … beside an expression, with their place."""
    following = text[span.end : span.end + 2].lstrip()[:1]
    if following in _AFTER_LETTERS and (after := _AFTER.match(text, span.end)):
        name = after.lastgroup or "approx"
        return _BOUNDS[name], Span(after.start(name), after.end(name))
    previous = text[max(0, span.start - 3) : span.start].rstrip()[-1:]
    if previous in _BEFORE_LETTERS and (before := _BEFORE.search(text, max(0, span.start - 5), span.start)):
        name = before.lastgroup or "approx"
        return _BOUNDS[name], Span(before.start(name), before.end(name))
    return None


# "24일 공시했다", "13일 보도자료를 내고 밝혔다": the day of the report, of which the text does not speak.
REPORT_DAY = pattern(
    r"(?:\s?\([월화수목금토일]\))?에?\s(?:(?:보도자료|자료|성명|논평|공시|간담회|브리핑|기자회견|누리집|홈페이지)[가-힣]{0,4}\s"
    r"(?:내고|내|통해|열고|열어|가져)?\s?){0,2}(?:이같이\s)?(?:밝혔|전했|알렸|말했|공시|발표|공개|설명|전망|집계|밝힌|발표한)"
)
# "성탄절을 앞둔 22일", "추석 연휴(12~15일)"
APPOSED = pattern(
    r"\s?(?:(?:첫날|마지막\s?날|이튿날|기간|당일)?인\s|\(|[을를]\s(?:[가-힣]{1,3}\s)?앞둔\s|[을를]\s맞은\s)"
)
# "지난 5일 금메달을 딴 데 이어 이날": this day is not the one just named.
CONTRASTED = pattern(r"(?:데|것에|[0-9]일에)\s이어\s(?:[가-힣]{1,5}\s)?$|와는?\s달리\s$")
_COUNTED_FROM = pattern(r"(?P<word>[가-힣A-Za-z0-9)”’\"']+)(?P<stop>[,.]?)\s?$")
_FREE_WORD = pattern(
    r"(?:[은는이가을를에의도로와과만고며나면서한된던지다요약꼭딱또께중때후뒤해여아어려져]|부터|까지|보다|불과|이미|지난|무려|겨우|하루"
    r"|벌써|당초|특히|실제|당시|처음|모두|최근|앞서|그러나|따라|통해|위해|대해|결국|정확히)$"
)


_A_DAY = pattern(r"[0-9]일$")
_EVENT_NOUN = pattern(
    r"(?:사고|선고|보고|신고|경고|공고|예고|권고|최고|원고|통과|개통|사태|회의|투표|선거|수사|공연|경기|대회|행사)$"
)


def counts_from_event(text: str, span: Span) -> bool:
    """Whether a length counts from something that happens, not from today: 선거일 하루 전, 통과일로부터 1년 후."""
    before = _COUNTED_FROM.search(text, max(0, span.start - 14), span.start)
    if before is None or before["stop"]:
        return False
    if _EVENT_NOUN.search(before["word"]):
        return True
    if _A_DAY.search(before["word"]) or before["word"] in ("지금으로부터", "현재로부터", "오늘로부터"):
        return False  # "3일 전날까지": the day before the 3rd
    return before["word"].endswith(("로부터", "기준으로", "이후", "직후")) or _FREE_WORD.search(before["word"]) is None
