"""Candidates for names of foreigners in Hangul: known parts of such names, and words that look like them."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from gwangju_ai_cli.facts.people import context as ctx
from gwangju_ai_cli.facts.people import frames
from gwangju_ai_cli.facts.people.candidates import Candidate, SentenceReading, is_proper
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.names import shape
from gwangju_ai_cli.names.gazetteer import load_gazetteer
from gwangju_ai_cli.names.shape import word_set

MOST_WORDS = 5
MOST_OF_SHAPE = 22
KOREAN_SHAPE = 4
"""From this score on a word of three syllables is rather a Korean name."""
_WORD_WEIGHT = {
    "common": 7,
    "given": 6,
    "family": 6,
    "either": 6,
    "doubtful": 4,
    "rare": 4,
    "looks": 3,
    "thing": 2,
    "initial": 2,
    "link": 1,
}
_ALONE = {
    "common": 9,
    "given": 8,
    "family": 8,
    "either": 8,
    "doubtful": 7,
    "chinese": 7,
    "ending": 7,
    "rare": 4,
    "looks": 1,
}
_CLEAR_SURNAMES = frozenset("김박최정권윤임황안송류홍배남심민")
_PLAIN = frozenset(("이", "은", "의", "과", "을", "이가", "가", "는", "와", "를"))
_NEXT_WORD = regex.compile(r" (?P<word>[가-힣]+|[A-Z]\.?(?=\s))(?![0-9A-Za-z])")
_INITIAL = regex.compile(r"[A-Z]\.?")
_STATESMAN = regex.compile(
    r" (?:전 |현 |신임 )?(?:총리|대통령|국왕|여왕|왕세자|왕자|공주|주지사|상원의원|하원의원|총통|총독|추기경|교황"
    r"|대주교|(?:국무|재무|외무|국방|외교)?장관)(?![가-힣]{2})"
)
_LAST_PARTICLES = frozenset("의은는이가을를와과도에")
_WORDS_BEFORE = tuple(
    regex.compile(rf"(?<![가-힣A-Za-z0-9])(?P<words>[가-힣]+(?:[ ·][가-힣]+){{{more}}})\s?$")
    for more in range(MOST_WORDS)
)


def _is_firm(name: str) -> bool:
    """Whether a name of several words is an organization's, written apart: `유한 킴벌리`."""
    entry = load_gazetteer().entries.get(name.replace(" ", ""))
    return entry is not None and not entry.ambiguous and entry.org_type in ("company", "finance", "media")


def foreign(reading: SentenceReading, begin: int, end: int) -> Iterator[Candidate]:
    """Names of one to five words that begin with a stretch of Hangul."""
    text = reading.text
    before: list[str] = []
    at, stop = begin, end
    if text[begin:end] in word_set("short_given") or text[begin:end] in word_set("link"):
        if text[begin:end] in word_set("filler") and _joins(reading, begin):
            return  # "사이먼 앤 가펑클"
        if text[begin:end] in word_set("link") and _after_name(reading, begin):
            return  # "네바도 델 루이○": the end of a longer name
        following = _following(reading, stop)
        if following is None:
            return
        before, (at, stop) = ["given" if text[begin:end] in word_set("short_given") else "link"], following
    for _ in range(MOST_WORDS):
        for last in _last_ends(reading, at, stop):
            candidate = _sequence(reading, begin, at, last, before) if before else _alone(reading, begin, last)
            spaced = candidate is not None and " " in candidate.text
            if candidate is not None and not (spaced and _is_firm(candidate.text)):
                yield candidate
        following = _following(reading, stop)
        if following is None:
            return
        word = text[at:stop]
        if word[-1] in "와과" and reading.is_proper(at, stop) and word not in shape.foreign_words():
            return  # "미란다 ○와 올랜도 …": Kiwi took the particle for a part of the name; another one follows
        grade = _grade(reading, at, stop)
        if grade == "" and before and word in word_set("link"):
            grade = "link"
        elif grade == "" and _INITIAL.fullmatch(word):
            grade = "initial"
        if grade in ("", "thing") or word in word_set("filler"):
            return
        before.append(grade)
        at, stop = following
        if len(before) == 1 and text[at] in shape.surnames():
            yield from _born_abroad(reading, begin, at, grade)


def _after_name(reading: SentenceReading, begin: int) -> bool:
    """Whether a proper noun stands right before."""
    return any(token.end == begin - 1 and is_proper(token) for token in reading.tokens)


def _born_abroad(reading: SentenceReading, begin: int, at: int, grade: str) -> Iterator[Candidate]:
    """A foreign given name and a Korean surname before a title or an honorific: ‘루시 ○ 판사’."""
    text, stop = reading.text, at + 1
    if not grade.startswith(("given", "either")) or not reading.is_proper(begin, at - 1):
        return
    if shape.surnames().get(text[at], "3") == "3" or text[at] in word_set("time") or text[at] in word_set("homonym"):
        return
    tail = ctx.glued_after(text, stop)
    if tail and tail not in _PLAIN:
        return  # "아웅산 장군의"
    if text[at] in _CLEAR_SURNAMES and grade.endswith("_common") and tail:
        yield Candidate(Span(begin, stop), text[begin:stop], "foreign", 12)  # "타일러 ○이"
        return
    if text[at] in "양군씨옹이한" or not (
        ctx.has_honorific(text, stop)
        or text[stop : stop + 1] == "("
        or ((title := reading.title_after(stop)) is not None and title.beside)
    ):
        return
    yield Candidate(Span(begin, stop), text[begin:stop], "foreign", 10)


