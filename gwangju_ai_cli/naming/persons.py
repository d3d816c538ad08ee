"""People as they are mentioned: `person_mentions(analysis)`, once a document.

A word becomes a person by evidence of two kinds: its shape (surname and syllables, parts of foreign names, what
Kiwi reads) and what stands around it (titles, honorifics, ages, spellings in parentheses, lists). Each piece
of evidence has an id and a weight; the heaviest one names the rule.
"""
from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from gwangju_ai_cli.model import Sentence, Span, Token
from gwangju_ai_cli.naming import person_context as ctx
from gwangju_ai_cli.naming import person_shape as shape

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis


@dataclass(frozen=True, slots=True)
class PersonMention:
    """One place where a person is named. `form`: full, surname, letter, foreign, stage or hanja.

    `span` is the name alone. `title` is the title's own word, `phrase` the whole title phrase with the
    organization in it; `former` says that 전 stood before it. `weight` is the evidence in half bits.
    """

    span: Span
    text: str
    form: str
    rule: str
    weight: int = 0
    title: Span | None = None
    title_kind: str = "title"
    phrase: Span | None = None
    former: bool = False
    latin: Span | None = None
    note: Span | None = None
    anonymous: bool = False


@dataclass(slots=True)
class _Candidate:
    span: Span
    text: str
    form: str
    shape: int
    evidence: list[tuple[int, str]] = field(default_factory=list)
    title: ctx.Title | None = None
    latin: Span | None = None
    hanja: Span | None = None
    paren: Span | None = None
    note: Span | None = None

    @property
    def weight(self) -> int:
        return self.shape + sum(weight for weight, _ in self.evidence)

    @property
    def rule(self) -> str:
        return max(self.evidence)[1] if self.evidence and max(self.evidence)[0] > 0 else f"person.{self.form}.shape"


