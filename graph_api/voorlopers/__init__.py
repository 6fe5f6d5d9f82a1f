"""Voorlopers for a region: initiatives elsewhere that already work, fit the region's goals, and that it has not yet.

`asked` what is asked and what was found · `weights` what counts for how much (weights.toml) · `texts` how alike words are ·
`fit` how well each fits the region · `had` what the region has already · `rank` the order of it all · `reasons` the
sentences · `prepared` kept for a version · `answer` and `shown` as JSON, tables and page.
"""

from graph_api.voorlopers.asked import Advice, Asked, Found, LeftOut, State
from graph_api.voorlopers.prepared import Prepared
from graph_api.voorlopers.rank import voorlopers
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
