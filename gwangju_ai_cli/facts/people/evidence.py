"""The evidence around a name: what follows in parentheses, honorifics, titles, kin, lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import regex

from gwangju_ai_cli.facts.people import context as ctx
from gwangju_ai_cli.facts.people import frames
from gwangju_ai_cli.facts.people.acts import ACT, act_evidence
from gwangju_ai_cli.facts.people.candidates import AFTER, BEFORE, THRESHOLD, Candidate, SentenceReading
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.names import shape
from gwangju_ai_cli.names.shape import word_set

_PLACE_HANJA = frozenset("島海市縣県報社山川江湖港灣省區寺宮驛駅會会聞道郡町村")
_ACTING = frozenset(("full", "foreign", "stage", "group", "historic", "given"))
_GIVEN_TO = frozenset(("에게", "에게는", "에게서", "에겐", "한테", "께서", "께"))
_PLACED = frozenset(("의", "에", "에서", "에는", "에서는"))
_LISTED = frozenset(("full", "foreign", "stage", "given", "historic", "group"))
_JOIN = regex.compile(
    r"(?:\([^()\n]{1,30}\))?(?:\s?씨)?(?:\s?[,·&/\-]\s?|와\s|과\s|\s및\s|['\"‘’“”]?\s?,\s?['\"‘’“”])|(?:\s[가-힣]{2,6})?\("
)
_CREDIT = regex.compile(
    r"(?<![가-힣])(?:(?:글|사진|그림|그래픽|영상|촬영|정리|취재|편집|번역|일러스트|삽화|디자인|연출|각본|작사|작곡|편곡)\s?[=:]|글·사진|글·그림)\s?$"
)
"""Who made what is shown or written: ‘그래픽=감○○’."""
_BEFORE_PARENTHESIS = frozenset("( ")
_HONORIFIC_SIGNS = frozenset("씨군양님")
_GIVEN = frozenset({"given", "given_common", "either_common"})
_FAMILY = ("family", "either")
_BULLET = regex.compile("[▲△▴▵▶▷▸▹◆◇■□●]")
_FIRM_MARKS = ("㈜", "(주)", "㈜ ", "(주) ", "주식회사 ", "(유)", "(사)", "(재)", "법인 ", "법인")
_PART = regex.compile(r"(?<![가-힣A-Za-z0-9])[가-힣]{2,4}$")
_BARE = frozenset(("은", "는", "이", "가", "을", "를", "의", "와", "과", "도"))
NEARLY = 10
"""From this shape on three syllables before a plain particle are a name."""
SHAPED = 5
"""From this shape on three syllables are a likely name."""
_PARENTHESES = (
    (ctx.HANJA, "person.hanja"),
    (ctx.LATIN, "person.latin"),
    (ctx.AGE, "person.age"),
    (ctx.GENDER, "person.age"),
)


def weigh(reading: SentenceReading, candidate: Candidate) -> None:
    """Add to a candidate all that stands around it."""
    text, evidence = reading.text, candidate.evidence
    begin, stop = candidate.span.start, candidate.span.end
    # Each look is taken only where its first sign is there: most candidates have none of all that.
    sign = text[stop : stop + 1]
    at = _weigh_parenthesis(reading, candidate) if sign in _BEFORE_PARENTHESIS else stop
    if (at != stop or sign in _HONORIFIC_SIGNS or sign.isspace()) and ctx.has_honorific(text, at):
        evidence.append((12, "person.honorific"))
    title = reading.title_after(at) if text[at : at + 1] == " " else None
    if title is not None:
        candidate.title = title
        evidence.append((AFTER[title.strength], "person.title.after"))
        if candidate.form == "full" and title.strength == "strong" and _with_office(reading, candidate, title):
            evidence.append((6, "person.title.office"))
        if candidate.form == "full" and title.beside and title.strength == "weak" and candidate.unknown:
            evidence.append((5, "person.title.beside"))
        if candidate.form == "full" and title.beside and title.strength == "strong":
            # Kiwi takes a name it does not know for a common noun; two syllables tell little of themselves.
            evidence.append((4 if candidate.unknown else 3 if len(candidate.text) == 2 else 0, "person.title.beside"))
        elif (
            candidate.form == "full"
            and title.strength == "strong"
            and len(candidate.text) == 2
            and title.kind == "title"
            and reading.is_proper(*_place(candidate))
        ):
            evidence.append((3, "person.title.beside"))  # "김○ 청와대 대변인"
        elif candidate.form == "group" and title.beside and title.span.of(text) in word_set("of_group"):
            evidence.append((4, "person.group.title"))  # "○○ 멤버들"
        if candidate.form == "full" and title.strength == "strong" and _is_native(candidate.text):
            evidence.append((8, "person.title.native"))
        note = ctx.ROLE_NOTE.match(text, title.span.end)
        if note:
            candidate.note = Span(*note.span("note"))
    before = reading.title_before(begin)
    framed = None
    if reading.has_frames and (candidate.form == "full" or " " in candidate.text):
        framed = frames.framed_title(text, begin, reading.span.start)
    if framed is not None and (before is None or before.kind == "title"):
        before = framed
        if candidate.form == "full" and frames.closes_frame(text, candidate.span.end, framed.frame):
            evidence.append((6, "person.title.framed"))
    if before is not None:
        evidence.append((BEFORE[before.strength], f"person.{before.kind}.before"))
        if (
            candidate.form == "full"
            and candidate.shape >= SHAPED
            and len(candidate.text) == 3
            and before.kind == "title"
            and before.strength == "weak"
            and not before.copula
            and _signs_or_heads(reading, candidate, before)
        ):
            evidence.append((4, "person.title.office"))
        if candidate.title is None or candidate.title.frame == "role":
            candidate.title = before
        elif before.copula and before.kind == "title":
            candidate.note = candidate.note or before.phrase
        if candidate.form == "group" and before.span.of(text) in word_set("artist"):
            evidence.append((4, "person.group.title"))  # "그룹 ‘○○’": the word is common elsewhere
    if reading.tells_of_group and candidate.form in ("stage", "given", "full") and reading.after_group(begin):
        evidence.append((8, "person.group.before"))
    if candidate.form in ("foreign", "stage") and candidate.latin is None:
        if candidate.form == "foreign" and frames.before_facility(text, candidate.span.end):
            evidence.append((-10, "person.place"))  # "람세○ 광장", "라 세레○ 스타디움"
        if _names_company(candidate.text) or frames.after_class(text, candidate.span.start):
            evidence.append((-12, "person.company"))  # "상장사 라온○○ 전 대표 정모(54)씨"
    elif candidate.form == "full" and text[stop - 1] == "대" and frames.is_school(text, candidate.span):
        evidence.append((-12, "person.school"))
    if candidate.form == "full" and _is_thing(text, candidate.span):
        evidence.append((-20, "person.thing"))
    if text.endswith(_FIRM_MARKS, max(0, begin - 5), begin):
        evidence.append((-20, "person.company"))  # "㈜새론 대표"
    left = max(reading.span.start, begin - 8)
    around = text[left:begin]
    if (
        candidate.form == "full"
        and ("=" in around or ":" in around or "글·" in around)
        and (_CREDIT.search(text, left, begin))
    ):
        evidence.append((8, "person.credit"))
    if ("고" in around or "故" in around) and ctx.DECEASED.search(text, left, begin):
        evidence.append((8, "person.deceased"))
    tail = ctx.glued_after(text, stop) if "가" <= sign <= "힣" else ""
    if tail in word_set("animate"):
        lone = candidate.form == "foreign" and tail in _GIVEN_TO and reading.is_proper(*_place(candidate))
        evidence.append((7 if lone else 4, "person.animate"))
    elif candidate.form == "full" and len(candidate.text) == 3 and tail:
        if NEARLY <= candidate.shape < THRESHOLD and tail in _BARE and candidate.text[-1] not in "동리로면길교역":
            evidence.append((THRESHOLD - candidate.shape, "person.particle"))
        elif candidate.shape >= SHAPED and ctx.glued_title(text, candidate.span.end):
            evidence.append((6, "person.title.after"))  # "안중○의사의"
            if candidate.title is None:
                candidate.title = ctx.title_glued(text, candidate.span.end)
    elif candidate.form == "foreign" and tail and ctx.glued_title(text, candidate.span.end):
        evidence.append((10, "person.title.after"))  # "사토○선수가"
    elif candidate.form == "foreign" and " " not in candidate.text:
        rare = shape.foreign_words().get(candidate.text) == "rare" and len(candidate.text) >= 4
        evidence.append(((4 if rare else 1) if tail else -2, "person.particle"))
        if tail in _PLACED and shape.not_names().get(frames.word_before(text, candidate.span.start)) == "place":
            evidence.append((-6, "person.place"))  # "미국 알링○의": a town
        if text.startswith((" 측 ", " 측은", " 측이", " 측의", " 측에"), candidate.span.end):
            evidence.append((3, "person.animate"))
    if candidate.form in _ACTING and THRESHOLD - ACT <= candidate.weight < THRESHOLD and " " not in candidate.text:
        act = act_evidence(reading, candidate)
        if act:
            evidence.append((act, "person.act"))


_LINE = regex.compile(
    r"(?:이?\s|\s?\()?"
    r"(?:복선|단선|전철|철도|고속철|급행|열차|노선|구간|개통|연장선|역사|KTX|GTX|\d단계)"
)
_SITE = regex.compile(
    r"\s?(?:[~∼～→↔]|\d+(?:[.,]\d+)?\s?"
    r"(?:개소|km|㎞|m|㎡|119|호선|번지|IC|JC|나들목)|IC|JC|나들목|산단|일원|일대)"
)
_CELL = regex.compile(r"\s*[|｜]\s*[\d,.△▲\-]")


_SITE_SIGNS = frozenset("~∼～→↔IJ나산일")


def _is_thing(text: str, span: Span) -> bool:
    """Whether a word of a name's shape is a constituency, a railway, an end of a route or a label in a table.

    `의원(사상갑)`, `서해선 복선전철`, `서한빛~한빛산단`, `| 배수문 | 1,290 |`.
    """
    if text.endswith("의원(", max(0, span.start - 3), span.start) and text[span.end : span.end + 1] == ")":
        return True
    if text[span.end - 1] == "선" and _LINE.match(text, span.end) is not None:
        return True
    after = text[span.end : span.end + 2].lstrip()[:1]
    if (after in _SITE_SIGNS or after.isdigit()) and _SITE.match(text, span.end) is not None:
        return True
    if text[span.start - 1 : span.start] in ("~", "∼", "～", "→", "↔"):
        return True
    return text[span.start - 2 : span.start] in ("| ", "|\n", "\n|") and _CELL.match(text, span.end) is not None


def _signs_or_heads(reading: SentenceReading, candidate: Candidate, before: ctx.Title) -> bool:
    """Whether title and name are a line of their own, or another title or an organization stands before the title.

    ‘상임이사 육○○’ under a text; ‘한결전자 대표 구○○’, ‘대표이사 사장 구○○’.
    """
    text = reading.text
    whole = text[candidate.span.end : candidate.span.end + 1] in ("", "\n")
    if whole and text[before.phrase.start - 1 : before.phrase.start] in ("", "\n") and candidate.unknown is False:
        return True
    left = frames.word_before(text, before.span.start)
    return bool(left) and (shape.is_org_like(left) or ctx.is_title(left))


def _names_company(name: str) -> bool:
    """Whether a word of a foreign name is a firm's: 포드, but not the family name after a given one (헨리 포드)."""
    words = name.split(" ")
    graded = shape.foreign_words()
    if len(words) > 1 and graded.get(words[0], "") in _GIVEN and graded.get(words[-1], "").startswith(_FAMILY):
        words = words[:-1]
    return any(shape.is_org_like(word) for word in words)


