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
    like: str = ""
    """The page that is made by the same template; tests that take long look at one of each kind."""
    own: bool = True
    """Whether we wrote it; the documentation of the API is made by Swagger UI, which we only serve."""

    def __str__(self) -> str:
        return self.name


PAGES = (
    Page("start", "/"),
    Page("regions", "/regions"),
    Page("region", "/regions/{region}"),
    Page("region-goals", "/regions/{region}/goals"),
    Page("region-initiatives", "/regions/{region}/initiatives", like="region-goals"),
    Page("region-organisations", "/regions/{region}/organisations", like="region-goals"),
    Page("region-like", "/regions/{region}/like"),
    Page("region-changes", "/regions/{region}/changes"),
    Page("themes", "/themes"),
    Page("theme", "/themes/{theme}"),
    Page("theme-goals", "/themes/{theme}/goals", like="region-goals"),
    Page("theme-initiatives", "/themes/{theme}/initiatives", like="region-goals"),
    Page("theme-organisations", "/themes/{theme}/organisations", like="region-goals"),
    Page("approaches", "/approaches", like="themes"),
    Page("approach", "/approaches/{approach}", like="theme"),
    Page("approach-initiatives", "/approaches/{approach}/initiatives", like="region-goals"),
    Page("approach-organisations", "/approaches/{approach}/organisations", like="region-goals"),
    Page("approach-candidates", "/approaches/candidates"),
    Page("compare-form", "/compare"),
    Page("compare", "/compare?region={region}&region={other}"),
    Page("compare-open", "/compare?region={region}&region={other}&theme={theme}"),
    Page("compare-approaches", "/compare?region={region}&region={other}&over=approaches", like="compare"),
    Page("compare-print", "/compare?region={region}&region={other}&theme={theme}&view=print"),
    Page("voorlopers-form", "/voorlopers"),
    Page("voorlopers", "/voorlopers?region={other}&theme={theme}"),
    Page("voorlopers-nothing", "/voorlopers?region={other}&about=xyzzyx", like="voorlopers"),
    Page("similar-form", "/similar"),
    Page("organisations", "/organisations"),
    Page("plans", "/plans"),
    Page("plan", "/plans/{plan}"),
    Page("plan-report", "/plans/{plan}/report"),
    Page("search-form", "/search"),
    Page("search", "/search?q=valpreventie"),
    Page("search-nothing", "/search?q=xyzzyx", like="search-form"),
    Page("sparql", "/sparql"),
    Page("quality", "/quality"),
    Page("checks", "/checks"),
    Page("about", "/about"),
    Page("network", "/networks/organisations"),
    Page("organisation-network", "/organisations/{organisation_key}/network", like="network"),
    Page("similar", "/initiatives/{initiative_key}/similar"),
    Page("check", "/checks/goal-measurable"),
    Page("queries", "/queries"),
    Page("query", "/queries/goals-per-region-for-theme?theme={theme_iri}"),
    Page("query-form", "/queries/voorlopers-for-unserved-goals", like="query"),
    Page("theme-list", "/theme"),
    Page("theme-thing", "/theme/{theme}"),
    Page("codes", "/code", like="theme-list"),
    Page("vocabulary", "/def"),
    Page("catalogue", "/catalog"),
    Page("region-thing", "/id/region/{region}", like="region"),
    Page("goal", "{goal}"),
    Page("initiative", "{initiative}"),
    Page("organisation", "{organisation}"),
    Page("plan-thing", "/id/plan/{plan}", like="theme-thing"),
    Page("graph", "/id/graph/plan/{plan}"),
    Page("missing", "/id/region/nergenshuizen", status=404),
    Page("docs", "/docs", own=False),
)
OWN = tuple(page for page in PAGES if page.own)
KINDS = tuple(page for page in OWN if not page.like)
"""One of each kind."""
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