THRESHOLD = 12
_NEXT_WORD = regex.compile(r"[ ·](?P<word>[가-힣]+|[A-Z]\.?(?=\s))(?![0-9A-Za-z])")
_HANGUL_RUN = regex.compile("[가-힣]*")
_JOIN = regex.compile(r"(?:\([^()\n]{1,30}\))?(?:\s?씨)?(?:\s?[,·&/\-]\s?|와\s|과\s|\s및\s|['\"‘’“”]?\s?,\s?['\"‘’“”])|(?:\s[가-힣]{2,6})?\(")
_GIVEN_HONORIFIC = regex.compile(r"(?P<name>[가-힣]{2,5})(?P<hon> ?씨| 군| 양)(?![가-힣]{3})")
_NEVER_GIVEN = frozenset("아저 아가 날 솜 글 마음 말 맵 불 부인 남편 아내 여성 남성 아들 친구 부부 동생 언니 오빠 누나 어머니 아버지 다른 같은 해당 또는 그리고 이들 모두 각각 우리 당시 유가족 피해자 용의자 육해공 미 전 후 주한 한 두 우리 아군 적군 공군 해군 육군 다국적 연합 반란 정부 적당한 많은 일정 상당".split())
# "이 의원", "이 전 회장": with these 이 is a surname; "이 선수", "이 시장" may as well be this player, this market.
_ADDRESSED = frozenset("의원 회장 부회장 대통령 총리 장관 차관 위원장 대표 원내대표 대변인 지사 교수 사장 총장 원장 청장 처장 병장 상병 일병 경위 경사 경장 이사장 최고위원 후보자 비서관 대사 총재 간호사 대법관 재판관 부장판사 판사 검사 시인 감독".split())
_COMPANY_ENDINGS = frozenset("건설 전자 은행 그룹 산업 통신 증권 생명 화재 제약 식품 물산 상사 상선 중공 화학 제철 철강 해운 항공 신문 일보 방송 대학 학원 병원 호텔 백화 재단 협회 연맹 연합 노조 공사 공단 시장 시청 구청 군청 도청 교육 경찰 검찰 법원".split())
_ROLE_NOTE = regex.compile(r"\s?\((?P<note>(?:전|현|前|現|당시)\s[^()\n]{2,60})\)")
_WORDS_BEFORE = {
    count: regex.compile(rf"(?<![가-힣A-Za-z0-9])(?P<words>[가-힣]+(?:[ ·][가-힣]+){{{count - 1}}})\s?$") for count in range(1, 6)
}
_TIMES = frozenset(("전", "前", "현", "現", "신임", "당시", "차기"))
_FILLERS = frozenset("앤 오브 더 인 온 포 투 앳 바이 위드 프롬".split())
_WORD_WEIGHT = {"common": 7, "given": 6, "family": 6, "either": 6, "doubtful": 4, "rare": 4, "looks": 3, "initial": 2, "link": 1}
_LISTED = frozenset(("full", "foreign", "stage", "given", "historic", "group"))
_LAST_PARTICLES = frozenset("의은는이가을를와과도에")
_ORG_ENDINGS = ("당", "회", "사", "부", "단", "교", "팀", "신문", "방송", "조합", "연대", "연합", "은행", "그룹", "대학", "테인먼트", "네트워크", "컴퍼니", "스튜디오", "시티", "코리아")
_PLACE_HANJA = frozenset("島海市縣県報社山川江湖港灣省區寺宮驛駅會会聞道郡町村")
_CLOSERS = ")’”」』>》]"
_INITIAL = regex.compile(r"[A-Z]\.?")
_HANGUL = regex.compile(r"(?<![가-힣A-Za-z0-9])[가-힣]+")
_LETTER = regex.compile(
    r"(?<![A-Za-z0-9])(?P<letter>[A-Z])(?=(?:\([^()\n]{1,20}\))?(?:\s?씨|\s?군|\s?양|\s?모\s?씨)(?![가-힣]{2})"
    r"|(?:\([^()\n]{1,20}\))?\s?(?:씨|군|양)(?:[은는이가을를의와과도에]|에게|부부|측|로부터)"
    r"|(?:\([^()\n]{1,20}\))?\s?(?:경장|경위|경사|순경|경감|경정|총경|일병|이병|상병|병장|하사|중사|상사|중위|대위|소위|소령|중령|대령|교수|교사|의원|팀장|과장|국장|부장|검사|판사|변호사|목사|신부|원장|시장|여인|할머니|할아버지))"
)
_ANON = regex.compile(r"(?<![가-힣A-Za-z0-9])(?P<name>[가-힣]{1,2})(?P<mo>\s?모)(?:(?=\(\d{1,2}(?:세|살)?(?:[·,][^()\n]{1,12})?\))|(?P<rest>\s?\([^()\n]{1,24}\)\s?|\s)?(?=씨|군|양|\s?(?:씨|군|양|여인|할머니|할아버지|경위|경사|경장|교수|상병|일병|병장|이병|하사|중사|대위|소령|중령|대령|의원|판사|검사|변호사|교사|목사|부장|과장|국장|팀장|사장|회장|대표|원장)))")
_SURNAME_SSI = regex.compile(r"(?<![가-힣A-Za-z0-9])(?P<name>[가-힣]{1,2})(?:\([^()\n]{1,24}\))?(?P<hon>\s?씨|\s군|\s양|군|양|\s?옹|\s여사)"
                             r"(?=$|[^가-힣A-Za-z0-9]|(?:은|는|이|가|을|를|의|와|과|도|에|에게|에게서|에겐|로|만|네|측|부부|라고|라는|라며|처럼|보다|뿐|까지|부터|로부터|인|한테|일가|형제|자매|모녀|모자|부자|가족)(?:$|[^가-힣]|[은는도의가를만]))")
_SURNAME_TITLE = regex.compile(r"(?<![가-힣A-Za-z0-9])(?P<name>[가-힣]{1,2})\s(?=[가-힣前現])")
_PARTICLE = regex.compile(
    r"(?:은|는|이|가|을|를|의|에|에게|에게는|에게도|에겐|에게서|께|께서|께서는|와|과|와의|과의|와는|과는|도|만|만이|만의|로|으로|로서|으로서|로부터|으로부터|라고|이라고|이라는|라는|이다|다|였다|이었다|인|"
    r"한테|보다|처럼|같은|하고|이나|나|부터|까지|이며|며|이고|고|야|아|이여|여|측|측은|측이|뿐|조차|마저|이란|란|이라며|라며|씨|씨의|이라면|라면|이자|자|일|이었던|였던|이라|라|호|표|답다|식|님|들|간|네|입니다|이에요|예요|인데|이지만|이가|이는|이의|이를|이와|이도)"
)
_FOREIGN_LINKS = frozenset({"다", "드", "데", "디", "폰", "반", "판", "빈", "알", "엘", "델", "라", "르", "더", "산", "도스", "두", "벤", "이븐"})
_SHORT_GIVEN = frozenset(
    "엘 빌 존 폴 잭 톰 벤 짐 팀 맷 닉 켄 딕 론 샘 숀 진 앤 밥 얀 칼 댄 돈 테드 맥 마이 조 리 장 조지 알 칸 킴 린 레이 루 맬 멜 놈 필 랜 랄프 제프 제드 케빈 프랭크 댄 딘 글렌 그렉 팻 휴 휘트 스벤 욘 옌스 닐 닐스 룩 뤽 쥘 지미".split()
)
_ANIMATE = ("에게", "에게는", "께서", "께서는", "께", "한테", "에게서", "에게도", "에겐", "씨", "와의", "측", "측은", "측이")


