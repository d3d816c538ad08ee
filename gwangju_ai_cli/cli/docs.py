"""`extract docs`: the reference pages, which the package carries."""

from __future__ import annotations

from pathlib import Path

from gwangju_ai_cli.errors import UsageError, nearest

PACKAGE = Path(__file__).parent.parent
ELSEWHERE = {"contributing": PACKAGE / "CONTRIBUTING.md", "changelog": PACKAGE / "CHANGELOG.md"}


def topics() -> dict[str, Path]:
    """The file of each topic, in the alphabet's order."""
    pages = {path.stem: path for path in (PACKAGE / "docs").glob("*.md")} | ELSEWHERE
    return {name: path for name, path in sorted(pages.items()) if path.is_file()}


def page_of(topic: str | None) -> str:
    """A reference page as Markdown; without a topic the list of topics. UsageError for a topic that is none.

    >>> page_of("promises").splitlines()[0]
    '# What is promised'
    """
    known = topics()
    if topic is None:
        titles = {name: path.read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# ") for name, path in known.items()}
        width = max(map(len, titles))
        return "".join(f"{name:<{width}}  {title}\n" for name, title in titles.items())
    if topic not in known:
        near = nearest(topic, known)
        hint = f"did you mean {near!r}?" if near else f"there are {', '.join(known)}"
        raise UsageError(f"docs: no page is called {topic!r}; {hint}")
    return known[topic].read_text(encoding="utf-8")
