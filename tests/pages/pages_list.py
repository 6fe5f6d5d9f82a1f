"""The pages: one list, from which every test of this folder takes what it looks at.

A new page is a new line here. What stands in braces is filled in with things of the graph that is served
(`pages_sites.Things`).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A page."""

    name: str
    address: str
    """Without the host; what stands in braces is a field of `Things`."""
    status: int = 200
    own: bool = True
    """Whether we wrote it; the documentation of the API is made by Swagger UI, which we only serve."""

    def __str__(self) -> str:
        return self.name


PAGES = (
    Page("start", "/"),
    Page("regions", "/regions"),
    Page("region", "/regions/{region}"),
    Page("region-goals", "/regions/{region}/goals"),
    Page("region-initiatives", "/regions/{region}/initiatives"),
    Page("region-organisations", "/regions/{region}/organisations"),
    Page("region-like", "/regions/{region}/like"),
    Page("region-changes", "/regions/{region}/changes"),
    Page("compare-form", "/compare"),
    Page("compare", "/compare?region={region}&region={other}"),
    Page("voorlopers-form", "/voorlopers"),
    Page("voorlopers", "/voorlopers?region={other}&theme={theme}"),
    Page("voorlopers-nothing", "/voorlopers?region={other}&about=xyzzyx"),
    Page("similar-form", "/similar"),
    Page("organisations", "/organisations"),
    Page("plans", "/plans"),
    Page("plan", "/plans/{plan}"),
    Page("plan-report", "/plans/{plan}/report"),
    Page("search-form", "/search"),
    Page("search", "/search?q=valpreventie"),
    Page("search-nothing", "/search?q=xyzzyx"),
    Page("sparql", "/sparql"),
    Page("quality", "/quality"),
    Page("checks", "/checks"),
    Page("about", "/about"),
    Page("network", "/networks/organisations"),
    Page("queries", "/queries"),
    Page("query", "/queries/goals-per-region-for-theme?theme={theme_iri}"),
    Page("query-form", "/queries/voorlopers-for-unserved-goals"),
    Page("themes", "/theme"),
    Page("theme", "/theme/{theme}"),
    Page("codes", "/code"),
    Page("vocabulary", "/def"),
    Page("catalogue", "/catalog"),
    Page("region-thing", "/id/region/{region}"),
    Page("goal", "{goal}"),
    Page("initiative", "{initiative}"),
    Page("organisation", "{organisation}"),
    Page("plan-thing", "/id/plan/{plan}"),
    Page("graph", "/id/graph/plan/{plan}"),
    Page("missing", "/id/region/nergenshuizen", status=404),
    Page("docs", "/docs", own=False),
)
OWN = tuple(page for page in PAGES if page.own)
LANGUAGES = ("nl", "en")
TABLES = (
    Page("regions", "/regions.csv"),
    Page("likes", "/regions/{region}/like.csv"),
    Page("changes", "/regions/{region}/changes.csv"),
    Page("compare", "/compare.csv?region={region}&region={other}"),
    Page("voorlopers", "/voorlopers.csv?region={region}"),
    Page("search", "/search.csv?q=valpreventie"),
    Page("query", "/queries/goals-per-region-for-theme.csv?theme={theme_iri}"),
    Page("network", "/networks/organisations.csv"),
)
"""Lists of which the answer as CSV is tried."""
