"""Names of things: the same, nearly the same, and none."""

from __future__ import annotations

import httpx
import pytest

from graph_api.lookup import Kind, Named, Names


def named(iri: str, *names: str, kinds: tuple[Kind, ...] = (Kind.REGION,)) -> Named:
    return Named(f"https://w3id.org/regiograaf/id/{iri}", kinds, names[0], names, "")


NAMES = Names(
    [
        named("region/noord", "Café-Noord", "Noord"),
        named("region/zuid", "Zuid"),
        named("organisation/noord", "Noord", kinds=(Kind.ORGANISATION,)),
        named("initiative/p/beweeg", "Beweegcoach in de wijk", kinds=(Kind.INITIATIVE, Kind.VOORLOPER)),
    ]
)


@pytest.mark.parametrize("name", ["Café-Noord", "cafe noord", "CAFÉ  NOORD", "Cafe'Noord"])
def test_case_accents_and_punctuation_do_not_count(name: str) -> None:
    (match,) = NAMES.find(name)
    assert (match.thing.iri.rsplit("/", 2)[-2:], match.name, match.score) == (["region", "noord"], "Café-Noord", 100)


def test_a_label_goes_before_another_name_and_kinds_choose() -> None:
    assert [match.thing.label for match in NAMES.find("noord")] == ["Noord", "Café-Noord"]
    assert [match.thing.label for match in NAMES.find("noord", Kind.REGION)] == ["Café-Noord"]
    assert NAMES.find("beweegcoach in de wijk", Kind.VOORLOPER)
    assert not NAMES.find("noord", Kind.PLAN)


def test_what_is_not_there_gives_what_comes_near() -> None:
    (near,) = NAMES.find("beweegcoach wijk")
    assert near.thing.label == "Beweegcoach in de wijk"
    assert near.score < 100
    assert NAMES.find("geheel iets anders") == []
    assert NAMES.find("…") == []


def test_the_nearest_of_an_iri_are_of_its_kind() -> None:
    near = NAMES.near("https://w3id.org/regiograaf/id/region/nord")
    assert [thing.iri.rsplit("/id/")[-1] for thing in near] == ["region/noord"]


def test_over_http(example_client: httpx.Client) -> None:
    answer = example_client.get("/lookup", params={"label": "WATERLANDEN", "kind": "Region"})
    found = answer.json()
    assert found["exact"] is True
    assert found["found"][0]["iri"] == "https://w3id.org/regiograaf/id/region/waterlanden"
    assert example_client.get(found["found"][0]["address"]).status_code == 200
    assert example_client.get("/lookup", params={"label": "waterlandem"}).json()["exact"] is False
    again = example_client.get(
        "/lookup", params={"label": "WATERLANDEN", "kind": "Region"}, headers={"If-None-Match": answer.headers["etag"]}
    )
    assert again.status_code == 304


def test_openapi_types_it(example_client: httpx.Client) -> None:
    described = example_client.get("/openapi.json").json()
    operation = described["paths"]["/lookup"]["get"]
    assert {parameter["name"] for parameter in operation["parameters"]} == {"label", "kind", "limit"}
    found = described["components"]["schemas"]["Found"]["properties"]
    assert {"iri", "label", "kinds", "region"} <= set(found)
    assert set(described["components"]["schemas"]["Kind"]["enum"]) == set(Kind)
