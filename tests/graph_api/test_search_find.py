"""What is found, in what order, with what marks, facets and suggestions."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_graph import GRAPH, store_with

from graph_api.search.find import Result, find
from graph_api.search.index import FILE
from graph_api.search.marking import mark
from graph_api.search.query import MOST, QueryError, read_query
from ontology import BASE


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the small graph."""
    with store_with(tmp_path_factory.mktemp("search") / "store", GRAPH).read() as snapshot:
        path = snapshot.file(FILE)
    assert path is not None
    return path


def keys(result: Result) -> list[str]:
    return [thing.iri.removeprefix(BASE).rpartition("regiograaf/")[2] for thing in result.things]


def numbers(result: Result, facet: str) -> dict[str, int]:
    return {value.key: value.number for value in result.facets[facet]}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("valpreventie", {"initiative/i", "goal/g", "theme/valpreventie"}),
        ("valpreventieprogramma", {"goal/g"}),
        ("preventieprogramma", {"initiative/j"}),
        ("VALPREVENTIE zorg", {"initiative/i"}),
        ('"passende zorg"', {"initiative/i"}),
        ("passende zorg", {"initiative/i", "initiative/j"}),
        ("zorg -passende", {"organisation/o"}),
        ('zorg -"passende hulp"', {"organisation/o", "initiative/i"}),
        ("coordinatie", {"initiative/i"}),
        ("Coördinaties", {"initiative/i"}),
        ("ehealth", {"initiative/i"}),
        ("e-health", {"initiative/i"}),
        ("inwon*", {"goal/g"}),
        ("cursus OR inwoners", {"initiative/i", "goal/g"}),
        ("ziekenhuis", {"approach/a"}),
        ("fall prevention", {"theme/valpreventie"}),
        ("de", {"initiative/j", "initiative/i"}),
        ('"valpreventie valfit"', set()),
        ("vuurtoren", set()),
        ("-zorg cursus", set()),
    ],
)
def test_what_is_typed_finds(index: Path, typed: str, found: set[str]) -> None:
    result = find(index, typed)
    shown = {key for key in keys(result) if not key.startswith(("plan/", "region/"))}
    assert shown - {"theme/veen/t"} == found


def test_a_beginning_is_of_the_word_as_written_and_not_of_its_stem(index: Path) -> None:
    assert "approach/a" in keys(find(index, "ziekenhuize*"))
    assert "approach/a" not in keys(find(index, "ziekenhuizr*"))


def test_labels_come_before_statements_and_those_before_quotes(index: Path) -> None:
    found = keys(find(index, "valpreventie"))
    assert found.index("initiative/i") < found.index("goal/g")
    assert keys(find(index, "zorg"))[0] == "initiative/j", "in a label, and stated by a plan"
    scores = [thing.score for thing in find(index, "zorg").things]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def test_words_that_are_in_every_text_are_left_out_and_told(index: Path) -> None:
    result = find(index, "de cursus van het")
    assert keys(result) == ["initiative/i"]
    assert result.query.ignored == ("de", "van", "het")


def test_marks_are_html_in_which_all_else_is_escaped(index: Path) -> None:
    (thing,) = find(index, "valfit vallen").things
    passages = {passage.field: passage.marked.html() for passage in thing.passages}
    assert passages["alternative"] == "=1+1 &lt;b&gt;<mark>Valfit</mark>&lt;/b&gt;"
    assert passages["text"].startswith("Een cursus over <mark>vallen</mark> &amp; opstaan")
    (plan,) = find(index, "regioplan script").things
    assert (
        plan.label.html() == "=<mark>Regioplan</mark> &lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;"
    )


def test_a_quote_says_which_evidence_and_plan_it_is_from(index: Path) -> None:
    quote = next(passage for passage in find(index, '"passende zorg"').things[0].passages if passage.field == "quote")
    assert (quote.evidence, quote.plan) == (f"{BASE}evidence/i", f"{BASE}plan/veen")
    assert "<mark>passende zorg</mark>" in quote.marked.html()


