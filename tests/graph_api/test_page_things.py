"""Pages of initiatives, goals, organisations and other things: all that is known, in both languages, in few queries."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from plan_facts import FALLS, facts, goal, initiative, iri, organisation
from small_service import Serve, triples

from graph_api.checks.tally import Checked
from graph_api.lists import Lists
from graph_api.networks.answer import around
from graph_api.networks.build import Chosen
from graph_api.networks.measures import measured
from graph_api.pages_of.goal import goal as goal_shown
from graph_api.pages_of.initiative import initiative as initiative_shown
from graph_api.pages_of.initiative import roles_of
from graph_api.pages_of.organisation import NODES, figure
from graph_api.pages_of.organisation import organisation as organisation_shown
from graph_api.store import EmbeddedStore, Snapshot
from graph_api.things import PIECES, SHOWN, look, statements
from graph_api.voorlopers import Prepared
from ontology import BASE, RG

HTML = {"Accept": "text/html"}
GGD, CARE = iri("organisation", "ggd"), iri("organisation", "care")
WHOLE = goal("whole", "Ouderen vallen minder", themes=(FALLS,))
PART = goal("part", "In 2026 zijn er 10 valcursussen", themes=(FALLS,), years=(2026,), parents=(WHOLE.iri,))
COURSE = initiative(
    "course",
    "Valcursus",
    "a",
    (FALLS,),
    names=("Valcursus", "Cursus vallen"),
    goals=(PART.iri,),
    roles={CARE: frozenset({"involves"}), GGD: frozenset({"ledBy", "involves"})},
)


@pytest.mark.parametrize(
    ("roles", "shown"),
    [
        ({"involves"}, ("involves",)),
        ({"involves", "ledBy"}, ("ledBy",)),
        ({"fundedBy", "partner"}, ("partner", "fundedBy")),
    ],
)
def test_that_an_organisation_is_involved_says_nothing_beside_another_role(
    roles: set[str], shown: tuple[str, ...]
) -> None:
    assert roles_of(roles) == shown


def test_an_initiative_is_shown_with_who_leads_first_what_it_serves_and_its_other_names() -> None:
    made = facts(WHOLE, PART, COURSE, organisation("ggd", "a"), organisation("care", "a"))
    shown = initiative_shown(Lists(made), COURSE.iri)
    assert [(one.organisation.key, one.roles) for one in shown.partners] == [
        ("ggd", ("ledBy",)),
        ("care", ("involves",)),
    ]
    assert [one.statement for one in shown.goals] == [PART.statement]
    assert shown.names == ("Cursus vallen",) and not shown.rejected
    assert initiative_shown(Lists(made, rejected={COURSE.iri}), COURSE.iri).rejected


def test_a_goal_is_shown_with_what_it_is_part_of_what_serves_it_and_what_is_like_it() -> None:
    other = goal("other", "Minder valpartijen van ouderen", "b", (FALLS,))
    made = facts(WHOLE, PART, other, COURSE, organisation("ggd", "a"))
    checked = Checked(made, Prepared(made).texts, lambda plan: None)
    near = {PART.iri: {other.iri: 0.7}}
    shown = goal_shown(Lists(made), near, checked.of(PART.iri), PART.iri)
    assert [one.iri for one in shown.parents] == [WHOLE.iri]
    assert [one.iri for one in shown.initiatives] == [COURSE.iri]
    assert [(row.iri, score) for row, score in shown.alike] == [(other.iri, 0.7)]
    assert {one.name: one.found for one in shown.checks}["goal-time-bound"]
    assert not any(one.name.startswith("agreement") for one in shown.checks)
    whole = goal_shown(Lists(made), {}, checked.of(WHOLE.iri), WHOLE.iri)
    assert [one.iri for one in whole.parts] == [PART.iri] and whole.alike_total == 0
    assert goal_shown(Lists(made, rejected={other.iri}), near, [], PART.iri).alike == []


def test_an_organisation_is_shown_with_its_initiatives_by_role_and_without_what_review_rejected() -> None:
    other = initiative("other", "Iets anders", "b", roles={GGD: frozenset({"partner"})})
    made = facts(COURSE, other, organisation("ggd", "a", "b"), organisation("care"))
    shown = organisation_shown(Lists(made), GGD)
    assert [(role, [row.label for row in rows]) for role, rows in shown.by_role] == [
        ("ledBy", ["Valcursus"]),
        ("partner", ["Iets anders"]),
    ]
    assert [region.key for region in shown.regions] == ["a", "b"] and shown.initiatives == 2
    assert [(plan.key, [one.key for one in regions]) for plan, regions in shown.plans] == [("a", ["a"]), ("b", ["b"])]
    assert organisation_shown(Lists(made, rejected={other.iri}), GGD).initiatives == 1


def test_a_figure_shows_the_first_of_many_and_the_ties_between_them() -> None:
    many = [organisation(f"o{n:02}") for n in range(NODES + 5)]
    hub = many[0].iri
    ties = [
        initiative(f"i{n}", "Iets", "a", roles=dict.fromkeys((hub, other.iri), frozenset({"partner"})))
        for n, other in enumerate(many[1:])
    ]
    made = facts(*ties, *many)
    net = measured(made, Chosen())
    near = around(made, net, hub)
    assert near.node is not None
    nodes = [near.node, *(each.organisation for each in near.neighbours)]
    data = figure(made, net, nodes, 0, "andere", lambda iri: f"/x/{iri}")
    assert len(data["nodes"]) == NODES and data["nodes"][0]["id"] == hub
    assert len(data["edges"]) == NODES - 1
    assert data["kinds"] == {"rest": "andere"}
    shown = {node["id"] for node in data["nodes"]}
    assert all({edge["source"], edge["target"]} <= shown for edge in data["edges"])


class Counted:
    """A version that counts what it is asked."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.asked = 0

    def rows(self, *query: Any, **bindings: Any) -> Any:
        self.asked += 1
        return self._snapshot.rows(*query, **bindings)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._snapshot, name)


