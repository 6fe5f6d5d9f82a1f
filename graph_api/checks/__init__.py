"""Checks of plans: shares with the list behind each, for a plan, a region, a theme.

`table` which checks there are (table.toml) · `items` what each looks at, and whether it was found · `outcomes`, `pairs` and
`shaped` what is looked for · `tally` the counts of a version · `answer` as JSON and tables.
"""
