"""The types every part of the program speaks: spans, documents, tokens, mentions and facts.

Standard library only, and no behaviour beyond what a value knows of itself. Offsets count Unicode code
points and spans are half-open. Inside the pipeline offsets refer to the normalised view of a document
(`text.TextView`); the pipeline maps them back before facts leave the program.
"""

from __future__ import annotations

from gwangju_ai_cli.model.fact import (
    SCHEMA_VERSION,
    Column,
    Fact,
    Facts,
    Json,
    Mention,
    Notice,
    Rejection,
    number_to_json,
)
from gwangju_ai_cli.model.kinds import (
    BudgetFact,
    BudgetStatus,
    DateFact,
    DateType,
    EntityFact,
    EventFact,
    EventStatus,
    EventType,
    Fix,
    Funding,
    Grain,
    IssueCode,
    IssueFact,
    Modifier,
    MoneyFact,
    OrgFact,
    OrgType,
    Period,
    PersonFact,
    PlaceFact,
    QuantityFact,
    QuoteFact,
    Role,
)
from gwangju_ai_cli.model.texts import (
    Document,
    PersonMention,
    Sentence,
    Span,
    Token,
)

__all__ = [
    "SCHEMA_VERSION",
    "BudgetFact",
    "BudgetStatus",
    "Column",
    "DateFact",
    "DateType",
    "Document",
    "EntityFact",
    "EventFact",
    "EventStatus",
    "EventType",
    "Fact",
    "Facts",
    "Fix",
    "Funding",
    "Grain",
    "IssueCode",
    "IssueFact",
    "Json",
    "Mention",
    "Modifier",
    "MoneyFact",
    "Notice",
    "OrgFact",
    "OrgType",
    "Period",
    "PersonFact",
    "PersonMention",
    "PlaceFact",
    "QuantityFact",
    "QuoteFact",
    "Rejection",
    "Role",
    "Sentence",
    "Span",
    "Token",
    "number_to_json",
]
