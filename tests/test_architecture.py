"""The layout holds: imports run one way, words pass through t(), and no file outgrows a reader."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CORE = sorted((ROOT / "gdcore").glob("*.py"))
PAGES = sorted(path for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py")
PARTS = sorted((ROOT / "pages" / "parts").rglob("*.py"))
SHARED = ROOT / "pages" / "ui"
UI = sorted(SHARED.rglob("*.py"))
# What each room of `pages/ui` may import of the others: the arrows run one way.
BELOW_ALL = {"text", "language", "box", "keeping", "turns"}
ABOVE = {
    "text": {"language", "particles"},
    "language": {"keeping"},
    "keeping": set(),
    "particles": set(),
    "visitor": {"controls"} | BELOW_ALL,
    "box": set(),
    "turns": set(),
    "jobs": BELOW_ALL,
    "guard": BELOW_ALL,
    "housekeeping": BELOW_ALL,
    "shell": {"controls", "housekeeping", "lessons", "play", "room", "visitor"} | BELOW_ALL,
    "controls": BELOW_ALL,
    "room": BELOW_ALL,
    "lessons": {"controls", "room"} | BELOW_ALL,
    "tables": BELOW_ALL,
    "pictures": {"tables"} | BELOW_ALL,
    "charts": {"pictures", "tables"} | BELOW_ALL,
    "digit": {"pictures"} | BELOW_ALL,
    "play": {"charts", "pictures", "tables"} | BELOW_ALL,
    "terrain": {"play", "charts", "pictures", "tables", "controls"} | BELOW_ALL,
}
ONLY_IN = {"altair": {"charts"}, "pandas": {"tables", "standings", "charts"}}
NO_STREAMLIT = {"charts", "tables", "standings", "pictures", "live", "text", "language", "lessons.lessons"}
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


def rooms(path):
    """The folders of a file, and its own name without the ending: where it lives."""
    return path.relative_to(ROOT / "pages").with_suffix("").parts


@pytest.mark.parametrize("name", names([*UI, *PARTS]))
def test_each_library_is_used_in_its_place(name):
    home = rooms(ROOT / name)
    for module in imported(ROOT / name):
        top = module.split(".")[0]
        assert top not in ONLY_IN or ONLY_IN[top] & set(home), f"{name} imports {module}"
        still = NO_STREAMLIT & {*home, ".".join(home[-2:])}
        assert not (top == "streamlit" and still), f"{name} imports {module}"


@pytest.mark.parametrize("name", names(UI))
def test_the_rooms_that_pages_share_import_one_way(name):
    home = rooms(ROOT / name)
    for module in imported(ROOT / name):
        if module.startswith("pages"):
            _, *there = module.split(".")
            assert there[:1] in ([], ["ui"]), f"{name} imports {module}"
            if len(there) > 1 and len(home) > 1 and there[1] != home[1]:
                assert there[1] in ABOVE[home[1]], f"{name} imports {module}"


@pytest.mark.parametrize("name", names(PARTS))
def test_a_part_imports_no_other_part_and_no_page(name):
    home = rooms(ROOT / name)
    for module in imported(ROOT / name):
        if module.startswith("pages."):
            _, where, *there = module.split(".")
            # The front page holds the lessons to the settings of all pages, and shows nothing else of them.
            settings = home[1] == "home" and there[1:2] in ([], ["settings"])
            assert where == "ui" or (where == "parts" and (there[:1] == [home[1]] or settings)), (
                f"{name} imports {module}"
            )


@pytest.mark.parametrize("name", names(PAGES))
def test_a_page_imports_its_own_part_and_what_pages_share(name):
    for module in imported(ROOT / name):
        top = module.split(".")[0]
        own = (
            module.startswith(("pages.ui", f"pages.parts.{Path(name).stem}"))
            or module == f"pages.parts.{Path(name).stem}"
        )
        allowed = own or module in {"pages", "pages.parts"} or top == "streamlit"
        assert allowed or top in sys.stdlib_module_names, f"{name} imports {module}"


@pytest.mark.parametrize("name", names(PAGES))
def test_a_page_enters_through_the_guard_before_anything_else_is_drawn(name):
    calls = [n for n in ast.walk(ast.parse((ROOT / name).read_text())) if isinstance(n, ast.Call)]
    first = min(calls, key=lambda call: (call.lineno, call.col_offset))
    assert ast.unparse(first) == f"shell.enter('{Path(name).stem}')"


@pytest.mark.parametrize("name", names([*PAGES, *PARTS, *UI, ROOT / "app.py"]))
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


@pytest.mark.parametrize("name", names([*PARTS, *UI]))
def test_what_holds_words_is_kept_for_each_language_apart(name):
    """`lru_cache` and its kin would hand the first visitor's language to all who follow."""
    tree = ast.parse((ROOT / name).read_text())
    kept = {"lru_cache", "cache", "cache_resource", "cache_data"}
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}

    def speaks(node, seen):
        called = {n.func.id for n in ast.walk(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
        return "t" in called or any(
            speaks(functions[other], seen | {other}) for other in called & functions.keys() - seen
        )

    for function in functions.values():
        named = {n.id if isinstance(n, ast.Name) else n.attr for decorator in function.decorator_list
                 for n in ast.walk(decorator) if isinstance(n, ast.Name | ast.Attribute)}  # fmt: skip
        assert not (kept & named and speaks(function, {function.name})), f"{name}: {function.name} keeps words"


def lines_of_code(path):
    """Lines that are neither blank nor a docstring's."""
    text = path.read_text()
    documented = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)]
    docstrings = [n.body[0] for n in documented if ast.get_docstring(n) is not None]
    return sum(bool(line.strip()) for line in text.splitlines()) - sum(d.end_lineno - d.lineno + 1 for d in docstrings)


@pytest.mark.parametrize(("paths", "most"), [(CORE, 200), (UI, 210), (PARTS, 210), (PAGES, 120)])
def test_no_file_outgrows_a_reader(paths, most):
    assert {path.name: n for path in paths if (n := lines_of_code(path)) > most} == {}


@pytest.mark.parametrize("name", names([*UI, *PARTS]))
def test_no_number_is_written_past_the_one_maker(name):
    # `text.number` and its kin write numbers, `charts.house.written` and `numbered` do in a chart.
    text = "" if name == "pages/ui/charts/house.py" else (ROOT / name).read_text()
    assert not re.search(r"""alt\.Axis\([^)]*format="~?g"|:\.\d+e\}|format\([^()]*, '[^']*[ge]'\)""", text)


def test_requirements_are_the_users_packages_with_both_bounds():
    lines = [line for line in (ROOT / "requirements.txt").read_text().splitlines() if line and line[0] != "#"]
    assert [line.split(">=")[0] for line in lines] == ["streamlit", "numpy", "pandas", "altair", "pytest"]
    assert all(",<" in line for line in lines)
