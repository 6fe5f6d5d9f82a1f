"""The words of the pages: each is used somewhere, none is missing, and both languages say the same."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).parents[2]
WEB = ROOT / "graph_api" / "web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
WORDS = {
    key: texts
    for path in sorted((WEB / "words").glob("*.toml"))
    for key, texts in tomllib.loads(path.read_text(encoding="utf-8")).items()
}


@cache
def parsed(path: Path) -> nodes.Template:
    return Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))


@cache
def modules() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "graph_api").rglob("[!.]*.py"))


def named(tree: nodes.Template) -> Iterator[str]:
    """Keys that a template writes out: `words.key` and `words["key"]`."""
    for one in tree.find_all(nodes.Getattr):
        if isinstance(one.node, nodes.Name) and one.node.name == "words":
            yield one.attr
    for item in tree.find_all(nodes.Getitem):
        if isinstance(item.node, nodes.Name) and item.node.name == "words" and isinstance(item.arg, nodes.Const):
            yield item.arg.value


def composed(tree: nodes.Template) -> Iterator[str]:
    """Patterns of the keys that a template puts together: `words["goal_" ~ kind]`; what varies is in groups.

    Also by way of a name: `{% set own = "file_" ~ ending %}` and `words[own]`.
    """
    given = {
        one.target.name: one.node
        for one in tree.find_all(nodes.Assign)
        if isinstance(one.target, nodes.Name) and isinstance(one.node, nodes.Concat)
    }
    for item in tree.find_all(nodes.Getitem):
        if isinstance(item.node, nodes.Name) and item.node.name == "words":
            key = given.get(item.arg.name) if isinstance(item.arg, nodes.Name) else item.arg
            if isinstance(key, nodes.Concat):
                yield "".join(
                    re.escape(str(one.value)) if isinstance(one, nodes.Const) else "(.+)" for one in key.nodes
                )


def composed_in_python() -> Iterator[str]:
    """The same of the modules: `words.get(f"column_{name}")`."""
    for tree in modules():
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "get":
                of, texts = call.func.value, [one for one in call.args if isinstance(one, ast.JoinedStr)]
                if isinstance(of, ast.Name) and of.id == "words" and texts:
                    yield "".join(
                        re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+)"
                        for part in texts[0].values
                    )


@cache
def values() -> frozenset[str]:
    """What can stand for what varies: texts of templates and modules, what queries give, codes of the ontology."""
    in_templates = {one.value for path in TEMPLATES for one in parsed(path).find_all(nodes.Const)}
    in_modules = {one.value for tree in modules() for one in ast.walk(tree) if isinstance(one, ast.Constant)}
    given = {
        name
        for path in (ROOT / "queries").rglob("*.rq")
        for pair in re.findall(r"""\?(\w+)|"(\w+)\"""", path.read_text(encoding="utf-8"))
        for name in pair
    }
    codes = {
        name
        for path in (ROOT / "ontology").rglob("*.ttl")
        for name in re.findall(r":(\w+)", path.read_text(encoding="utf-8"))
    }
    texts = {str(one) for one in in_templates | in_modules if isinstance(one, str | int)}
    endings = {text.replace(".", "_") for text in texts if text.startswith(".")}
    return frozenset(texts | given | codes | endings)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_page_asks_for_no_word_that_is_not_there(path: Path) -> None:
    assert set(named(parsed(path))) - WORDS.keys() == set()
    for pattern in composed(parsed(path)):
        assert any(re.fullmatch(pattern, key) for key in WORDS), f"no word is called {pattern}"


def test_no_word_is_left_over() -> None:
    written = {key for path in TEMPLATES for key in named(parsed(path))}
    written |= {str(one.value) for tree in modules() for one in ast.walk(tree) if isinstance(one, ast.Constant)}
    patterns = {pattern for path in TEMPLATES for pattern in composed(parsed(path))} | set(composed_in_python())
    unused = {
        key
        for key in WORDS.keys() - written
        if not any((found := re.fullmatch(pattern, key)) and values() >= set(found.groups()) for pattern in patterns)
    }
    assert not unused, f"left over: {', '.join(sorted(unused))}"


def blanks(text: str) -> set[str]:
    """The names of what is filled in."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_each_word_with_the_same_blanks() -> None:
    for key, texts in WORDS.items():
        assert texts.keys() == {"nl", "en"}, key
        assert blanks(texts["nl"]) == blanks(texts["en"]), key
