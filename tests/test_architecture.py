"""The layout holds: imports run one way, words pass through t(), and no file outgrows a reader."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CORE = sorted((ROOT / "gdcore").glob("*.py"))
PAGES = sorted(path for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py")
SHARED = ROOT / "pages" / "ui"
UI = sorted(SHARED.rglob("*.py"))
# Who may import what beside the layers below it: a file of `pages/ui`, or a folder with all that is in it.
ONLY_IN = {"altair": {"charts"}, "pydeck": {"surface3d.py"}, "pandas": {"frames", "charts"}}
NO_STREAMLIT = {"charts", "frames", "pictures.py", "live.py", "text.py", "lessons.py"}
# Streamlit's calls whose texts a visitor reads.
SHOWS = {"markdown", "button", "error", "title", "header", "subheader", "caption", "expander", "popover", "metric",
         "download_button", "text", "write", "info", "warning", "success"}  # fmt: skip


def names(paths):
    return {path.relative_to(ROOT).as_posix(): path for path in paths}


def imported(path):
    """Every module a file imports, anywhere in it, by its full name."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: a relative import hides where it leads"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_there_is_something_to_check():
    assert len(CORE) > 8
    assert len(PAGES) >= 2
    assert len(UI) > 8


@pytest.mark.parametrize("name", names(CORE))
def test_the_core_knows_numpy_and_the_standard_library_only(name):
    for module in imported(ROOT / name):
        top = module.split(".")[0]
        assert top in {"gdcore", "numpy"} or top in sys.stdlib_module_names, f"{name} imports {module}"


@pytest.mark.parametrize("name", names(UI))
def test_the_shared_parts_import_no_page_and_each_library_in_its_place(name):
    path = ROOT / name
    place = path.relative_to(SHARED).parts[0]
    for module in imported(path):
        top = module.split(".")[0]
        assert not (module.startswith("pages.") and not module.startswith("pages.ui")), f"{name} imports {module}"
        assert place in ONLY_IN.get(top, {place}), f"{name} imports {module}"
        assert not (top == "streamlit" and place in NO_STREAMLIT), f"{name} imports {module}"


@pytest.mark.parametrize("name", names(PAGES))
def test_a_page_imports_the_shared_parts_only(name):
    for module in imported(ROOT / name):
        top = module.split(".")[0]
        allowed = module.startswith("pages.ui") or module == "pages" or top == "streamlit"
        assert allowed or top in sys.stdlib_module_names, f"{name} imports {module}"


@pytest.mark.parametrize("name", names(PAGES))
def test_a_page_enters_through_the_guard_before_anything_else_is_drawn(name):
    calls = [n for n in ast.walk(ast.parse((ROOT / name).read_text())) if isinstance(n, ast.Call)]
    first = min(calls, key=lambda call: (call.lineno, call.col_offset))
    assert ast.unparse(first) == f"shell.enter('{Path(name).stem}')"


@pytest.mark.parametrize("name", names([*PAGES, *UI, ROOT / "app.py"]))
def test_every_text_on_screen_passes_through_t(name):
    for call in ast.walk(ast.parse((ROOT / name).read_text())):
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.func.attr in SHOWS
            and call.args
        ):
            text = call.args[0]
            literal = isinstance(text, ast.Constant) and isinstance(text.value, str)
            spelled = isinstance(text, ast.JoinedStr) and any(
                isinstance(part, ast.Constant) and any(c.isalpha() for c in part.value) for part in text.values
            )
            assert not literal, f"{name}:{call.lineno}: {ast.unparse(text)} does not pass through t()"
            assert not spelled, f"{name}:{call.lineno}: {ast.unparse(text)} does not pass through t()"


def lines_of_code(path):
    """Lines that are neither blank nor a docstring's."""
    text = path.read_text()
    documented = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)]
    docstrings = [n.body[0] for n in documented if ast.get_docstring(n) is not None]
    return sum(bool(line.strip()) for line in text.splitlines()) - sum(d.end_lineno - d.lineno + 1 for d in docstrings)


@pytest.mark.parametrize(("paths", "most"), [(CORE, 200), (UI, 210), (PAGES, 120)])
def test_no_file_outgrows_a_reader(paths, most):
    assert {path.name: n for path in paths if (n := lines_of_code(path)) > most} == {}


def test_requirements_are_the_users_packages_with_both_bounds():
    lines = [line for line in (ROOT / "requirements.txt").read_text().splitlines() if line and line[0] != "#"]
    assert [line.split(">=")[0] for line in lines] == ["streamlit", "numpy", "pandas", "altair", "pytest"]
    assert all(",<" in line for line in lines)
