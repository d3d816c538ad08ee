"""Whether a happening is done or planned: by its own tense and modality, the chain after it, then its date."""

from __future__ import annotations

from datetime import date
from typing import Literal

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.facts.events.modality import outcome
from gwangju_ai_cli.facts.events.model import Happening
from gwangju_ai_cli.korean.clauses import LINKS, Clause, Syntax
from gwangju_ai_cli.model import DateFact, EventStatus

_DECIDES = frozenset(
    ("agreement", "meeting", "holding", "announcement", "request", "selection", "approval", "rejection", "submission",
     "participation", "visit", "inspection", "legal")
)  # fmt: skip
_SAID = ("다고", "라고", "자고", "다며", "라며")
_PRESENT = regex.compile(r"(?:ᆫ|는)?다$|ᆫ다고|는다고|ᆫ다며|는다며|ᆫ다면서|[ᆫ는]다는")


def status_of(analysis: Analysis, happening: Happening, when: DateFact | None) -> EventStatus | None:
    """Planned, done, or None: what goes on (짓고 있다) is neither."""
    clause = happening.clause
    if happening.outlook in ("planned", "done"):
        coming = happening.outlook == "done" and clause is not None and clause.kind == "adnominal"
        return "planned" if coming and by_date(analysis, when) == "planned" else happening.outlook
    if clause is not None and happening.outlook == "open" and happening.how == "noun":
        return None  # 시행 중이다
    if clause is None or happening.how == "noun":
        return by_date(analysis, when) or _by_chain(analysis, happening)
    judged = outcome(clause, happening.tree)
    if judged.plan or (judged is not clause and not judged.past):
        return "planned"  # 투자하게 된다
    if judged.past or clause.past or _past(clause.predicate.of(analysis.text)):
        return "done"
    known = by_date(analysis, when)
    if known is not None:
        return known
    if clause.goes_on(analysis.text):
        return None
    return _by_chain(analysis, happening)


def _past(predicate: str) -> bool:
    """Whether a predicate holds a past that the clause's endings do not name (끌었었다): a syllable in ㅆ."""
    return any((ord(char) - 0xAC00) % 28 == 20 and char not in "있겠" for char in predicate if "가" <= char <= "힣")


def by_date(analysis: Analysis, when: DateFact | None) -> EventStatus | None:
    """What the date alone says, where the text's own day is known."""
    today: date | None = analysis.reference_date
    if when is None or today is None:
        return None
    if when.start_date is not None and when.start_date > today:
        return "planned"
    if when.end_date is not None and when.end_date < today:
        return "done"
    if when.start_date is None and when.end_date is not None and when.end_date > today:
        return "planned"
    if when.start_date is not None and when.end_date is None and when.start_date < today:
        return "done"
    return None


def _by_chain(analysis: Analysis, happening: Happening) -> EventStatus | None:
    """The tense of the clause that ends the chain: "…을 체결하고 …을 모색할 예정이다"."""
    clause, tree = happening.clause, happening.tree
    if clause is None:
        return None
    if _is_over(clause, tree):
        return "done"
    for later in tree.clauses[clause.index :]:
        if later is not clause and (later.kind not in ("main", "coordinate") or later.ending == "기로"):
            continue  # "심사를 끝내고 … 승인하기로 의결했다"
        if later is not clause and later.kind == "coordinate" and later.ending.endswith(_SAID):
            if clause.ending in ("며", "면서") and happening.sense.event_type in ("request", "announcement"):
                continue
            if _PRESENT.search(later.ending) and not later.past and not later.plan:
                return "planned"
        told = _told_by(later, happening, analysis)
        if told != "open":
            return told
        if later is clause and _PRESENT.search(clause.ending):
            return "planned"
    return "done" if clause.kind == "nominalised" else None


def _is_over(clause: Clause, tree: Syntax) -> bool:
    """Whether the clause that one leads to describes what came of it: "쌀을 기부해 상을 받은"."""
    following = tree.clauses[clause.index + 1] if clause.index + 1 < len(tree.clauses) else None
    if clause.ending not in LINKS or following is None or following.plan:
        return False
    bare = not any(tree.phrases[i].case == "object" for i in following.phrases)
    # "시장이 열려 장관이다"
    described = following.kind == "adnominal" and following.ending in ("ᆫ", "은") and bare
    return described or (following.kind == "main" and following.lemma == "이")


def _told_by(later: Clause, happening: Happening, analysis: Analysis) -> EventStatus | Literal["open"] | None:
    """What a clause of the chain says of the happening; "open" where the next one has to tell."""
    clause = happening.clause
    past = later.past or _past(later.predicate.of(analysis.text))
    if later.plan:
        decided = later is not clause and clause is not None and clause.ending in ("고", "며", *LINKS) and later.past
        # "회의를 열고 …하기로 했다": who decides has met.
        return "done" if decided and happening.sense.event_type in _DECIDES else "planned"
    if past:
        return "done"
    if later.kind != "main":
        return "open"
    if later.goes_on(analysis.text):
        return "done" if later is not clause else None
    return "planned" if _PRESENT.search(later.ending) else None