@pytest.fixture
def many(store: EmbeddedStore) -> Iterator[tuple[EmbeddedStore, str, str]]:
    """A store with a thing of which little is said, and one with much."""
    few, lots = f"{BASE}goal/few", f"{BASE}goal/lots"

    def said(thing: str, number: int) -> str:
        pieces = "\n".join(
            f"<{thing}> rg:evidence <{thing}/e{n}> ; rg:target <{thing}/t{n}>, [ rg:value {n} ] . "
            f'<{thing}/e{n}> oa:exact "woorden {n}" ; oa:hasSource <{BASE}plan/veenrand> . <{thing}/t{n}> rg:value {n} . '
            f"<{BASE}initiative/{n}> rg:servesGoal <{thing}> . <{BASE}goal/{n}> rg:partOfGoal <{thing}> ."
            for n in range(number)
        )
        return f'<{thing}> a rg:Goal ; rg:statement "Een doel" .\n{pieces}'

    with store.write() as draft:
        draft.replace_graph(f"{BASE}graph/plan/many", triples(said(few, 1) + "\n" + said(lots, PIECES + 20)))
        draft.publish()
    yield store, few, lots


def test_a_thing_takes_as_many_queries_whatever_is_said_of_it(many: tuple[EmbeddedStore, str, str]) -> None:
    store, few, lots = many
    with store.read() as snapshot:
        counts = []
        for thing in (few, lots):
            counted = Counted(snapshot)
            found = look(counted, thing, "nl")
            counts.append(counted.asked)
        assert counts[0] == counts[1] <= 8
        assert found is not None
        assert len(found.quotes) == PIECES and found.quotes_number == PIECES + 20
        assert {item.iri: (len(item.values), item.number) for item in found.pointing} == {
            str(RG.servesGoal): (SHOWN, PIECES + 20),
            str(RG.partOfGoal): (SHOWN, PIECES + 20),
        }


