"""Mentions without the whole name: 김씨, 김모(33)씨, 박 대통령, A양, 규현 씨."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import regex

from gwangju_ai_cli.facts.people import context as ctx
from gwangju_ai_cli.facts.people.candidates import Candidate, SentenceReading
from gwangju_ai_cli.facts.people.frames import framed_title
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.names import shape
from gwangju_ai_cli.names.regions import load_regions
from gwangju_ai_cli.names.shape import word_set
from gwangju_ai_cli.vocab import alternation

CERTAIN = 20
LIKELY_GIVEN = 6
"""From this score on two syllables look like a given name."""
_LEFT = r"(?<![가-힣A-Za-z0-9)’”」』>》])"
_AFTER_HONORIFIC = (
    r"(?=$|[^가-힣A-Za-z0-9]|(?:은|는|이|가|을|를|의|와|과|도|에|에게|에게서|에겐|로|만|네|측|부부|라고|라는|라며|처럼|보다|뿐|까지|부터|"
    r"로부터|인|한테|일가|형제|자매|모녀|모자|부자|가족)(?:$|[^가-힣]|[은는도의가를만이]))"
)
_SURNAME_HONORIFIC = regex.compile(
    rf"{_LEFT}(?P<name>[가-힣]{{1,2}})(?:\([^()\n]{{1,24}}\))?(?P<hon>\s?씨|\s군|\s양|군|양|\s?옹|\s여사){_AFTER_HONORIFIC}"
)
_APART = frozenset((" 씨", " 여사"))
_CLOSERS = frozenset(")’”」』>》]")
_WORD_AFTER = regex.compile(r"\s(?=[가-힣前現])")
# What the patterns below cannot do without: a sentence that lacks it is not searched.
_LETTER = re.compile("[A-Z]")
_ANONYMOUS = re.compile("모|아무개")
_HONORIFIC = re.compile("[씨군양옹]|여사")
_HANJA = re.compile("[㐀-鿿豈-﫿]")
_WHOLE_NAME = regex.compile(r" (?P<name>[가-힣]{3})(?=$|[^가-힣]|[은는이가과와을를의도])")
_NAME_AFTER = regex.compile(r" [가-힣](?:\s?모\s?(?:\(|씨)|[가-힣]{1,3}\s?(?:\(|씨))")
_GIVEN = regex.compile(r"(?P<name>[가-힣]{2,5})(?P<hon> ?씨| 군| 양| ?스님)(?![가-힣]{3})")
_KEPT_BACK = regex.compile(rf"{_LEFT}(?P<name>[가-힣])모(?= (?:전 |당시 )?[가-힣])")
"""‘정모 전 대표’, ‘심모 교장’: a surname whose rest is kept back, before a title."""
_WEIGHT_OF_RANK = {"1": 8, "2": 6, "3": 2}


@cache
def _letter_pattern() -> regex.Pattern[str]:
    ranks = alternation(sorted(word_set("rank")))
    return regex.compile(
        r"(?<![A-Za-z0-9])(?P<letter>[A-Z])(?=(?:\([^()\n]{1,20}\))?(?:"
        r"(?:\s?씨|\s?군|\s?양|\s?모\s?씨)(?![가-힣]{2})"
        rf"|\s?(?:씨|군|양)(?:[은는이가을를의와과도에]|에게|부부|측|로부터)|\s?(?:{ranks})))"
    )


@cache
def hanja_surnames() -> dict[str, str]:
    """Surnames in hanja with their reading: 尹 → 윤."""
    return {pair[0]: pair[1:] for pair in word_set("hanja_surname")}


@cache
def _hanja_pattern() -> regex.Pattern[str]:
    signs = "".join(sorted(hanja_surnames()))
    left = r"(?<![\p{Han}가-힣A-Za-z0-9(])"
    return regex.compile(rf"{left}(?P<name>[{signs}])\s?(?:(?:전|前|현)\s)?(?P<title>[가-힣]+)")


@cache
def _glued_pattern() -> regex.Pattern[str]:
    return regex.compile(rf"{_LEFT}(?P<name>[가-힣])(?P<title>{alternation(sorted(word_set('glued')))})")


@cache
def _anonymous_pattern() -> regex.Pattern[str]:
    ranks = alternation(sorted(word_set("rank")))
    return regex.compile(
        rf"{_LEFT}(?P<name>[가-힣]{{1,2}})(?:모|\s모(?![군양])|\s?아무개)(?:(?=\(\d{{1,2}}(?:세|살)?(?:[·,][^()\n]{{1,12}})?\))"
        rf"|(?:\s?\([^()\n]{{1,24}}\)\s?|\s)?(?=\s?(?:씨|군|양|{ranks})))"
    )


def letters(reading: SentenceReading) -> Iterator[Candidate]:
    """Letters that stand for a name: ‘A씨’, ‘B(20)양’, ‘C 경위’."""
    if not _LETTER.search(reading.said):
        return
    for match in _letter_pattern().finditer(reading.text, reading.span.start, reading.span.end):
        paren = ctx.ANY_PAREN.match(reading.text, match.end())
        after = reading.title_after(paren.end() if paren else match.end())
        before = reading.title_before(match.start()) if after is None else None
        title = after if after is not None and after.beside else before if before and before.kind == "title" else None
        evidence = [(CERTAIN, "person.letter")]
        yield Candidate(Span(*match.span("letter")), match["letter"], "letter", 0, evidence, title)


def surnames(reading: SentenceReading) -> Iterator[Candidate]:
    """Surnames alone: anonymous (‘김모(33)씨’), with an honorific (‘박씨’), with a title (‘최 전 차관’)."""
    text, span = reading.text, reading.span
    hidden: list[Span] = []
    for match in _KEPT_BACK.finditer(text, span.start, span.end) if _ANONYMOUS.search(reading.said) else ():
        title = reading.title_after(match.end() + 1) or reading.title_after(match.end())
        if (
            match["name"] in shape.surnames()
            and match[0] not in word_set("with_mo")
            and title is not None
            and title.kind == "title"
            and (title.beside or title.former)
        ):
            hidden.append(Span(*match.span()))
            evidence = [(CERTAIN, "person.surname.anonymous")]
            yield Candidate(Span(*match.span("name")), match["name"], "surname", 0, evidence, title)
    for match in _anonymous_pattern().finditer(text, span.start, span.end) if _ANONYMOUS.search(reading.said) else ():
        if text[match.start() : match.start() + 2] in word_set("with_mo"):
            age = ctx.AGE.match(text, match.end())
            if age is None and not ctx.has_honorific(text, match.end()):
                continue  # "부모 대표가 인사했다"
        if match["name"] in shape.surnames():
            hidden.append(Span(*match.span()))
            rule = "person.surname.anonymous"
            age = ctx.AGE.match(text, match.end())
            title = reading.title_after(age.end() if age else match.end())
            title = title if title is not None and title.beside else None  # "김모(44) 경사"
            title = title or framed_title(text, match.start(), span.start) or reading.title_before(match.start())
            known = title if title is not None and title.kind == "title" else None
            place = Span(*match.span("name"))
            yield Candidate(place, match["name"], "surname", 0, [(CERTAIN, rule)], known)
    for match in _SURNAME_HONORIFIC.finditer(text, span.start, span.end) if _HONORIFIC.search(reading.said) else ():
        name, place = match["name"], Span(*match.span("name"))
        # ‘쑨 씨’, ‘쑹 여사’: a Chinese surname that no Korean bears
        if name not in shape.surnames() and not (match["hon"] in _APART and name in word_set("chinese_surname")):
            continue
        if any(other.covers(place) for other in hidden):
            continue
        said = reading.token_at(place.start)
        if match["hon"] in (" 군", " 양") and said is not None and said.tag[0] in "VE":
            continue  # "추가로 대 군의 부담을 던다"
        if match["hon"] in ("군", "양") and not reading.is_cut(match.start("hon")):
            continue
        yield Candidate(place, name, "surname", 0, [(CERTAIN, "person.surname.honorific")])
    names = shape.surnames()
    first = reading.first
    for begin in [at for at, _ in reading.stretches if text[at] in names and at in first]:
        token = first[begin]
        if token.tag != "NNP" or token.end != begin + 1:
            continue
        glued = _glued_pattern().match(text, begin, span.end)
        if glued is not None and ctx.closes(text, glued.end()):
            place = Span(*glued.span("title"))
            evidence = [(_WEIGHT_OF_RANK[names[text[begin]]] + 8, "person.surname.title")]
            found = ctx.Title(place, place, "strong")
            yield Candidate(Span(*glued.span("name")), glued["name"], "surname", 0, evidence, found)
    for match in _hanja_pattern().finditer(text, span.start, span.end) if _HANJA.search(reading.said) else ():
        run, begin = match["title"], match.start("title")
        for length in range(min(ctx.LONGEST_TITLE, len(run)), 1, -1):
            if run[:length] in ctx.titles_after() and ctx.closes(text, begin + length):
                place = Span(begin, begin + length)
                evidence = [(CERTAIN, "person.surname.hanja")]
                found = ctx.Title(place, place, "strong", former=begin - match.end("name") > 1)
                yield Candidate(Span(*match.span("name")), match["name"], "surname", 0, evidence, found)
                break
    for begin, end in [place for place in reading.stretches if place[1] - place[0] <= 2]:
        if text[begin:end] in names and text[begin - 1 : begin] not in _CLOSERS:
            after = _WORD_AFTER.match(text, end, span.end)
            if after is not None and not ctx.after_quote(text, begin):
                candidate = _with_title(reading, Span(begin, end), after.end())
                if candidate is not None:
                    yield candidate


def _with_title(reading: SentenceReading, span: Span, at: int) -> Candidate | None:
    """A surname before a title of one word, with 전 or 현 before it at most."""
    text = reading.text
    name = span.of(text)
    title = reading.title_after(at)
    if title is None:
        return None
    between = text[title.phrase.start : title.span.start].split()
    word = title.span.of(text)
    if any(other not in word_set("time") for other in between):
        return None
    if not between and word not in ctx.titles_after():
        tail = ctx.title_ending(word)
        if tail is None or len(word) - len(tail) > 2:
            return None
    if name in word_set("homonym") and word not in ("주석", "국가주석"):
        return None
    weight = _WEIGHT_OF_RANK[shape.surnames()[name]]
    if name == "전" and not between and reading.text[span.start - 1 : span.start] == " ":
        left = [w for w in reading.words if w.end == span.start - 1]
        if left and left[0].is_noun:
            return None  # "전두환 전 대통령": the former one
    if name in ("전", "현") and not between and _full_name_after(text, title.span.end):
        return None  # "현 이사장 류○○"
    if name in ("전", "현") and not between and _NAME_AFTER.match(text, title.span.end):
        return None  # "현 이사 조모(48)씨": the one of today
    token = reading.token_at(span.start)
    if name == "이" and not between and word in word_set("demonstrated"):
        # this market, this player: `persons` finds them where the full name stood before
        return Candidate(span, name, "surname", 0, [(8, "person.surname.demonstrated")], title)
    if token is not None and token.tag == "NNP":
        weight += 10
    elif name == "이":
        weight += 5
    elif name not in word_set("never_surname") and title.strength == "strong":
        weight += 6  # 성/NNG 전 회장, 문/NNG 후보는: what Kiwi reads as a noun of one syllable
    return Candidate(span, name, "surname", 0, [(weight, "person.surname.title")], title)


def _full_name_after(text: str, at: int) -> bool:
    """Whether a whole name follows a title: then what stands before the title is no surname."""
    match = _WHOLE_NAME.match(text, at)
    return match is not None and (shape.korean_score(match["name"]) or 0) > 0


def given(reading: SentenceReading, begin: int, end: int) -> Iterator[Candidate]:
    """A name without surname before 씨, 군 or 양: ‘규현 씨’, ‘딸 사랑 양’."""
    match = _GIVEN.match(reading.text, begin)
    if match is None or match.end("name") > end or match["name"] in word_set("never_given"):
        return
    name, honorific = match["name"], match["hon"]
    if honorific == " 군" and (name[-1] in "와과" or name in load_regions()):
        return  # "전남도와 군이"
    if name + honorific.strip() in shape.not_names():
        return
    token = reading.first.get(begin)
    # 재현씨/NNP as one unknown noun; but 라온이앤씨 is a firm
    whole = token is not None and token.guessed and token.end == match.end() and len(name) == 2
    proper = reading.is_proper(begin, match.end("name")) or whole
    if honorific.endswith("스님"):
        if len(name) == 2 and name not in word_set("no_monk") and not ctx.is_title(name):
            yield Candidate(Span(begin, match.end("name")), name, "given", 2, [(12, "person.honorific")])
        return
    if not honorific.startswith(" ") and not (
        (whole or reading.is_cut(match.start("hon"))) and (proper or shape.given_score(name) >= LIKELY_GIVEN)
    ):
        return
    if honorific.strip() != "씨":
        before = reading.title_before(begin)
        child = before is not None and before.kind == "kin"  # "딸 사랑 양"
        likely = proper and (ctx.glued_after(reading.text, match.end()) or shape.given_score(name) >= LIKELY_GIVEN)
        common = shape.not_names().get(name) in ("place", "org") if child else name in shape.not_names()
        if not (child or likely) or common or ctx.is_title(name):
            return  # "서해 군 통신선"
    yield Candidate(Span(begin, match.end("name")), name, "given", 2 if honorific == " 씨" or proper else -3)


_CHILD = frozenset(("이가", "이는", "이를", "이의", "이와", "이에게", "이한테", "이도", "이네"))


def called(reading: SentenceReading, begin: int) -> Iterator[Candidate]:
    """A given name alone that Kiwi takes for a proper noun, weak by itself: ‘준우가 웃었다’, ‘준우이가’."""
    stop = begin + 2
    name = reading.text[begin:stop]
    if not reading.is_proper(begin, stop) or shape.given_score(name) < LIKELY_GIVEN - 1:
        return
    if name in shape.not_names() or ctx.is_title(name) or name in shape.known_names() or name in shape.foreign_words():
        return
    tail = ctx.glued_after(reading.text, stop)
    if tail in _CHILD:
        yield Candidate(Span(begin, stop), name, "given", 6, [(6, "person.child")])
    elif ctx.is_particle(tail):
        yield Candidate(Span(begin, stop), name, "given", 6)
