"""The grammar of items: which words name an amount that says no more than what it is of and how much.

`이름 N억`, `이름(N억)`, `이름(국비 N, 총사업비 M)`, `이름에 N억`, `이름은 N억`, `이름: N억`, `N억은 이름에`.
An item begins behind the amount before it, a bullet, a comma or the bracket that it stands in; its name reaches back
from the amount to where the words are no name any more: a theme, an object, a place, a verb.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

import regex

from gwangju_ai_cli.facts.budgets import names, words
from gwangju_ai_cli.facts.budgets.frames import Desk, Found
from gwangju_ai_cli.model import MoneyFact, Span, Token
from gwangju_ai_cli.names.regions import load_regions
from gwangju_ai_cli.text import BULLET_SIGNS

Form = Literal["bare", "to", "theme", "label", "bracket", "behind", "scale"]


@dataclass(frozen=True, slots=True)
class Item:
    """An amount with the words that name it.

    `name` is None where no words do; `begin` is where the item begins; `opens` says that a bullet, a bracket or the
    amount before marks that place, so that all words from there on are its own.
    """

    form: Form
    name: Found[str] | None
    begin: int
    opens: bool


_BULLET = regex.compile(rf"[①-⑳{BULLET_SIGNS}](?!\d)|(?<=\n)\s*[-·∙ㅇㅁ*]\s|(?<=\s)[ㅇㅁ]\s")
# What stands between an amount and the next item of its list.
_JOINT = regex.compile(
    r"(?:[여억원대]{0,3}\s?규모)?[여대]?(?:씩)?(?:을|를|이|가|은|는|과|와|이고|이며|으로|로|에|도)?(?:\s?등)?(?:을|"
    r"의|과|와|에|으로|,)?\s*[,·/]?\s*"
    r"(?:(?:과|와|및|그리고|또|또한|이어|각각|나머지)\s)?"
)
_COST_IN_BRACKET = regex.compile(
    r"\s*(?:[\d,.]+\s?(?:조|억|만|천|백)*\s?(?:여\s?)?원?\s?(?:→|➝|⇒|->)\s?)?"
    r"(?:(?:올해|내년|금년|’?\d\d년|\d{4}년|[’‘']?\d{2,4}\s?[~∼-]\s?[’‘']?\d{2,4}년?)(?:도|분|간)?,?\s)?"
    r"(?:[가-힣·]{0,4}(?:사업비|국비|도비|시비|군비|구비|예산|공사비|투자비|사업|약|총|연|모두|계|올해|"
    r"내년)?\s?[:은]?\s?)?(?:약|총)?\s?"
)
_COUNT = regex.compile(
    r"(?:총|모두|등)?\s?(?:\d[\d,.]*|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)\s?여?\s?"
    r"(?:개소|곳|건|개|대|명|㎞|km|㎡|m|ha|동|식|필지|종|개교|개사|가구|농가|팀|마을|학교|지구|척|기|호|면|그루|주|"
    r"채|개\s?(?:사업|과제|분야|현장|노선|단지|읍면))"
    r"(?:에|의|은|는|을|를)?"
)
_WEIGHTS = frozenset(
    {
        "약",
        "총",
        "모두",
        "각각",
        "최대",
        "등",
        "등에",
        "등의",
        "규모",
        "및",
        "중",
        "가운데",
        "도합",
        "합계",
        "무려",
        "대략",
    }
)
_AREA = regex.compile(
    r"[\d,.]+%|\d+만|[\d,.]+\s?(?:만\s?)?(?:여\s?)?(?:[\d,.]+\s?)?(?:㎡|㎢|m2|ha|평|제곱미터|km|㎞|m|톤|t|kW|MW|"
    r"GW)(?:의)?(?:에|부지에|터에|땅에)?"
)
_BROKEN = frozenset(
    {"JKS", "JKO", "JX", "JKB", "JKQ", "JKV", "JKC", "EC", "EF", "EP", "MAG", "MAJ", "IC", "VV", "VA", "VX", "VCP"}
)
_LOOSE = frozenset({"ETM"})
_LABEL = regex.compile(r"\s?[:：=]\s*(?:약|총|금)?\s?$")
_PARTICLE_TO = regex.compile(
    r"(?<=[가-힣A-Za-z0-9)\]’”'\"」』》〉])(?P<to>에(?:는|도|만)?|에다)\s*(?:(?:약|총|모두|각각|최대|우선|추가로|"
    r"또|무려|매년|연간|오는|향후|앞으로|"
    r"올해|내년|\d[\d.]*년?(?:부터\s\d+년)?까지|\d+년간|상반기|하반기|올해부터|내년부터|연말까지|내년까지)\s?)*$"
)
_PARTICLE_THEME = regex.compile(
    r"(?<=[가-힣A-Za-z0-9)\]’”'\"」』》〉])(?P<theme>은|는|이|가|도|으로는|로는|으로|로|을|를)\s*(?:(?:약|총|모두|"
    r"각각|최대|"
    r"우선|또)\s?)*$"
)
_BEHIND = regex.compile(
    r"\s?(?:여|가량|정도)?(?:은|는|을|를)\s(?P<name>[^,.;()\n]{2,40}?)에(?:는|도)?(?=,\s|\s(?:쓰|쓴|쓸|투입|배정|"
    r"사용|들|투자|배치|지원|집행|활용|편성|돌리|돌린|나눠|각각|우선|먼저))"
)
_SCALE = regex.compile(
    r"(?:여|대)?\s?규모(?:의)?\s(?P<name>[^.;\n]{2,50}?)(?:\([^()]{1,14}\))?(?:[을를이가은는]\s|[,\n]|에\s|과\s|"
    r"\s(?:착공|준공|조성|건립|추진|수주|공모|선정))"
)
_CLOSERS = "’”'\"」』》〉"
_NO_TAIL = regex.compile(r"[^여대가량규모을를이가은는 증액확대하고했해감액]")
_QUOTE_PAIRS = {"‘": "’", "“": "”", "「": "」", "『": "』", "《": "》", "〈": "〉", "<": ">"}
_REACH = 120
"""Characters before an amount in which its item may begin."""


def read(money: MoneyFact, desk: Desk) -> Item:
    """The item that an amount stands in; computed once an amount."""
    cache: dict[int, Item] = desk.analysis.memo(_cache)
    if money.start not in cache:
        cache[money.start] = _read(money, desk)
    return cache[money.start]


def name_before(at: int, desk: Desk) -> Found[str] | None:
    """The name that ends at an offset, read as that of an item."""
    low = max(desk.analysis.sentence_at(at).span.start, at - _REACH)
    begin, opens = _begin(desk.text, low, at, desk)
    return _name(Span(begin, at), desk, opens=opens)


def _cache(_: object) -> dict[int, Item]:
    return {}


def _read(money: MoneyFact, desk: Desk) -> Item:
    text = desk.text
    sentence = desk.analysis.sentence_at(money.start).span
    low = max(sentence.start, money.start - _REACH)
    bracket = _open_bracket(text, low, money.start)
    if bracket is not None:
        inside = _begin(text, low, money.start, desk)[0]
        if _COST_IN_BRACKET.fullmatch(text, max(inside, bracket + 1), money.start):
            return _of_host(bracket, low, desk)
    begin, opens = _begin(text, low, money.start, desk)
    behind = _behind(money, desk)
    if behind is not None:
        return Item("behind", behind, money.start, False)
    scale = _scale(money, desk)
    if scale is not None:
        return Item("scale", scale, money.start, False)
    end = money.start
    form: Form = "bare"
    label = _LABEL.search(text, begin, end)
    to = _PARTICLE_TO.search(text, begin, end)
    theme = None if to else _theme_at(begin, end, desk)
    if label:
        form, end = "label", label.start()
    elif to:
        form, end = "to", to.start("to")
    elif theme is not None:
        # "방과후학교 지원비로 591억원을": what it is called, as a label is
        labelled = text[begin:theme].split()
        as_label = bool(labelled) and text.startswith(("로", "으로"), theme) and words.is_cost(labelled[-1])
        form, end = ("label" if as_label else "theme"), theme
    called = _CALLED.search(text, begin, money.start) if form == "to" else None
    if called is not None:
        # "조사비로 내년 예산에 62억원을": what it is called stands before the book
        return Item("label", _name(Span(begin, called.end("name")), desk, opens=opens), begin, opens)
    name = _name(Span(begin, end), desk, opens=opens)
    return Item(form, name or _own_topic(money, sentence.start, desk), begin, opens)


_CALLED = regex.compile(r"(?P<name>[가-힣]{2}비)로\s[^.,\n]{0,14}(?:예산|추경|본예산)(?:안)?에\s(?:약\s|총\s)?$")
_OWN_TOPIC = regex.compile(r"(?P<name>[^.,;\n]{2,40}?)(?:은|는)\s[^▲△\n]{1,40}$")


def _own_topic(money: MoneyFact, low: int, desk: Desk) -> Found[str] | None:
    """The theme of a bullet's item that tells how its amount came about: "▲복원사업은 정부안 21억에서 늘린 29억원"."""
    text = desk.text
    marks = list(_BULLET.finditer(text, max(low, money.start - _REACH), money.start))
    match = _OWN_TOPIC.match(text, marks[-1].end(), money.start) if marks else None
    if match is None or not desk.money_in(Span(match.end("name"), money.start)):
        return None
    found = _name(Span(*match.span("name")), desk, opens=True)
    return found if found and ":" not in found.value and words.noun_class(found.value.split()[-1]) != "budget" else None


