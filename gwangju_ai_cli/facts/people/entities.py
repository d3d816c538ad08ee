"""Which mentions of a document mean the same person: surnames, family names and given names go back to full names."""

from __future__ import annotations

from dataclasses import dataclass, field

from gwangju_ai_cli.facts.people.surnames import hanja_surnames
from gwangju_ai_cli.model import PersonMention, Span
from gwangju_ai_cli.names.shape import split_korean, surnames


@dataclass(slots=True)
class Entity:
    """One person: the name in full where the document has it, and the mentions in document order."""

    name: str
    mentions: list[PersonMention] = field(default_factory=list)
    age: str | None = None


def group_mentions(mentions: tuple[PersonMention, ...], text: str) -> list[Entity]:
    """The people of a document, each with all mentions, in the order of first mention.

    A surname with a title goes back to the last full name before it with that surname, the one with the same
    title first; an anonymous ‘김모(33)씨’ is a person of its own, and a later ‘김씨’ is the last such person.
    """
    entities: list[Entity] = []
    by_name: dict[str, Entity] = {}
    for mention in mentions:
        entity = _find(mention, entities, by_name, text)
        if entity is None:
            entity = Entity(_anonymous_name(mention, text) if mention.anonymous else mention.text)
            entities.append(entity)
            if not mention.anonymous and mention.form != "surname":
                by_name[mention.text] = entity
        entity.mentions.append(mention)
    return entities


def _anonymous_name(mention: PersonMention, text: str) -> str:
    """The surname with the word that keeps the rest back: 김모, 김아무개."""
    kept_back = "아무개" if text[mention.span.end : mention.span.end + 5].lstrip(" ").startswith("아무개") else "모"
    return mention.text + kept_back


def _find(mention: PersonMention, entities: list[Entity], by_name: dict[str, Entity], text: str) -> Entity | None:
    if mention.anonymous:
        return None
    if mention.form == "hanja":
        return entities[-1] if entities and entities[-1].mentions[-1].span.end <= mention.span.start else None
    if mention.text in by_name:
        return by_name[mention.text]
    if mention.form == "surname":
        return _of_surname(mention, entities, text)
    if mention.form in ("given", "foreign", "stage") and " " not in mention.text:
        for entity in reversed(entities):
            words = entity.name.split(" ")
            korean = split_korean(entity.name)
            if mention.text in (words[0], words[-1]) and len(words) > 1:
                return entity
            if mention.form == "given" and korean is not None and korean[1] == mention.text:
                return entity
    return None


def _of_surname(mention: PersonMention, entities: list[Entity], text: str) -> Entity | None:
    """The person a surname alone means: the same title first, then the last one named."""
    surname = hanja_surnames().get(mention.text, mention.text)
    rivals = [entity for entity in entities if _surname(entity) in (surname, mention.text)]
    if not rivals:
        return None
    title = mention.title.of(text) if mention.title is not None else None
    if title is not None:
        for entity in reversed(rivals):
            if any(_same_title(m.title.of(text), title) for m in entity.mentions if m.title is not None):
                return entity
        untitled = [e for e in rivals if not any(m.title is not None and m.title_kind == "title" for m in e.mentions)]
        return untitled[-1] if untitled else (rivals[-1] if len(rivals) == 1 else None)
    return rivals[-1]


def _surname(entity: Entity) -> str:
    if entity.mentions[0].form == "surname":
        return entity.mentions[0].text
    if " " in entity.name and entity.mentions[0].form == "foreign":
        last = entity.name.rpartition(" ")[2]
        return last if last in surnames() else ""  # "젠슨 황": 황 최고경영자
    korean = split_korean(entity.name) if " " not in entity.name else None
    return korean[0] if korean is not None and entity.mentions[0].form in ("full", "stage", "historic", "group") else ""


def _same_title(full: str, short: str) -> bool:
    """Whether the title of a later mention is the earlier one cut short: 광주광역시장 … 시장."""
    return full.endswith(short) or short.endswith(full)


def first_span(entity: Entity) -> Span:
    """Where the name stands in full for the first time, else the first mention."""
    full = [mention.span for mention in entity.mentions if mention.text == entity.name]
    return full[0] if full else entity.mentions[0].span
