"""Whom a phrase means: one index of a document's mentions, and one answer for every kind of fact that asks.

A body or a person is named once and then pointed at: `대학은`, `이 회사`, `같은 기관`, `시는`, `양측`, `이들`, `그`,
`총장은`. Whoever asks, `meant` gives the same antecedent, so that a document's quotes, events and budgets agree.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import regex

from gwangju_ai_cli.model import EntityFact, OrgFact, OrgType, PersonFact, Span
from gwangju_ai_cli.names.chunks import words
from gwangju_ai_cli.names.heads import load_heads
from gwangju_ai_cli.names.regions import LOCAL_GOVERNMENT_KINDS, load_regions
from gwangju_ai_cli.vocab import load_vocab

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

EntityKind = Literal["person", "org", "place"]
EVERYBODY: tuple[EntityKind, ...] = ("person", "org")

LOCAL = "시군구도"
"""Nouns of one syllable that stand for a local government."""
_MARKS = "'\"‘’“”「」『』<>〈〉《》"
_POINTED = regex.compile(r"(?:이|그|해당|동|본|같은|당해|상기)\s(?P<noun>[가-힣]+)")
_POINTS = regex.compile(r"(?<![가-힣])(?:이|그|해당|동|본|같은|당해|상기)\s$")
_OTHERS = regex.compile(
    r"(?<![가-힣])(?:다른|타|각|모든|여러|어느|어떤|일부|몇|한|두|세|네|수많은|새|옛|전국|인근|이웃|상당수|대부분의?|\d+여?개)\s$"
)
"""What stands before a noun that means others than the one named, or a class: 다른 시는, 모든 대학은."""
_REACH = 8
"""Characters before a noun in which its determiner stands."""
_TOGETHER = regex.compile(
    r"(?P<who>이들|그들|양측|양쪽|쌍방|양자)|(?P<both>양)\s?(?P<noun>[가-힣]+)"
    r"|(?:이들\s)?(?P<count>두|세|네|다섯|[2-9]개?)\s?(?P<noun>[가-힣]+)|이들\s(?P<noun>[가-힣]+)"
)
_COUNTS = {"두": 2, "세": 3, "네": 4, "다섯": 5}
_SHORTENED = {"사": "회사", "국": "국가", "교": "학교", "시": "시", "도": "도", "군": "군", "구": "구", "당": "당"}
"""What the syllable after 양 or a number stands for: 양사, 양국, 두 시."""
_HE = frozenset({"그", "그녀"})
_CLOSED = r"['\"’”」』>〉]?(?:\s?\([^()\n]{1,40}\))?"
_AS_SUBJECT = regex.compile(rf"{_CLOSED}(?:\s?측)?(?:은|는|이|가|께서는?|에서는|에선|도)(?=[\s,\"“‘'(]|$)")
_AS_TITLED_SUBJECT = regex.compile(
    rf"{_CLOSED}(?:\s?[가-힣A-Za-z·]{{1,14}}){{0,3}}?(?:은|는|이|가|께서는?|도)(?=[\s,\"“‘'(]|$)"
)
_JOINS = regex.compile(
    rf"{_CLOSED}(?:\s?(?:측|시장|군수|대표|의원))?(?:(?:와|과|및|[·,/]|하고|이랑)\s?|\s(?:및|그리고)\s)['\"‘“]?"
)
_WITH = regex.compile(rf"{_CLOSED}(?:\s?측)?[와과](?=\s)")
_OPENS_LINE = regex.compile(r",\s")
_OFFICE = regex.compile(r"(?:장|대표|대통령|총리|감독|총재|지사|교육감|군수|장관|차관|이사|대변인|수석|총무|간사)$")
_SUBJECT_WEIGHT, _OPENING_WEIGHT, _PLAIN_WEIGHT = 4.0, 3.0, 1.0
_REMEMBERED = 400
"""Mentions before a noun among which its antecedent is looked for: a long document must not cost its square."""
_SAID_TOGETHER = 4
"""Sentences before 양측 or 이들 among which those are looked for who were named together."""
_NEAR_PARAGRAPHS = 1
"""Paragraphs before the one of 그 in which the person may have been named."""


@dataclass(frozen=True, slots=True)
class Named:
    """One mention: the canonical name, where it stands and what it is of; `title` is a person's."""

    name: str
    span: Span
    kind: EntityKind
    org_type: OrgType | None = None
    title: str | None = None


Keep = Callable[[Named], bool]