def _joins(reading: SentenceReading, begin: int) -> bool:
    """Whether 앤 stands for ‘and’: after a name, not after an adverb or a particle. ‘한편 앤 해서웨이는’."""
    left = [token for token in reading.tokens if token.end == begin - 1]
    if not left:
        return False
    return not (left[-1].tag in ("MAG", "MAJ", "SP") or left[-1].tag[0] == "J")


def spelled(reading: SentenceReading) -> Iterator[Candidate]:
    """Names whose Latin spelling follows: as many Hangul words as Latin ones. ‘헌터 웹(Hunter Webb)’."""
    for match in ctx.LATIN.finditer(reading.text, reading.span.start, reading.span.end) if "(" in reading.said else ():
        count = len(match["latin"].split())
        if count > MOST_WORDS:
            continue
        before = _WORDS_BEFORE[count - 1].search(reading.text, reading.span.start, match.start())
        if before is None:
            continue
        words = before["words"].split(" ")
        if any(len(w) > 1 and not shape.may_be_foreign(w) and w not in word_set("link") for w in words):
            continue
        grade = shape.foreign_words().get(words[0], "")
        known = words[0] in word_set("short_given") or grade.startswith(("given", "either"))
        yield Candidate(Span(*before.span("words")), before["words"], "foreign", 9 if known else 4)


def _following(reading: SentenceReading, stop: int) -> tuple[int, int] | None:
    if reading.text[stop : stop + 1] != " ":
        return None
    match = _NEXT_WORD.match(reading.text, stop)
    return None if match is None or match.end() > reading.span.end else match.span("word")


def _grade(reading: SentenceReading, at: int, stop: int) -> str:
    """What a word is to a foreign name: the class of a known part, `looks` by its syllables alone, or ""."""
    word = reading.text[at:stop]
    kind = shape.not_names().get(word)
    grade = shape.foreign_words().get(word, "")
    if kind == "word" or (kind and not grade) or ctx.is_title(word):
        return ""
    if word in shape.thing_words():
        return "thing" if grade not in ("", "rare") and reading.is_proper(at, stop) else ""
    if word[-1] in _LAST_PARTICLES and _ends_before_particle(word, bool(grade)):
        return ""
    if shape.known_names().get(word, ("",))[0] == "group":
        return ""
    token = reading.first.get(at)
    if token is not None and not is_proper(token) and not grade.endswith("_common"):
        unlikely = grade == "rare" or not shape.looks_foreign(word)
        if token.tag[0] in "VEM" or (token.end == stop and unlikely):
            return ""
    if kind or grade.endswith("_doubtful"):
        return "doubtful" if grade else ""
    if grade:
        return grade
    if shape.known_names().get(word, ("", True)) == ("foreign", False):
        return "family_common"
    looks = shape.looks_foreign(word) or (len(word) >= 4 and shape.may_be_foreign(word))
    if looks and reading.is_proper(at, stop) and not _ends_like_org(word):
        return "looks"
    return ""


def _ends_before_particle(word: str, known: bool) -> bool:
    """Whether a word is a name or place with a particle that Kiwi did not part: ‘영국의’, ‘이민우가’."""
    stem = word[:-1]
    if stem in shape.not_names() or ((stem in shape.foreign_words() or stem in shape.thing_words()) and not known):
        return True
    return (shape.korean_score(stem) or -1) >= KOREAN_SHAPE


def _never_last(word: str) -> bool:
    """Whether a syllable after a foreign name is no part of it: ‘바이든 미 부통령’."""
    return any(word in word_set(name) for name in ("filler", "homonym", "time"))


def _ends_like_org(word: str) -> bool:
    return word.endswith(tuple(word_set("org_ending")))


def _last_ends(reading: SentenceReading, at: int, stop: int) -> list[int]:
    """Where a name's last word may end in a stretch: before a particle, at Kiwi's cut or where a known word ends."""
    text, words = reading.text, shape.foreign_words()
    ends: list[int] = []
    token = reading.first.get(at)
    proper = token.end if token is not None and is_proper(token) else -1
    for cut in range(stop, at, -1):
        known = text[at:cut] in words
        if known and token is not None and token.end > cut:
            known = proper >= 0 and text[cut:stop] not in ("아", "야", "도", "나")
        if (known or proper == cut) and (cut == stop or ctx.closes(text, cut) or ctx.glued_title(text, cut)):
            ends.append(cut)
    if token is not None and token.guessed and not any(text[at:cut] in words for cut in ends):
        own = _misread_end(reading, at, stop)
        if own is not None:
            return [own]
    if len(ends) < 2:
        return ends
    sure = [cut for cut in ends if text[at:cut] in words]
    # "베이비가" where Kiwi took the particle for a part of the name
    return [cut for cut in ends if cut in sure or not any(other < cut for other in sure)]