_ADVERBS = regex.compile(r"\W*(?:(?:받아|들여|활용해|우선|먼저|모두|따로|각각|다시|전액)\s)*\W*")


def _of_host(bracket: int, low: int, desk: Desk) -> Item:
    """The item of what stands before a bracket: a name, or an amount that the bracket parts (450억원(국비 225억원)."""
    whole = desk.money_in(Span(max(low, bracket - 24), bracket))
    if whole and not _NO_TAIL.search(desk.text, whole[-1].end, bracket):
        item = read(whole[-1], desk)
        return Item("bracket", item.name, item.begin, item.opens)
    begin, opens = _begin(desk.text, low, bracket, desk)
    return Item("bracket", _name(Span(begin, bracket), desk, opens=opens), begin, opens)


def is_area(words_: str) -> bool:
    """Whether words only measure a site: 1만 2866㎡, 18만㎡의 부지.

    >>> is_area("1만 2866㎡"), is_area("도서관")
    (True, False)
    """
    return _AREA_ONLY.fullmatch(words_) is not None


_AREA_ONLY = regex.compile(r"(?:[\d,.]+만?\s?)+여?\s?(?:㎡|㎢|m2|ha|평|km|㎞)(?:의\s(?:부지|터|땅))?")


def _theme_at(begin: int, end: int, desk: Desk) -> int | None:
    match = _PARTICLE_THEME.search(desk.text, begin, end)
    if match is None:
        return None
    at = match.start("theme")
    tokens = desk.analysis.tokens(desk.analysis.sentence_at(at))
    first = bisect_left(tokens, at, key=lambda token: token.start)
    token = tokens[first] if first < len(tokens) and tokens[first].start == at else None
    return at if token is not None and token.tag.startswith(("JX", "JKS", "JKB", "JKO")) else None


