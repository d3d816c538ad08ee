"""Imports run one way: cli → render, batch → pipeline → registry → facts, checks → kernel → model."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "gwangju_ai_cli"
# A module may import from its own layer's earlier rows or any lower layer.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("model", "errors", "patterns"),
    ("text", "vocab", "wordlists", "numerals", "wording", "morph", "grid"),
    ("modifiers", "timex"),
    ("monetary", "counting", "dating"),
    ("analysis",),
    ("matching",),
    ("linking", "naming", "grammar", "clauses", "claims"),
    ("budgeting", "happening", "quoting"),
    ("facts", "checks"),
    ("registry",),
    ("pipeline",),
    ("formats", "source", "documents", "dictionary"),
    ("batch", "workers", "render", "schema"),
    ("cli",),
    ("__main__",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}


def _modules() -> dict[str, set[str]]:
    """Each module's dotted path below the package, with the package modules it imports at run time."""
    graph: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        imports: set[str] = set()
        for node in _runtime_nodes(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("gwangju_ai_cli"):
                base = (node.module or "").removeprefix("gwangju_ai_cli").lstrip(".")
                imports |= {base} if base else {alias.name for alias in node.names}
                if base and (PACKAGE / base.replace(".", "/")).is_dir():
                    imports |= {f"{base}.{alias.name}" for alias in node.names}
            elif isinstance(node, ast.Import):
                imports |= {
                    alias.name.removeprefix("gwangju_ai_cli.")
                    for alias in node.names
                    if alias.name.startswith("gwangju_ai_cli.")
                }
        graph[name] = imports
    return graph


def _runtime_nodes(tree: ast.AST) -> list[ast.AST]:
    """Every node but those under `if TYPE_CHECKING`."""
    out: list[ast.AST] = []
    stack = [tree]
    while stack:
        node = stack.pop()
        out.append(node)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            stack.extend(node.orelse)
            continue
        stack.extend(ast.iter_child_nodes(node))
    return out


def test_imports_run_one_way() -> None:
    wrong = []
    for module, imports in _modules().items():
        layer = module.split(".")[0]
        if layer == "__init__":
            continue
        assert layer in RANK, f"{module} stands in no layer: give it one"
        for imported in imports:
            target = imported.split(".")[0]
            if target in ("__version__", "__init__") or target == layer:
                continue
            if RANK[target] > RANK[layer]:
                wrong.append(f"{module} imports {imported}")
    assert wrong == []


def test_fact_types_and_checks_never_import_each_other() -> None:
    wrong = []
    for module, imports in _modules().items():
        layer = module.split(".")[0]
        if layer in ("facts", "checks"):
            wrong += [f"{module} imports {i}" for i in imports if i.split(".")[0] in ("facts", "checks") and i != layer]
    assert wrong == []


def test_only_morph_imports_kiwi() -> None:
    users = [
        path.name
        for path in PACKAGE.rglob("*.py")
        if any(
            (isinstance(node, ast.Import) and any(a.name.startswith("kiwipiepy") for a in node.names))
            or (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kiwipiepy"))
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]
    assert users == ["morph.py"]