def _is_native(name: str) -> bool:
    """Whether a given name is a native word: 하늬, 이레. Kiwi reads those as the words that they are."""
    parts = shape.split_korean(name)
    return parts is not None and parts[1] in word_set("native_given") and name not in shape.not_names()


def _with_office(reading: SentenceReading, candidate: Candidate, title: ctx.Title) -> bool:
    """Whether an organization stands before a name with a title, or between the two: ‘전주시의회 이○ 의원’."""
    inside = reading.tokens_between(candidate.span.start, candidate.span.end)
    if len(candidate.text) > 2 and inside and inside[-1].tag in ("JX", "JKS", "JKO"):
        return False  # "선관위 위원은 대통령이"
    if title.beside:
        return shape.is_org_like(frames.word_before(reading.text, candidate.span.start))
    if any(token.tag in ("XSV", "XSA", "VV") for token in inside):
        return False  # "신청한 ○○그룹 대표"
    between = reading.text[title.phrase.start : title.span.start].split()
    return any(shape.is_org_like(word) for word in between)


def _weigh_parenthesis(reading: SentenceReading, candidate: Candidate) -> int:
    """Weigh the parenthesis after a name; where the text goes on behind it, or behind the name."""
    text = reading.text
    at = candidate.span.end
    opens = at + 1 if text[at : at + 2] == " (" else at
    if text[opens : opens + 1] != "(":
        return at
    for pattern, rule in _PARENTHESES:
        found = pattern.match(text, opens)
        if found is None:
            continue
        place = rule == "person.hanja" and found["hanja"][-1] in _PLACE_HANJA
        if not ctx.closes(text, found.end()) or (place and candidate.text not in shape.known_names()):
            candidate.evidence.append((-10, "person.place"))  # "푸저우(福州)시", "다케시마(竹島)"
        elif rule == "person.latin":
            candidate.latin = Span(*found.span("latin"))
            same = len(found["latin"].split()) == len(regex.split(r"[ ·]", candidate.text))
            candidate.evidence.append((10 if same else 2, rule))
        else:
            # "왕위안(王遠)": as many signs as syllables may be any Sino-Korean word, fewer are a name
            foreign = rule == "person.hanja" and len(found["hanja"]) < len(candidate.text)
            candidate.evidence.append((16 if foreign else 10, rule))
            if rule == "person.hanja":
                candidate.hanja = Span(*found.span("hanja"))
        return found.end()
    role = ctx.ROLE_NOTE.match(text, at)
    if role:
        candidate.note = Span(*role.span("note"))
        candidate.evidence.append((8, "person.role"))
    inside = None if role or candidate.form != "full" else frames.role_inside(text, at)
    if inside is not None:
        candidate.title = inside
        candidate.evidence.append((8, "person.role"))
    found = ctx.ANY_PAREN.match(text, at)
    if found and candidate.form in ("full", "foreign") and shape.not_names().get(found[0][1:-1]) in ("place", "org"):
        candidate.evidence.append((3, "person.team"))  # "에릭 ○○(독일)", "손○○(토트넘)"
    return found.end() if found else at


