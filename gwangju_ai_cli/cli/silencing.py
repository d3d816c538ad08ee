"""Findings that somebody has looked at and wants to hear no more of: by code, by rule, by path, by a comment in the
line (`<!-- extract: ignore sum -->`, `# extract: ignore`), or because a baseline knows them.

[check]
ignore = ["share", "archive/*:sum", "drafts/*"]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import get_args

from gwangju_ai_cli.cli.baseline import Key, key_of
from gwangju_ai_cli.errors import UsageError, nearest
from gwangju_ai_cli.model import Document, Facts, IssueCode, IssueFact, Notice
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
        return fnmatchcase(path, self.glob) and self.names(issue)

    def names(self, issue: IssueFact) -> bool:
        """Whether it means findings like this one, wherever they are."""
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


@dataclass(frozen=True, slots=True)
class Hearing:
    """What of a document's findings is told: what no wish, no comment and no baseline silences.

    `baseline` counts known findings by document, code and figures (`baseline.key_of`); `fixes` keeps their edits.
    """

    silences: tuple[Silence, ...] = ()
    baseline: Mapping[Key, int] = field(default_factory=dict)
    fixes: bool = False

    def told(self, doc: Document, issues: Sequence[IssueFact]) -> Iterator[IssueFact]:
        """The findings that are told, in order."""
        comments = _comments(doc.text)
        left = dict(self.baseline)
        for issue in issues:
            key = key_of(doc.source, issue)
            if left.get(key, 0) > 0:
                left[key] -= 1
            elif not any(silence.covers(doc.source, issue) for silence in self.silences) and not any(
                comment.covers(doc.text, issue) for comment in comments
            ):
                yield issue if self.fixes else replace(issue, fix=None)


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment that silences the findings on its line: all, or those of `codes`."""

    start: int
    end: int
    codes: frozenset[str]

    def covers(self, text: str, issue: IssueFact) -> bool:
        """Whether a finding stands on the comment's line and is one of its codes."""
        first = text.rfind("\n", 0, issue.start) + 1
        last = text.find("\n", issue.end)
        here = self.start >= first and (last < 0 or self.end <= last)
        return here and (not self.codes or any(Silence("*", code).names(issue) for code in self.codes))


_COMMENT = re.compile(r"(?:<!--|#|//)[ \t]*extract:[ \t]*ignore(?P<codes>(?:[ \t,]+[a-z.]+)*)[ \t]*(?:-->|$)", re.M)


def _comments(text: str) -> tuple[_Comment, ...]:
    """The silencing comments of a text.

    >>> [sorted(comment.codes) for comment in _comments("합계는 3억원 <!-- extract: ignore sum, weekday -->")]
    [['sum', 'weekday']]
    """
    if "extract:" not in text:
        return ()
    return tuple(
        _Comment(match.start(), match.end(), frozenset(re.findall(r"[a-z.]+", match["codes"])))
        for match in _COMMENT.finditer(text)
    )


def check_aloud(doc: Document, settings: Settings, strict: bool, hearing: Hearing) -> Facts:
    """The findings of a document that nothing silences, and a notice that counts the others."""
    found = check_document(doc, settings, strict=strict)
    issues = tuple(fact for fact in found.facts if isinstance(fact, IssueFact))
    told = tuple(hearing.told(doc, issues))
    hushed = len(issues) - len(told)
    notices = (*found.notices, Notice(doc.source, None, "", hushed)) if hushed else found.notices
    return replace(found, facts=told, notices=notices)
