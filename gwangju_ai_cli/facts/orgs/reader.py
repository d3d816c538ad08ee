"""A document's words with what is known of each: regions, persons, proper nouns, sentences of a match."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from gwangju_ai_cli.facts.orgs.lexicon import load_lexicon
from gwangju_ai_cli.model import OrgType, PersonMention, Span
from gwangju_ai_cli.names import gazetteer as gazetteers
from gwangju_ai_cli.names.chunks import words
from gwangju_ai_cli.names.heads import PROPER
from gwangju_ai_cli.names.regions import Region, load_regions

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

ACCEPT = 10
"""The weight, in tenths, from which a candidate stands."""
BLOCK = "org.block"
"""How the rules begin that say what is no organization: a class (소속사, 여론조사), a compound (서울시장, 경찰관)."""

NO_NAME = regex.compile(
    r"(?:프로(?:야구|축구|농구|배구)|역|공항|터미널|공원|섬|대교|고속도로|해변|해수욕장|시장|호수|광장|빌딩|아파트|경기장|체육관|운동장|스타디움|휴게소|분기점|고원|사막|철도|특구|지구|산단|단지|도시|신도시"
    r"|반도|해협|평야|산맥|리그|컵|상|호|법|언어|영어|[국본일]어|족|인|교|선수|감독|씨|님|(?:예산|조례|개정|법률|결의|동의|수정|추경|합의|제정|건의|계획)안|지점|지사|본점|[원청관국부과팀총사회의단소교]장|[가-힣][산강로길동읍면리항주성현])$"
)
"""How places, prizes, laws, languages and peoples end: what else they are, no unknown organization."""


STOCK = regex.compile(r"[\[(](?:코스닥\s|코스피\s)?\d{6}[\])]")
"""The number of a listed firm's stock behind its name."""