def _behind(money: MoneyFact, desk: Desk) -> Found[str] | None:
    """The goal that follows an amount: "100억원은 장비 확보에, 50억원은 법인 설립에 쓴다"."""
    match = _BEHIND.match(desk.text, money.end, min(len(desk.text), money.end + 60))
    if match is None or desk.money_in(Span(match.start(), match.end())):
        return None
    found = _name(Span(*match.span("name")), desk, opens=False)
    skipped = desk.text[match.start("name") : found.span.start] if found else ""
    return found if _ADVERBS.fullmatch(skipped) else None


def _scale(money: MoneyFact, desk: Desk) -> Found[str] | None:
    """What an amount measures: "873억원 규모 복합문화센터가", "850억원 규모의 물류단지를"."""
    match = _SCALE.match(desk.text, money.end, min(len(desk.text), money.end + 70))
    if match is None or desk.money_in(Span(match.start("name"), match.end("name"))):
        return None
    found = _name(Span(*match.span("name")), desk, opens=True)
    last = found.value.split()[-1] if found else ""
    known = words.project_class(last) in ("named", "facility", "purpose") and len(found.value if found else "") > 2
    return found if known and words.noun_class(last) not in ("budget", "none") else None


def _open_bracket(text: str, low: int, at: int) -> int | None:
    """Where the innermost parenthesis around `at` opens."""
    depth = 0
    for index in range(at - 1, low - 1, -1):
        if text[index] in ")）":
            depth += 1
        elif text[index] in "(（":
            if depth == 0:
                return index
            depth -= 1
        elif text[index] == "\n":
            return None
    return None


