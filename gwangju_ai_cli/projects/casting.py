"""Who is who in one document: mentions become topics, one a project, and one of them may be what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from gwangju_ai_cli.model import OrgFact
from gwangju_ai_cli.morph import tokenize
from gwangju_ai_cli.projects import names, vocabulary
from gwangju_ai_cli.projects.mentions import Mention, Scene
from gwangju_ai_cli.projects.names import Name
from gwangju_ai_cli.projects.places import Municipality

_ACTS = re.compile(r"(?:은|는|이|가|도|의|에|과|와|,)(?![가-힣])|\(")
_ALIAS_PARENTHESIS = re.compile(r"\(이하\s?['‘“\"「]?([^)'’”\"」\n]{2,30})['’”\"」]?\)")
_QUOTED = re.compile(r"['‘“「『<]([^'’”」』>\n]{2,30})['’”」』>]")
_ALIAS_BEFORE = re.compile(
    r"(?:이하|일명|이른바|별칭(?:은|인)?|애칭(?:은|인)?|이름(?:은|을)|명칭(?:은|을)|[가-힣]{2,}(?:사업|관|원|단지|센터)인)\s*$"
)
_RENAMED = re.compile(r"(?:^|[\s'‘“])([가-힣A-Za-z0-9]{3,20})['’”]?으?로\s이름(?:을)?\s(?:바꾼|바뀐|고친|정한)")
_ALIAS_AFTER = re.compile(
    r"\s?(?:이?라고|이?란|이?라)\s?(?:부르|부른|불리|불린|불러|이름)|\s?(?:이?라는)\s(?:이름|명칭|별칭|애칭)"
    r"|\s?으?로\s(?:이름|명칭|명명|정했|정하|정해|확정|바꾸|바꾼|바꿨|바뀌|바뀐|불리|불린|부르|부른|지었|지어|선정)"
)


@dataclass(slots=True)
class Topic:
    """One project in one document, while it is read: its names with where they stand, whose it is."""

    number: int
    names: list[Name]
    place: Municipality | None
    mentions: list[Mention] = field(default_factory=list)
    introduced: list[Name] = field(default_factory=list)
    round: str | None = None
    weight: int = 0
    own: bool = False
    """The text speaks of it as of another beside what it is about."""

    @property
    def fullest(self) -> Name:
        """The name that says the most."""
        return max(self.names, key=lambda name: (*name.size, name.text))

    @property
    def strong(self) -> bool:
        """Whether some mention shows a project by itself."""
        return any(mention.strong or mention.headline for mention in self.mentions)


@dataclass(frozen=True, slots=True)
class Cast:
    """The topics of a document, which topic each mention is of, and the one that the document is about."""

    scene: Scene
    topics: tuple[Topic, ...]
    of: dict[int, Topic]
    mentions: tuple[Mention, ...]
    main: Topic | None
    home: Municipality | None


def cast(scene: Scene, mentions: list[Mention]) -> Cast:
    """Who the mentions of a document speak of."""
    home = _home(scene)
    placed = [(mention, mention.place or _owner(mention, scene) or home) for mention in mentions]
    topics: list[Topic] = []
    keys: dict[tuple[str, str | None], Topic | None] = {}
    order = sorted(placed, key=lambda pair: (-len(pair[0].name.core), -pair[0].name.build, pair[0].span.start))
    for mention, place in order:
        key = mention.name.core, place.stem if place else None
        if key in keys:
            continue
        found = [topic for topic in topics if _is_of(mention, place, topic)]
        if not found:
            topics.append(Topic(len(topics), [mention.name], place, round=mention.round))
            keys[key] = topics[-1]
        else:
            keys[key] = found[0] if len(found) == 1 else None
    of: dict[int, Topic] = {}
    last: list[Topic] = []
    for index, (mention, place) in enumerate(placed):
        topic = keys[mention.name.core, place.stem if place else None]
        if topic is None:  # short for several: the one spoken of last
            fitting = [other for other in topics if _is_of(mention, place, other)]
            topic = next((other for other in reversed(last) if other in fitting), fitting[0])
        of[index] = topic
        topic.mentions.append(mention)
        topic.names.append(mention.name)
        last.append(topic)
    main = _main(scene, topics)
    _introduce(scene, mentions, of, topics, main)
    main = _main(scene, topics)
    if main is not None:
        _join_headline(main, of, topics)
        _name_likewise(main, topics)
    return Cast(scene, tuple(topics), of, tuple(mentions), main, home)


def _home(scene: Scene) -> Municipality | None:
    """The municipality that the head or the first paragraph names first."""
    end = scene.head_end
    for sentence in scene.analysis.sentences:
        if sentence.span.start >= scene.head_end:
            first = [s for s in scene.analysis.sentences if s.paragraph == sentence.paragraph]
            end = first[-1].span.end
            break
    named = [place for place in scene.places.named if place.start < end]
    acting = [place for place in named if _ACTS.match(scene.text, place.end)]
    chosen = next(iter(acting or named), None)
    return chosen.municipality if chosen else None


def _owner(mention: Mention, scene: Scene) -> Municipality | None:
    """The municipality that acts, or lies, before the mention in its sentence."""
    sentence = scene.analysis.sentences[mention.sentence]
    near = [
        place
        for place in scene.places.named
        if sentence.span.start <= place.start < mention.span.start and _ACTS.match(scene.text, place.end)
    ]
    return near[-1].municipality if near else None


def _is_of(mention: Mention, place: Municipality | None, topic: Topic) -> bool:
    if (mention.round or topic.round) and mention.round != topic.round:
        return False
    if place is not None and topic.place is not None and place.stem != topic.place.stem:
        return False
    return names.compare(mention.name, topic.fullest, beside=True).same


def read_name(text: str, stems: tuple[str, ...]) -> Name | None:
    """The name that a few words make which stand in no sentence of their own."""
    tokens = tokenize(text)
    parts = []
    at = 0
    for word in text.split():
        begin = text.index(word, at)
        at = begin + len(word)
        parts.append((word, tuple(t.form for t in tokens if begin <= t.start < at and len(t.form) > 1)))
    return names.parse(text, parts, stems)


def _introduce(
    scene: Scene, mentions: list[Mention], of: dict[int, Topic], topics: list[Topic], main: Topic | None
) -> None:
    """Gives topics the names that the document says they go by."""
    for begin, written in _introductions(scene.text):
        name = read_name(written, scene.places.stems)
        before = [index for index, mention in enumerate(mentions) if mention.span.end <= begin]
        own = [index for index, mention in enumerate(mentions) if begin <= mention.span.start < begin + len(written)]
        if name is None:
            continue
        strong = [index for index in before if of[index].strong and of[index] is not (of[own[0]] if own else None)]
        near = [index for index in before if mentions[index].sentence == scene.analysis.sentence_at(begin).index]
        known = [index for index in near if len(of[index].mentions) > 1 or of[index].mentions[0].headline]
        chosen = (known or [index for index in near if index in strong] or strong)[-1:]
        if not chosen and main is None:
            chosen = (near or before)[-1:]
        target = of[chosen[0]] if chosen else main
        if target is None:
            continue
        target.introduced.append(name)
        for index, mention in enumerate(mentions):
            other = of[index]
            if other is not target and mention.name.core == name.core and other.round is None:
                of[index] = target
                other.mentions.remove(mention)
                target.mentions.append(mention)


def _introductions(text: str) -> Iterable[tuple[int, str]]:
    for match in _RENAMED.finditer(text):
        yield match.start(1), match[1].strip()
    for match in _ALIAS_PARENTHESIS.finditer(text):
        yield match.start(1), match[1].strip()
    for match in _QUOTED.finditer(text):
        inside = text[max(0, match.start() - 4) : match.start()]
        if "(이하" in inside:
            continue
        before, after = text[max(0, match.start() - 14) : match.start()], text[match.end() : match.end() + 14]
        if _ALIAS_BEFORE.search(before) or _ALIAS_AFTER.match(after):
            yield match.start(1), match[1].strip()


def _main(scene: Scene, topics: list[Topic]) -> Topic | None:
    """What the document is about: the topic of its head, else of its lead, that it speaks of most."""
    lead = next((s.paragraph for s in scene.analysis.sentences if s.span.start >= scene.head_end), 0)
    cut = scene.text.find("…", 0, scene.head_end)
    for topic in topics:
        weight = 0
        for mention in topic.mentions:
            if mention.headline:
                weight += 6 if cut < 0 or mention.span.start < cut else 3
            elif mention.paragraph == lead:
                weight += 4 if mention.strong else 2
            else:
                weight += 1
            weight += 2 * (mention.strong and not mention.headline) + 2 * (mention.phase is not None)
            near = any(0 <= span.start - mention.span.end < 12 for span in scene.blocked)
            weight += 3 * (near and mention.paragraph == lead and not mention.headline)
        if len(topic.mentions) == 1 and topic.mentions[0].headline:
            weight -= 3  # a slogan, more likely than a name, where the story never comes back to it
        topic.weight = weight if _may_be_main(topic) else 0
    best = max(topics, key=lambda topic: (topic.weight, -_first(topic), -topic.number), default=None)
    return best if best is not None and best.weight >= 3 else None


def _first(topic: Topic) -> int:
    return min((mention.span.start for mention in topic.mentions), default=0)


def _join_headline(main: Topic, of: dict[int, Topic], topics: list[Topic]) -> None:
    """Gives the document's topic what its headline calls it: 달빛마을 뉴딜, of the 달빛마을 도시재생 뉴딜사업."""
    heads = [topic for topic in topics if topic.round is None and any(m.headline for m in topic.mentions)]
    for topic in topics:
        headed = any(mention.headline for mention in topic.mentions) and len(heads) == 1
        if topic is main or not headed or topic.round is not None or not _same_place(topic, main):
            continue
        if not names.may_be_one(topic.fullest, main.fullest):
            continue
        main.mentions += topic.mentions
        main.names += topic.names
        for index, other in of.items():
            if other is topic:
                of[index] = main
        topic.mentions, topic.weight = [], 0


