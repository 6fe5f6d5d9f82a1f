"""Lists of goals, initiatives and organisations: narrowed by choices that tell how much is behind each, sorted, paged.

`entries` what can be chosen by · `sift` narrows and counts · `asked` what somebody wants · `answers` what comes out ·
`goals`, `initiatives`, `organisations` make them · `tables` writes them.
"""

from graph_api.lists.answers import GoalList, InitiativeList, OrganisationList
from graph_api.lists.asked import Asked
from graph_api.lists.entries import Lists
from graph_api.lists.goals import goals
from graph_api.lists.initiatives import initiatives
from graph_api.lists.organisations import organisations

__all__ = [
    "Asked",
    "GoalList",
    "InitiativeList",
    "Lists",
    "OrganisationList",
    "goals",
    "initiatives",
    "organisations",
]