def _begin(text: str, low: int, end: int, desk: Desk) -> tuple[int, bool]:
    """Where the item before `end` begins, and whether that place is marked."""
    begin, opens = low, False
    bracket = _open_bracket(text, low, end)
    if bracket is not None:
        begin, opens = bracket + 1, True
    before = [fact for fact in desk.money_in(Span(begin, end)) if fact.end <= end]
    if before:
        stop, held = before[-1].end, _open_bracket(text, begin, before[-1].start)
        if held is not None:
            stop = text.find(")", stop, end) + 1 or stop
            if text[stop : stop + 1] in _CLOSERS:
                stop += 1
        joint = _JOINT.match(text, stop, end)
        stop = joint.end() if joint else stop
        begin, opens = _past_bracket(text, stop, end), True
    for match in _BULLET.finditer(text, begin, end):
        begin, opens = match.end(), True
    depth = quoted = 0
    for index in range(begin, end):
        char = text[index]
        if char in "(（":
            depth += 1
        elif char in ")）":
            depth = max(0, depth - 1)
        elif char in _QUOTE_PAIRS:
            quoted += 1
        elif char in _QUOTE_PAIRS.values():
            quoted = max(0, quoted - 1)
        elif depth or quoted:
            continue
        elif (
            char == "," and text[index + 1 : index + 2].isspace() and text[index + 1 : end].strip()
        ) or char in "…\n;|]】":
            begin, opens = index + 1, opens or bool(before)
        elif text.startswith((": ", " - ", " / "), index) and text[index + 2 : end].strip():
            begin, opens = index + 2, True
    quote = _spoken_from(text, begin, end)
    if quote is not None:
        begin, opens = quote, False
    while begin < end and text[begin].isspace():
        begin += 1
    return begin, opens


def _spoken_from(text: str, begin: int, end: int) -> int | None:
    """Where words that are spoken begin, after a mark that nothing closes before `end`, or after one that closes."""
    closed = list(_SAID.finditer(text, begin, end))
    begin = closed[-1].end() if closed else begin
    stretch = text[begin:end]
    at = stretch.rfind('"') if stretch.count('"') % 2 else -1
    for opener, closer in (("“", "”"), ("‘", "’")):
        found = stretch.rfind(opener)
        if found > stretch.rfind(closer):
            at = max(at, found)
    if at >= 0:
        return begin + at + 1
    return begin if closed else None


_SAID = regex.compile(r"[”\"’'](?:이?라|하)?(?:며|고|면서|라는|는)\s")


def _past_bracket(text: str, at: int, end: int) -> int:
    """Past a parenthesis that tells of the amount before: "21억원(13→21) ▲…"."""
    if at < end and text[at] in "(（":
        close = text.find(")", at, end)
        if close >= 0:
            at = close + 1
            while at < end and (text[at].isspace() or text[at] in ",·"):
                at += 1
    return at