def _name_likewise(main: Topic, topics: list[Topic]) -> None:
    """Names in full what is named by its place alone beside another: 솔말면 사업, of 들말면 농촌중심지 활성화사업."""
    own = next((piece for piece in main.fullest.pieces if names.is_place(piece)), None)
    for topic in topics:
        name = topic.fullest
        alone = own is not None and names.is_place(name.core) and name.core[-1] == own[-1] and name.core != own
        if not alone or own is None or topic is main:
            continue
        full = main.fullest
        pieces = tuple(name.core if piece == own else piece for piece in full.pieces)
        text = full.text.replace(own, name.core)
        topic.own = True
        topic.names.append(replace(full, text=text, core=full.core.replace(own, name.core), pieces=pieces))


def _same_place(one: Topic, other: Topic) -> bool:
    return one.place is None or other.place is None or one.place.stem == other.place.stem


def _may_be_main(topic: Topic) -> bool:
    return topic.round is None and any(
        mention.headline or mention.strong or mention.name.build or mention.name.change or mention.name.programme
        for mention in topic.mentions
    )


def bodies(scene: Scene) -> list[tuple[int, str]]:
    """Where ministries and agencies are named, with their names."""
    return sorted(
        (span.start, fact.name)
        for fact in scene.analysis.facts("org")
        if isinstance(fact, OrgFact) and fact.org_type == "government" and fact.name not in _NO_PAYERS
        for span in fact.mentions
    )


_NO_PAYERS = frozenset({"정부", "국회", "기획재정부", "기획예산처", "청와대", "대통령실"})


def is_component(mention: Mention) -> bool:
    """Whether a mention by its words may be a piece of a project as well: no 사업, no quotation marks."""
    return not mention.strong and not vocabulary.longest_end(mention.name.text, "tail")
