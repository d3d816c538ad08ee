"""A mistake in one rule costs the sentence that it trips over, is told, and never costs the other facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.errors import FAULTS, describe_fault
from gwangju_ai_cli.model import Notice, Sentence

CULPRITS = 4
"""So many sentences are left out one after the other; a text that trips a rule more often has it given up."""
LONGEST_CHARACTERS = 100_000
"""In a longer text nothing is searched for: to read it ten times over takes too long."""

T = TypeVar("T")


def guarded(run: Callable[[Analysis], T], analysis: Analysis, what: str, nothing: T) -> T:
    """What `run` finds in the text; where it fails, what it finds without the sentences at which it does.

    Each of those, or the text as a whole, becomes a notice that `what` may lack something there. A text in which it
    fails again and again gives `nothing`.
    """
    try:
        return run(analysis)
    except FAULTS as error:
        said = describe_fault(error)
    whole = analysis
    for _ in range(CULPRITS if len(analysis.text) <= LONGEST_CHARACTERS else 0):
        sentence = _culprit(run, whole)
        if sentence is None:
            break
        whole = _blanked(whole, [sentence])
        span = analysis.view.locate(sentence.span)
        _tell(analysis, Notice(analysis.doc.source, span, f"{said}; {what} may be missing here", fault=True))
        try:
            return run(whole)
        except FAULTS as error:
            said = describe_fault(error)
    _tell(analysis, Notice(analysis.doc.source, None, f"{said}; {what} are missing", fault=True))
    return nothing


def _tell(analysis: Analysis, notice: Notice) -> None:
    if notice not in analysis.notices:
        analysis.notices.append(notice)


def _culprit(run: Callable[[Analysis], T], analysis: Analysis) -> Sentence | None:
    """The sentence with which, read from the start, the failing begins."""
    sentences = analysis.sentences
    sound, failing = 0, len(sentences)
    while failing - sound > 1:
        middle = (sound + failing) // 2
        if _fails(run, _blanked(analysis, sentences[middle:])):
            failing = middle
        else:
            sound = middle
    return sentences[failing - 1] if sentences else None


def _fails(run: Callable[[Analysis], T], analysis: Analysis) -> bool:
    try:
        run(analysis)
    except FAULTS:
        return True
    return False


def _blanked(analysis: Analysis, sentences: list[Sentence] | tuple[Sentence, ...]) -> Analysis:
    """The analysis of the same text with spaces in place of these sentences, so that all offsets stay."""
    text = analysis.text
    parts, at = [], 0
    for sentence in sentences:
        parts += [text[at : sentence.span.start], " " * (sentence.span.end - sentence.span.start)]
        at = sentence.span.end
    return analysis.of(replace(analysis.doc, text="".join(parts) + text[at:]))