def _name(span: Span, desk: Desk, *, opens: bool) -> Found[str] | None:
    """The name that ends a stretch: back to the first word that belongs to no name."""
    text = desk.text
    stretch = Span(span.start, span.end - len(text[span.start : span.end]) + len(text[span.start : span.end].rstrip()))
    quoted = _quoted(stretch, desk)
    if quoted:
        return quoted
    pieces = [Span(*m.span()) for m in regex.finditer(r"\S+", text, pos=stretch.start, endpos=stretch.end)]
    pieces = _without_measures(pieces, desk)
    if not pieces:
        return None
    kept = _without_papers(_reach(pieces, desk, opens=opens), desk)
    while kept and _drops_first(kept[0], desk) and not _only_points(kept, desk):
        kept.pop(0)
    if not kept:
        return None
    if not opens and text[kept[0].start - 2 : kept[0].start] == ", ":
        # "인공지능, 바이오, 양자 등 3대 분야": the last of the list is none of the name.
        listed = _LISTED.match(text, kept[0].start, kept[-1].end)
        kept = [word for word in kept if listed is None or word.start >= listed.end()]
    where = _without_genitive_owner(names.without_owner(Span(kept[0].start, kept[-1].end), desk), desk)
    end = _without_cost(where, desk)
    if end <= where.start:
        return None
    found = Found(_LATIN.sub("", names.write(text[where.start : end])), Span(where.start, end))
    return found if _names(found, desk) else None


_LISTED = regex.compile(r"[^\s,]{1,12} 등 (?=\S{2})")


_LATIN = regex.compile(r"\s?\([A-Za-z0-9 .&·-]+\)$")
"""A name's spelling in Latin letters at its end: 한빛 스튜디오(HB Studio)."""


def _without_genitive_owner(span: Span, desk: Desk) -> Span:
    """`span` without a body that owns what it names: "국방부의 무기 개선"."""
    for where, _ in desk.orgs_in(Span(span.start, span.start + 1)):
        if where.start == span.start and desk.text.startswith("의 ", where.end) and where.end + 2 < span.end:
            return Span(where.end + 2, span.end)
    return span


def _only_points(kept: list[Span], desk: Desk) -> bool:
    """Whether a noun alone would name nothing, so that what stands before it stays: 각종 보조사업."""
    return [word.of(desk.text) for word in kept[:-1]] == ["각종"] and kept[-1].of(desk.text) in words.role("anaphor")


def _without_papers(pieces: list[Span], desk: Desk) -> list[Span]:
    """The words without what only says what becomes of a project: "계절근로자 사업 신규 추진"."""
    text = desk.text
    out = list(pieces)
    while len(out) > 1 and out[-1].of(text) in words.role("paper") | words.role("modifier"):
        out.pop()
    named = bool(out) and words.project_class(out[-1].of(text)) is not None
    return out if named else pieces


_CLOSED_QUOTE = regex.compile(
    r"[‘“'\"「『《〈](?P<name>[^‘’“”'\"「」『』《》〈〉\n]{2,50})[’”'\"」』》〉](?P<tail>(?:\s?[가-힣A-Za-z0-9·]+){0,4})\s*$"
)


def _quoted(span: Span, desk: Desk) -> Found[str] | None:
    """A quoted name right before the amount, with the nouns that follow it."""
    matches = list(_CLOSED_QUOTE.finditer(desk.text, span.start, span.end))
    match = matches[-1] if matches else None
    if match is None or desk.is_money(Span(*match.span("name"))):
        return None
    return names.quoted_name(Span(match.start("name"), span.end), desk)


