"""Like initiatives of different regions: what they share, how alike they are, and the groups that they form.

`initiatives` what is compared · `words` and `vectors` how it is described · `features` what a pair shares, as numbers ·
`model` the score · `neighbours` which pairs are looked at · `alike` the order of it all · `reasons` what a person checks.
"""
