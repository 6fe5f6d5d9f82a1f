"""How sound a version is, and how well plans are read.

`answer` checks, what the reading is unsure of, what is kept out, scores · `tables` its parts as tables.
"""

from graph_api.quality.answer import Asked, Kind, Part, Quality, quality

__all__ = ["Asked", "Kind", "Part", "Quality", "quality"]
