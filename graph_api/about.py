"""How this is made, how well, and how to cite it: what the page About tells, as data."""

from __future__ import annotations

import json
from typing import Any, Final

from pydantic import BaseModel, Field

from graph_api.evaluation.figures import Figures
from graph_api.settings import Settings
from graph_api.store import VersionInfo
from graph_api.tables import Value

COLUMNS: Final = ("kind", "nl", "en", "of", "precision", "recall", "f1", "reference", "found")
_TITLE_NL: Final = "Regiograaf: wat regionale zorgplannen zeggen"
_TITLE_EN: Final = "Regiograaf: what Dutch regional care plans say"
_LICENCES: Final = {"https://spdx.org/licenses/EUPL-1.2": "EUPL-1.2"}


class Citation(BaseModel):
    """How to cite a version."""

    text_nl: str
    text_en: str
    bibtex: str
    csl: dict[str, Any] = Field(description="the same as CSL-JSON (citationstyles.org)")


class About(BaseModel):
    """What this service is, of which version."""

    version: str = Field(description="of the graph", examples=["000003"])
    made: str = Field(description="when that version was published (UTC)")
    software: str
    statements: int
    address: str = Field(description="of the service, as others know it")
    base: str = Field(description="what the IRIs of things start with")
    publisher: str
    contact: str | None = Field(description="an e-mail address or a web page; null where none is given")
    licence: str = Field(description="IRI of the licence of the graph")
    licence_name: str
    citation: Citation
    scores: Figures | None = Field(description="of the reader; null where none were measured")


def about(version: VersionInfo, settings: Settings, address: str, scores: Figures | None) -> About:
    """What there is to say.

    Args:
        version: that is served.
        settings: of the service.
        address: of the service, without a slash at its end.
        scores: of the reader.
    """
    return About(
        version=version.name,
        made=version.made,
        software=version.software,
        statements=version.statements,
        address=address,
        base=settings.base,
        publisher=settings.publisher,
        contact=settings.contact or None,
        licence=settings.licence,
        licence_name=_LICENCES.get(settings.licence, settings.licence),
        citation=_citation(version, settings.publisher, address),
        scores=scores,
    )


def rows(answer: About) -> list[list[Value]]:
    """The scores, a row for each kind, as long as COLUMNS."""
    return [
        [one.kind, one.label_nl, one.label_en, one.of, one.precision, one.recall, one.f1, one.reference, one.found]
        for one in (answer.scores.overall if answer.scores else ())
    ]


def csl(answer: About) -> str:
    """The citation as CSL-JSON: a list with one item, as programs that keep references read it."""
    return json.dumps([answer.citation.csl], ensure_ascii=False, indent=1)


def _citation(version: VersionInfo, publisher: str, address: str) -> Citation:
    date = version.made[:10]
    year, key = date[:4], f"regiograaf-{version.name}"
    return Citation(
        text_nl=f"{publisher} ({year}). {_TITLE_NL} (versie {version.name}, {date}) [dataset]. {address}/",
        text_en=f"{publisher} ({year}). {_TITLE_EN} (version {version.name}, {date}) [data set]. {address}/",
        bibtex="\n".join(
            (
                f"@misc{{{key},",
                f"  author = {{{{{_tex(publisher)}}}}},",
                f"  title = {{{{{_TITLE_NL}}}}},",
                f"  year = {{{year}}},",
                f"  version = {{{version.name}}},",
                f"  date = {{{date}}},",
                f"  url = {{{address}/}},",
                "  note = {Dataset}",
                "}",
            )
        ),
        csl={
            "id": key,
            "type": "dataset",
            "title": _TITLE_NL,
            "author": [{"literal": publisher}],
            "publisher": publisher,
            "version": version.name,
            "issued": {"date-parts": [[int(part) for part in date.split("-")]]},
            "URL": f"{address}/",
            "language": "nl",
        },
    )


def _tex(text: str) -> str:
    """A name that BibTeX reads as it is: its special characters escaped."""
    special = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return "".join(special.get(one, f"\\{one}" if one in "{}&%$#_" else one) for one in text)
