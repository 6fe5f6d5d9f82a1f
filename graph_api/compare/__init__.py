"""Comparing regions by what their plans say: themes, approaches, goals, plans with their updates, and like regions.

`read` reads the graph, `precomputed` keeps what takes long to work out with each version, `compare`, `changes` and
`alike` answer from it.
"""
