"""What pages show that no answer gathers by itself: pure functions over the facts of a version.

`choices` what the selects of forms offer · `initiative`, `goal`, `organisation` all that is known of one.
"""
