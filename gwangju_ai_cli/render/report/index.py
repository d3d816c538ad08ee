"""What several documents have in common: projects, people and organizations by name, and one timeline for all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gwangju_ai_cli.model import Document, EventFact, Fact, OrgFact, PersonFact
from gwangju_ai_cli.projects import Project, State, link
from gwangju_ai_cli.render.plain import printable
from gwangju_ai_cli.render.projects.table import amount_of, latest_total, moves_of

MOST, MOST_PLACES = 60, 8
"""Names of a kind, and documents of a name, that are listed."""
MOST_MOMENTS = 150


@dataclass(frozen=True, slots=True)
class Place:
    """A document's row that speaks of a name: where it is on the page, and the document's number."""

    target: str
    number: int


@dataclass(slots=True)
class Named:
    """A name with what is said of it, and the documents that speak of it."""

    name: str
    note: str
    places: list[Place] = field(default_factory=list)

    @property
    def shown(self) -> list[Place]:
        """The documents that its line leads to."""
        return self.places[:MOST_PLACES]


@dataclass(frozen=True, slots=True)
class Moment:
    """What happens when (`date` as the text's day is written, `key` to sort by), or that a document appears."""

    key: str
    date: str
    words: str
    place: Place
    document: bool = False


@dataclass(slots=True)
class Index:
    """Names and moments, gathered document by document: a few words of each stay, no text."""

    people: dict[str, Named] = field(default_factory=dict)
    orgs: dict[str, Named] = field(default_factory=dict)
    moments: list[Moment] = field(default_factory=list)
    states: list[State] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def add(self, document: Document, title: str, number: int, facts: Sequence[Fact], beside: object) -> None:
        """Takes what a document adds; `facts` in the order of their rows, `beside` is its state."""
        self.numbers.setdefault(document.source, number)
        if document.reference_date is not None:
            day = document.reference_date.isoformat()
            self.moments.append(Moment(day, day, title, Place(f"d{number}", number), document=True))
        if isinstance(beside, State):
            self.states.append(beside)
        for row, fact in enumerate(facts):
            place = Place(f"d{number}f{row}", number)
            if isinstance(fact, PersonFact):
                note = " ".join(part for part in (fact.org, fact.title) if part)
                _add(self.people, printable(fact.name), printable(note), place)
            elif isinstance(fact, OrgFact):
                _add(self.orgs, printable(fact.name), "", place)
            elif isinstance(fact, EventFact):
                self.moments += _moment(fact, place)

    def projects(self) -> list[Named]:
        """The projects of all documents, each with its total and where that moved."""
        return [self._project(project) for project in link(self.states)[:MOST]]

    def _project(self, project: Project) -> Named:
        name = printable(" ".join(part for part in (project.name, project.phase) if part))
        note = moves_of(project) if any(change.figure == "total" for change in project.changes) else ""
        sources = dict.fromkeys(place.source for entry in project.entries for place in entry.sources)
        numbers = sorted(self.numbers[source] for source in sources if source in self.numbers)
        return Named(
            name, note or amount_of(latest_total(project)), [Place(f"d{number}", number) for number in numbers]
        )

    def timeline(self) -> list[Moment]:
        """The moments in order of their days."""
        order = sorted(self.moments, key=lambda moment: (moment.key, not moment.document, moment.place.target))
        return order[:MOST_MOMENTS]


def _add(names: dict[str, Named], name: str, note: str, place: Place) -> None:
    known = names.setdefault(name, Named(name, note))
    known.note = known.note or note
    if all(other.number != place.number for other in known.places):
        known.places.append(place)


def _moment(fact: EventFact, place: Place) -> Iterable[Moment]:
    if fact.start_date is None:
        return ()
    day = fact.start_date.isoformat()
    words = " ".join(part for part in (", ".join(fact.actors[:2]), fact.object or "", fact.text) if part)
    return (Moment(day, printable(fact.date or day), printable(words), place),)


def by_documents(names: dict[str, Named]) -> list[Named]:
    """The names that most documents speak of first, then in the order of the alphabet."""
    return sorted(names.values(), key=lambda named: (-len(named.places), named.name))[:MOST]