class Mentions:
    """The mentions of a document in order, to be asked for what stands in a span and whom a noun means."""

    def __init__(self, analysis: Analysis, named: Iterable[Named]) -> None:
        self.analysis = analysis
        self.text = analysis.text
        self.named = sorted(named, key=lambda one: (one.span, one.kind, one.name))
        self._starts = [one.span.start for one in self.named]
        self._weights: dict[tuple[int, EntityKind], float] = {}
        self._sole: dict[str, Named | None] = {}

    def within(self, span: Span) -> list[Named]:
        """The mentions that lie in `span`."""
        first, stop = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [one for one in self.named[first:stop] if one.span.end <= span.end]

    def around(self, offset: int) -> Named | None:
        """The mention that begins before `offset` and ends after it."""
        stop = bisect_left(self._starts, offset)
        return next((one for one in self.named[max(0, stop - 4) : stop] if one.span.end > offset), None)

    def before(self, offset: int) -> list[Named]:
        """The last mentions that begin before `offset`, as many as a reader has in mind."""
        stop = bisect_left(self._starts, offset)
        return self.named[max(0, stop - _REMEMBERED) : stop]

    def antecedent(self, noun: str, at: int, *, pointed: bool = False, keep: Keep | None = None) -> Named | None:
        """Whom a noun at offset `at` means: the last mention of the one that a reader has in mind, or None.

        Names that end as the noun does come before bodies of its type. After a determiner (`pointed`) the nearest is
        meant, otherwise the one most spoken of, with what acts and what is near counting more.
        """
        if _OTHERS.search(self.text, max(0, at - _REACH), at):
            return None
        pointed = pointed or _POINTS.search(self.text, max(0, at - _REACH), at) is not None
        fits = [one for one in self.before(at) if one.span.end <= at and (keep is None or keep(one))]
        headed = [one for one in fits if _is_headed(one, noun, self.text)]
        if not headed:
            headed = [one for one in fits if _is_of_type(one, noun)]
        if not headed:
            headed = [one for one in fits if one.title is not None and one.title.endswith(noun) and len(noun) > 1]
        return self._nearest(headed) if pointed else self._most_salient(headed, at)

    def sole(self, noun: str) -> Named | None:
        """The only body of the document that a noun may stand for, or None where there is none or more than one."""
        if noun not in self._sole:
            headed = [one for one in self.named if _is_headed(one, noun, self.text)]
            fits = headed or [one for one in self.named if _is_of_type(one, noun)]
            self._sole[noun] = fits[0] if fits and all(one.name == fits[0].name for one in fits) else None
        return self._sole[noun]

    def person(self, at: int) -> Named | None:
        """The person whom 그 or 그녀 at offset `at` means: who acted last, near enough to be pointed at."""
        here = self.analysis.sentence_at(at).paragraph
        people = [
            one
            for one in self.before(at)
            if one.kind == "person" and here - self.analysis.sentence_at(one.span.start).paragraph <= _NEAR_PARAGRAPHS
        ]
        acting = [one for one in people if self._weight(one) == _SUBJECT_WEIGHT]
        return self._nearest(acting or people)

    def together(self, at: int, count: int | None, fits: Keep) -> tuple[Named, ...]:
        """Those whom 양측, 이들 or 두 대학 at offset `at` means: named side by side last, `count` of them."""
        last = self.analysis.sentence_at(at).index
        for index in range(last, max(-1, last - _SAID_TOGETHER - 1), -1):
            span = self.analysis.sentences[index].span
            inside = [one for one in self.within(Span(span.start, min(span.end, at))) if fits(one)]
            for run in reversed([*self._runs(inside)]):
                if count is None or len(run) == count:
                    return tuple(run)
            acting = [one for one in inside if self._weight(one) >= _OPENING_WEIGHT or self._is_partner(one)]
            for found in (_distinct(acting), _distinct(inside)):
                if len(found) > 1 and (len(found) == count or count is None):
                    return tuple(found)
        return ()

    def _runs(self, inside: list[Named]) -> Iterator[list[Named]]:
        """Names joined by 와, 과, 및, commas and dots."""
        run: list[Named] = []
        for one in inside:
            if run and not _JOINS.fullmatch(self.text, run[-1].span.end, one.span.start):
                if len(run) > 1:
                    yield run
                run = []
            if all(one.name != other.name for other in run):
                run.append(one)
        if len(run) > 1:
            yield run

    def _is_partner(self, one: Named) -> bool:
        return _WITH.match(self.text, one.span.end) is not None

    def _weight(self, one: Named) -> float:
        """How much a mention puts its entity in the reader's mind: as a subject, opening a line, or in passing."""
        key = one.span.start, one.kind
        known = self._weights.get(key)
        if known is None:
            self._weights[key] = known = self._role(one)
        return known

    def _role(self, one: Named) -> float:
        text, end = self.text, one.span.end
        if (_AS_TITLED_SUBJECT if one.kind == "person" else _AS_SUBJECT).match(text, end):
            return _SUBJECT_WEIGHT
        joined = _JOINS.match(text, end)
        if joined is not None:
            after = self.named[bisect_left(self._starts, joined.end()) :][:1]
            if after and after[0].span.start == joined.end() and after[0].name != one.name:
                return self._role(after[0])
        opens = not text[text.rfind("\n", 0, one.span.start) + 1 : one.span.start].strip(f" {_MARKS}")
        return _OPENING_WEIGHT if opens and _OPENS_LINE.match(text, end) else _PLAIN_WEIGHT

    def _nearest(self, fits: list[Named]) -> Named | None:
        """The one of the last sentence that names any: who acts there, else the last."""
        if not fits:
            return None
        sentence = self.analysis.sentence_at(fits[-1].span.start).index
        near = [one for one in fits if self.analysis.sentence_at(one.span.start).index == sentence]
        return max(near, key=lambda one: (self._weight(one), one.span.start))

    def _most_salient(self, fits: list[Named], at: int) -> Named | None:
        """The one with the most weight, each mention's own going down with every sentence between."""
        if not fits:
            return None
        here = self.analysis.sentence_at(at).index
        salience: dict[str, float] = {}
        first: dict[str, int] = {}
        for one in fits:
            distance = here - self.analysis.sentence_at(one.span.start).index
            salience[one.name] = salience.get(one.name, 0.0) + self._weight(one) / (1 + distance)
            first.setdefault(one.name, one.span.start)
        best = max(first, key=lambda name: (round(salience[name], 6), -first[name]))
        return next(one for one in reversed(fits) if one.name == best)


