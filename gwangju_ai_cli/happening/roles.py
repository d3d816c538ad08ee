"""The roles of a happening's arguments: actors, object and place, by the frame of its sense."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.clauses import Clause, Phrase
from gwangju_ai_cli.happening.lexicon import occasion, senses
from gwangju_ai_cli.happening.model import Happening
from gwangju_ai_cli.happening.names import actors_in, actors_of, mentions_in
from gwangju_ai_cli.happening.times import is_time
from gwangju_ai_cli.model import DateFact, OrgFact, Span
from gwangju_ai_cli.vocab import alternation, load_vocab

_MARKS = regex.compile("['\"‘’“”]")
_LEAD = regex.compile(
    r"(?:[\s,·'\"‘’“”~-]|이후\s|이번\s|이날\s|최근\s|당일\s|오전\s|오후\s|또\s|현재\s|(?:이|그|해당|이들|각)\s|(?:세계|국내|전국)\s?\d+\S*급\s|최종\s|연속\s|전격\s?|만큼\s|(?:경|께|쯤|무렵)\s|(?:관광|공연|휴가|출장|여행|홍보|촬영|업무)차\s|(?:순방|방문) 때\s|(?:가운데|뒤|후|이후|다음|직후|데|대로|때)\s|\((?:한국|현지)\s?시[각간]\)|공동\s(?=대표)"
    r"|지난\s(?=\d))+"
)
_PARENTHESIS = regex.compile(r"\([A-Za-z0-9가-힣·,& ]{1,30}\)")
_AND_OTHERS = regex.compile(r"\s등\s(?=\S)")
_SINCE = regex.compile(r"\s(?:이후|이전|당시|재임 시절)\s")
_TAIL = regex.compile(r"(?:\s등|\s등등)$")
_GIVERS = frozenset(("로부터", "으로부터", "에게서", "한테서", "로부터는"))
_WITH = frozenset(("와", "과", "하고", "와는", "과는", "와도", "과도", "이랑", "와의", "과의"))
_PARTNERED = frozenset(("agreement", "meeting", "establishment", "opening", "construction", "investment"))
_FRAMED = regex.compile(r"이유|목표|대상|계기|기반|중심|시작|주제|목적|토대|바탕|조건|전제|기점|무대|배경|슬로건|골자|핵심|담보|대가|매개")
_MADE = frozenset(("작성", "마련", "제작", "편성", "상정", "수립", "만들", "완성", "모으", "모금", "개발", "정하", "심의"))
# "총장에 취임", "홍보대사로 위촉", not "논란 등으로 사퇴".
_OFFICE = regex.compile(
    r"(?:장|관|원|직|사|수|역|총리|대표|감독|교수|위원|이사|고문|대통령|총재|모델|주장|멤버|주전|선수|판사|검사|보|감|인|비서|대변인|앵커|자|임"
    r"|코치|MC|CEO|간사|주교|추기경|기획과|학과|팀|부|과|실|국|후보)$"
)
_RANK = regex.compile(r"[0-9]+\s?(?:위|표|표차|%)|표차|득표|이름으로|만장일치|공개경쟁|투표|추천|경선")
_FACILITY = regex.compile(r"(?:도서관|박물관|미술관|체육관|회관|센터|병동|병원|공장|단지|학교|역|공원|시설|청사|노선|도로|연구소|기념관)$")
_NO_PLACE = regex.compile(
    r"(?:공모|선거|심사|심의|회의|평가|브리핑|회견|경기|대회|발언|조사|투표|결과|과정|자리에서|차원|측면|가운데|상황|분야|부문|협의|오디션|시즌"
    r"|경선|논평|보도자료|인터뷰|통화|방송|간담회|총회|감사|재보선|총선|대선|이사회|토론회|시상식|행사|축제|국감|청문회|드라마|영화|프로그램|리그|사업|정책|재판|판결|면담"
    r"|회담|수사|축사|성명|글|트위터|페이스북|인스타그램|라디오|뉴스|공식석상|면전|발표회|시상식|기자회견|차관|장관|대표|사장|국장|실장|팀장|관계자|측|말|국면|여건|이유|입장|수준|순위|동시|처음|이닝|회초|회말|전반|후반)$"
)
_PLACE_ENDS = regex.compile(
    r"(?:앞|일원|일대|부지|자리|현장|회의실|대회의실|강당|대강당|청사|시청|군청|구청|도청|역|공원|광장|센터|회관|호텔|홀|관|층|마을|지구|단지|원|장|소|만|앞바다|건물|터|초|중|고|병원|학교|캠퍼스|구역|도로|거리|하천|강|바다"
    rf"|교|동|읍|면|리|섬|항|시|군|구|도|국회|본사|본관|별관|현지|해외|국내|㎡|{alternation([row['head'] for row in load_vocab('place_heads')])})$"
)
_GOES_TO = frozenset(("에", "에도", "에만", "에는", "에서", "에서는", "에서도"))
_SITED = frozenset(("establishment", "construction", "opening", "investment", "holding"))


@dataclass(frozen=True, slots=True)
class Roles:
    """Who, what and where, with the spans that object and place were read from."""

    actors: tuple[str, ...]
    object: str | None
    place: str | None
    evidence: dict[str, Span]


def roles_of(analysis: Analysis, happening: Happening, when: DateFact | None) -> Roles:
    """The roles that a happening's own clause, or the chain before it, gives."""
    reader = _Reader(analysis, happening)
    theme = reader.theme()
    place = reader.place(theme)
    evidence: dict[str, Span] = {}
    goal = happening.sense.frame == "go"
    if goal and theme is not None:
        place, theme = theme, None
    if theme is not None and happening.sense.frame == "meet" and reader.names_people(theme):
        theme = None
    written = None
    if theme is not None:
        evidence["object"] = theme
        written = _clean(analysis.text, theme)
    if place is not None:
        evidence["place"] = place
    if when is not None:
        evidence["date"] = when.span
    where = _clean(analysis.text, place) if place is not None else None
    return Roles(tuple(dict.fromkeys(reader.actors())), written or None, where or None, evidence)


