"""A plan as a person reads it: its text in blocks, with the facts that rest on its words.

`structure` the blocks, kept when the plan was read · `found` the facts with their places · `parts` a long plan cut by
sections · `pieces` a stretch of text cut where facts begin and end · `search` words in the text · `answer` the answers ·
`show` what a page makes of them.
"""