def test_statements_are_rows_of_the_thing_and_then_of_its_parts(made_once: EmbeddedStore, client: httpx.Client) -> None:
    with made_once.read() as snapshot:
        rows = statements(snapshot, f"{BASE}goal/g")
    assert rows[0][0] == f"{BASE}goal/g"
    assert {row[0] for row in rows} == {f"{BASE}goal/g", f"{BASE}goal/g/target", f"{BASE}evidence/g"}
    plan = next(row for row in rows if row[3] == f"{BASE}plan/veenrand")
    assert plan[4] == "Regioplan Veenrand"
    answer = client.get("/id/goal/g.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    table = list(csv.reader(io.StringIO(answer.text)))
    assert table[0][:2] == ["thing", "property"] and len(table) == 1 + len(rows)
    assert client.get("/id/goal/g", params={"format": "csv"}).text == answer.text


def test_a_statement_that_a_spreadsheet_would_run_is_disarmed(store: EmbeddedStore, serve: Serve) -> None:
    evil = f'<{BASE}goal/evil> a rg:Goal ; rg:statement "=1+1" .'
    with store.write() as draft:
        draft.replace_graph(f"{BASE}graph/plan/evil", triples(evil))
        draft.publish()
    cells = [cell for row in csv.reader(io.StringIO(serve().get("/id/goal/evil.csv").text)) for cell in row]
    assert "'=1+1" in cells and "=1+1" not in cells


def first(client: httpx.Client, what: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/regions/brinkland/{what}.json").json()["items"][0]
    return found


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_initiative_an_organisation_and_a_goal_show_what_their_lists_say(
    example_client: httpx.Client, language: str
) -> None:
    for what, kind in (("initiatives", "initiative"), ("organisations", "organisation"), ("goals", "goal")):
        row = first(example_client, what)
        name = row.get("label") or row["statement"]
        page = example_client.get(f"/id/{kind}/{row['iri'].partition(f'/{kind}/')[2]}.html?lang={language}")
        assert page.status_code == 200, row["iri"]
        text = html.unescape(page.text)
        assert name in text and text.count(f"<code>{row['iri']}</code>") == 1
        for theme in row.get("themes", []):
            assert f'<a href="/themes/{theme["key"]}">{theme[f"label_{language}"]}</a>' in text
        for quote in row["quotes"]:
            assert quote["words"] in text and f"?at={quote['start']}#c{quote['start']}" in text


def test_a_hostile_name_does_no_harm_and_a_status_that_is_not_ours_has_a_name(
    store: EmbeddedStore, serve: Serve
) -> None:
    bad = "<script>alert(1)</script>"
    evil = triples(
        f'<{BASE}initiative/evil> a rg:Initiative ; skos:prefLabel "{bad}" ; dcterms:description "{bad}" ; rg:status rg:odd ;'
        f" rg:involves <{BASE}organisation/evil> ; rg:servesGoal <{BASE}goal/evil> ; rg:statedIn <{BASE}plan/veenrand> ;"
        f" rg:evidence <{BASE}evidence/i> .\n"
        f'<{BASE}organisation/evil> a rg:Organisation ; skos:prefLabel "{bad}" ; skos:altLabel "{bad}x" ; skos:note "{bad}" .\n'
        f'<{BASE}goal/evil> a rg:Goal ; rg:statement "{bad}" ; rg:goalKind rg:odd ; rg:statedIn <{BASE}plan/veenrand> .\n'
    )
    with store.write() as draft:
        draft.replace_graph(f"{BASE}graph/plan/evil", evil)
        draft.publish()
    client = serve()
    for path in (
        *("/id/initiative/evil", "/id/organisation/evil", "/id/goal/evil", "/organisations", "/networks/organisations"),
        *("/organisations/evil/network", "/similar", "/voorlopers?region=veenrand"),
    ):
        page = client.get(path, headers=HTML)
        assert page.status_code == 200, (path, page.text)
        assert "<script>alert" not in page.text, path


def test_a_thing_leads_to_its_own_page_and_evidence_to_its_words(example_client: httpx.Client) -> None:
    region = example_client.get("/id/region/brinkland.html").text
    assert 'href="/regions/brinkland"' in region
    assert 'href="/themes/ouderen"' in example_client.get("/theme/ouderen.html").text
    quote = first(example_client, "goals")["quotes"][0]
    page = example_client.get(quote["evidence"].replace(BASE, "/id/") + ".html").text
    assert quote["words"] in html.unescape(page) and f"?at={quote['start']}" in page


def test_like_initiatives_have_a_page_which_asks_when_it_is_not_clear(example_client: httpx.Client) -> None:
    start = example_client.get("/similar", headers=HTML)
    assert start.status_code == 200 and 'name="initiative"' in start.text
    assert example_client.get("/similar").status_code == 400
    row = first(example_client, "initiatives")
    key = row["iri"].removeprefix(f"{BASE}initiative/")
    made = example_client.get("/similar", params={"initiative": key}).json()
    page = example_client.get("/similar", params={"initiative": key, "format": "html"})
    assert page.status_code == 200
    for like in made["similar"]:
        assert like["initiative"]["name"] in html.unescape(page.text)
    assert example_client.get(f"/initiatives/{key}/similar", headers=HTML).status_code == 200
    near = example_client.get("/similar", params={"initiative": row["label"][:-1]}, headers=HTML)
    assert near.status_code in (200, 404) and "/similar?" in near.text
    assert example_client.get("/similar", params={"initiative": "qqqqqqqq"}, headers=HTML).status_code == 404


def test_networks_have_pages_with_the_numbers_of_the_json(example_client: httpx.Client) -> None:
    made = example_client.get("/networks/organisations").json()
    page = example_client.get("/networks/organisations?format=html&lang=en").text
    assert f"{made['total_nodes']} organisations, {made['total_links']} collaborations" in page
    assert all(html.escape(node["label"], quote=False) in page.replace("&#39;", "'") for node in made["nodes"][:20])
    assert "/networks/organisations.graphml" in page
    none = example_client.get("/networks/organisations?least=900&format=html&lang=en").text
    assert "No collaboration found" in none
    near = example_client.get("/organisations/ggz-de-linde/network", headers=HTML)
    assert near.status_code == 200 and 'type="application/json"' in near.text


def test_organisations_are_a_list_with_the_same_number_in_every_form(example_client: httpx.Client) -> None:
    made = example_client.get("/organisations.json").json()
    assert made["total"] > made["size"] or made["total"] == len(made["items"])
    table = list(csv.reader(io.StringIO(example_client.get("/organisations.csv").text)))
    assert len(table) == 1 + made["total"]
    page = example_client.get("/organisations.html?lang=en").text
    assert f"<strong>{made['total']}</strong> found" in page