def _misread_end(reading: SentenceReading, at: int, stop: int) -> int | None:
    """Where a foreign name ends that Kiwi does not know and has cut at the wrong place; `stop`: where the word ends."""
    token, text = reading.first.get(at), reading.text
    if token is None or not token.guessed:
        return None
    end = token.end
    word = text[at : end - 1]
    if (
        end == stop
        and text[end - 1] in "의와는를을"
        and (shape.looks_chinese(word) or (len(word) >= 3 and shape.looks_foreign(word)))
    ):
        return end - 1  # "황샤오○의" as one unknown noun
    if text[end - 1] in "과와" and text[end:stop] in ("는", "의", "도") and len(word) >= 3:
        return end - 1  # "애블○과/는"
    if text.startswith("만", end) and end - at >= 2 and end + 1 < stop and ctx.is_particle(text[end + 1 : stop]):
        return end + 1  # "할스/만/의": names end in 만
    return None


def _alone(reading: SentenceReading, begin: int, stop: int) -> Candidate | None:
    """A family or given name that stands alone."""
    name = reading.text[begin:stop]
    grade = shape.foreign_words().get(name, "")
    if len(name) < 2 or name in shape.not_names() or ctx.is_title(name) or name in shape.thing_words():
        return None
    if name in shape.last_words() and f"{frames.word_before(reading.text, begin)} {name}" in shape.not_names():
        return None  # "애슐리 매디○": the end of a brand
    if reading.text[begin : stop + len(ctx.glued_after(reading.text, stop))] in shape.thing_words():
        return None  # 아레/나
    if (name[:-1] in shape.not_names() and name[-1] in _LAST_PARTICLES) or ctx.title_ending(name):
        return None
    token = reading.first.get(begin)
    proper = reading.is_proper(begin, stop) or (
        token is not None
        and token.guessed
        and _misread_end(reading, begin, stop + len(ctx.glued_after(reading.text, stop))) == stop
    )
    if not proper and (not grade.endswith("_common") or (token is not None and token.tag[0] in "VEJM")):
        return None
    if not grade and shape.looks_chinese(name):
        grade = "chinese"
    elif not grade and shape.ends_like_family(name) and not _ends_like_org(name):
        grade = "ending"
    elif not grade and not shape.looks_foreign(name) and shape.split_korean(name):
        return None
    grade = grade or _grade(reading, begin, stop)
    if (
        not grade
        and token is not None
        and token.guessed
        and token.end == stop
        and (token.tag == "NNP" and _STATESMAN.match(reading.text, stop))
    ):
        grade = "looks"  # whatever its syllables: nobody else has these titles, and Kiwi knows no such word
    score = _ALONE.get(grade.rpartition("_")[2], -12)
    if grade.endswith("_doubtful") and len(name) == 2:
        score -= 3
    return Candidate(Span(begin, stop), name, "foreign", score + (4 if proper else -2))


def _sequence(reading: SentenceReading, begin: int, at: int, stop: int, before: list[str]) -> Candidate | None:
    """A name of several words whose last one is the stretch from `at` to `stop`."""
    last = reading.text[at:stop]
    grade = _grade(reading, at, stop)
    token = reading.first.get(at)
    proper = reading.is_proper(at, stop) and token is not None and (token.tag == "NNP" or shape.looks_foreign(last))
    if len(last) == 1 and (not proper or before[0] in ("looks", "link") or _never_last(last)):
        return None
    if last == "이" and not before[0].endswith("_common"):
        return None  # "투병 사실을 알린 이 작가"
    if last[-1] in _LAST_PARTICLES and _ends_before_particle(last, last in shape.foreign_words()):
        return None
    if ctx.is_title(last) or (last in shape.thing_words() and last not in shape.foreign_words()):
        return None
    if grade == "" and (not proper or last in shape.not_names() or _ends_like_org(last)):
        return None
    korean = len(last) == 3 and (shape.korean_score(last) or -1) >= KOREAN_SHAPE
    if proper and korean and grade in ("", "looks", "rare"):
        return None  # "드래곤즈 김○○": the name is Korean
    words = [*before, grade]
    score = 3 + sum(_WORD_WEIGHT.get(word.rpartition("_")[2], 1 if proper else 0) for word in words)
    score += 2 if words[0].startswith(("given", "either")) else 0
    score += 2 if grade.startswith(("family", "either")) else 0
    score += 2 if proper else -2
    if last in shape.not_names() and not words[0].startswith(("given", "either")):
        score -= 3
    name = reading.text[begin:stop]
    if name in shape.not_names():
        return None
    if shape.not_names().get(name.split(" ")[0]) == "place":
        score -= 4
    return Candidate(Span(begin, stop), name, "foreign", min(score, MOST_OF_SHAPE))
