"""Initiatives of fictional regions, to compare."""

from __future__ import annotations

from typing import Any

from graph_api.similar.initiatives import Initiative

FALLS = Initiative(
    "a", ("Stevig Staan valtraining", "valtraining"), "Ouderen leren in een valtraining stevig staan.", "Veenrand",
    themes=("valpreventie", "ouderen"), groups=("ouderen",), organisations=frozenset({"sportbedrijf de dijk"}),
)  # fmt: skip
TWIN = Initiative(
    "b", ("Cursus valpreventie Stevig Staan",), "In een valtraining leren ouderen hoe zij stevig staan.", "Duinoord",
    themes=("valpreventie", "ouderen"), groups=("ouderen",), organisations=frozenset({"sportbedrijf de dijk"}),
)  # fmt: skip
NAMESAKE = Initiative(
    "c", ("Stevig Staan loopbaancoaching",), "Starters in de zorg krijgen een coach.", "Duinoord",
    themes=("arbeidsmarkt",), groups=("starters",),
)  # fmt: skip
PRESCRIBED = Initiative(
    "d", ("Welzijn op Recept",), "De huisarts verwijst naar het buurthuis.", "Veenrand", themes=("welzijn-op-recept",)
)
SOCIAL = Initiative(
    "e", ("WoR-aanpak in de wijk", "welzijn op recept"), "Praktijkondersteuners bellen een welzijnscoach.", "Duinoord",
    themes=("welzijn-op-recept",),
)  # fmt: skip
FILL = tuple(
    Initiative(f"f{place}", (name,), text, "Elders", themes=(theme,))
    for place, (name, text, theme) in enumerate(
        (
            ("Leerwerkplaats techniek", "Monteurs leiden jongeren op.", "arbeidsmarkt"),
            ("Gegevens delen tussen apotheken", "Apotheken wisselen lijsten uit.", "gegevensuitwisseling"),
            ("Hitteplan voor verpleeghuizen", "Bij warm weer komt er drinken langs.", "duurzaamheid"),
            ("Moestuin achter het gemeentehuis", "Bewoners kweken groente.", "wonen-leefomgeving"),
            ("Nachtzuster op afstand", "Een zuster kijkt mee via een scherm.", "digitalisering"),
        )
    )
)
ALL = (FALLS, TWIN, NAMESAKE, PRESCRIBED, SOCIAL, *FILL)


def as_json(initiative: Initiative) -> dict[str, Any]:
    """As a file lists it."""
    return {
        "id": initiative.id,
        "name": initiative.name,
        "aliases": list(initiative.names[1:]),
        "quote": initiative.text,
        "region": initiative.region,
        "theme": initiative.plan_theme,
        "national": list(initiative.themes),
        "status": initiative.status,
        "organisations": sorted(initiative.organisations),
        "target_groups": list(initiative.groups),
    }
