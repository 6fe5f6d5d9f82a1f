"""`python -m shapes` prints docs/checks.md."""

from __future__ import annotations

import sys

from shapes import table

sys.stdout.write(table())