def _place(candidate: Candidate) -> tuple[int, int]:
    return candidate.span.start, candidate.span.end


def link_roles(reading: SentenceReading, candidates: list[Candidate]) -> None:
    """A part in a play stands before its actor: ‘영도(김○○)와 은상(박○○)’."""
    ends = {candidate.span.end: candidate for candidate in candidates}
    for actor in [c for c in candidates if c.form == "full" and c.weight >= THRESHOLD]:
        if reading.text[actor.span.start - 1 : actor.span.start] != "(" or not ctx.closes(reading.text, actor.span.end):
            continue
        if not reading.text.startswith((")", " 분)", " 역)"), actor.span.end):
            continue
        end = actor.span.start - 1
        part = _PART.search(reading.text, reading.span.start, end)
        if part is None or part[0] in shape.not_names() or ctx.is_title(part[0]):
            continue
        known = ends.get(end)
        if known is not None:
            known.evidence.append((12, "person.part"))
        elif reading.is_proper(part.start(), end) or shape.given_score(part[0]) >= 6:
            candidates.append(Candidate(Span(part.start(), end), part[0], "given", 4, [(10, "person.part")]))


def link_lists(reading: SentenceReading, candidates: list[Candidate]) -> None:
    """Members of a list are of one kind: a sure name lifts its neighbours, from the nearest on."""
    ordered = sorted((c for c in candidates if c.form in _LISTED), key=_place)
    if len(ordered) < 2:
        return
    notice = _BULLET.search(reading.text, reading.span.start, reading.span.end) is not None

    def joined(left: Candidate, right: Candidate) -> bool:
        if reading.text[right.span.start - 1] == "(" and right.form == "foreign":
            return False  # "조○○(오미야)": the team
        three = left.form == right.form == "full" and len(left.text) == len(right.text) == 3
        if notice and three and reading.text[left.span.end : right.span.start] == " ":
            return True  # "<사무관> 우○○ 함○○ 라○○"
        return _JOIN.fullmatch(reading.text, left.span.end, right.span.start) is not None

    for forward in (True, False):
        for one, two in pairwise(ordered if forward else ordered[::-1]):
            left, right = (one, two) if forward else (two, one)
            if one.weight >= THRESHOLD > two.weight >= THRESHOLD - 10 and joined(left, right):
                two.evidence.append((9 if two.form == "full" else 8, "person.list"))
    _link_foreign(ordered, joined)
    posted = [c for c in ordered if c.title is not None and c.title.frame == "list" and notice]
    if any(c.weight >= THRESHOLD for c in posted):
        for candidate in posted:
            if THRESHOLD - 6 <= candidate.weight < THRESHOLD:
                candidate.evidence.append((6, "person.list"))  # "▷국장 모○○ ▷과장 기○○": one notice
    for left, middle, right in zip(ordered, ordered[1:], ordered[2:], strict=False):
        sure = left.weight >= THRESHOLD <= right.weight
        if sure and THRESHOLD > middle.weight >= THRESHOLD - 18 and joined(left, middle) and joined(middle, right):
            middle.evidence.append((18, "person.list"))