def _without_measures(pieces: list[Span], desk: Desk) -> list[Span]:
    """The words without what only measures at their end: dates, counts, 총, 약, 국비."""
    text = desk.text
    out = list(pieces)
    while out:
        word = out[-1].of(text).strip(",")
        bare = regex.sub(r"(?:으로|로|에|은|는|의|이|가)$", "", word)
        source = word in words.sources() or (bare in words.sources())
        counts = _COUNT.fullmatch(word) is not None and (len(out) > 1 or not words.project_class(word))
        weighs = word in _WEIGHTS or word in words.role("measure") or _AREA.fullmatch(word) is not None
        if counts or weighs or source or desk.is_date(out[-1]):
            out.pop()
        elif len(out) > 1 and _COUNT.fullmatch(text, out[-2].start, out[-1].end):
            del out[-2:]
        else:
            break
    return out


_LONGEST_TOKEN = 40


def _tags(word: Span, desk: Desk) -> tuple[Token, ...]:
    tokens = desk.analysis.tokens(desk.analysis.sentence_at(word.start))
    low = bisect_left(tokens, word.start - _LONGEST_TOKEN, key=lambda token: token.start)
    high = bisect_left(tokens, word.end, key=lambda token: token.start)
    return tuple(
        token
        for token in tokens[low:high]
        if token.start < word.end and token.end > word.start and token.start < token.end and token.tag[:1] != "S"
    )


def _reach(pieces: list[Span], desk: Desk, *, opens: bool) -> list[Span]:
    """The last words that make one name."""
    text = desk.text
    out: list[Span] = []
    nominal = described = False
    for word in reversed(pieces):
        tokens = _tags(word, desk)
        last = tokens[-1].tag.split("-")[0] if tokens else "SW"
        written = word.of(text)
        if not out:
            nominal = last == "ETN"
            if _ends_a_phrase(written, last, opens=False) or last in ("JC", "JKG"):
                return []
            out.append(word)
            continue
        if written[-1] in ",…":
            break
        adjective = any(token.tag.startswith(("VA", "XSA")) and token.form not in ("없", "있") for token in tokens)
        joins = last in ("JC", "JKG") or written in ("및", "·", "등", "&", "+", "-", "~")
        # "안전하고 쾌적한 공간": one adjective with the other
        describes = (last == "ETM" and adjective) or (last == "EC" and described and adjective)
        presents = last == "ETM" and opens and tokens[-1].form == "는"
        acts = nominal and last in ("EC", "JKO", "JKB") and tokens[-1].form != "고"
        described = last == "ETM" and adjective
        if not (joins or describes or presents or acts):
            if _ends_a_phrase(written, last, opens=opens):
                break
            nominal = False
        out.append(word)
    out.reverse()
    return out


_ENDINGS = regex.compile(
    r"(?:은|는|이|가|을|를|에|에서|에게|으로|로|와|과|도|만|부터|까지|보다|고|며|면서|해|하여|되어|돼|어|아|여|"
    r"지만|으나|는데|도록|게|려고|서|한|된|인|할|될|던|다)$"
)


def _ends_a_phrase(written: str, tag: str, *, opens: bool) -> bool:
    """Whether a word with its ending belongs to no name; the analyser's word is not taken for it where the item opens.

    "급경사지 정비", read as a verb: what stands between two marks of a list is a name, unless an ending shows.
    """
    if tag not in _BROKEN and tag not in _LOOSE:
        return False
    return not opens or _ENDINGS.search(written) is not None


def _drops_first(word: Span, desk: Desk) -> bool:
    plain = word.of(desk.text).strip(",'\"‘’“”·")
    return (
        plain in words.role("modifier")
        or plain in ("및", "등", "등의", "과", "와", "-", "이어", "통해", "위해", "위한", "비롯", "비롯해", "포함해")
        or desk.is_money(word)
        or any(fact.end >= word.start + len(plain) for fact in desk.dates_in(word))
        or not any(char.isalnum() for char in plain)
        or plain.startswith(("첫째", "둘째", "셋째", "넷째"))
        or plain in ("있는", "위치한", "이", "그", "이번")
        or plain in ("며", "고", "라며", "라고", "면서", "은", "는", "이", "가")
    )


