"""Topics of many documents joined to projects, with the rule and the names behind each join and each refusal.

Topics of one place (or, where no place is said, of one payer) are compared; so are those without a place with all that
share their rarest word. So the time grows with the topics, not with their pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from gwangju_ai_cli.projects import names
from gwangju_ai_cli.projects.model import Naming, Reason, State, Topic
from gwangju_ai_cli.projects.names import Name

_HOLDS = {"province": ("city", "county"), "metropolis": ("county", "district"), "city": ("district",)}
"""Which municipalities may lie in which."""
RARE = 40
"""How many groups may share a word for it to bring together topics of which one has no place."""


@dataclass(slots=True)
class Group:
    """Topics that are of one project, while it grows; `members` are numbers of (document, topic)."""

    name: Name
    place: str | None
    level: str | None
    payers: Counter[str] = field(default_factory=Counter)
    members: list[tuple[int, int]] = field(default_factory=list)
    namings: dict[str, Naming] = field(default_factory=dict)
    round: str | None = None
    reasons: list[Reason] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)

    @property
    def documents(self) -> frozenset[int]:
        """The documents that speak of it."""
        return frozenset(document for document, _ in self.members)


def name_of(naming: Naming) -> Name:
    """The name that a naming was made of."""
    return Name(
        naming.text,
        naming.core,
        naming.pieces,
        naming.build,
        frozenset(naming.change),
        naming.programme,
        naming.founder,
        naming.place,
    )


def group_topics(states: Sequence[State]) -> list[Group]:
    """The topics of all documents, those of one project together, in the order of the documents."""
    levels = _levels(states)
    groups = _equal(states, levels, _municipalities(states))
    groups = _introduced(groups)
    return _shorter(groups)


def _levels(states: Iterable[State]) -> dict[str, str]:
    """The level of each municipality: what is a metropolis in one document is none of the cities in another."""
    out: dict[str, str] = {}
    rank = {"metropolis": 4, "province": 3, "city": 2, "county": 1, "district": 0}
    for state in states:
        for topic in state.topics:
            if topic.place and topic.level and rank[topic.level] >= rank.get(out.get(topic.place, "district"), 0):
                out[topic.place] = topic.level
    return out


def _fullest(topic: Topic) -> Naming:
    own = [naming for naming in topic.names if not naming.introduced] or list(topic.names)
    return max(own, key=lambda naming: (len(naming.core), len(naming.text), naming.text))


def _municipalities(states: Iterable[State]) -> dict[str, str]:
    """The municipalities of all documents: the name in full, as it is and without what only the fullest has → stem."""
    out: dict[str, str] = {}
    for state in states:
        for stem, name in state.places:
            out[name] = stem
            out.setdefault(stem + name[-1], stem)
    return out


def _settled(topic: Topic, known: dict[str, str]) -> Topic:
    """The topic with the place that its own name begins with, where its document says no more of that place."""
    if topic.place is not None:
        return topic
    for naming in topic.names:
        full = next((naming.core[:size] for size in range(7, 2, -1) if naming.core[:size] in known), None)
        if full is not None and len(naming.core) > len(full) + 1:
            names_ = tuple(_without(other, full) for other in topic.names)
            return replace(topic, names=names_, place=known[full], level=topic.level)
    return topic


def _without(naming: Naming, full: str) -> Naming:
    if not naming.core.startswith(full):
        return naming
    rest = naming.core[len(full) :]
    pieces = tuple(piece for piece in naming.pieces if piece in rest) or (rest,)
    return replace(naming, core=rest, pieces=pieces)


def _equal(states: Sequence[State], levels: dict[str, str], known: dict[str, str]) -> list[Group]:
    """Groups of topics whose fullest names are compared as the same, in one place or of one payer."""
    groups: dict[tuple[str | None, ...], Group] = {}
    for document, state in enumerate(states):
        for number, said in enumerate(state.topics):
            topic = _settled(said, known)
            naming = _fullest(topic)
            name = name_of(naming)
            where = topic.place or topic.payer
            key = (
                (where, topic.round, None)
                if topic.round
                else (where, name.core, name.founder if _sets_apart(name) else None)
            )
            group = groups.get(key)
            if group is None:
                level = levels.get(topic.place) if topic.place else None
                group = groups[key] = Group(name, topic.place, level, round=topic.round)
            elif naming.text not in group.namings:
                first = next(iter(group.namings))
                rule = "project.round" if topic.round else "project.name.equal"
                group.reasons.append(Reason(first, naming.text, rule, True, (state.source,)))
            _add(group, document, number, topic, state.source)
    return list(groups.values())


def _sets_apart(name: Name) -> bool:
    return name.founder in ("국립", "도립")


def _add(group: Group, document: int, number: int, topic: Topic, source: str) -> None:
    group.members.append((document, number))
    group.sources.add(source)
    for naming in topic.names:
        group.namings.setdefault(naming.text, naming)
    if topic.payer:
        group.payers[topic.payer] += 1
    best = name_of(_fullest(topic))
    if (*best.size, best.text) > (*group.name.size, group.name.text):
        group.name = best


def _absorb(target: Group, other: Group, reason: Reason) -> None:
    target.members += other.members
    target.sources |= other.sources
    target.payers += other.payers
    target.namings = (
        other.namings | target.namings if other.name.size > target.name.size else target.namings | other.namings
    )
    target.reasons += [*other.reasons, reason]
    target.place = target.place or other.place
    target.level = target.level or other.level
    target.name = max(target.name, other.name, key=lambda name: (*name.size, name.text))


def _introduced(groups: list[Group]) -> list[Group]:
    """Groups joined where a document says that one's name is another's: 이하 ‘…’, …라는 이름으로."""
    by_core = {(group.place, group.name.core): group for group in groups if group.round is None}
    gone: set[int] = set()
    for group in list(groups):
        if id(group) in gone:
            continue
        for naming in [naming for naming in group.namings.values() if naming.introduced]:
            other = by_core.get((group.place, naming.core))
            if other is None or other is group or id(other) in gone or names.is_common(naming.core):
                continue
            if other.documents & group.documents:
                continue
            _absorb(
                group,
                other,
                Reason(group.name.text, naming.text, "project.name.introduced", True, tuple(sorted(group.sources))),
            )
            by_core[group.place, naming.core] = group
            gone.add(id(other))
    return [group for group in groups if id(group) not in gone]


def _shorter(groups: list[Group]) -> list[Group]:
    """Groups whose names leave out what the fuller name of exactly one other says, joined to it."""
    near = _neighbours(groups)
    order = sorted(range(len(groups)), key=lambda index: (groups[index].name.size, groups[index].name.text))
    target: dict[int, int] = {}
    for index in order:
        group = groups[index]
        if group.round is not None:
            continue
        fuller: list[tuple[int, names.Verdict]] = []
        for other in near[index]:
            verdict = _verdict(group, groups[other])
            if verdict.same and (groups[other].name.size, groups[other].name.text) > (group.name.size, group.name.text):
                fuller.append((other, verdict))
            elif not verdict.same and verdict.rule != "project.apart.words":
                group.reasons.append(_apart(group, groups[other], verdict.rule, verdict.dropped))
        chosen = _one(fuller, groups)
        if chosen is None:
            for other, verdict in fuller:
                group.reasons.append(_apart(group, groups[other], "project.apart.ambiguous", verdict.dropped))
            continue
        if groups[chosen].documents & group.documents:
            group.reasons.append(_apart(group, groups[chosen], "project.apart.beside", ()))
            continue
        target[index] = chosen
    for index in order:  # the shortest first: what it joins may join in turn
        if index in target:
            end = target[index]
            verdict = _verdict(groups[index], groups[end])
            detail = " ".join(verdict.dropped)
            reason = Reason(
                groups[end].name.text,
                groups[index].name.text,
                verdict.rule,
                True,
                tuple(sorted(groups[index].sources)),
                detail,
            )
            _absorb(groups[end], groups[index], reason)
    return [group for index, group in enumerate(groups) if index not in target]


def _apart(one: Group, other: Group, rule: str, dropped: Sequence[str]) -> Reason:
    return Reason(one.name.text, other.name.text, rule, False, (), " ".join(dropped))


def _one(fuller: list[tuple[int, names.Verdict]], groups: list[Group]) -> int | None:
    """The one group that all the fuller ones are of, or None: the fullest names decide."""
    if not fuller:
        return None
    best = max((index for index, _ in fuller), key=lambda index: (groups[index].name.size, groups[index].name.text))
    if all(index == best or names.compare(groups[index].name, groups[best].name).same for index, _ in fuller):
        return best
    return None


def _verdict(one: Group, other: Group) -> names.Verdict:
    rule = places_apart(one, other)
    if rule:
        return names.Verdict(False, rule)
    verdict = names.compare(one.name, other.name)
    if verdict.same and one.place != other.place and not _shares_own_word(one, other):
        return names.Verdict(False, "project.apart.common")
    if (
        verdict.same
        and one.place is None
        and other.place is None
        and not (one.payers & other.payers)
        and verdict.rule == "project.name.shorter"
    ):
        return names.Verdict(False, "project.apart.payer", verdict.dropped)
    return verdict


def places_apart(one: Group, other: Group) -> str | None:
    """The rule that keeps two groups apart by whose they are: municipalities share one where one holds the other."""
    if one.place is None or other.place is None or one.place == other.place:
        return None
    levels = one.level or "", other.level or ""
    holds = levels[1] in _HOLDS.get(levels[0], ()) or levels[0] in _HOLDS.get(levels[1], ())
    return None if holds else "project.apart.place"


def _shares_own_word(one: Group, other: Group) -> bool:
    shared = [piece for piece in one.name.pieces if piece in other.name.core]
    return any(not names.is_common(piece) and not piece[0].isdigit() for piece in shared)


def _neighbours(groups: list[Group]) -> list[list[int]]:
    """Which groups may say all that each says: those of its place with its rarest word, or anywhere with a rare one."""
    inside: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    anywhere: dict[str, list[int]] = defaultdict(list)
    for index, group in enumerate(groups):
        if group.round is None:
            for key in _keys(group.name):
                inside[group.place or _payer(group), key].append(index)
                anywhere[key].append(index)
    out: list[list[int]] = []
    for group in groups:
        found: set[int] = set()
        if group.round is None:
            block, words = group.place or _payer(group), {piece[:2] for piece in group.name.pieces}
            # What says all that this name says, and more, has its rarest word as well.
            found.update(_shortest(inside[block, word] for word in words))
            rare = _shortest(anywhere[word] for word in words)
            if len(rare) <= RARE:
                found.update(rare)
        out.append(sorted(other for other in found if groups[other] is not group))
    return out


def _shortest(lists: Iterable[list[int]]) -> list[int]:
    return min(lists, key=len, default=[])


def _payer(group: Group) -> str | None:
    return min(group.payers) if group.payers else None


def _keys(name: Name) -> set[str]:
    """Words to look a name up by: its morphemes, and the two syllables that each begins with."""
    return {piece[:2] for piece in name.pieces} | {name.core[at : at + 2] for at in range(len(name.core) - 1)}
