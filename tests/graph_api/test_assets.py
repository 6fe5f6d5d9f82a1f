"""What the pages load: names with a hash, kept for a year, sent compressed; small, and of packages that may go with it."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import httpx
import pytest

from graph_api.web.assets import STATIC, NotBuiltError, asset

CLIENT = Path(__file__).parents[2] / "graph_api" / "web" / "client"
BUILT = STATIC / "built"
PACKAGE = json.loads((CLIENT / "package.json").read_text(encoding="utf-8"))
LOCK = json.loads((CLIENT / "package-lock.json").read_text(encoding="utf-8"))


def loaded(script: Path) -> set[Path]:
    """A module with those that it imports at once (not those that it loads when a page needs them)."""
    names = re.findall(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""", script.read_text(encoding="utf-8"))
    return {script}.union(*(loaded(script.with_name(name)) for name in names))


def compressed(paths: set[Path]) -> int:
    """Bytes of files as they are sent to a client that takes gzip."""
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


@pytest.mark.parametrize("name", ["main.css", "main.js", "font.woff2"])
def test_names_have_a_hash_and_are_kept_for_a_year(client: httpx.Client, name: str) -> None:
    address = asset(name)
    assert re.search(r"-[A-Z0-9]{8}\.\w+$", address)
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    again = client.get(address, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert not again.content


@pytest.mark.parametrize(("accepted", "coding"), [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip")])
def test_they_are_sent_compressed(client: httpx.Client, accepted: str, coding: str) -> None:
    whole = client.get(asset("main.css"), headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in whole.headers
    with client.stream("GET", asset("main.css"), headers={"Accept-Encoding": accepted}) as answer:
        sent = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == coding
        assert answer.headers["content-type"] == whole.headers["content-type"] == "text/css; charset=utf-8"
        assert "Accept-Encoding" in answer.headers["vary"]
        assert answer.headers["etag"] != whole.headers["etag"]
    assert len(sent) < len(whole.content) / 4
    if coding == "gzip":
        assert gzip.decompress(sent) == whole.content


def test_a_page_loads_what_was_built(client: httpx.Client) -> None:
    text = client.get("/queries", headers={"Accept": "text/html"}).text
    for name in ("main.css", "main.js", "font.woff2"):
        assert f'"{asset(name)}"' in text


def test_what_was_not_built_is_told_with_the_way_out() -> None:
    with pytest.raises(NotBuiltError, match=r"none\.css.*make setup"):
        asset("none.css")


def test_a_plain_page_loads_little() -> None:
    script = STATIC.parent / asset("main.js").lstrip("/")
    style = STATIC.parent / asset("main.css").lstrip("/")
    assert compressed(loaded(script)) < 15_000
    assert compressed({style}) < 40_000


def test_nothing_that_is_built_names_another_host_to_load_from() -> None:
    for path in BUILT.glob("*.css"):
        for address in re.findall(r"url\(([^)]*)\)", path.read_text(encoding="utf-8")):
            assert address.strip("\"'").startswith(("./", "data:", "#")), (path.name, address)


def test_licences_are_told_of_all_that_is_built_and_of_nothing_else() -> None:
    text = (BUILT / "licences.txt").read_text(encoding="utf-8")
    told = dict(re.findall(r"^((?:@[\w.-]+/)?[\w.-]+) \S+: (\S.*)$", text.partition("=" * 80)[0], re.MULTILINE))
    assert {"echarts", "zrender", "cytoscape", "@utrecht/table-css"} <= set(told)
    assert told.keys() <= {name.rpartition("node_modules/")[2] for name in LOCK["packages"]}
    assert not re.search(r"(?<![L])A?GPL", " ".join(told.values()))
    assert "axe-core" not in told, "tests alone use it"


def test_the_lock_names_no_host_and_every_version() -> None:
    packages = {path: found for path, found in LOCK["packages"].items() if path}
    assert all("resolved" not in found for found in packages.values())
    assert all(found["integrity"].startswith("sha512-") for found in packages.values())
    assert "://" not in re.sub(r'"(?:url|funding)": "[^"]*"', "", json.dumps(LOCK["packages"][""]))
    asked = PACKAGE["devDependencies"] | PACKAGE.get("dependencies", {})
    assert all(re.fullmatch(r"[\d.]+", version) for version in asked.values()), "exact, as the lock has them"