_NOTHING = regex.compile(
    r"(?:.*\s)?(?:소\s?계|합\s?계|총\s?계|총액|기\s?투자액?|설비\s?투자|착수금|잔액|잔금|목표|정부안|"
    r"[가-힣]{0,6}예산안?|사\s+업\s+비|총\s?지출|투자금|투자액|"
    r"총투자액|유치액|자체|이\s?중|이\s?가운데|데|것|무엇|어디|여기|거기|이곳|방안|얼마|때|경우|덕분|탓|가격|값|"
    r"상승|인상|하락|금리|시장|대비|기준|이상|이하|"
    r"자금|재원|기금|회사채|정부출연금|현물|현금|지자체|기관|주민|업체|기업|민간|만\s\d+세.*|\d차분|(?:연차|연도|"
    r"재원|분야|부문)별\s?\S*|시가|(?:시리즈|"
    r"프리)\s?-?\s?[A-Z]+|지난\S*|오는\S*)"
)
"""What an amount is called that names no project: sums, books, money, who gives, when."""
_COSTS = ("총사업비", "총공사비", "사업비", "사업예산", "예산", "예산안", "소요예산")


def _without_cost(span: Span, desk: Desk) -> int:
    """The end of a name without the word that says that it costs: 도서관 건립비, 공원 조성 사업비 → 공원 조성."""
    text = desk.text
    last = text.rfind(" ", span.start, span.end) + 1 or span.start
    word = text[last : span.end]
    for cost in _COSTS:
        if word == cost:
            return last - 1 if last > span.start else span.start
    if word.endswith("사업비") and len(word) > 3:
        return span.end - 1
    if word.endswith("비") and words.is_cost(word) and words.project_class(word[:-1]) is not None:
        return span.end - 1
    return span.end


def _names(found: Found[str], desk: Desk) -> bool:
    """Whether words name anything: no book, no source, no body, no bare figure, nothing that only points back."""
    name = found.value
    last = name.split()[-1] if name else ""
    bare = regex.sub(r"\s?\([^()]*\)", "", name)
    empty = len(name) < 2 or _NOTHING.fullmatch(name) is not None or not regex.search(r"[가-힣A-Za-z]", name)
    money = name in words.sources() or words.source_pattern().fullmatch(name) is not None
    small = any(name in words.role(part) for part in ("account", "owned", "measure", "modifier"))
    points = names.is_anaphor(bare) and not _is_step(bare)
    book = " " not in name and words.noun_class(last) == "budget" and (last in words.role("owned") or last in _COSTS)
    measures = _AREA.fullmatch(name) or _COUNT.fullmatch(name) or _SITE.search(name) or not _AREA.sub("", name).strip()
    small = small or (last in words.role("account") and "분야" not in name and len(name.split()) < 4 and last == "전체")
    region = name in load_regions() and not load_regions()[name].ambiguous
    return not (empty or money or small or points or book or measures or region or _is_body(found.span, desk))


_SITE = regex.compile(
    r"\d\s?(?:㎡|ha|평|km|㎞)[의에]?\s?(?:부지|터|땅|규모|구간)?$|^(?:\S+\s){0,2}(?:부지|터|일원|일대|인근)$|"
    r"^\d[\d천백만,]*여?\s?(?:명|가구|농가)$"
)


def _is_body(span: Span, desk: Desk) -> bool:
    """Whether a name is a body's and nothing else; a hall or a centre may be what is built."""
    if words.project_class(span.of(desk.text).split()[-1]) is not None:
        return False
    known = desk.known_org(span)
    return known is not None and known[0].start <= span.start and known[0].end >= span.end


_STEP = regex.compile(r"(?:[가-힣]{0,6}\s?)?(?:설계|보상|감리|용역|매입|조사|기본계획)(?:\s?용역)?(?:비)?")


def _is_step(name: str) -> bool:
    """Whether a name is a step of an undertaking: 토지 보상, 설계 용역."""
    return len(name) > 3 and _STEP.fullmatch(name) is not None
