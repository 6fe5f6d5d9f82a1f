"""docs/linked-data.md against the service: its addresses answer, its queries run, its settings are there."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from graph_api.routes.documents import ENDINGS
from graph_api.settings import Settings
from graph_api.things import SHOWN

PAGE = (Path(__file__).parents[2] / "docs" / "linked-data.md").read_text(encoding="utf-8")
CALLS = re.findall(r"^curl (.+)$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("call", CALLS)
def test_its_calls_answer(example_client: httpx.Client, call: str) -> None:
    address = urlsplit(re.findall(r"http://127\.0\.0\.1:8000([^\s']+)", call)[0])
    headers = dict(header.split(": ") for header in re.findall(r"-H '([^']+)'", call))
    data = dict(pair.split("=", 1) for pair in re.findall(r"--data-urlencode '([^']+)'", call))
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    answer = example_client.request("POST" if data else "GET", address.path, params=asked, headers=headers, data=data)
    assert answer.status_code == 200
    assert len(answer.content) > 200


def test_its_query_finds_the_saved_queries(example_client: httpx.Client) -> None:
    (query,) = re.findall(r"```sparql\n(.*?)```", PAGE, re.DOTALL)
    answer = example_client.get("/sparql", params={"query": query}).json()
    assert len(answer["results"]["bindings"]) > 20


def test_its_settings_endings_and_numbers_are_those_of_the_code() -> None:
    settings = set(re.findall(r"REGIOGRAAF_([A-Z_]+)", PAGE))
    assert settings <= {name.upper() for name in Settings.model_fields}
    forms = PAGE.partition("| ending | form |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`\.([a-z]+)`", forms)) == set(ENDINGS)
    assert f"({SHOWN} of each property" in PAGE


def test_the_readme_calls_what_answers(example_client: httpx.Client) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    addresses = re.findall(r"^curl '?http://127\.0\.0\.1:8000([^\s']+)", readme, re.MULTILINE)
    assert len(addresses) >= 2
    for address in addresses:
        assert example_client.get(address).status_code == 200
