"""Findings of `check` as JUnit XML, which nearly every CI server shows: a case per document, a failure per finding."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from gwangju_ai_cli.model import IssueFact
from gwangju_ai_cli.render import Layout, Result, Write
from gwangju_ai_cli.render.places import line_and_column

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(results: Iterable[Result], layout: Layout, write: Write) -> None:
    """One suite."""
    cases: list[str] = []
    failures = 0
    for result in results:
        issues = [fact for fact in result.facts if isinstance(fact, IssueFact)]
        failures += bool(issues)
        name = _attribute(result.document.source)
        if not issues:
            cases.append(f'    <testcase classname="check" name={name}/>')
            continue
        cases.append(f'    <testcase classname="check" name={name}>')
        for fact in issues:
            line, column = line_and_column(result.document, fact.start)
            said = _attribute(f"{line}:{column}: {fact.message}")
            cases.append(f"      <failure type={_attribute(fact.rule)} message={said}/>")
        cases.append("    </testcase>")
    documents = sum(case.startswith("    <testcase") for case in cases)
    counts = f'tests="{documents}" failures="{failures}"'
    write(f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites {counts}>\n')
    write(f'  <testsuite name="extract check" {counts}>\n')
    write("".join(f"{case}\n" for case in cases) + "  </testsuite>\n</testsuites>\n")


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("�", text))
