"""Every sentence that the sources say, for the catalogs: `python -m tests.sentences ko` prints what a catalog lacks.

Sentences stand as literals in `t(...)`, `plural(...)` and `later(...)`; in a constant or a variable that is given to
`t`; in the errors of the core; and in the settings and the list of pages, which are asked for theirs.
"""

import ast
import importlib
import re
import sys
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from pages.ui.language import catalogs

ROOT = Path(__file__).resolve().parents[1]
SOURCES = [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py"))]
CORE = sorted((ROOT / "gdcore").glob("*.py"))
COMPLAINTS = {"ExpressionError", "error", "_error", "LessonError"}
# What no language changes: names, units, and signs of formulas.
NAMES = {
    "AdaGrad", "Adam", "AdamW", "GD", "He", "MNIST", "MSE", "Momentum", "Nesterov", "RMSProp", "ReLU", "SGD", "XOR",
    "Xavier", "PNG", "SVG", "IDX", "abs", "arctan", "cos", "cosh", "dMSE", "db", "dm", "dx", "dy", "dE", "dw",
    "exp", "ln", "log", "softmax", "max", "pi", "relu", "sigmoid", "sin", "sinh", "sqrt", "tan", "tanh",
}  # fmt: skip


def places(sentence):
    """The named places of a sentence, sorted; None where it cannot be filled."""
    try:
        return sorted({name for _, name, _, _ in Formatter().parse(sentence) if name is not None})
    except ValueError:
        return None


def has_words(sentence):
    """Whether a sentence says anything in words: more than names, places, code and formulas."""
    text = re.sub(r"`[^`]*`|\{[^}]*\}|\$[^$]*\$|λm(?:ax|in)", " ", sentence)
    return any(word not in NAMES for word in re.findall(r"[A-Za-z]{2,}", text))


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def literals(node):
    """The texts that an expression may be."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    if isinstance(node, ast.BinOp):
        return literals(node.left) + literals(node.right)
    if isinstance(node, ast.Dict):
        return [text for value in node.values for text in literals(value)]
    if isinstance(node, ast.Tuple | ast.List):
        return [text for value in node.elts for text in literals(value)]
    if isinstance(node, ast.Call) and ast.unparse(node.func) in {"later", "MappingProxyType"}:
        return [text for value in node.args for text in literals(value)]
    return []


@cache
def constants(path=None):
    """By name, the texts of each constant of one module, or of any."""
    found = {}
    for source in [path] if path else SOURCES:
        for node in tree(source).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                    found.setdefault(ast.unparse(target), []).extend(literals(node.value))
                    if isinstance(node.value, ast.Dict):
                        keys = [k.value for k in node.value.keys if isinstance(k, ast.Constant)]
                        found.setdefault(f"{ast.unparse(target)}.keys", []).extend(
                            k for k in keys if isinstance(k, str)
                        )
    return found


def constant(name, path):
    """The texts of a constant that a module has or imports."""
    name = name.split(".")[-1] if not name.endswith(".keys") else ".".join(name.split(".")[-2:])
    return constants(path).get(name) or constants().get(name, [])


def said_by(argument, function, path):
    """What `t` is given, where it is no literal: a constant's texts, or what a variable of the function may be."""
    if found := literals(argument):
        return found
    if isinstance(argument, ast.Subscript):
        return constant(ast.unparse(argument.value), path)
    name = ast.unparse(argument)
    found = list(constant(name, path))
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and any(ast.unparse(target) == name for target in node.targets):
            found += said_by(node.value, function, path) if not isinstance(node.value, ast.Name) else []
        if isinstance(node, ast.For | ast.comprehension):
            source = ast.unparse(node.iter).removesuffix(".items()").removesuffix(".values()").split(".")[-1]
            target = node.target
            if isinstance(target, ast.Tuple) and name == ast.unparse(target.elts[0]):
                found += constant(f"{source}.keys", path)
            elif any(name == ast.unparse(n) for n in ast.walk(target)):
                found += constant(source, path)
    return found


def of_file(path):
    """The sentences of one file of the pages, each with its line."""
    functions = [n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef)]
    around = {id(n): f for f in functions for n in ast.walk(f)}  # the innermost comes last
    for call in ast.walk(tree(path)):
        if not isinstance(call, ast.Call):
            continue
        name = ast.unparse(call.func).split(".")[-1]
        if name in {"t", "later"} and call.args:
            for text in said_by(call.args[0], around.get(id(call), tree(path)), path):
                yield text, call.lineno
        elif name == "plural":
            for other in [*call.args[2:3], *(keyword.value for keyword in call.keywords if keyword.arg == "other")]:
                for text in said_by(other, around.get(id(call), tree(path)), path):
                    yield text, call.lineno
        elif name == "require":
            for text in said_by(call.args[-1], tree(path), path):
                yield text, call.lineno
        elif name in COMPLAINTS:
            for text in [text for argument in call.args for text in literals(argument)]:
                yield text, call.lineno