def _clean(text: str, span: Span) -> str:
    written = _MARKS.sub("", span.of(text)).strip()
    beside = _PARENTHESIS.match(text, span.end)
    return written + beside[0] if beside is not None else written


class _Reader:
    """One happening's arguments, sorted out once."""

    def __init__(self, analysis: Analysis, happening: Happening) -> None:
        self.analysis = analysis
        self.happening = happening
        self.text = analysis.text
        self.phrases = [p for p in happening.phrases if not is_time(analysis, p.span) and p is not happening.idiom]
        self.frame = happening.sense.frame
        self.theme_phrase: Phrase | None = None
        self.subject_is_theme = False

    def _object(self) -> Phrase | None:
        """The clause's object; not the first half of "성적 부진을 이유로"."""
        for position in range(len(self.phrases) - 1, -1, -1):
            phrase = self.phrases[position]
            if phrase.case != "object":
                continue
            after = self.phrases[position + 1] if position + 1 < len(self.phrases) else None
            if after is None or not _FRAMED.fullmatch(after.span.of(self.text)) or after.particle not in ("로", "으로"):
                return phrase
        return None

    def theme(self) -> Span | None:
        """The stretch that names what is made, chosen, met, asked for …"""
        happening = self.happening
        if happening.nominal:
            return self._nominal_theme()
        frame, kind = self.frame, happening.sense.event_type
        head = self._head()
        if head is not None and frame in ("become", "hold"):
            subject = self.subject()
            if subject is None or self.acts(subject, kind) or (frame == "hold" and not occasion(subject.span.of(self.text))):
                self.theme_phrase, self.subject_is_theme = head, subject is None
                return self.trimmed(head.span)
        found = self._object() if happening.idiom is None or happening.idiom.case != "object" else None
        subject = self.subject()
        also = next((p for p in self.phrases if p.case == "bare" and p.particle in ("도", "만")), None)
        swaps = happening.passive and frame not in ("office", "choose", "join")
        if swaps and happening.clause is not None and happening.clause.lemma.endswith("되"):
            found = next((p for p in self.phrases if p.case == "subject"), None) or found
        if found is None and also is not None and not happening.passive:
            found, subject = also, None if subject is also else subject
        if frame == "pass" and found is not None and subject is not None and not self.acts(subject):
            found, self.subject_is_theme = subject, True
        elif frame == "join":
            found = next((p for p in reversed(self.phrases) if p.particle.startswith("에")), None)
        elif frame in ("office", "choose") and found is None:
            found = self._theme_as_topic() or self._post(subject)
        elif found is None and frame == "meet":
            found = next((p for p in reversed(self.phrases) if p.particle in _WITH), None)
        elif found is None and frame == "go":
            found = next((p for p in reversed(self.phrases) if p.particle in _GOES_TO or p.particle in ("로", "으로")), None)
        elif found is None:
            found = self._theme_as_topic() or self._fallen(subject, kind)
        if found is None and happening.clause is not None and (happening.passive or frame in ("become", "hold")):
            found = head or self._chain_subject(kind)
            self.subject_is_theme = found is not None
        if found is None:
            return None
        self.theme_phrase = found
        span = self.trimmed(self._joined(found))
        return None if self.empty(span) else span

    def _head(self) -> Phrase | None:
        """The noun that a relative clause describes: "폐교된 다랑초", "문을 연 센터"."""
        clause = self.happening.clause
        if clause is None or clause.kind != "adnominal" or clause.modifies is None or self._object() is not None:
            return None
        head = self.happening.tree.phrases[clause.modifies]
        return None if _AFTER.match(self.text, head.span.start) or head.tokens[0].form == "지" else head

    def _chain_subject(self, kind: str) -> Phrase | None:
        """The subject of the chain before, where it comes into being: "병동은 … 착공돼 17개월 만에 완공됐다"."""
        clause, tree = self.happening.clause, self.happening.tree
        if clause is None or self.subject() is not None:
            return None
        for index in range(clause.index - 1, -1, -1):
            before = tree.clauses[index]
            if before.kind not in ("main", "coordinate", "nominal"):
                continue
            for case in ("subject", "topic"):
                for i in before.phrases:
                    if tree.phrases[i].case == case:
                        return None if self.acts(tree.phrases[i], kind) else tree.phrases[i]
        return None

    def _theme_as_topic(self) -> Phrase | None:
        """What stands first as the topic while another acts: "새 총장은 대통령이 임명한다"."""
        if self.happening.passive or self.frame in ("become", "hold", "join", "pass"):
            return None
        subject = next((p for p in self.phrases if p.case == "subject"), None)
        topic = next((p for p in self.phrases if p.case == "topic"), None)
        if subject is None or topic is None or not self.acts(subject) or actors_of(self.analysis, topic.span):
            return None
        return topic if topic.index < subject.index else None

    def _fallen(self, subject: Phrase | None, kind: str) -> Phrase | None:
        """The theme without an object: the subject of a passive or of 개막하다; what 착수하다 has with 에."""
        passive = self.happening.passive or self.frame in ("become", "hold", "pass")
        if passive and subject is not None and not (not self.happening.passive and self.acts(subject, kind)):
            self.subject_is_theme = True
            return subject
        to = next((p for p in reversed(self.phrases) if p.particle in ("에", "에도", "로", "으로")), None)
        if self.frame == "" and to is not None and kind in ("agreement", "launch", "construction", "donation"):
            return to
        return self._chained() if subject is None or not passive else None

    def _chained(self) -> Phrase | None:
        """The object of the clause before that this one goes on with: "건의문을 채택해 정부에 전달했다"."""
        clause, tree = self.happening.clause, self.happening.tree
        if clause is None or clause.index == 0 or self.happening.passive:
            return None
        before = tree.clauses[clause.index - 1]
        if before.kind != "coordinate" or before.ending not in ("어", "아", "여", "고") or before.past:
            return None
        if before.stem not in senses() and before.stem not in _MADE:
            return None  # "발을 다쳐 합의하기로 했다": no object of the agreement
        objects = [tree.phrases[i] for i in before.phrases if tree.phrases[i].case == "object"]
        return objects[-1] if objects else None

    def _post(self, subject: Phrase | None) -> Phrase | None:
        """The office taken or the role given (총장에 취임했다, 시범도시로 선정됐다), else what is chosen."""
        to = next(
            (p for p in reversed(self.phrases) if p.particle in ("에", "으로", "로", "에는", "로도", "로는")
             and self._is_role(p.span.of(self.text))), None,
        )
        if subject is not None and self.frame == "choose" and not actors_of(self.analysis, subject.span):
            self.subject_is_theme = True
            return subject
        return to

    def _is_role(self, written: str) -> bool:
        if _RANK.search(written) or self.happening.sense.event_type == "resignation":
            return False
        return self.frame == "choose" or bool(_OFFICE.search(written))

    def _nominal_theme(self) -> Span | None:
        rest = self.happening.rest
        kind = self.happening.sense.event_type
        if rest is not None:
            piece = self._piece(rest)
            if piece is not None and kind == "appointment" and actors_of(self.analysis, piece):
                post = next((p for p in reversed(self.phrases) if p.particle in ("에", "로", "으로")), None)
                return self.trimmed(post.span) if post else None
            if piece is not None:
                return piece
        found = self._object()
        if found is None and self.frame in ("join", "office"):
            post = ("에", "로", "으로") if self.frame == "office" else ("에",)
            found = next((p for p in reversed(self.phrases) if p.particle in post), None)
        if found is None:
            subject = self.subject()
            if subject is not None and not self.acts(subject, kind):
                self.subject_is_theme = True
                found = subject
        if found is None and self.happening.clause is None:
            return None
        if found is None:
            bare = [p for p in self.phrases if p.case == "bare" and p.comma]
            found = bare[-1] if len(bare) > 1 else None
        if found is None:
            return None
        self.theme_phrase = found
        return self.trimmed(found.span)

    def _piece(self, rest: Span) -> Span | None:
        """What a nominal predicate is about, in its own phrase: the stretch beside its date."""
        dates = [f for f in self.analysis.facts("date") if rest.start < f.end and f.start < rest.end]
        end = rest.end
        start = rest.start
        for fact in dates:
            if fact.end >= end - 1:
                end = max(start, fact.start)
            else:
                start = max(start, fact.end)
        while end > start and self.text[end - 1] in " ,·~":
            end -= 1
        if end <= start:
            return None
        span = self.trimmed(Span(start, end))
        return None if self.empty(span) else span

    def _joined(self, phrase: Phrase) -> Span:
        """A theme with what 와, 과 join to it: 캐나다와 멕시코; partners with names stay apart."""
        span = phrase.span
        if phrase.particle[:1] in ("ᆯ", "ᆫ") and self.text[span.end - 1] in "를는":
            span = Span(span.start, span.end - 1)
        named = self.happening.sense.event_type in ("agreement", "meeting", "investment")
        beside = self.happening.tree.phrases[phrase.index - 1] if phrase.quoted and phrase.index else None
        if beside is not None and beside.case == "bare" and not beside.comma and beside.span.end < span.start:
            if not is_time(self.analysis, beside.span) and not mentions_in(self.analysis, beside.span):
                span = Span(beside.span.start, span.end)  # 특별전 ‘강을 건넌 사람들’
        position = self.phrases.index(phrase) if phrase in self.phrases else 0
        while position > 0:
            before = self.phrases[position - 1]
            if before.case != "conjunct" or before.index + 1 != self.phrases[position].index or named:
                break
            if self.frame != "go" and actors_of(self.analysis, before.span):
                break
            span = Span(before.span.start, span.end)
            position -= 1
        return span

    def trimmed(self, span: Span) -> Span:
        """A phrase without the dates that stand before its noun (내년 3월 인공지능대학원), and without 등."""
        start, end = span.start, span.end
        for fact in self.analysis.facts("date"):
            if fact.start <= start + 1 and start < fact.end < end:
                start = fact.end
            lead = _LEAD.match(self.text, start, end)
            start = lead.end() if lead else start
        lead = _LEAD.match(self.text, start, end)
        start = lead.end() if lead else start
        since = list(_SINCE.finditer(self.text, start, end))
        if since:
            start = since[-1].end()
        others = list(_AND_OTHERS.finditer(self.text, start, end))
        if others:
            start = others[-1].end()
        tail = _TAIL.search(self.text, start, end)
        if tail is not None:
            end = tail.start()
        while end > start and self.text[end - 1] in " ,":
            end -= 1
        return Span(min(start, end), end)

    def empty(self, span: Span) -> bool:
        """Whether a stretch says nothing of its own: 것, 이번, 등."""
        return span.of(self.text).strip() in ("것", "이번", "이것", "그것", "이를", "이", "그", "등", "", "점", "바", "곳", "때", "전격")

    def subject(self) -> Phrase | None:
        """The clause's subject, else its topic, else what 도 marks."""
        for case in ("subject", "topic"):
            found = next((p for p in self.phrases if p.case == case and p is not self.happening.idiom), None)
            if found is not None:
                return found
        return next((p for p in self.phrases if p.case == "bare" and p.particle == "도"), None)

    def acts(self, phrase: Phrase, kind: str = "") -> bool:
        """Whether a subject is somebody who acts rather than what comes into being."""
        inside = mentions_in(self.analysis, phrase.span)
        if any(which == "person" for which, _, _ in inside):
            return True
        names = actors_of(self.analysis, phrase.span)
        if kind == "construction" and _FACILITY.search(phrase.span.of(self.text)):
            return False
        if not names:
            return bool(_PEOPLE.search(phrase.span.of(self.text)))
        return kind not in ("establishment", "opening", "closing") or (kind == "opening" and self._governs(names[-1]))

    def _governs(self, name: str) -> bool:
        return any(
            isinstance(fact, OrgFact) and fact.name == name and fact.org_type in ("government", "local_government")
            for fact in self.analysis.facts("org")
        )

    def names_people(self, span: Span) -> bool:
        """Whether a stretch names those who are met: then they are actors."""
        return any(kind == "person" for kind, _, _ in mentions_in(self.analysis, span))

    def actors(self) -> Iterator[str]:
        """Who acts, then who takes part: partners, those met, givers."""
        happening = self.happening
        asked = happening.passive and happening.sense.event_type == "request"  # "요청받았다": who is asked
        yield from actors_in(self.analysis, [] if asked else self._agents())
        if happening.nominal and happening.rest is not None and happening.sense.frame == "office":
            piece = self._piece(happening.rest)
            if piece is not None:
                yield from actors_of(self.analysis, piece)
        for phrase in self.phrases:
            if phrase.case == "basis" and "의해" in phrase.particle or phrase.particle.endswith("에 의해"):
                yield from actors_of(self.analysis, phrase.span)
        yield from self._partners()

    def _agents(self) -> list[Phrase]:
        """The clause's subject or topic; where it has none, that of the nearest clause before it."""
        happening, tree = self.happening, self.happening.tree
        own = self._among(list(self.phrases))
        if own is None and happening.clause is not None:
            own = self._elsewhere(happening.clause)
        if own is None:
            headline = [p for p in self.phrases[:1] if p.case == "bare" and p.comma and happening.nominal]
            if happening.clause is not None and not headline and happening.nominal:
                first = tree.phrases[0] if tree.phrases else None
                headline = [first] if first is not None and first.case == "bare" and first.comma else []
            return headline
        return own

    def _among(self, phrases: list[Phrase]) -> list[Phrase] | None:
        order = ("subject", "topic") if self.happening.sense.event_type != "request" else ("topic", "subject")
        for case in order:
            for position, phrase in enumerate(phrases):
                if phrase.case != case:
                    continue
                if phrase is self.theme_phrase and self.subject_is_theme:
                    return []
                first = position
                while first > 0 and (
                    phrases[first - 1].case == "conjunct"
                    or (phrases[first - 1].case == "bare" and phrases[first - 1].comma)
                ):
                    first -= 1
                return phrases[first : position + 1]
        return None

    def _elsewhere(self, clause: Clause) -> list[Phrase] | None:
        """The subject of the chain before; for "취임한 뒤 …" that of the clause that it hangs on."""
        if self.happening.passive and self.frame not in ("office", "choose"):
            return []
        tree = self.happening.tree
        order = [*range(clause.index - 1, -1, -1)]
        if clause.kind in ("adnominal", "complement"):
            head = tree.phrases[clause.modifies] if clause.modifies is not None else None
            if clause.kind == "adnominal" and head is not None and (
                not _AFTER.match(self.text, head.span.start) or clause.passive or self.text.startswith("가운데", head.span.start)
            ):
                return []  # the topic of the sentence need not be the subject of its relative clauses
            order = [*range(clause.index + 1, len(tree.clauses)), *order]
        for index in order:
            other = tree.clauses[index]
            if other.kind not in ("main", "coordinate", "nominal") and index < clause.index:
                continue
            phrases = [tree.phrases[i] for i in other.phrases]
            if index < clause.index and other.ending.endswith(("다고", "라고", "자고", "냐고", "으면", "면")):
                phrases = [p for p in phrases if p.case == "topic"]  # "경찰대는 A씨가 …했다고 판단해": the outer one acts
            if index > clause.index:
                phrases = [p for p in phrases if p.case == "topic" or p.span.end < clause.span.start]
            found = self._among(phrases)
            if found:
                if (self.theme_phrase is None or self.subject_is_theme) and self._becomes(found[-1]):
                    self.subject_is_theme = True
                    return []
                return found
        return None

    def _becomes(self, phrase: Phrase) -> bool:
        """Whether the chain's subject is what comes into being: "노선은 2016년 착공해 … 완공됐다"."""
        return self.frame == "become" and not self.acts(phrase, self.happening.sense.event_type)

    def _partners(self) -> Iterator[str]:
        """Who else takes part: those met, those agreed with, and who gave what was received."""
        kind, frame = self.happening.sense.event_type, self.frame
        if frame == "meet" and self.theme_phrase is not None and self.theme_phrase in self.phrases:
            position = start = self.phrases.index(self.theme_phrase)
            while start > 0 and self.phrases[start - 1].case in ("bare", "conjunct"):
                start -= 1
            for phrase in self.phrases[start : position + 1]:
                yield from (name for which, name, _ in mentions_in(self.analysis, phrase.span) if which == "person")
        if kind in _PARTNERED:
            for position, phrase in enumerate(self.phrases):
                if phrase.particle not in _WITH:
                    continue
                start = position
                while start > 0 and self.phrases[start - 1].case in ("bare", "conjunct"):
                    start -= 1
                for joined in self.phrases[start : position + 1]:
                    yield from actors_of(self.analysis, joined.span, places=kind in ("agreement", "meeting"))
        if frame == "receive" or kind in ("approval", "award", "investment"):
            for phrase in self.phrases:
                if phrase.particle in _GIVERS or (kind == "approval" and phrase.particle == "에서"):
                    yield from actors_of(self.analysis, phrase.span, places=False)
                elif frame == "receive" and phrase.case == "genitive":
                    yield from actors_of(self.analysis, phrase.span)

    def place(self, theme: Span | None) -> Span | None:
        """Where: what stands with 에서, for what has a site also with 에."""
        kind = self.happening.sense.event_type
        for phrase in reversed(self.phrases):
            base = phrase.particle.rstrip("는도만")
            if base not in ("에서", "서") and not (base == "에" and kind in _SITED):
                continue
            span = self.trimmed(phrase.span)
            if theme is not None and span.overlaps(theme):
                continue
            written = span.of(self.text)
            if _NO_PLACE.search(written):
                continue
            named = mentions_in(self.analysis, span)
            ends_org = bool(named) and named[-1][0] == "org" and named[-1][2].end == span.end
            if base in ("에서", "서") and not ends_org:
                return self._with_owner(span, phrase)
            if any(which == "place" for which, _, _ in named) or _PLACE_ENDS.search(written):
                if ends_org and base == "에" and kind != "investment":
                    continue
                return self._with_owner(span, phrase)
        return None

    def _with_owner(self, span: Span, phrase: Phrase) -> Span:
        """A place with the genitive before it: 평화의 전당."""
        before = self.happening.tree.phrases[phrase.index - 1] if phrase.index else None
        if before is None or before.case != "genitive" or span.start != phrase.span.start:
            return span
        own = self.trimmed(before.span)
        return Span(own.start, span.end) if own.start < own.end else span


_AFTER = regex.compile(r"(?:뒤|후|이후|직후|다음|데|가운데|이래)(?![가-힣])")
_PEOPLE = regex.compile(r"(?:들|명|주민|시민|의원|대표|장관|위원장|군수|시장|교수|감독|선수|배우|가수|그|그녀|씨|측|당국|정부|여야|양국|당)$")
