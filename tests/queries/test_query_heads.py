"""The heads of the query files, and what every query must have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import RDF, SKOS, Graph, URIRef

import ontology
import queries
from queries import HeadError, ParameterType, SavedQuery
from queries.head import parse

EACH = pytest.mark.parametrize("query", queries.all(), ids=lambda query: query.name)
FILES = sorted((Path(queries.__file__).parent).glob("*.rq"))
GOOD = """\
# title@nl: Titel
# title@en: Title
# description@nl: Wat het is,
#   op twee regels.
# description@en: What it is.
# question: 3
# param theme iri "https://example.org/a" of=rg:NationalTheme nl="Thema" en="Theme"
# param below decimal "0.5" nl="Lager dan" en="Below"
SELECT ?theme WHERE { ?theme ?p ?o }
# question: 4
"""


def test_a_head() -> None:
    head = parse("good", GOOD)
    assert head.titles == {"nl": "Titel", "en": "Title"}
    assert head.descriptions == {"nl": "Wat het is, op twee regels.", "en": "What it is."}
    assert head.question == 3
    theme, below = head.parameters
    assert (theme.name, theme.type, theme.default) == ("theme", ParameterType.IRI, "https://example.org/a")
    assert theme.labels == {"nl": "Thema", "en": "Theme"}
    assert theme.of == "https://w3id.org/regiograaf/def#NationalTheme"
    assert (below.type, below.default, below.of) == (ParameterType.DECIMAL, "0.5", None)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("# title@en: Title\n", "", "line 8: the head has no title@en"),
        ("# description@nl: Wat het is,\n#   op twee regels.\n", "", "line 7: the head has no description@nl"),
        ("# question: 3\n", "", "line 8: the head has no question"),
        ("# title@en: Title\n", "# title@nl: Nog een\n", "line 2: a second title@nl"),
        ("# question: 3\n", "# question: 3\n# question: 5\n", "line 7: a second question"),
        ("# title@en: Title\n", "# title@de: Titel\n", "line 2: not a line of a head: '# title@de: Titel'"),
        ("# title@en: Title\n", "# title@en:\n", "line 2: not a line of a head: '# title@en:'"),
        ("# title@nl: Titel\n", "#   los\n", "line 1: nothing stands above that could go on here"),
        (" decimal ", " number ", "line 8: no type 'number'; there are: iri, string, integer, year, decimal"),
        ("of=rg:", "of=foo:", "line 7: no prefix 'foo'; there are: rg, rgc, rgt"),
        ('"0.5"', '"half"', "line 8: parameter 'below': 'half' will not do"),
        ("# param below", "# param theme", "line 8: a second param theme"),
        (' en="Below"', "", "line 8: not a line of a head"),
    ],
)
def test_what_is_wrong_with_a_head(old: str, new: str, problem: str) -> None:
    assert old in GOOD
    with pytest.raises(HeadError) as caught:
        parse("bad", GOOD.replace(old, new, 1))
    assert str(caught.value).startswith(f"bad.rq, {problem}")


def test_every_question_has_its_query() -> None:
    assert {query.question for query in queries.all()} == set(range(1, 26))


def test_the_queries_are_the_files_in_the_order_of_the_questions() -> None:
    found = queries.all()
    assert sorted(query.name for query in found) == [path.stem for path in FILES] == list(queries.names())
    assert [query.question for query in found] == sorted(query.question for query in found)


def test_a_query_that_is_not_there() -> None:
    with pytest.raises(queries.UnknownQueryError, match=r"no saved query '\.\./secret'; there are: agreements-"):
        queries.load("../secret")


@EACH
def test_both_languages_are_there(query: SavedQuery) -> None:
    for texts in (query.titles, query.descriptions, *(parameter.labels for parameter in query.parameters)):
        assert set(texts) == {"nl", "en"}
    assert query.titles["nl"] != query.titles["en"]
    assert query.descriptions["nl"] != query.descriptions["en"]


@EACH
def test_it_parses(query: SavedQuery) -> None:
    Store().query(query.text, use_default_graph_as_union=True)
    Store().query(query.filled({}), use_default_graph_as_union=True)


@EACH
def test_parameters_are_columns_and_are_given_where_they_are_used(query: SavedQuery) -> None:
    body = _body(query)
    outermost = body[body.index("SELECT") : body.index("WHERE")]
    given = set(re.findall(r"\w+", " ".join(re.findall(r"# given ([\w ]+)", query.text))))
    names = {parameter.name for parameter in query.parameters}
    assert given == names
    for name in names:
        assert re.search(rf"\?{name}\b", outermost), f"?{name} is not given back by the outermost SELECT"
    # each SELECT that has a parameter in its body must give it back, or pyoxigraph would leave it unbound there
    for select, inside in _selects(body):
        for name in names:
            if re.search(rf"\?{name}\b", inside):
                assert re.search(rf"\?{name}\b", select), f"?{name} is used below {select!r}, which does not give it"


@EACH
def test_it_has_an_order(query: SavedQuery) -> None:
    assert re.search(r"^ORDER BY \S", query.text, re.MULTILINE)


@EACH
def test_its_prefixes_are_those_it_uses(query: SavedQuery) -> None:
    declared = dict(re.findall(r"^PREFIX (\w+): <([^>]+)>$", query.text, re.MULTILINE))
    body = query.text[query.text.index("\nSELECT") :]
    used = set(re.findall(r"(?<![\w?:/])([a-z]+):[\w-]+", re.sub(r"\"[^\"]*\"|#.*", "", body)))
    assert used == set(declared)
    assert declared.items() <= ontology.PREFIXES.items()


@EACH
def test_its_terms_are_declared(query: SavedQuery) -> None:
    body = re.sub(r"\"[^\"]*\"|#.*", "", query.text[query.text.index("\nSELECT") :])
    used = {
        URIRef(ontology.PREFIXES[prefix] + local)
        for prefix, local in re.findall(r"(?<![\w?:/])([a-z]+):([\w-]+)", body)
        if prefix != "xsd"
    }
    declared = {subject for part in ("ontology", "themes") for subject in ontology.load(part).subjects(RDF.type)}
    assert used - declared == set()


@EACH
def test_what_a_form_may_offer_is_there(query: SavedQuery) -> None:
    everything = _known()
    for parameter in query.parameters:
        if parameter.of is None:
            continue
        of = URIRef(parameter.of)
        assert (of, RDF.type, None) in everything
        if of in {ontology.RG.Initiative, ontology.RG.Region}:
            continue  # the example may stand in a plan only: see the tests on the real plans
        default = URIRef(parameter.default)
        assert (default, RDF.type, of) in everything or (default, SKOS.inScheme, of) in everything


def test_another_base() -> None:
    moved = queries.all(base="https://example.org/id/")
    defaults = [parameter.default for query in moved for parameter in query.parameters]
    assert not [default for default in defaults if default.startswith(queries.BASE)]
    assert "https://example.org/id/region/gemeente-zwolle" in defaults
    assert "https://w3id.org/regiograaf/theme/ouderen" in defaults, "themes do not stand under the base"
    assert queries.BASE == ontology.BASE


def _known() -> Graph:
    return sum((ontology.load(part) for part in ontology.PARTS), Graph())


def _body(query: SavedQuery) -> str:
    """The query without head, prefixes, comments and strings."""
    body = query.text[query.text.index("\nSELECT") + 1 :]
    return re.sub(r"\"[^\"]*\"|#.*", "", body)


def _selects(body: str) -> list[tuple[str, str]]:
    """Each SELECT clause with what stands between the braces of its WHERE."""
    found = []
    for match in re.finditer(r"SELECT\b(.*?)WHERE\s*\{", body, re.DOTALL):
        depth, end = 1, match.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(body[end], 0)
            end += 1
        found.append((match[1], body[match.end() : end - 1]))
    return found