def test_facets_count_what_was_found(index: Path) -> None:
    result = find(index, "passende")
    assert numbers(result, "kind") == {"initiative": 2, "voorloper": 1}
    assert numbers(result, "region") == {"land": 2, "veen": 1, "duin": 1}
    assert numbers(result, "status") == {"existing": 1, "planned": 1}
    assert numbers(result, "plan") == {"veen": 1, "duin": 1}
    assert numbers(find(index, "inwoners"), "theme") == {"valpreventie": 1, "ouderen": 1}, "through the plan's theme"
    names = {value.key: value.name for value in result.facets["status"]}
    assert (names["planned"].nl, names["planned"].en) == ("gepland", "planned")


def test_filters_narrow_and_do_not_count_for_their_own_facet(index: Path) -> None:
    result = find(index, "passende", {"status": ["planned"]})
    assert keys(result) == ["initiative/j"]
    assert numbers(result, "status") == {"existing": 1, "planned": 1}
    assert numbers(result, "kind") == {"initiative": 1}
    assert len(keys(find(index, "passende", {"status": ["planned", "existing"]}))) == 2
    assert keys(find(index, "passende", {"region": [f"{BASE}region/land"], "kind": ["voorloper"]})) == ["initiative/i"]
    with pytest.raises(QueryError, match="no region 'elders' here"):
        find(index, "passende", {"region": ["elders"]})


def test_without_a_word_everything_comes_by_label_and_pages_join_up(index: Path) -> None:
    everything = find(index, "", size=100)
    assert everything.total == len(everything.things) == len(set(keys(everything)))
    labels = [thing.label.text.lower() for thing in everything.things]
    assert labels == sorted(labels)
    pages = [key for start in range(0, everything.total, 3) for key in keys(find(index, "", start=start, size=3))]
    assert pages == keys(everything)


def test_where_nothing_is_found_what_would_give_something_is_suggested(index: Path) -> None:
    spelled = find(index, "valpreventei")
    assert not spelled.total
    assert spelled.suggestions[0].text == "valpreventie"
    assert spelled.suggestions[0].total == find(index, "valpreventie").total
    unfiltered = find(index, "cursus", {"status": ["planned"]}).suggestions[0]
    assert (unfiltered.reason, unfiltered.filtered, unfiltered.total) == ("no-filters", False, 1)
    any_word = find(index, "cursus muren").suggestions[0]
    assert (any_word.reason, any_word.text, any_word.total) == ("any-word", "cursus OR muren", 2)
    assert find(index, "qqqqqqqq").suggestions == []


@pytest.mark.parametrize("typed", ["x" * 301, " ".join("abcdefghijklmnopqrstuvwxyz"[: MOST + 1])])
def test_too_much_is_refused(index: Path, typed: str) -> None:
    with pytest.raises(QueryError):
        find(index, typed)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(st.one_of(st.text(max_size=60), st.text(alphabet="zorg val*\"-OR()'{}:^+ ", max_size=60)))
def test_whatever_is_typed_is_understood(index: Path, typed: str) -> None:
    try:
        result = find(index, typed)
    except QueryError:
        return
    assert len(result.things) == min(result.total, 20)
    again = read_query(str(result.query))
    assert (again.groups, again.without) == (result.query.groups, result.query.without), "it can be typed so"


@given(st.text(alphabet="val <>&\"' zorg é", max_size=400), st.integers(5, 300))
def test_marked_html_is_the_text_and_nothing_else(text: str, width: int) -> None:
    marked = mark(text, [(frozenset({"val"}),), (frozenset({"zorg"}), frozenset({"val"}))])
    shown = html.unescape(re.sub(r"</?mark>", "", marked.html())).removeprefix("… ").removesuffix(" …")
    assert shown in text
    assert not re.search(r"<(?!/?mark>)", marked.html())
    assert len(marked.excerpt(width)) <= width + 4
