"""`extract check`: what contradicts itself, less what somebody asked not to hear of."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import typer

from gwangju_ai_cli.cli.baseline import load_baseline
from gwangju_ai_cli.cli.options import CheckOptions
from gwangju_ai_cli.cli.reading import dictionary_of
from gwangju_ai_cli.cli.running import run
from gwangju_ai_cli.cli.silencing import Hearing, check_aloud, parse_silence
from gwangju_ai_cli.errors import UsageError
from gwangju_ai_cli.pipeline import Settings
from gwangju_ai_cli.render import find_format


def check(ctx: typer.Context, options: CheckOptions) -> int:
    """Checks every document; the exit code comes back: 1 for findings, 0 where they were written to a baseline."""
    settings = Settings(dictionary=dictionary_of(options.dictionary))
    silences = tuple(parse_silence(wish) for wish in options.ignore or ())
    hearing = Hearing(silences, load_baseline(options.baseline), options.fix_suggestions)
    work = partial(check_aloud, settings=settings, strict=options.strict, hearing=hearing)
    wishes: dict[str, Any] = {
        "strict": options.strict,
        "dictionary": settings.dictionary,
        "ignore": list(options.ignore or ()),
        "baseline": str(options.baseline) if options.baseline else None,
        "fixes": options.fix_suggestions,
    }
    if options.write_baseline is None:
        return run(ctx, options, ("issue",), work, wishes, findings=True)
    if options.output is not None:
        raise UsageError("--write-baseline writes its own file: leave -o out")
    options = replace(options, output=options.write_baseline, resume=False)
    code = run(ctx, options, ("issue",), work, wishes, findings=True, wanted=find_format("baseline"))
    return 0 if code == 1 else code