def _link_foreign(ordered: list[Candidate], joined: Callable[[Candidate, Candidate], bool]) -> None:
    """Three likely names of foreigners in a row lift one another: ‘메○, 디마○○, 아궤○는’."""
    for three in zip(ordered, ordered[1:], ordered[2:], strict=False):
        left, middle, right = three
        likely = all(c.form == "foreign" and c.weight >= THRESHOLD - 8 for c in three)
        if likely and sum(c.weight for c in three) >= THRESHOLD * 2 and joined(left, middle) and joined(middle, right):
            for candidate in three:
                if candidate.weight < THRESHOLD:
                    candidate.evidence.append((THRESHOLD - candidate.weight, "person.list"))


def nearest_title(reading: SentenceReading, candidates: list[Candidate]) -> None:
    """A title belongs to the name next to it: of ‘정○○ 고○ 이○○ 전 국무총리’ the first two have none of their own."""
    sure = [
        c
        for c in candidates
        if (c.form == "full" and min(c.shape, c.weight) >= THRESHOLD) or (c.form == "surname" and c.weight >= THRESHOLD)
    ]
    for candidate in candidates:
        nearer = next((other for other in sure if _takes_title(other, candidate)), None)
        if nearer is not None:
            _drop_title(candidate)
            beside = reading.text[candidate.span.end : nearer.span.start] == " "
            if beside and nearer.form == "full" and candidate.form == "full" and candidate.shape >= 0:
                candidate.evidence.append((8, "person.list"))


