"""`extract rules [ID|KIND]`: what each rule reads, a text that fires it, and where it is made."""

from __future__ import annotations

import datetime

from gwangju_ai_cli.errors import UsageError, nearest
from gwangju_ai_cli.registry import FACT_TYPES
from gwangju_ai_cli.render.plain import display_width, printable
from gwangju_ai_cli.rulebook import RuleNote, load_rules, place_of

REFERENCE = datetime.date(2024, 5, 14)
"""The reference date of the examples."""


def rules_text(name: str | None) -> str:
    """The rules of a kind, of all, of those whose id begins with `name`, or one rule whole with its example.

    UsageError for a name that is no rule and no kind.
    """
    known = load_rules()
    if name is not None and name in known:
        return _whole(known[name])
    kinds = {fact_type.command: fact_type.kind for fact_type in FACT_TYPES} | {"check": "issue"}
    kind = kinds.get(name or "", name)
    found = [rule for rule in known.values() if name is None or rule.kind == kind or rule.id.startswith(f"{name}.")]
    if not found:
        near = nearest(name or "", [*known, *kinds])
        hint = f"did you mean {near!r}?" if near else f"kinds are {', '.join(kinds)}"
        raise UsageError(f"rules: no rule and no kind is called {name!r}; {hint}")
    width = max(len(rule.id) for rule in found)
    return "".join(f"{rule.id:<{width}}  {rule.note}\n" for rule in found)


def _whole(rule: RuleNote) -> str:
    place = place_of(rule.id)
    lines = [f"{rule.id}  ({rule.kind})", f"  reads    {rule.note}"]
    lines += _marked(rule) if rule.example else []
    lines += [f"  made in  gwangju_ai_cli/{place.path}:{place.line}"] if place else []
    return "\n".join(lines) + "\n"


def _marked(rule: RuleNote) -> list[str]:
    """The line of the example that holds the span, with ^ under it."""
    from gwangju_ai_cli.model import Document
    from gwangju_ai_cli.pipeline import Settings, check_document, extract_document

    doc = Document(rule.example, "-", REFERENCE)
    if rule.kind == "issue":
        facts = check_document(doc, Settings(), strict=True).facts
    else:
        facts = extract_document(doc, (rule.kind,), Settings()).facts
    for fact in facts:
        if rule.id in fact.rule.split("+"):
            start = doc.text.rfind("\n", 0, fact.start) + 1
            end = doc.text.find("\n", fact.start)
            line = doc.text[start : end if end >= 0 else len(doc.text)]
            marks = "^" * max(1, display_width(doc.text[fact.start : min(fact.end, start + len(line))]))
            return [f"  example  {printable(line)}", " " * (11 + display_width(doc.text[start : fact.start])) + marks]
    return [f"  example  {printable(rule.example)}"]
