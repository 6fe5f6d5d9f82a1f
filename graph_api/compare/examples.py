"""Examples of answers, for OpenAPI; of fictional regions."""

from __future__ import annotations

from pydantic.config import JsonDict

GOAL = "https://w3id.org/regiograaf/id/goal/brinkland/5f2c81d0a3e4"
CELL: JsonDict = {
    "region": "brinkland",
    "state": "covered",
    "state_nl": "gevonden",
    "state_en": "found",
    "goals": {"resultAgreement": [GOAL]},
    "initiatives": {"planned": ["https://w3id.org/regiograaf/id/initiative/brinkland/de-hof-3b1f20"]},
    "voorlopers": [],
    "goal_count": 1,
    "initiative_count": 1,
    "voorloper_count": 0,
    "plan_themes": ["https://w3id.org/regiograaf/id/theme/brinkland/ouder-worden"],
    "share": 0.31,
    "salience": 0.27,
    "mentions": 0,
    "mentioned": [],
    "rejected": [],
}
MISSING: JsonDict = {
    "region": "waterlanden",
    "row": "wijkgericht-werken",
    "state": "mentioned",
    "text_nl": "Waterlanden: niet gevonden als doel of initiatief over Wijkgericht werken, maar 'Regioplan Waterlanden' "
    "noemt het wel (3 keer, zoals 'wijk').",
    "text_en": "Waterlanden: not found as a goal or initiative on Neighbourhood-based working, but 'Regioplan "
    "Waterlanden' does mention it (3 times, as 'wijk').",
}
LIKE: JsonDict = {
    "region": {
        "key": "waterlanden",
        "iri": "https://w3id.org/regiograaf/id/region/waterlanden",
        "label_nl": "Waterlanden",
        "label_en": "Waterlanden",
    },
    "score": 0.345,
    "themes": 0.64,
    "goals": 0.0,
    "initiatives": 0.1,
    "because": [
        {
            "kind": "theme",
            "weight": 0.41,
            "text_nl": "Ouderen: 27% en 32% van het gewicht van de plannen",
            "text_en": "Older people: 27% and 32% of the weight of the plans",
            "things": ["https://w3id.org/regiograaf/theme/ouderen"],
        }
    ],
}