def _drop_title(candidate: Candidate) -> None:
    candidate.evidence = [piece for piece in candidate.evidence if piece[1] != "person.title.after"]
    candidate.title = None


def share_titles(reading: SentenceReading, chosen: list[Candidate]) -> None:
    """Give the title of a list to all its members: ‘김○○, 이○○, 박○○ 의원’, ‘위원 김○○·이○○’."""
    ordered = sorted((c for c in chosen if c.form in ("full", "foreign")), key=_place)
    if len(ordered) < 2:
        return

    def joined(left: Candidate, right: Candidate) -> bool:
        gap = reading.text[left.span.end : right.span.start]
        appointed = left.title is not None and left.title.frame == "list"
        return gap in (", ", "·", ",") or (appointed and gap == " ")  # "◆상무 강○○ 노○○ 방○○"

    for left, right in pairwise(reversed(ordered)):
        left, right = right, left
        title = right.title
        if left.title is None and title is not None and title.span.start >= right.span.end and joined(left, right):
            _share(title, left, beside=title.beside)
    for left, right in pairwise(ordered):
        title = left.title
        if right.title is None and title is not None and title.span.end <= left.span.start and joined(left, right):
            _share(title, right, beside=not title.copula)


def _share(title: ctx.Title, candidate: Candidate, *, beside: bool) -> None:
    if beside and title.kind == "title":
        candidate.title = replace(title, phrase=title.span)


def prefer_whole(candidates: list[Candidate]) -> None:
    """A name of several words outweighs the parts of it that are names too."""
    for whole in candidates:
        if " " in whole.text and whole.weight >= THRESHOLD:
            parts = [c.weight for c in candidates if c is not whole and whole.span.covers(c.span)]
            if parts and max(parts) >= whole.weight:
                whole.evidence.append((max(parts) - whole.weight + 1, "person.foreign.name"))


def choose(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates that stand: the heaviest first, and nothing that one of them rules out."""
    chosen: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (-c.weight, c.span.start - c.span.end, c.span.start)):
        if any(_takes_title(other, candidate) for other in chosen):
            # "주연 유○○ 대위": the title is that of the name next to it
            _drop_title(candidate)
        if candidate.weight >= THRESHOLD and not any(_excludes(other, candidate) for other in chosen):
            chosen.append(candidate)
    return chosen


def _takes_title(chosen: Candidate, other: Candidate) -> bool:
    """Whether a name stands between another word and the title that this one claims."""
    title = other.title
    return title is not None and title.phrase.start >= other.span.end and title.phrase.covers(chosen.span)


def _excludes(chosen: Candidate, other: Candidate) -> bool:
    """Whether a name that stands rules another out: they overlap, or the other is in its title phrase.

    ‘이○○ 호텔○○ 사장’: what stands between a name and its title is no name.
    """
    if chosen.span.overlaps(other.span):
        return True
    phrase = chosen.title.phrase if chosen.title is not None else None
    if phrase is None or chosen.span.end > phrase.start:
        return False
    return phrase.covers(other.span) and other.form in ("full", "foreign")
