"""A baseline: the findings of one day, so that later runs tell new ones alone (`--write-baseline`, `--baseline`).

A finding is known by its document, its code and its figures, not by its place: a paragraph that is added above it
changes nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path, PurePath

from gwangju_ai_cli.errors import SourceError, UsageError
from gwangju_ai_cli.model import IssueFact
from gwangju_ai_cli.render.baseline import VERSION, figures_of
from gwangju_ai_cli.source import read_bytes

Key = tuple[str, str, tuple[str, ...]]


def key_of(source: str, issue: IssueFact) -> Key:
    """What a finding is known by: its document, its code, the figures that contradict each other."""
    return _path(source), issue.code, figures_of(issue)


def load_baseline(path: Path | None) -> dict[Key, int]:
    """How often each finding is known; UsageError for a file that is none of `--write-baseline`."""
    if path is None:
        return {}
    try:
        content = json.loads(read_bytes(path).decode("utf-8"))
    except OSError as error:
        raise UsageError(f"--baseline {path}: {error.strerror or error}; --write-baseline makes one") from error
    except (ValueError, RecursionError, SourceError) as error:
        raise UsageError(f"--baseline {path}: not a baseline: {error}") from error
    if not isinstance(content, dict) or content.get("baseline") != VERSION:
        raise UsageError(f"--baseline {path}: not a baseline of `extract check --write-baseline`")
    known: Counter[Key] = Counter()
    for row in content.get("findings", ()):
        try:
            known[_path(row["source"]), row["code"], tuple(row["figures"])] += int(row.get("count", 1))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise UsageError(f"--baseline {path}: not a finding: {row!r}") from error
    return dict(known)


def _path(source: str) -> str:
    return PurePath(source).as_posix().removeprefix("./")
