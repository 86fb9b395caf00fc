"""What holds words is kept for each language apart, and nothing is said before anybody has come."""

import ast
from functools import cache

import pytest

from tests.sentences import ROOT, SOURCES, tree

SPEAKERS = {"t", "plural", "percent", "duration"}  # of pages.ui.text: what they return depends on the language
KEPT = {"lru_cache", "cache", "cache_resource", "cache_data"}
FREE = {"pages.parts.losses.run._outlier"}  # it takes the points of a table that also has a remark


def module_of(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(path): path for path in SOURCES}


@cache
def functions(module):
    return {node.name: node for node in tree(MODULES[module]).body if isinstance(node, ast.FunctionDef)}


@cache
def imports(module):
    """By the name it has in a module, what is imported: a module, or a module and a name in it."""
    found = {}
    for node in ast.walk(tree(MODULES[module])):
        if isinstance(node, ast.ImportFrom) and node.module.startswith("pages"):
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found[alias.asname or alias.name] = (whole, None) if whole in MODULES else (node.module, alias.name)
    return found


def called(module, function):
    """The functions of the pages that a function names, each as (module, name)."""
    known = imports(module)
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            there = known.get(node.value.id, ("", ""))
            if there[1] is None:
                yield there[0], node.attr
        elif isinstance(node, ast.Name):
            if node.id in functions(module):
                yield module, node.id
            elif known.get(node.id, ("", None))[1]:
                yield known[node.id]


@cache
def speaks(module, name, depth=12):
    if module == "pages.ui.text":
        return name in SPEAKERS
    function = functions(module).get(name) if module in MODULES else None
    if function is None or depth == 0 or "remembered" in decorators(function):
        return False  # what is remembered by language is asked for by language, but by its caller's cache
    return any(speaks(*there, depth - 1) for there in called(module, function) if there != (module, name))


def decorators(function):
    return {n.id if isinstance(n, ast.Name) else n.attr for decorator in function.decorator_list
            for n in ast.walk(decorator) if isinstance(n, ast.Name | ast.Attribute)}  # fmt: skip


@pytest.mark.parametrize("module", MODULES)
def test_no_cache_hands_one_visitors_words_to_another(module):
    for name, function in functions(module).items():
        if decorators(function) & KEPT and f"{module}.{name}" not in FREE and module != "pages.ui.text":
            loud = [
                f"{there[0]}.{there[1]}"
                for there in called(module, function)
                if there != (module, name) and (speaks(*there) or says_remembered(*there))
            ]
            assert loud == [], f"{module}.{name} keeps words of {loud}"


def says_remembered(module, name):
    function = functions(module).get(name) if module in MODULES else None
    return function is not None and "remembered" in decorators(function)


@pytest.mark.parametrize("module", [module for module in MODULES if ".ui" in module or ".parts" in module])
def test_nothing_is_said_while_a_module_is_read(module):
    """A constant would keep the language of whoever came first."""

    def at_once(node):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.Lambda):
                for early in [*child.args.defaults, *child.args.kw_defaults, *getattr(child, "decorator_list", [])]:
                    if early is not None:
                        yield from [early, *at_once(early)]
            else:
                yield from [child, *at_once(child)]

    said = {node.func.id for node in at_once(tree(MODULES[module])) if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)}  # fmt: skip
    assert not said & SPEAKERS
