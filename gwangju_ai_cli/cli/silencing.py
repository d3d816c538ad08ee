"""Findings that a repository has looked at and wants to hear no more of: by code, by rule, by path.

[check]
ignore = ["share", "archive/*:sum", "drafts/*"]
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import get_args

from gwangju_ai_cli.errors import UsageError, nearest
from gwangju_ai_cli.model import Document, Facts, IssueCode, IssueFact
from gwangju_ai_cli.pipeline import Settings, check_document

CODES: tuple[str, ...] = get_args(IssueCode)
FORMER = {
    "percent": frozenset({"share", "product", "difference", "conversion", "check.sum.answers"}),
    "check.percent.direction": frozenset({"check.difference.direction"}),
    "check.percent.change": frozenset({"check.difference.rate"}),
    "check.percent.times": frozenset({"check.difference.times"}),
    "check.percent.difference": frozenset({"check.difference.amount"}),
    "check.percent.step": frozenset({"check.difference.step"}),
    "check.percent.points": frozenset({"check.difference.points"}),
    "check.percent.share": frozenset({"check.share.part"}),
    "check.percent.answers": frozenset({"check.sum.answers"}),
    "check.percent.conversion": frozenset({"check.conversion.currency"}),
    "check.percent.each": frozenset({"check.product.each"}),
    "check.percent.ratio": frozenset({"check.product.ratio"}),
}
"""What a code or rule of schema 1 is called now: configurations that name it go on to mean what they meant."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Findings of `code` (a code, or the id of a rule; None is every one) in documents that match `glob`."""

    glob: str
    code: str | None

    def covers(self, source: str, issue: IssueFact) -> bool:
        """Whether it silences a finding in the document `source`."""
        path = PurePath(source).as_posix().removeprefix("./")
        if not fnmatchcase(path, self.glob):
            return False
        names = {issue.code, issue.rule}
        return self.code is None or self.code in names or not names.isdisjoint(FORMER.get(self.code, ()))


def parse_silence(wish: str) -> Silence:
    """What `--ignore` asks for: `CODE`, `GLOB`, or `GLOB:CODE`. UsageError for a code that is none.

    >>> parse_silence("sum"), parse_silence("archive/*:check.sum")
    (Silence(glob='*', code='sum'), Silence(glob='archive/*', code='check.sum'))
    >>> parse_silence("drafts/*")
    Silence(glob='drafts/*', code=None)
    """
    glob, colon, code = wish.rpartition(":")
    if not colon:
        if any(sign in wish for sign in "*?[/."):
            return Silence(wish, None) if not wish.startswith("check.") else Silence("*", wish)
        glob, code = "*", wish
    if code not in CODES and code not in FORMER and not code.startswith("check."):
        near = nearest(code, CODES)
        hint = f"did you mean {near!r}?" if near else f"codes are {', '.join(CODES)}"
        raise UsageError(f"--ignore {wish}: no finding has the code {code!r}; {hint}")
    return Silence(glob, code)


def check_aloud(doc: Document, settings: Settings, strict: bool, silences: tuple[Silence, ...]) -> Facts:
    """The findings of a document that nothing silences."""
    found = check_document(doc, settings, strict=strict)
    heard = tuple(
        fact
        for fact in found.facts
        if not (isinstance(fact, IssueFact) and any(silence.covers(doc.source, fact) for silence in silences))
    )
    return replace(found, facts=heard)
