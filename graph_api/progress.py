"""How far a build is, on stderr."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from graph_api.console import clean, console
from graph_api.reading import Event, PlanFailed, PlanRead, StageBegun


class BuildProgress:
    """Bars with stage, file and time left; lines where stderr is no terminal."""

    def __init__(self, paths: Sequence[Path], stages: Sequence[str]) -> None:
        self._stages = list(stages)
        self._sizes = {path: max(path.stat().st_size, 1) for path in paths}
        self._console = console(stderr=True)
        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            console=self._console,
            disable=not self._console.is_terminal,
            transient=True,
        )
        self._tasks: dict[Path, TaskID] = {}
        self._total = self._bars.add_task("all plans", total=sum(self._sizes.values()))
        self._done: dict[Path, float] = {}

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def __call__(self, event: Event) -> None:
        """Show an event."""
        path = event.path
        if isinstance(event, StageBegun):
            share = self._stages.index(event.stage) / len(self._stages) if event.stage in self._stages else 0.0
            if path not in self._tasks:
                self._tasks[path] = self._bars.add_task("", total=self._sizes[path])
            description = f"{event.stage:8} {clean(path.name)}"
            self._bars.update(self._tasks[path], description=description, completed=share * self._sizes[path])
            self._done[path] = share * self._sizes[path]
        else:
            if path in self._tasks:
                self._bars.remove_task(self._tasks.pop(path))
            self._done[path] = self._sizes[path]
            self._line(event)
        self._bars.update(self._total, completed=sum(self._done.values()))

    def _line(self, event: PlanRead | PlanFailed) -> None:
        if self._console.is_terminal:
            return
        told = f"read {event.reading.seconds:.1f} s" if isinstance(event, PlanRead) else "kept out"
        self._console.print(Text(f"{told}: {clean(str(event.path))}"))
