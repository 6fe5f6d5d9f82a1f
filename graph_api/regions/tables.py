"""What is told of regions, as tables."""

from __future__ import annotations

from graph_api.compare.tables import region_table
from graph_api.regions.answers import RegionList, RegionPage, RegionRow
from graph_api.tables import Table, Value


def list_table(found: RegionList) -> Table:
    """A row for each region that is listed; `?all=true` lists those that were not read too."""
    table = region_table(found)
    rows: list[tuple[Value, ...]] = [
        (*row, one.kind, one.voorlopers, "; ".join(around.label_nl for around in one.around))
        for row, one in zip(table.rows, found.regions, strict=True)
    ]
    return Table(table.name, (*table.columns, "kind", "voorlopers", "around"), rows)


def page_tables(found: RegionPage) -> list[Table]:
    """A region as tables: its numbers, themes, goals with a year, parts, and checks."""
    return [
        page_table(found),
        theme_table(found),
        Table(
            "goals by year",
            ("year", "statement", "kind", "theme", "iri"),
            [
                (one.year, one.statement, one.kind, one.theme.label_nl if one.theme else None, one.iri)
                for one in found.timeline
            ],
        ),
        Table(
            "parts",
            ("region", "label", "kind_nl", "goals", "initiatives", "voorlopers", "salient"),
            [
                (
                    *(one.key, one.label_nl, one.kind_nl, one.goals, one.initiatives, one.voorlopers),
                    "; ".join(theme.label_nl for theme in one.salient),
                )
                for one in found.parts
            ],
        ),
        Table(
            "checks",
            ("check", "looked for", "found", "of", "share"),
            [(one.name, one.nl, one.found, one.of, one.share) for one in found.checks],
        ),
        Table(
            "about",
            ("what", "text_nl", "text_en"),
            [
                ("citation", found.citation_nl, found.citation_en),
                ("note", found.note_nl, found.note_en),
                ("version", found.version, found.version),
            ],
        ),
    ]


def page_table(found: RegionRow) -> Table:
    """A row with the numbers of a region."""
    as_list = RegionList(version="", regions=[found], name="", kinds=[], not_read=[], note_nl="", note_en="")
    return list_table(as_list)


def theme_table(found: RegionPage) -> Table:
    """A row for each theme, with what the region says of it."""
    header = ("theme", "label_nl", "label_en", "state", "state_nl", "salience", "share", "goals", "initiatives")
    rows: list[tuple[Value, ...]] = [
        (
            *(one.key, one.label_nl, one.label_en, one.state, one.state_nl, one.salience, one.share),
            *(one.goals, one.initiatives, one.voorlopers, one.mentions),
        )
        for one in found.themes
    ]
    return Table("themes", (*header, "voorlopers", "mentions"), rows)