def of_core():
    """The sentences of the core's errors, each with its file."""
    for path in CORE:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in COMPLAINTS:
                what = [text for argument in node.args for text in literals(argument)]
                names = [n.id for n in node.args if isinstance(n, ast.Name)]
                for assign in ast.walk(tree(path)):
                    if isinstance(assign, ast.Assign) and ast.unparse(assign.targets[0]) in names:
                        what += literals(assign.value)
                yield from ((text, path) for text in what if " " in text or ast.unparse(node.func) == "_error")
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "self.sentence":
                yield from ((text, path) for text in literals(node.value))


def of_settings():
    """The labels, options and helps of all settings, and what the list of pages says."""
    for path in sorted((ROOT / "pages").rglob("*.py")):
        if not path.name.startswith(("settings", "rate_schedule", "options")):
            continue
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for thing in vars(module).values():
            kept = thing.__dataclass_fields__.values() if isinstance(thing, type) and is_dataclass(thing) else ()
            for kind in [field.metadata["kind"] for field in kept if "kind" in field.metadata]:
                texts = [kind.label, kind.help or "", *getattr(kind, "names", {}).values()]
                texts += [*getattr(kind, "options", {}).values()]
                yield from ((text, path) for text in texts if text)


@cache
def all_sentences():
    """Every sentence, with the file that says it first."""
    from pages.ui.lessons.lessons import SECTIONS, SPARE
    from pages.ui.shell import PAGES

    found = {}
    for path in SOURCES:
        for text, _ in of_file(path):
            found.setdefault(text, path)
    for page in PAGES:
        found.setdefault(page.title, ROOT / "pages/ui/shell.py")
        found.setdefault(page.promise, ROOT / "pages/ui/shell.py")
    for section in (*SECTIONS, SPARE):
        found.setdefault(section, ROOT / "pages/home.py")
    for text, path in [*of_core(), *of_settings()]:
        found.setdefault(text, path)
    return {text: path.relative_to(ROOT).as_posix() for text, path in found.items()}


def missing(code):
    """The sentences that a catalog lacks, each with its file."""
    known = catalogs()[code].sentences
    return {text: path for text, path in all_sentences().items() if text not in known and has_words(text)}


def unused(code):
    """The sentences of a catalog that nobody says."""
    return [text for text in catalogs()[code].sentences if text not in all_sentences()]


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in catalogs():
        sys.exit(f"usage: python -m tests.sentences CODE, one of {', '.join(catalogs())}")
    lacks = missing(sys.argv[1])
    for sentence, place in sorted(lacks.items(), key=lambda item: item[1]):
        print(f"{place}\n    {sentence}")
    print(f"{len(lacks)} of {len(all_sentences())} sentences are missing; said by nobody: {unused(sys.argv[1])}")
