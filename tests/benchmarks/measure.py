"""Time and memory of whole processes, and the table that the benchmarks end in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""A program that is installed has its bytecode written; ours goes where `PYTHONPYCACHEPREFIX` says."""
PROGRAM = (sys.executable, "-m", "gwangju_ai_cli")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process and those it waited for took: seconds by the clock, seconds of the processors, KB at most."""

    wall_s: float
    cpu_s: float
    peak_kb: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `most` says that the target is an upper bound; a `measured` of None was not taken."""

    name: str
    target: float
    measured: float | None
    most: bool = True
    unit: str = "×"
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target holds."""
        if self.measured is None:
            return None
        return self.measured <= self.target if self.most else self.measured >= self.target

    def row(self) -> tuple[str, ...]:
        """Name, target, measured, met or not, and what there is to say."""
        digits = 0 if self.unit == "MB" else 2
        sign = "≤" if self.most else "≥"
        measured = "–" if self.measured is None else f"{self.measured:.{digits}f} {self.unit}"
        met = {True: "met", False: "MISSED", None: "not taken"}[self.met]
        return self.name, f"{sign} {self.target:.{digits}f} {self.unit}", measured, met, self.note


def show(figures: Sequence[Figure]) -> str:
    """The table of results.

    >>> print(show([Figure("a", 1.5, 1.25), Figure("b", 3, None, most=False, unit="MB/s", note="no b here")]))
    what   target        measured
    a      ≤ 1.50 ×      1.25 ×     met
    b      ≥ 3.00 MB/s   –          not taken   no b here
    """
    rows = [("what", "target", "measured", "", ""), *(figure.row() for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def cost(command: Sequence[str | Path], **more: Any) -> Cost:
    """Runs a command without looking at what it prints. Raises CalledProcessError where it fails."""
    parts = [str(part) for part in command]
    began = time.perf_counter()
    with subprocess.Popen(parts, stdout=subprocess.DEVNULL, env=ENVIRONMENT, **more) as process:
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss)


def in_turn(rounds: int, *runs: Callable[[], Cost]) -> list[list[Cost]]:
    """Each run so many times, one after the other in turn, so that all meet the same noise; a list for each.

    A round before the first one is not counted: it fills the caches of the disk.
    """
    out: list[list[Cost]] = [[] for _ in runs]
    for run in runs:
        run()
    for _ in range(rounds):
        for costs, run in zip(out, runs, strict=True):
            costs.append(run())
    return out


def cpu_ratio(costs: Sequence[Cost], baseline: Sequence[Cost]) -> float:
    """The median of what the rounds say, by processor time."""
    return median(one.cpu_s / other.cpu_s for one, other in zip(costs, baseline, strict=True))


def wall_ratio(costs: Sequence[Cost], baseline: Sequence[Cost]) -> float:
    """The same by the clock."""
    return median(one.wall_s / other.wall_s for one, other in zip(costs, baseline, strict=True))


def inside(name: str, *args: str | Path, python: str = sys.executable) -> Any:
    """What a function of `tests.benchmarks.inside` measures in a process of its own."""
    command = [python, "-m", "tests.benchmarks.inside", name, *map(str, args)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, encoding="utf-8", env=ENVIRONMENT)
    return json.loads(done.stdout)


def shared_kb(process: subprocess.Popen[Any]) -> int:
    """KB of the process and its children, each page's share of it only (Linux)."""
    total = 0
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
    for pid in (str(process.pid), *children):
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        except OSError:
            continue  # it has ended meanwhile
        total += sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return total
