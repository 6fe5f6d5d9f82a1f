"""docs/dependencies.md against pyproject.toml, the client's package.json, and the packages' own metadata."""

from __future__ import annotations

import json
import re
import tomllib
from importlib.metadata import PackageMetadata, metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
CLIENT = ROOT / "graph_api" / "web" / "client"
FROM_NPM = dict(re.findall(r"^\| `([^`]+)` \| .+ \| (.+) \|$", PAGE, re.MULTILINE))
LISTED = dict(re.findall(r"^\| ([a-z][\w-]+) \| .+ \| (.+) \|$", PAGE.replace("| package |", ""), re.MULTILINE))


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=~\[ ]", requirement)[0] for requirement in requirements}


def licence(package: PackageMetadata) -> str:
    """What a package says of its licence, wherever it says so."""
    classifiers = [line.split(" :: ")[-1] for line in package.get_all("Classifier") or [] if line.startswith("License")]
    said = package.get("License-Expression") or package.get("License") or " ".join(classifiers)
    return said.strip().splitlines()[0].strip()  # some give the whole text; its first line is the name


def test_every_dependency_is_explained_and_nothing_else() -> None:
    extras = PROJECT["optional-dependencies"]
    assert set(LISTED) == names([*PROJECT["dependencies"], *extras["dev"], *extras["client"]])


@pytest.mark.parametrize("package", sorted(set(LISTED)))
def test_the_licence_is_what_the_package_says(package: str) -> None:
    assert LISTED[package] == licence(metadata(package))


def test_every_package_from_npm_is_explained_and_nothing_else() -> None:
    described = json.loads((CLIENT / "package.json").read_text(encoding="utf-8"))
    assert FROM_NPM.keys() == described["devDependencies"].keys() | described.get("dependencies", {}).keys()


@pytest.mark.parametrize("package", sorted(FROM_NPM))
def test_the_licence_from_npm_is_what_the_package_says(package: str) -> None:
    lock = json.loads((CLIENT / "package-lock.json").read_text(encoding="utf-8"))
    assert FROM_NPM[package] == lock["packages"][f"node_modules/{package}"]["license"]