def person_mentions(analysis: Analysis) -> tuple[PersonMention, ...]:
    """Every mention of a person in document order, in view offsets; computed once a document."""
    return analysis.memo(_find)


def _find(analysis: Analysis) -> tuple[PersonMention, ...]:
    kept: list[PersonMention] = []
    for sentence in analysis.sentences:
        if not regex.search("[가-힣]", analysis.text, pos=sentence.span.start, endpos=sentence.span.end):
            continue
        kept += _Reader(analysis, sentence).mentions()
    kept += _repeats(analysis, kept)
    return tuple(sorted(kept, key=lambda mention: mention.span))


def _repeats(analysis: Analysis, found: list[PersonMention]) -> list[PersonMention]:
    """Further mentions of the people found: the same name, its surname before the title it had, a foreign family name.

    ‘이 시장’ is a mention only after ‘이○○ 광주광역시장’; without that it is this market.
    """
    out: list[PersonMention] = []
    taken = sorted(mention.span for mention in found)
    text = analysis.text

    def free(span: Span) -> bool:
        index = bisect_left(taken, span)
        near = taken[max(0, index - 1) : index + 1]
        return not any(span.overlaps(other) for other in near)

    def add(mention: PersonMention) -> None:
        if free(mention.span):
            out.append(mention)
            insort(taken, mention.span)

    seen: set[str] = set()
    for mention in sorted(found, key=lambda m: m.span):
        parts = shape.split_korean(mention.text) if mention.form == "full" else None
        if parts is not None and mention.title is not None and mention.title_kind == "title":
            title = mention.title.of(text)
            for length in range(2, min(len(title), ctx.LONGEST_TITLE) + 1):
                short = title[-length:]
                key = f"{parts[0]} {short}"
                if short not in ctx.titles_after() or key in seen:
                    continue
                seen.add(key)
                for at in _occurrences(text, key, mention.span.end):
                    span = Span(at, at + len(parts[0]))
                    add(PersonMention(span, parts[0], "surname", "person.repeat.title", THRESHOLD,
                                      title=Span(at + len(parts[0]) + 1, at + len(key)), phrase=Span(at + len(parts[0]) + 1, at + len(key))))
        names = [mention.text] if len(mention.text) >= 3 and mention.form in ("full", "foreign", "stage", "given") else []
        if mention.form == "foreign" and " " in mention.text:
            last = mention.text.rsplit(" ", 1)[1]
            names += [last] if len(last) >= 2 and last not in shape.not_names() else []
        for name in names:
            if name in seen:
                continue
            seen.add(name)
            begin = 0 if name == mention.text else mention.span.end
            for at in _occurrences(text, name, begin):
                add(PersonMention(Span(at, at + len(name)), name, mention.form, "person.repeat", THRESHOLD))
    return out


def _occurrences(text: str, name: str, begin: int) -> Iterator[int]:
    """Where `name` stands as a word of its own from `begin` on: before a particle or a sign."""
    at = text.find(name, begin)
    while at >= 0:
        stop = at + len(name)
        run = _HANGUL_RUN.match(text, stop)
        glued = run[0] if run else ""
        if not text[at - 1 : at].isalnum() and (not glued or _PARTICLE.fullmatch(glued) or ctx.HONORIFIC.match(text, stop)):
            yield at
        at = text.find(name, stop)


def _same_words(latin: str, name: str) -> bool:
    """Whether a Latin spelling has as many words as the Hangul one."""
    return len(regex.split(r"[\s·]+", latin.strip())) == len(regex.split(r"[\s·]+", name))


