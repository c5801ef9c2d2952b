"""No file, function or template grows past what can be read in one sitting."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("alur", "tests", "bench", "requirements", "docs")
FILE_LINES, FUNCTION_LINES, TEMPLATE_LINES = 400, 50, 200


def test_no_python_file_is_longer_than_400_lines() -> None:
    long = [f"{name}: {lines}" for name, lines in lengths(".py") if lines > FILE_LINES]

    assert long == []


def test_no_template_is_longer_than_200_lines() -> None:
    long = [f"{name}: {lines}" for name, lines in lengths(".html") if lines > TEMPLATE_LINES]

    assert long == []


def test_no_function_is_longer_than_50_lines() -> None:
    long = [function for path in files(".py") for function in long_functions(path)]

    assert long == []


def files(ending: str) -> list[Path]:
    """All files with this ending, but migrations: those are generated."""
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob(f"*{ending}")]
    return sorted(path for path in found if "migrations" not in path.parts)


def lengths(ending: str) -> list[tuple[str, int]]:
    return [(str(path.relative_to(ROOT)), len(path.read_text().splitlines())) for path in files(ending)]


def long_functions(path: Path) -> list[str]:
    nodes = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]
    sizes = {node.name: (node.end_lineno or node.lineno) - node.lineno + 1 for node in nodes}
    return [f"{path.relative_to(ROOT)} {name}: {lines}" for name, lines in sizes.items() if lines > FUNCTION_LINES]