@dataclass(slots=True)
class Candidate:
    """A stretch from word `first` to word `last`; `name` is canonical where a gazetteer knows it."""

    start: int
    end: int
    first: int
    last: int
    name: str
    org_type: OrgType
    rule: str
    weight: int
    said: dict[OrgType, int] = field(default_factory=dict)
    """What the context says of its type, with the weights."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


class Reader:
    """What rules of organizations ask of a document. `predicates` are filled in by sentence."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.text = analysis.text
        self.words = analysis.memo(words)
        self.starts = [word.span.start for word in self.words]
        self.regions = load_regions()
        self.lexicon = load_lexicon()
        self.gazetteer = gazetteers.load_gazetteer()
        self.dictionary = gazetteers.user_gazetteer(analysis.dictionary)
        self.persons = analysis.mentions("person")
        self._person_of = self._words_of_persons(self.persons)
        self._told: dict[str, bool] = {}
        self._topics: dict[tuple[str, int], bool] = {}
        self._joined = [
            word.left == " " and not before.tail and word.sentence == before.sentence
            for before, word in pairwise(self.words)
        ]
        self.predicates: dict[int, list[tuple[int, str]]] = {}

    def word_at(self, offset: int) -> int:
        """The index of the word that begins at or before `offset`, or -1."""
        return bisect_right(self.starts, offset) - 1

    def joins(self, index: int) -> bool:
        """Whether a word follows the one before it with a single space and no particle between."""
        return 0 < index <= len(self._joined) and self._joined[index - 1]

    def region(self, index: int) -> Region | None:
        """The region that the word names, if it names one and nothing else."""
        return self.regions.get(self.words[index].text)

    def person(self, index: int) -> PersonMention | None:
        """The person mention that the word is a part of."""
        return self._person_of.get(index)

    def proper(self, index: int) -> bool:
        """Whether the word holds a proper noun, letters or what no common noun holds, and is no person."""
        return index not in self._person_of and (
            any(token.guessed or token.tag in PROPER for token in self.words[index].tokens) or self.words[index].mixed
        )

    def is_known(self, surface: str) -> bool:
        """Whether a gazetteer holds the surface as a name and nothing else."""
        entry = self.gazetteer.entries.get(surface)
        return entry is not None and not entry.ambiguous

    def plain_proper(self, index: int) -> bool:
        """Whether the word is a proper noun that nothing else explains: no region, person, title or known name."""
        word = self.words[index]
        lexicon = self.lexicon
        return (
            index not in self._person_of
            and word.text not in self.regions
            and (all(token.guessed or token.tag in PROPER for token in word.tokens) or word.mixed)
            and (len(word.text) < 4 or lexicon.class_noun(word.text) is None)
            and not (word.text in lexicon.titles or word.text in lexicon.next or word.text in lexicon.not_orgs)
            and all(entry.ambiguous for _, entry in self.gazetteer.starting_at(self.text, word.span.start))
        )

    def is_proper_somewhere(self, text: str) -> bool:
        """Whether one of the document's words is `text` and nothing but proper nouns or letters."""
        return any(
            word.text == text and all(token.guessed or token.tag in PROPER for token in word.tokens)
            for word in self.words
        )

    def sports(self, sentence: int) -> bool:
        """Whether a sentence tells of a match: teams are meant by names of cities, countries and companies."""
        return self._is_about("sports", sentence)

    @cached_property
    def has_match(self) -> bool:
        """Whether the document tells of a match at all: two words of matches somewhere."""
        return self._tells_of("sports")

    @cached_property
    def of_matches(self) -> bool:
        """Whether the document tells of matches: several of their words, and in a fourth of its sentences at least."""
        pattern, others = _topic_words("sports")
        found = [match for match in pattern.finditer(self.text) if match[0] not in others]
        if len({match[0] for match in found}) < 3:
            return False
        sentences = {self.analysis.sentence_at(match.start()).index for match in found}
        return 4 * len(sentences) >= len(self.analysis.sentences)

    def business(self, sentence: int) -> bool:
        """Whether a sentence tells of companies."""
        return self._is_about("business", sentence)

    def _tells_of(self, topic: str) -> bool:
        """Whether two words of a topic stand anywhere in the document."""
        known = self._told.get(topic)
        if known is None:
            pattern, others = _topic_words(topic)
            known = self._told[topic] = len(set(pattern.findall(self.text)) - others) > 1
        return known

    def _is_about(self, topic: str, sentence: int) -> bool:
        if not self._tells_of(topic):
            return False
        known = self._topics.get((topic, sentence))
        if known is None:
            span = self.analysis.sentences[sentence].span
            pattern, others = _topic_words(topic)
            known = len(set(pattern.findall(self.text, span.start, span.end)) - others) >= 2
            self._topics[topic, sentence] = known
        return known

    def candidate(self, first: int, last: int, end: int, org_type: OrgType, rule: str, weight: int) -> Candidate:
        """The candidate from the start of word `first` to `end` in word `last`, named as it is written."""
        start = self.words[first].span.start
        if self.text[end - 1] == "." and "." not in self.text[start : end - 1]:
            end -= 1  # "NSP TV.": the full stop, which Kiwi takes for a part of an abbreviation
        return Candidate(start, end, first, last, self.text[start:end], org_type, rule, weight)

    def _words_of_persons(self, persons: tuple[PersonMention, ...]) -> dict[int, PersonMention]:
        out: dict[int, PersonMention] = {}
        for person in persons:
            index = max(0, self.word_at(person.span.start))
            while index < len(self.words) and self.words[index].span.start < person.span.end:
                if self.words[index].span.overlaps(person.span):
                    out[index] = person
                index += 1
        return out


@cache
def _topic_words(topic: str) -> tuple[re.Pattern[str], frozenset[str]]:
    """The pattern of a topic's words, and those of its matches that are other words (경기도, 30대 후반)."""
    words = load_lexicon().words
    others = words.get(f"no_{topic}", frozenset())
    # a list of words as a tree: a third of the time that `regex` takes over the list
    return re.compile(_tree(sorted(words[topic] | others))), others


def _tree(words: list[str]) -> str:
    """A pattern of words by their first letters: what begins alike is tried once.

    >>> _tree(["경기", "경기도", "골문"])
    '(?:경기(?:도)?|골문)'
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[:1], []).append(word[1:])
    ends = rests.pop("", None) is not None
    branches = [re.escape(first) + _tree(rest) for first, rest in rests.items()]
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + ("?" if ends else "")
