"""Imports run one way: cli → render, batch → pipeline → registry → facts, checks → kernel → model."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "gwangju_ai_cli"
# A module may import from its own layer's earlier rows or any lower layer.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("model", "errors", "patterns"),
    ("text", "heading", "vocab", "wording", "morph"),
    ("korean.numerals", "korean.modifiers", "korean.wordlists", "korean"),
    ("grid", "captions", "timex", "dateline"),
    ("analysis",),
    ("matching", "repeats", "context", "notebook"),
    ("names", "rulebook", "korean.clauses"),
    ("coreference",),
    ("facts", "checks"),
    ("registry",),
    ("guarding",),
    ("pipeline",),
    ("projects",),
    ("decoding",),
    ("formats", "inputs", "records", "compressed", "tables", "source", "documents", "dictionary"),
    ("workers", "batch", "render", "schema"),
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


def _room(module: str) -> str:
    """The row of LAYERS that a module stands in: by its two first names, else by the first."""
    names = module.split(".")
    return ".".join(names[:2]) if ".".join(names[:2]) in RANK else names[0]


def _package_of(module: str) -> str:
    """The package of one kind, or the checks as one."""
    names = module.split(".")
    return ".".join(names[:2]) if names[0] == "facts" else names[0]


def test_imports_run_one_way() -> None:
    wrong = []
    for module, imports in _modules().items():
        room = _room(module)
        if room == "__init__":
            continue
        assert room in RANK, f"{module} stands in no layer: give it one"
        for imported in imports:
            target = _room(imported)
            if target in ("__version__", "__init__") or target == room:
                continue
            if RANK[target] > RANK[room]:
                wrong.append(f"{module} imports {imported}")
    assert wrong == []


def test_kinds_and_checks_never_import_each_other() -> None:
    wrong = []
    for module, imports in _modules().items():
        if module.split(".")[0] in ("facts", "checks"):
            wrong += [
                f"{module} imports {imported}"
                for imported in imports
                if imported.split(".")[0] in ("facts", "checks") and _package_of(imported) != _package_of(module)
            ]
    assert wrong == []


def test_imports_have_no_circles() -> None:
    graph = {module: {i for i in imports if i != module} for module, imports in _modules().items()}
    done: set[str] = set()
    circles: list[str] = []

    def visit(module: str, path: tuple[str, ...]) -> None:
        if module in path:
            circles.append(" → ".join((*path[path.index(module) :], module)))
        elif module not in done:
            for imported in sorted(graph.get(module, ())):
                visit(imported, (*path, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())
    assert circles == []


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