class _Reader:
    """One sentence: its words and tokens, and the candidates in it."""

    def __init__(self, analysis: Analysis, sentence: Sentence) -> None:
        self.text = analysis.text
        self.span = sentence.span
        self.tokens = analysis.tokens(sentence)
        self.starts = [token.span.start for token in self.tokens]
        self.ends = {token.span.end for token in self.tokens}
        self.words = ctx.read_words(self.text, sentence.span, self.tokens)
        self.word_starts = [word.span.start for word in self.words]

    def token_at(self, at: int) -> Token | None:
        """The first token that begins at `at`."""
        index = bisect_left(self.starts, at)
        return self.tokens[index] if index < len(self.tokens) and self.starts[index] == at else None

    def mentions(self) -> list[PersonMention]:
        """The mentions of this sentence, best first where they overlap."""
        candidates = [*self._letters(), *self._anonymous(), *self._surnames(), *self._latin(), *self._spelled()]
        claimed = [c.span for c in candidates if c.form != "foreign"]
        for candidate in self._names():
            if not any(candidate.span.overlaps(span) for span in claimed):
                candidates.append(candidate)
        self._link_lists(candidates)
        self._prefer_whole(candidates)
        chosen: list[_Candidate] = []
        for candidate in sorted(candidates, key=lambda c: (-c.weight, c.span.start - c.span.end, c.span.start)):
            if candidate.weight >= THRESHOLD and not any(self._excludes(c, candidate) for c in chosen):
                chosen.append(candidate)
        out = [self._mention(candidate) for candidate in chosen]
        out += [
            PersonMention(c.hanja, c.hanja.of(self.text), "hanja", "person.hanja", c.weight)
            for c in chosen if c.hanja is not None
        ]
        return out

    @staticmethod
    def _prefer_whole(candidates: list[_Candidate]) -> None:
        """A name of several words outweighs the parts of it that are names too."""
        for whole in candidates:
            if " " in whole.text and whole.weight >= THRESHOLD:
                parts = [c.weight for c in candidates if c is not whole and whole.span.covers(c.span)]
                if parts and max(parts) >= whole.weight:
                    whole.evidence.append((max(parts) - whole.weight + 1, "person.foreign.name"))

    @staticmethod
    def _excludes(chosen: _Candidate, other: _Candidate) -> bool:
        """Whether a name that stands rules another out: they overlap, or the other is in its title phrase.

        ‘이○○ 호텔○○ 사장’: what stands between a name and its title is no name.
        """
        if chosen.span.overlaps(other.span):
            return True
        phrase = chosen.title.phrase if chosen.title is not None else None
        return phrase is not None and phrase.covers(other.span) and other.form in ("full", "foreign") and chosen.span.end <= phrase.start

    def _mention(self, c: _Candidate) -> PersonMention:
        title = c.title
        note = c.note
        return PersonMention(
            c.span, c.text, c.form, c.rule, c.weight,
            title=title.span if title else None, title_kind=title.kind if title else "title",
            phrase=title.phrase if title else None, former=title.former if title else False,
            latin=c.latin, note=note, anonymous=c.rule == "person.surname.anonymous",
        )

    # --- surnames and letters -------------------------------------------------

    def _letters(self) -> list[_Candidate]:
        out = []
        for match in _LETTER.finditer(self.text, self.span.start, self.span.end):
            out.append(_Candidate(Span(*match.span("letter")), match["letter"], "letter", 0, [(20, "person.letter")]))
        return out

    def _latin(self) -> list[_Candidate]:
        found = shape.known_latin().finditer(self.text, self.span.start, self.span.end)
        return [_Candidate(Span(*match.span()), match[0], "latin", 14, [(2, "person.known.latin")]) for match in found]

    def _spelled(self) -> list[_Candidate]:
        """Names whose Latin spelling follows: as many Hangul words as Latin ones. ‘헌터 웹(Hunter Webb)’."""
        out = []
        for match in ctx.LATIN.finditer(self.text, self.span.start, self.span.end):
            count = len(match["latin"].split())
            before = _WORDS_BEFORE[min(count, 5)].search(self.text, self.span.start, match.start())
            if before is None:
                continue
            words = before["words"].split(" ")
            if any(not shape.may_be_foreign(word) and word not in _FOREIGN_LINKS and len(word) > 1 for word in words):
                continue
            grade = shape.foreign_words().get(words[0], "")
            known = words[0] in _SHORT_GIVEN or grade.startswith(("given", "either"))
            candidate = _Candidate(Span(*before.span("words")), before["words"], "foreign", 9 if known else 4)
            self._weigh(candidate)
            out.append(candidate)
        return out

    def _anonymous(self) -> list[_Candidate]:
        out = []
        for match in _ANON.finditer(self.text, self.span.start, self.span.end):
            if match["name"] in shape.surnames():
                out.append(_Candidate(Span(*match.span("name")), match["name"], "surname", 0, [(20, "person.surname.anonymous")]))
        return out

    def _surnames(self) -> list[_Candidate]:
        out = []
        anonymous = [Span(*match.span()) for match in _ANON.finditer(self.text, self.span.start, self.span.end)]
        for match in _SURNAME_SSI.finditer(self.text, self.span.start, self.span.end):
            name = match["name"]
            if any(span.covers(Span(*match.span("name"))) for span in anonymous):
                continue
            if name not in shape.surnames() or (match["hon"] in ("군", "양") and not self._cut(match.start("hon"))):
                continue
            out.append(_Candidate(Span(*match.span("name")), name, "surname", 0, [(20, "person.surname.honorific")]))
        for match in _SURNAME_TITLE.finditer(self.text, self.span.start, self.span.end):
            name = match["name"]
            if name not in shape.surnames():
                continue
            title = self._surname_title(match.end())
            if title is None:
                continue
            if name in ("미", "은", "후", "시", "필", "여", "부", "본") and title.span.of(self.text) not in ("주석", "국가주석"):
                continue
            token = self.token_at(match.start())
            tagged = token is not None and token.tag == "NNP"
            weight = 10 if tagged else 0
            if not tagged and name == "이" and title.span.of(self.text) in _ADDRESSED:
                weight = 5
            weight += {"1": 4, "2": 2, "3": -2}[shape.surnames()[name]]
            out.append(_Candidate(Span(*match.span("name")), name, "surname", weight, [(4, "person.surname.title")], title))
        return out

    def _between(self, begin: int, stop: int) -> tuple[Token, ...]:
        return self.tokens[bisect_left(self.starts, begin) : bisect_left(self.starts, stop)]

    def _cut(self, at: int) -> bool:
        return at in self.ends or self.token_at(at) is not None

    def _surname_title(self, at: int) -> ctx.Title | None:
        """A title of one word after a surname, with 전 or 현 before it at most."""
        found = ctx.title_after(self.text, at, self.words, self.word_starts)
        if found is None:
            return None
        between = self.text[found.phrase.start : found.span.start].split()
        if any(word not in _TIMES for word in between):
            return None
        word = found.span.of(self.text)
        if not between and word not in ctx.titles_after():
            tail = ctx.title_ending(word, ctx.titles_after())
            if tail is None or len(word) - len(tail) > 2:
                return None
        return found

    # --- full names -----------------------------------------------------------

    def _names(self) -> list[_Candidate]:
        out: list[_Candidate] = []
        for match in _HANGUL.finditer(self.text, self.span.start, self.span.end):
            begin, end = match.span()
            if begin > self.span.start and self.text[begin - 1] in _CLOSERS and not self.text.endswith(("故)",), 0, begin):
                continue
            options = [
                *self._korean(begin, end), *self._foreign(begin, end), *self._known(begin, end), *self._given(begin, end)
            ]
            for option in options:
                self._weigh(option)
            if options:
                best = max(options, key=lambda c: (c.weight, len(c.text)))
                out.append(best)
        return out

    def _korean(self, begin: int, end: int) -> list[_Candidate]:
        out = []
        token = self.token_at(begin)
        for length in (2, 3, 4):
            stop = begin + length
            if stop > end:
                break
            name = self.text[begin:stop]
            score = shape.korean_score(name)
            kind = shape.not_names().get(name)
            if score is None or kind in ("place", "org") or name[-2:] in _COMPANY_ENDINGS:
                continue
            if (length == 2 and name[1] == "모") or name in ctx.titles_before() or name in ctx.titles_after():
                continue
            if name[-1] in "갑을병정" and shape.not_names().get(name[:-1]) == "place":
                continue  # 강서갑(구○○): a constituency
            tail = self.text[stop:end]
            if tail and not (_PARTICLE.fullmatch(tail) or self._cut(stop)):
                continue
            if tail and not _PARTICLE.fullmatch(tail) and not ctx.HONORIFIC.match(self.text, stop):
                title = ctx.title_ending(tail, ctx.titles_after())
                if title is None:
                    score -= 8
            score = min(score, 12)
            if token is not None and token.span.end == stop:
                score += {"NNP": 8, "NNG": -8}.get(token.tag, -6 if token.tag in ctx.NOUNISH else -14)
            elif stop in self.ends:
                inside = self._between(begin, stop)
                score += 1
                if token is not None and token.tag == "NNP" and token.span.end == stop - len(name) + (2 if length == 4 else 1):
                    score += 2  # 김/NNP 형/NNG 수/NNG: Kiwi knew the surname, if not the name
                if inside[-1].tag == "XSN":
                    score -= 6  # 주민/NNG 들/XSN
                verbal = [t for t in self._between(begin, stop) if t.tag not in ctx.NOUNISH]
                if verbal:
                    score -= 5 if not tail and verbal == [self._between(begin, stop)[-1]] and name[-1] in "만도" else 12
            else:
                score -= 6
            if tail and length == 3 and _PARTICLE.fullmatch(tail) and token is not None and token.tag == "NNP":
                score += 2
            if length == 2:
                score -= 8
            if kind:
                score -= 8
            out.append(_Candidate(Span(begin, stop), name, "full", score))
        return out

    def _known(self, begin: int, end: int) -> list[_Candidate]:
        """A name known to all, before a particle or a title: ‘싸이의’."""
        out = []
        token = self.token_at(begin)
        for phrase in shape.known_phrases().get(self.text[begin:end], ()):
            stop = begin + len(phrase)
            if self.text.startswith(phrase, begin):
                tail = _HANGUL_RUN.match(self.text, stop)
                if tail is None or not tail[0] or _PARTICLE.fullmatch(tail[0]):
                    out.append(_Candidate(Span(begin, stop), phrase, "foreign", 20))
        for length in range(min(9, end - begin), 0, -1):
            stop = begin + length
            found = shape.known_names().get(self.text[begin:stop])
            if found is None:
                continue
            tail = self.text[stop:end]
            if tail and not (_PARTICLE.fullmatch(tail) or ctx.HONORIFIC.match(self.text, stop)):
                continue
            kind, doubtful = found
            if token is not None and token.tag[0] in "VEM" and length <= 3:
                continue
            tagged = token is not None and token.tag == "NNP" and token.span.end == stop
            if not tagged and length <= 2 and stop != end and not self._cut(stop):
                continue
            particle = tail != "" and _PARTICLE.fullmatch(tail) is not None
            known_elsewhere = shape.not_names().get(self.text[begin:stop])
            score = (9 if doubtful and particle and tagged and not known_elsewhere else 6 if doubtful else 14) + (3 if tagged else 0 if stop in self.ends else -6) - (4 if length == 1 else 0)
            out.append(_Candidate(Span(begin, stop), self.text[begin:stop], kind, score))
        return out

    def _given(self, begin: int, end: int) -> list[_Candidate]:
        """A name without surname before 씨, 군 or 양: ‘규현 씨’, ‘딸 사랑 양’."""
        match = _GIVEN_HONORIFIC.match(self.text, begin)
        if match is None or match.end("name") > end or match["name"] in _NEVER_GIVEN or match["name"] + match["hon"].strip() in shape.not_names():
            return []
        name, honorific = match["name"], match["hon"]
        token = self.token_at(begin)
        tagged = token is not None and token.tag == "NNP" and token.span.end == match.end("name")
        if honorific.strip() != "씨" and not tagged and name in ctx.titles_after():
            return []
        if not honorific.startswith(" ") and not (tagged and self._cut(match.start("hon"))):
            return []
        if honorific.strip() != "씨" and not _HANGUL_RUN.match(self.text, match.end())[0]:
            return []  # 서해 군 통신선
        if honorific.strip() != "씨" and (not tagged or shape.not_names().get(name)):
            return []
        plain = honorific == " 씨" or tagged
        return [_Candidate(Span(begin, match.end("name")), name, "given", 2 if plain else -3)]

    # --- foreign names --------------------------------------------------------

    def _foreign(self, begin: int, end: int) -> list[_Candidate]:
        """Names of one to four words that start here: known parts of foreign names, or words that look like them."""
        out: list[_Candidate] = []
        spans: list[tuple[int, str]] = []
        at, stop = begin, end
        run = _HANGUL_RUN.match(self.text, begin)
        if run is not None and run[0] in _SHORT_GIVEN:
            if run[0] in _FILLERS and _HANGUL_RUN.match(self.text, begin - 2 if begin >= 2 else 0):
                return out  # 사이먼 앤 가펑클
            spans, match = [(begin, "given")], _NEXT_WORD.match(self.text, stop)
            if match is None or match.end() > self.span.end:
                return out
            at, stop = match.span("word")
        for _ in range(5):
            word = self.text[at:stop]
            for last in self._last_words(at, stop):
                out += self._foreign_candidate(begin, at, last, spans)
            grade = self._grade(at, stop)
            if grade == "" and spans and word in _FOREIGN_LINKS:
                grade = "link"
            elif grade == "" and _INITIAL.fullmatch(word):
                grade = "initial"
            if grade == "" or word in _FILLERS:
                break
            spans.append((at, grade))
            match = _NEXT_WORD.match(self.text, stop)
            if match is None or match.end() > self.span.end:
                break
            at, stop = match.span("word")
        return out

    def _grade(self, at: int, stop: int) -> str:
        """What a word is to a foreign name: given, family, either (known), looks (only by its syllables) or nothing."""
        word = self.text[at:stop]
        kind = shape.not_names().get(word)
        known = shape.foreign_words().get(word, "")
        if word in shape.thing_words() or (word[:-1] in shape.not_names() and word[-1] in _LAST_PARTICLES):
            return ""
        if word[-1] in _LAST_PARTICLES and (
            word[:-1] in shape.foreign_words() and not known or (shape.korean_score(word[:-1]) or -9) >= 4
        ):
            return ""
        if kind == "word" or (kind and not known) or word in ctx.titles_before() or word in ctx.titles_after():
            return ""
        if shape.known_names().get(word, ("",))[0] == "group":
            return ""
        token = self.token_at(at)
        if token is not None and token.tag != "NNP" and not known.endswith("_common") and (
            (token.span.end == stop and (known == "rare" or not shape.looks_foreign(word))) or token.tag[0] in "VEM"
        ):
            return ""
        if kind or known.endswith("_doubtful"):
            return "doubtful" if known else ""
        if known:
            return known
        if token is not None and token.tag == "NNP" and token.span.end == stop and (
            shape.looks_foreign(word) or (len(word) >= 4 and shape.may_be_foreign(word))
        ) and not word.endswith(_ORG_ENDINGS):
            return "looks"
        return ""

    def _last_words(self, at: int, stop: int) -> list[int]:
        """Where the last word of a name may end in a stretch: before a particle, at Kiwi's cut or where a known word ends."""
        ends = []
        token = self.token_at(at)
        for length in range(stop - at, 0, -1):
            cut = at + length
            tail = self.text[cut:stop]
            if tail and not _PARTICLE.fullmatch(tail) and not ctx.HONORIFIC.match(self.text, cut):
                continue
            crossed = token is not None and token.span.end > cut and token.tag != "NNP"
            if (self.text[at:cut] in shape.foreign_words() and not crossed) or (token is not None and token.span.end == cut and token.tag == "NNP"):
                ends.append(cut)
        known = [cut for cut in ends if self.text[at:cut] in shape.foreign_words()]
        # "베이비가" where Kiwi took the particle for a part of the name
        return [cut for cut in ends if cut in known or not any(other < cut for other in known)]

    def _foreign_candidate(self, begin: int, at: int, stop: int, before: list[tuple[int, str]]) -> list[_Candidate]:
        grade = self._grade(at, stop)
        token = self.token_at(at)
        tagged = token is not None and token.tag == "NNP" and token.span.end == stop
        name = self.text[begin:stop]
        if not before:
            known = shape.foreign_words().get(name, "")
            kind = shape.not_names().get(name)
            if kind or name in ctx.titles_before() or name in ctx.titles_after() or name in shape.thing_words():
                return []
            if name[:-1] in shape.not_names() and name[-1] in "의은는이가을를와과도에":
                return []
            if not (tagged or known) or (not tagged and not known.endswith("_common")):
                return []
            if not tagged and token is not None and token.tag[0] in "VEJM":
                return []
            if len(name) < 2 or (not known and not shape.looks_foreign(name) and shape.split_korean(name)):
                return []
            score = (9 if known.endswith("_common") else 8 if known and known != "rare" and "doubtful" not in known else 4 if known == "rare" else (7 if len(name) > 2 else 4) if known else 1 if grade else -4)
            score += 4 if tagged else -2
            if not known and not grade:
                score -= 8
            return [_Candidate(Span(begin, stop), name, "foreign", score)]
        if stop - at == 1 and (not tagged or self.text[at:stop] in _FILLERS or before[0][1] in ("looks", "link")):
            return []
        if (grade == "" and not tagged) or self.text[at:stop] in ctx.titles_after():
            return []
        if grade == "" and self.text[at:stop] in shape.not_names():
            return []
        last = self.text[at:stop]
        if tagged and grade in ("", "looks", "rare") and (shape.korean_score(last) or -9) >= 4 and len(last) == 3:
            return []  # 드래곤즈 김○○: the name is Korean
        if last in ctx.titles_before() or last in ctx.titles_after() or last in shape.thing_words():
            return []
        if grade == "" and last.endswith(_ORG_ENDINGS):
            return []
        words = [g for _, g in before] + [grade]
        score = 3 + sum(_WORD_WEIGHT.get(g.rpartition("_")[2] if "_" in g else g, 1 if tagged else 0) for g in words)
        score += 2 if words[0].startswith(("given", "either")) else 0
        score += 2 if grade.startswith(("family", "either")) else 0
        score += 2 if tagged else -2
        if self.text[at:stop] in shape.not_names():
            score -= 3
        if shape.not_names().get(self.text[begin : begin + len(name.split(" ")[0])]) == "place":
            score -= 4
        return [_Candidate(Span(begin, stop), name, "foreign", min(score, 22))]

    def _weigh(self, c: _Candidate) -> None:
        """All evidence around a full name."""
        text, at = self.text, c.span.end
        for pattern, rule in ((ctx.HANJA, "person.hanja"), (ctx.LATIN, "person.latin"), (ctx.AGE, "person.age"), (ctx.GENDER, "person.age")):
            found = pattern.match(text, at) or pattern.match(text, at + 1) if text[at : at + 2] == " (" else pattern.match(text, at)
            if found:
                c.evidence.append((10 if rule != "person.latin" or _same_words(found["latin"], c.text) else 2, rule))
                if rule == "person.hanja" and found["hanja"][-1] in _PLACE_HANJA:
                    c.evidence[-1] = (-10, "person.place")
                elif rule == "person.hanja":
                    c.hanja = Span(*found.span("hanja"))
                if rule == "person.latin":
                    c.latin = Span(*found.span("latin"))
                at = found.end()
                after = _HANGUL_RUN.match(text, at)
                if after and after[0] and not (_PARTICLE.fullmatch(after[0]) or ctx.HONORIFIC.match(text, at)):
                    c.evidence[-1] = (-10, "person.place")  # 푸저우(福州)시
                break
        else:
            found = ctx.ANY_PAREN.match(text, at)
            if found:
                role = _ROLE_NOTE.match(text, at)
                if role:
                    c.note = Span(*role.span("note"))
                    c.evidence.append((8, "person.role"))
                c.paren = Span(*found.span())
                at = found.end()
        honorific = ctx.HONORIFIC.match(text, at)
        if honorific:
            c.evidence.append((12, "person.honorific"))
        title = ctx.title_after(text, at, self.words, self.word_starts) if text[at : at + 1] in (" ", "") else None
        if title is not None:
            c.evidence.append(({"strong": 10, "medium": 5, "weak": 2}[title.strength], "person.title.after"))
            c.title = title
            if len(c.text) == 2 and c.form == "full" and title.phrase.start == title.span.start and title.strength == "strong":
                c.evidence.append((3, "person.title.beside"))
            note = _ROLE_NOTE.match(text, title.span.end)
            if note:
                c.note = Span(*note.span("note"))
        before = ctx.title_before(text, c.span.start, self.words, self.word_starts)
        if before is not None:
            c.evidence.append(({"strong": 10, "medium": 6, "weak": 4}[before.strength], f"person.{before.kind}.before"))
            if before.copula and before.kind == "title":
                c.note = before.phrase
            if c.title is None:
                c.title, c.note = before, None
        if ctx.DECEASED.search(text, max(self.span.start, c.span.start - 6), c.span.start):
            c.evidence.append((8, "person.deceased"))
        tail = _HANGUL_RUN.match(text, c.span.end)
        if tail and tail[0] in _ANIMATE:
            c.evidence.append((4, "person.animate"))
        elif c.form == "foreign" and " " not in c.text:
            rare = shape.foreign_words().get(c.text) == "rare" and len(c.text) >= 4
            c.evidence.append(((4 if rare else 1) if tail and tail[0] else -2, "person.particle"))

    def _link_lists(self, candidates: list[_Candidate]) -> None:
        """Members of a list are of one kind: a sure name lifts its neighbours, from the nearest on."""
        ordered = sorted((c for c in candidates if c.form in _LISTED), key=lambda c: c.span)
        for step in (1, -1):
            row = ordered[::step]
            for sure, other in pairwise(row):
                left, right = (sure, other) if step == 1 else (other, sure)
                if sure.weight >= THRESHOLD > other.weight >= THRESHOLD - 10 and self._joined(left, right):
                    other.evidence.append((8, "person.list"))
        for left, middle, right in zip(ordered, ordered[1:], ordered[2:], strict=False):
            if left.weight >= THRESHOLD <= right.weight and THRESHOLD > middle.weight >= THRESHOLD - 18 and (
                self._joined(left, middle) and self._joined(middle, right)
            ):
                middle.evidence.append((18, "person.list"))

    def _joined(self, left: _Candidate, right: _Candidate) -> bool:
        return _JOIN.fullmatch(self.text, left.span.end, right.span.start) is not None
