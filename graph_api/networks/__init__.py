"""Networks of organisations that work together in initiatives, across regions.

`build` who is tied to whom · `measures` who stands central, who bridges · `answer` as JSON and tables · `graphml` for Gephi.
"""