def mentions(analysis: Analysis, kinds: tuple[EntityKind, ...] = EVERYBODY) -> Mentions:
    """The index of a document's mentions of `kinds`, made once; the kinds must be among the asking kind's `needs`."""
    return analysis.memo(_maker(kinds))


def meant(
    analysis: Analysis, span: Span, kinds: tuple[EntityKind, ...] = EVERYBODY, keep: Keep | None = None
) -> tuple[Named, ...]:
    """Whom a noun phrase without a name means: `대학`, `이 회사`, `양측`, `이들`, `그`, `총장`; () for nobody.

    `span` is the phrase without its particle; a phrase that is or holds a name is the index's own business
    (`mentions(…).within`). `keep` says who may be meant at all: for a budget, those who may spend.
    """
    index = mentions(analysis, kinds)
    phrase = span.of(analysis.text).strip(f" {_MARKS}").removesuffix("측").rstrip()
    if not phrase:
        return ()
    if phrase in _HE:
        found = index.person(span.start)
        return (found,) if found is not None and (keep is None or keep(found)) else ()
    together = _TOGETHER.fullmatch(span.of(analysis.text).strip(f" {_MARKS}")) or _TOGETHER.fullmatch(phrase)
    if together is not None and (several := _several(index, span.start, together, keep)):
        return several
    pointed = _POINTED.fullmatch(phrase)
    noun = pointed["noun"] if pointed is not None else phrase
    if " " in noun or (pointed is None and _use(noun) != "bare" and not _is_office(noun)):
        return ()
    at = analysis.text.index(phrase, span.start)
    one = index.antecedent(noun, at, pointed=pointed is not None, keep=keep)
    if one is None:
        one = local_body(analysis, noun, at)
        one = one if one is None or keep is None or keep(one) else None
    return (one,) if one is not None else ()


def local_body(analysis: Analysis, noun: str, at: int) -> Named | None:
    """The local government that 시, 군, 구 or 도 at `at` means where none is named but as a place, or None.

    >>> from gwangju_ai_cli.analysis import Analysis
    >>> from gwangju_ai_cli.model import Document
    >>> local_body(Analysis(Document("목포 구도심이 바뀐다. 시는 내년에 길을 넓힌다."), {}), "시", 12).name
    '목포시'
    """
    if len(noun) != 1 or noun not in LOCAL or _OTHERS.search(analysis.text, max(0, at - _REACH), at):
        return None
    named = analysis.memo(_governed)
    before = named[: bisect_left(named, at, key=lambda pair: pair[0].span.start)][-_REMEMBERED:]
    full = [one for one, is_full in before if is_full and one.name.endswith(noun)]
    short = [one for one, is_full in before if not is_full and one.name.endswith(noun)]
    if full:
        return Mentions(analysis, full)._most_salient(full, at)
    counts = Counter(one.name for one in short).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] < 2 * counts[1][1]):
        return None
    return next(one for one in reversed(short) if one.name == counts[0][0])


