"""What stands around a candidate and speaks for an organization: titles, particles, predicates, class nouns."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

import regex

from gwangju_ai_cli.facts.orgs.clubs import MET
from gwangju_ai_cli.facts.orgs.local_governments import UNDONE, does, headline, local_actor, predicates
from gwangju_ai_cli.facts.orgs.reader import STOCK, Candidate, Reader
from gwangju_ai_cli.model import OrgType

if TYPE_CHECKING:
    from gwangju_ai_cli.names.chunks import Word

Evidence = tuple[str, int, OrgType | None]

UNIT = regex.compile(
    r"(?:[가-힣]{1,10}(?:제?\d{1,3})?(?:부|팀|국|지구대|파출소|지부|지회|지국|교구|캠퍼스|분원|본부|센터|연구소|병원|대학|대학원|위원회"
    r"|소위|소위원회|지원|지청|출장소|분교|연구단|사업단|협력단|추진단|기획단)|[가-힣]{1,8}[^학결효성통초경사부투여\s]과"
    r"|[가-힣]{2,8}(?:수사대|기동대|특공대|구조단|구조대|구급대|심리전단|부문)"
    r"|[가-힣]{1,4}(?:[^친]구단|육상단|씨름단|빙상단|양궁단|사격단|수영단|골프단|스키단|역도단|체조단|유도단|하키단|펜싱단|볼링단)"
    r"|[가-힣]{2,8}(?:비서관|감독관|담당관|심의관|보좌관|수석|대변인|기획|홍보|공보|비서|경호|상황|감사|정책|조정)실"
    r"|(?:형사|민사|행정|가사)?(?:합의|항소)?\d{1,3}(?:단독|부)|제\d{1,3}(?:형사|민사|행정|가사)(?:합의|항소|단독)?부|제?\d{1,4}[가-힣]{0,5}(?:사단|여단|군단|연대|대대|함대|비행단))"
)
"""A unit of an organization: 형사합의38부, 산학협력단, 용강지구대, 복지과 (never …학과)."""

FORCE = regex.compile(
    r"[가-힣]{0,8}(?:특공대|기동대|기동단|구조단|구조대|수사대|수사단|수사본부|수사팀|경비단|항공대|헌병대)"
)
"""A unit of the police, the coast guard or the forces."""

_FIGURES = regex.compile(
    r"(?:(?:은|는|이|가)\s(?:\S+\s){0,5}?|의\s(?:(?:올해|지난해|작년|\d\S*|[상하]반기|연결|누적|별도|연간|분기)\s){0,3})(?:영업이익|영업손실|영업익|매출액?|순이익|순손실|당기순이익|주가|시가총액|공모가|현금배당|유상증자|무상증자"
    r"|자사주|수주잔고|보통주|공모주|회사채|전환사채|유동성|시제품|투자를?\s유치)"
)
_IS_FIRM = regex.compile(
    r"(?:은|는)\s(?:[^\s.]+\s){0,9}?(?:[가-힣]{0,6}(?:업체|회사|기업|스타트업|제조사|개발사|운영사|운용사|시공사|건설사|게임사|플랫폼사|제약사|벤처))(?:이다|다|입니다|이며|이자|로[,\s]|으로[,\s]|이고)"
)
_POST = regex.compile(
    r"\s[가-힣]{0,8}(?:회장|사장|대표|대표이사|이사|전무|상무|부장|과장|차장|실장|팀장|본부장|원장|소장|교수|교사|강사|기자|위원|국장|단장|센터장|연구원)\)"
)
_WEATHER = regex.compile(
    r"(?<![가-힣])(?:눈|비|소나기|안개|기온|강수량|적설량|구름)(?:이|가|은|는|도)?\s|맑[고겠아은]|흐리|영[상하]\s?\d"
)
_ACCORDING = regex.compile(r"(?:\s등)?에\s?(?:따르면|의하면|따른\s보도)")
_PAREN = regex.compile(
    r"\s?\((?:(?P<chief>(?:공동)?(?:대표이사|대표|회장|사장|이사장|원장|소장|총장|총재|위원장|의장|단장|센터장|본부장|관장|교장"
    r"|시장|군수|구청장|도지사|지사|교육감|청장|처장|장관|학장|부장|지부장|지회장|교구장|사령관|[사여]단장|서장|은?행장|조합장|상임대표)"
    r"(?:\s직무대행|\s권한대행)?)\s"
    r"|(?P<hereafter>이하)|(?P<latin>[A-Z][A-Za-z&.-]{1,9}(?:\s[A-Z][A-Za-z]+){0,2}\)))"
)
_WITH = regex.compile(
    r"[와과](?:의)?\s(?:[가-힣]+\s){0,4}?(?:업무|협약|계약|MOU|합의|제휴|손잡|공동|합작|컬래버|파트너|소송|경기|합병)"
)
_AT = regex.compile(
    r"에(?:서|게)?\s(?:[가-힣]+\s)?(?:입사|소속|근무|일하|재직|고소|신고|문의|의뢰|요청|건의|인수|매각|납품|입단|이적|취업|공급|제공|제출"
    r"|접수|통보|맡기|고발|진정|재학|입학|합류|투자|몸담|둥지)"
)
_MEDIUM = regex.compile(
    r"[와과]의\s(?:\S+\s)?인터뷰|[을를]\s인용|\s보도에\s따르면|\s(?:인터넷판|온라인판|최신호)|에\s기고"
)
_CLUB = regex.compile(r"에서\s(?:뛰|활약)|으?로\s(?:이적|임대)|에\s(?:입단|이적)")
_OF = regex.compile(r"의\s(?P<own>[가-힣]+)(?:\s(?P<next>[가-힣]+))?")
_REPORTED = regex.compile(r"(?:은|는|이|가)\s(?:\S+\s){0,2}(?:전했|전하고|보도했|보도하|덧붙였|지적했|분석했)")
_BEATEN = regex.compile(r"\s(?:꺾|이기|이긴|이겼|눌렀|누르|제압|완파|격파|물리)")
_FACULTIES = ("학과", "학부", "전공", "학생회")
_INSIDE = regex.compile(r"\((?:\d{2}[·,]\s?)?$")
_QUOTATIVE = ("다고 ", "라고 ", "냐고 ", "자고 ")
_HEADLINED = frozenset({"org.local_government", "org.country"})
_OWNERS = frozenset({"대표", "공동대표", "대표이사", "공동대표이사"})
_BRACKETS = frozenset({"[", "("})
_TOPICS = frozenset({"은", "는", "이", "가", "의"})
_ROLES = frozenset({"은", "는", "이", "가", "을", "를", "와", "과", "의", "와의", "과의", "전", "도"})
_SUBJECTS = frozenset({"은", "는", "이", "가", "도", "만"})
_OPENERS = frozenset({" ", " '", ' "', " ‘", " “", "'", "‘", '"', "“"})


def evidence(reader: Reader, candidate: Candidate) -> Iterator[Evidence]:
    """Each piece of evidence as its rule id, weight in tenths and, where it tells, the type."""
    text = reader.text
    last = reader.words[candidate.last]
    glued = candidate.end < last.span.end
    if not glued and reader.joins(candidate.last + 1):
        yield from _following(reader, candidate)
    if _MEDIUM.match(text, candidate.end):
        yield "org.context.medium", 8, "media"
    elif _CLUB.match(text, candidate.end):
        yield "org.context.club", 8, "sports"
    elif _ACCORDING.match(text, candidate.end):
        yield "org.context.according", 8, None
    elif _WITH.match(text, candidate.end):
        yield "org.context.with", 6, None
    elif _AT.match(text, candidate.end):
        yield "org.context.at", 6, None
    elif (match := _OF.match(text, candidate.end)) is not None:
        yield from _possessed(reader, candidate, match)
    elif not glued and last.tail_tag in ("JX", "JKS") and last.tail[0].form in _SUBJECTS:
        if last.tail[0].form in ("도", "만"):  # "창원시도 … 보탠다"; elsewhere 도 tells nothing of who acts
            weight = _as_subject(reader, candidate, topic=False) if candidate.rule == "org.local_government" else 0
        else:
            weight = _as_subject(reader, candidate, topic=last.tail_tag == "JX")
        if weight == 3 and text.startswith(_QUOTATIVE, candidate.start - 3) and _REPORTED.match(text, candidate.end):
            # "… 가능성이 있다고 리코드는 전했다": who reports and is no person is a medium
            yield "org.context.reported", 7, "media"
        elif weight:
            yield "org.context.subject", weight, None
    elif (
        not glued
        and last.particle in ("을", "를")
        and reader.sports(last.sentence)
        and (_BEATEN.search(text, candidate.end, candidate.end + 40))
    ):
        yield "org.context.beaten", 8, None
    if candidate.rule == "org.local_government":
        yield from local_actor(reader, candidate)
    if candidate.rule in _HEADLINED and headline(reader, candidate):
        yield "org.context.headline", 9, None
    if candidate.org_type in ("other", "company") and not glued:
        yield from _of_business(reader, candidate)
    paren = _PAREN.match(text, candidate.end)
    if paren is not None:
        yield (
            "org.context.paren",
            4 if paren["latin"] else 9,
            ("company" if paren["chief"] in _OWNERS else "court_police" if paren["chief"] == "부장" else None),
        )
    is_country = candidate.rule == "org.country"
    ambiguous = candidate.rule == "org.gazetteer.ambiguous" and text[candidate.start : candidate.end] not in (
        reader.lexicon.services  # a league is where they play
    )
    if (
        (is_country or ambiguous)
        and reader.sports(last.sentence)
        and not _has_club(reader, candidate)
        and (
            (candidate.org_type == "sports" and not is_country)
            or (not glued and last.particle in _ROLES)
            or _versus(text, candidate)
            or (is_country and MET.match(text, candidate.end) is not None)
        )
    ):
        yield "org.context.sports", 9 if is_country else 7, None
    if (
        candidate.rule == "org.gazetteer.ambiguous"
        and candidate.org_type == "company"
        and (reader.business(last.sentence))
    ):
        yield "org.context.business", 3, None
    yield from _preceding(reader, candidate)


def _of_business(reader: Reader, candidate: Candidate) -> Iterator[Evidence]:
    """What only firms have or are: a stock's number, a profit, an office in a person's parenthesis, `… 업체다`."""
    text = reader.text
    sign = text[candidate.end : candidate.end + 1]
    if sign in _BRACKETS and STOCK.match(text, candidate.end):
        yield "org.context.stock", 10, "company"
    elif sign in _TOPICS and _FIGURES.match(text, candidate.end):
        yield "org.context.figures", 8, "company"
    elif sign in _TOPICS and _IS_FIRM.match(text, candidate.end):
        yield "org.context.is_firm", 8, "company"
    if text[candidate.start - 1 : candidate.start] == "(":
        owner = reader.person(reader.word_at(candidate.start - 2))
        if owner is not None and owner.span.end == candidate.start - 1 and _POST.match(text, candidate.end):
            yield "org.context.member", 4, None  # "호영길(호텔빛나 회장)"


def _has_club(reader: Reader, candidate: Candidate) -> bool:
    """Whether it is where a club is at home: `미국의 시카고 컵스`."""
    text, at = reader.text, candidate.end + 2
    return text.startswith("의 ", candidate.end) and any(
        entry.org_type == "sports" for _, entry in reader.gazetteer.starting_at(text, at)
    )


def _versus(text: str, candidate: Candidate) -> bool:
    """Whether it meets another in a match: `한국 대 브라질 평가전`."""
    return text.startswith(" 대 ", candidate.end) or text.endswith(" 대 ", 0, candidate.start)


def _following(reader: Reader, candidate: Candidate) -> Iterator[Evidence]:
    """The next word: a person, a title, what only organizations have (관계자, 본사), a place (앞, 인근)."""
    lexicon = reader.lexicon
    after = candidate.last + 1
    word = reader.words[after].text
    person = reader.person(after)
    if person is not None:
        titled = person.title is not None and person.title.start >= person.span.end
        told = lexicon.next_type.get(person.title.of(reader.text)) if titled and person.title is not None else None
        yield "org.context.before_person", 6 if titled else 4, told
        return
    if candidate.rule == "org.country" and word in lexicon.words["state_next"]:
        yield "org.context.state", 9, None
        return
    if word in lexicon.words["spot"] or (word == "외래" and candidate.org_type == "hospital"):
        yield "org.context.place", -15, None
        return
    if (
        candidate.org_type == "university"
        and candidate.rule.startswith("org.head.")
        and (UNIT.fullmatch(word) or word.endswith(_FACULTIES))
    ):
        yield "org.context.unit", 5, None
    weight = lexicon.next.get(word, 0)
    if not weight and (word in lexicon.titles or any(word[:n] in lexicon.next for n in range(len(word) - 1, 1, -1))):
        weight = 6
    if word in lexicon.titles and candidate.rule == "org.unknown":
        # "비세이 박사": a title alone may follow a person that nothing else gave away.
        weight = 8 if reader.joins(after + 1) and reader.person(after + 1) is not None else 5
    if (
        not weight
        and candidate.rule == "org.gazetteer.ambiguous"
        and candidate.org_type == "company"
        and (word in lexicon.words["goods"] and reader.text[candidate.start : candidate.end] not in lexicon.services)
    ):
        yield "org.context.goods", 3, None
        return
    if candidate.org_type in ("school", "university") and word.startswith(tuple(lexicon.words["pupil"])):
        weight = max(weight, 6)
    if weight and candidate.rule != "org.country":
        # "김기선 지스트 총장": what stands between a person and a title is an organization.
        between = reader.joins(candidate.first) and reader.person(candidate.first - 1) is not None
        told = lexicon.next_type.get(word)
        if told is None and word in _OWNERS and candidate.rule == "org.head.weak":
            told = "company"  # "가온랩 대표": a firm that calls itself a laboratory
        yield "org.context.title", weight + (4 if between else 0), told


def _possessed(reader: Reader, candidate: Candidate, match: regex.Match[str]) -> Iterator[Evidence]:
    """`…의 자회사`; for a state, `…의 제안`, `…의 통행차단 조치`: what it does."""
    lexicon = reader.lexicon
    if candidate.rule == "org.country":
        own = lexicon.words["state"] | lexicon.words["state_of"]
        if match["own"].startswith(tuple(UNDONE)):
            return  # "북한의 기록영화"
        if _opens(match["own"], lexicon.verb) or _opens(match["own"], own) or _opens(match["next"] or "", own):
            yield "org.context.of", 9, None
    elif _opens(match["own"], lexicon.next):
        yield "org.context.of", 4, None


def _opens(word: str, known: Container[str]) -> bool:
    """Whether a known word of two syllables at least opens the word."""
    return any(word[:size] in known for size in range(len(word), 1, -1))


def _as_subject(reader: Reader, candidate: Candidate, *, topic: bool) -> int:
    """How much the predicates after a subject speak for an organization."""
    verbs = reader.lexicon.verb
    best = found = 0
    deed = False
    local, state = candidate.rule == "org.local_government", candidate.rule == "org.country"
    sentence = reader.analysis.sentences[reader.words[candidate.last].sentence]
    for position, stem in predicates(reader, sentence):
        if position < candidate.end:
            continue
        if state and stem in UNDONE:
            continue
        best = max(best, verbs.get(stem, 0))
        deed = deed or (local and does(reader, stem)) or (state and found < 3 and stem in reader.lexicon.words["state"])
        found += 1
        if not topic and found >= 2:
            break
    if state:
        return 9 if best == 3 or deed else 0
    if local:
        weather = (
            topic and not deed and _WEATHER.search(reader.text, sentence.span.start, sentence.span.end) is not None
        )
        return 8 if (topic and not weather) or deed else 0
    return best


def acts(reader: Reader, word: Word) -> bool:
    """Whether one of the two predicates after a word tells what no place does: `시가 요청한 국비`."""
    sentence = reader.analysis.sentences[word.sentence]
    after = [stem for at, stem in predicates(reader, sentence) if at >= word.end]
    return any(does(reader, stem) for stem in after[:2])


def _preceding(reader: Reader, candidate: Candidate) -> Iterator[Evidence]:
    """Class nouns in apposition (`영국 일간지 …`, `드론회사인 …`) and a person whose parenthesis this is."""
    text, words = reader.text, reader.words
    if text[candidate.end : candidate.end + 1] == ")" and (
        inside := _INSIDE.search(text, max(0, candidate.start - 5), candidate.start)
    ):
        outer = reader.person(reader.word_at(inside.start()))
        if outer is not None and outer.span.end == inside.start():
            # "조영철(오미야)이 좌우 날개에", "김두리(27·오미야) 선수": a player's club
            match = reader.sports(words[candidate.last].sentence) or text.startswith(" 선수", candidate.end + 1)
            yield "org.context.member", 8 if match else 6, "sports" if match else None
    before = words[candidate.first - 1] if candidate.first else None
    if before is None or before.sentence != words[candidate.first].sentence:
        return
    if text[before.end : candidate.start] in _OPENERS and (not before.tail or before.particle == "인"):
        cue = None if reader.is_known(before.text) else reader.lexicon.class_noun(before.text)
        if cue is not None:
            yield "org.context.apposition", cue[0], cue[1]
