"""Voorlopers for a region: initiatives elsewhere that already work, fit the region's goals, and that it has not yet.

`weights` what counts for how much (weights.toml) · `texts` how alike words are · `candidates` what comes into question ·
`fit` how well each fits the region · `rank` the order of it all · `reasons` the sentences · `prepared` kept for a version.
"""

from graph_api.voorlopers.prepared import Prepared
from graph_api.voorlopers.rank import Advice, Asked, Found, LeftOut, State, voorlopers
from graph_api.voorlopers.weights import WeightError, Weights

__all__ = [
    "Advice",
    "Asked",
    "Found",
    "LeftOut",
    "Prepared",
    "State",
    "WeightError",
    "Weights",
    "voorlopers",
]
