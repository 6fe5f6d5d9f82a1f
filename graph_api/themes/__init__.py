"""Themes and approaches over all regions: who wants what and by when, who does it, and where nothing was found.

`overview` all of them · `concept` one of them · `tables` writes both. The figures are the cells of a comparison of all
regions with facts, each region by itself, so every fact counts once.
"""