def _governed(analysis: Analysis) -> list[tuple[Named, bool]]:
    """The regions that govern themselves, wherever they are named, each with whether as a unit (목포시) or a place."""
    out = []
    for word in analysis.memo(words):
        region = load_regions().get(word.text)
        if region is not None and region.kind in LOCAL_GOVERNMENT_KINDS and (region.full or not region.ambiguous):
            out.append((Named(region.name, word.span, "org", "local_government"), region.full))
    return out


def _several(index: Mentions, at: int, match: regex.Match[str], keep: Keep | None) -> tuple[Named, ...]:
    noun = match["noun"] or ""
    noun = _SHORTENED.get(noun, noun)
    if match["who"] is not None:
        count = None if match["who"] in ("이들", "그들") else 2
        sorts: tuple[tuple[EntityKind, ...], ...] = (
            (("person",), ("org",)) if count is None else (("org",), ("person",))
        )
        for sort in sorts:
            found = index.together(at, count, lambda one, sort=sort: one.kind in sort and (keep is None or keep(one)))  # type: ignore[misc]
            if found:
                return found
        return ()
    said = match["count"]
    number = 2 if match["both"] else None if said is None else _COUNTS.get(said) or int(said[0])
    if noun != "기관" and not _heads_of(noun) and not _types_of(noun):
        return ()
    fits = [
        lambda one: _is_headed(one, noun, index.text) and (keep is None or keep(one)),
        lambda one: one.kind == "org" and (_is_of_type(one, noun) or noun == "기관") and (keep is None or keep(one)),
    ]
    return next((found for fit in fits if (found := index.together(at, number, fit))), ())


def _distinct(named: list[Named]) -> list[Named]:
    out: dict[str, Named] = {}
    for one in named:
        out.setdefault(one.name, one)
    return list(out.values())


@cache
def _maker(kinds: tuple[EntityKind, ...]) -> Callable[[Analysis], Mentions]:
    """The function that makes the index of `kinds`: one object a set of kinds, so that it is made once a document."""

    def make(analysis: Analysis) -> Mentions:
        return Mentions(analysis, (one for kind in kinds for one in _named(analysis, kind)))

    return make


def _named(analysis: Analysis, kind: EntityKind) -> Iterator[Named]:
    for fact in analysis.facts(kind):
        if isinstance(fact, EntityFact):
            org_type = fact.org_type if isinstance(fact, OrgFact) else None
            title = fact.title if isinstance(fact, PersonFact) else None
            for span in fact.mentions:
                yield Named(fact.name, span, kind, org_type, title)


@cache
def _anaphors() -> dict[str, tuple[tuple[str, ...], frozenset[str], str]]:
    """Nouns that point back: the heads of the names they mean, the types, and whether they may stand bare."""
    return {
        row["noun"]: (tuple(row["heads"].split()), frozenset(row["types"].split()), row["use"])
        for row in load_vocab("anaphors")
    }


def _heads_of(noun: str) -> tuple[str, ...]:
    known = _anaphors().get(noun)
    if known is not None:
        return known[0]
    return (noun,) if noun in load_heads() else ()


def _types_of(noun: str) -> frozenset[str]:
    known = _anaphors().get(noun)
    return known[1] if known is not None else frozenset()


def _use(noun: str) -> str:
    known = _anaphors().get(noun)
    if known is not None:
        return known[2]
    return "bare" if len(noun) > 1 and noun in load_heads() else ""


def _is_office(noun: str) -> bool:
    """Whether a noun is the title of somebody who is one of a kind in a text: 총장, 시장, 지사."""
    return len(noun) > 1 and _OFFICE.search(noun) is not None


def _is_headed(one: Named, noun: str, text: str) -> bool:
    """Whether a body is called something that ends as the noun does and is more than it: 새벽대학교 for 대학."""
    if one.kind != "org" or (len(noun) == 1 and noun in LOCAL and one.org_type != "local_government"):
        return False
    surface = one.span.of(text)
    if any(name.endswith(noun) and len(name) > len(noun) for name in (one.name, surface)):
        return True
    types = _types_of(noun)
    return (not types or one.org_type in types) and one.name.endswith(_heads_of(noun)) and one.name != noun


def _is_of_type(one: Named, noun: str) -> bool:
    return one.kind == "org" and one.org_type in _types_of(noun)
