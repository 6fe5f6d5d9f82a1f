"""The README's tour, run as a new user would, against the output that it shows.

`python tests/end_to_end/test_readme.py` writes the output of today into the README.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
TOUR = re.compile(r"(?<=<!-- tour).*?(?=<!-- end of tour -->)", re.DOTALL)
BLOCK = re.compile(r"```console\n\$ ([^\n]+)\n(.*?)```", re.DOTALL)
VARIES = (
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), "TIME"),
    (re.compile(r"^read +[\d.]+ s: .*\n", re.MULTILINE), ""),  # plans are told in the order in which they are ready
    (re.compile(r" +\d+\.\d *$", re.MULTILINE), "  SECONDS"),
    (re.compile(r" +$", re.MULTILINE), ""),
)


def masked(output: str) -> str:
    """Output without what differs from run to run."""
    for pattern, word in VARIES:
        output = pattern.sub(word, output)
    return output.strip()


def run_tour(text: str, folder: Path) -> list[tuple[str, str, str]]:
    """Each command of the tour with the output that the README shows and the output of now."""
    (folder / "docs").symlink_to(ROOT / "docs")
    (folder / "queries").symlink_to(ROOT / "queries")
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "200",
        "NO_COLOR": "1",
    }
    tour = TOUR.search(text)
    assert tour is not None
    done = []
    for match in BLOCK.finditer(tour.group()):
        result = subprocess.run(
            match.group(1),
            shell=True,
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        done.append((match.group(1), match.group(2), result.stdout or result.stderr))
    return done


def test_the_tour_shows_what_a_user_sees(tmp_path: Path) -> None:
    steps = run_tour(README.read_text(encoding="utf-8"), tmp_path)
    assert len(steps) >= 6
    for command, shown, now in steps:
        assert masked(now) == masked(shown), command


def renew() -> None:
    """Write the output of today into the README."""
    text = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for command, shown, now in run_tour(text, Path(folder)):
            output = re.sub(r" +$", "", now.strip(), flags=re.MULTILINE)
            text = text.replace(f"$ {command}\n{shown}```", f"$ {command}\n{output}\n```")
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    renew()
