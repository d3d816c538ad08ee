"""Findings of `check` as SARIF 2.1.0, for code-scanning services and editors."""

from __future__ import annotations

from collections.abc import Iterable

from gwangju_ai_cli import __version__
from gwangju_ai_cli.model import Document, Fix, IssueCode, IssueFact, Json, Span
from gwangju_ai_cli.render import Layout, Result, Write
from gwangju_ai_cli.render.json_lines import dump_json
from gwangju_ai_cli.render.places import line_and_column

DESCRIPTIONS: dict[IssueCode, str] = {
    "sum": "Parts that do not add up to their total.",
    "weekday": "A weekday that is not the date's.",
    "duration": "A length, an age or an anniversary that its dates refute.",
    "range": "An end before its start, a date that does not exist, phases that do not fit.",
    "share": "A percentage that is not the part's share of its whole.",
    "product": "A total or a ratio that does not follow from its factors.",
    "difference": "A change, by an amount or a rate, that does not follow from what it leads from and to.",
    "conversion": "The same amount in another currency, unit or writing, with another value.",
    "count": "A count that the list beside it refutes.",
    "repeat": "One figure, said twice with different values.",
}
HELP: dict[IssueCode, str] = {
    "sum": "Add the parts up, and correct whichever figure is wrong; a list that is not complete ends in 등.",
    "share": "Divide the part by its whole, and correct the percentage or one of the two.",
    "product": "Multiply the factors, and correct the total or one of them.",
    "difference": "Compute the change from both figures, and correct the amount, the rate or the direction.",
    "conversion": "Convert again; most often 만, 억 or 조 has slipped.",
    "weekday": "Look the date up in a calendar, and correct the weekday or the day.",
    "duration": "Count the time from the first day to the last, and correct the length or one of the two.",
    "range": "Correct the end that comes before its start, or the date that no calendar has.",
    "count": "Count the list, and correct the number or add what is missing.",
    "repeat": "Find out which of the two figures is right, and write it in both places.",
}
"""What a reader of a finding is to do, by code."""
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(results: Iterable[Result], layout: Layout, write: Write) -> None:
    """One log with one run, columns counted in code points."""
    results = list(results)
    found = [
        _finding(result.document, fact) for result in results for fact in result.facts if isinstance(fact, IssueFact)
    ]
    codes = {fact.rule: fact.code for result in results for fact in result.facts if isinstance(fact, IssueFact)}
    rules = [_rule(rule, code) for rule, code in codes.items()]
    driver = {"name": "gwangju-ai", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": found}
    write(dump_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n")


def _rule(rule: str, code: IssueCode) -> Json:
    return {
        "id": rule,
        "name": code,
        "shortDescription": {"text": DESCRIPTIONS[code]},
        "help": {"text": HELP[code]},
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": [code], "precision": "high", "problem.severity": "warning"},
    }


def _finding(doc: Document, fact: IssueFact) -> Json:
    related = [{"physicalLocation": _location(doc, span)} for span in fact.spans]
    return {
        "ruleId": fact.rule,
        "level": "note" if fact.doubtful else "warning",
        "message": {"text": fact.message},
        "locations": [{"physicalLocation": _location(doc, fact.span)}],
        **({"relatedLocations": related} if related else {}),
        **({"fixes": [_fix(doc, fact.fix)]} if fact.fix else {}),
    }


def _fix(doc: Document, fix: Fix) -> Json:
    place = _location(doc, fix.span)
    edit = {"deletedRegion": place["region"], "insertedContent": {"text": fix.text}}
    return {
        "description": {"text": f"{fix.span.of(doc.text)} → {fix.text}"},
        "artifactChanges": [{"artifactLocation": place["artifactLocation"], "replacements": [edit]}],
    }


def _location(doc: Document, span: Span) -> Json:
    from urllib.parse import quote

    line, column = line_and_column(doc, span.start)
    end_line, end_column = line_and_column(doc, span.end)
    return {
        "artifactLocation": {"uri": quote(doc.source.encode("utf-8", "surrogatepass"))},
        "region": {
            "startLine": line,
            "startColumn": column,
            "endLine": end_line,
            "endColumn": end_column,
            "charOffset": span.start,
            "charLength": span.end - span.start,
        },
    }
