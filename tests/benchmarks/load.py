"""Fifty clients at once, each asking question after question of a SPARQL endpoint, and a look at every answer."""

from __future__ import annotations

import hashlib
import http.client
import random
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

CLIENTS = 50


@dataclass
class Load:
    """What came back from an endpoint."""

    seconds: float = 0.0
    """How long it was asked."""
    waits: list[float] = field(default_factory=list)
    """Seconds of each answer that was right, or at least not looked at."""
    wrong: int | None = 0
    """None where nobody looked."""
    errors: list[str] = field(default_factory=list)

    def add(self, other: Load) -> None:
        """Count another round as well."""
        self.seconds += other.seconds
        self.waits += other.waits
        self.wrong = None if self.wrong is None or other.wrong is None else self.wrong + other.wrong
        self.errors += other.errors

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.waits) / self.seconds

    def percentile(self, share: float) -> float:
        """Seconds within which that share of the answers came."""
        return (
            sorted(self.waits)[min(int(len(self.waits) * share), len(self.waits) - 1)] if self.waits else float("nan")
        )


def digest(body: bytes) -> str:
    """Of a table in JSON, whatever the order of its rows: nothing says which of two equal rows comes first."""
    head, _, rows = body.partition(b'"bindings":[')
    pieces = sorted(rows.removesuffix(b"]}}").strip(b"{}").split(b"},{"))
    return hashlib.sha256(head + b"\n".join(pieces)).hexdigest()


def load(
    url: str,
    questions: Mapping[str, str],
    right: Mapping[str, str] | None,
    seconds: float,
    seed: int,
    grace: float = 60,
) -> Load:
    """Ask an endpoint for a while.

    Args:
        url: of the endpoint.
        questions: names and SPARQL.
        right: names and `digest` of the right answer; without, answers are counted but not looked at.
        seconds: how long to ask.
        seed: of the order of the questions, which differs from client to client.
        grace: seconds to wait for what is on its way at the end; it is looked at, and not counted.
    """
    result = Load(seconds, wrong=None if right is None else 0)
    guard = threading.Lock()
    end = time.monotonic() + seconds

    def client(number: int) -> None:
        order = random.Random(seed * CLIENTS + number)
        names = list(questions)
        address = urlsplit(url)
        while time.monotonic() < end:
            order.shuffle(names)
            for name in names:
                if time.monotonic() >= end:
                    return
                start = time.monotonic()
                try:
                    body = _ask(address.netloc, address.path, questions[name], end + grace - start)
                except (OSError, http.client.HTTPException, RuntimeError) as error:
                    if time.monotonic() < end:
                        with guard:
                            result.errors.append(f"{name}: {error!r}")
                    continue
                done = time.monotonic()
                wrong = right is not None and digest(body) != right[name]
                with guard:
                    if result.wrong is not None:
                        result.wrong += wrong
                    if done < end and not wrong:
                        result.waits.append(done - start)

    threads = [threading.Thread(target=client, args=(number,), daemon=True) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, end + grace - time.monotonic()) + 1)
    return result


_connections = threading.local()


def _ask(host: str, path: str, query: str, timeout: float) -> bytes:
    connection = getattr(_connections, "open", None)
    if connection is None:
        connection = _connections.open = http.client.HTTPConnection(host, timeout=max(timeout, 1))
    try:
        headers = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}
        connection.request("POST", path, query.encode(), headers)
        response = connection.getresponse()
        body: bytes = response.read()
    except BaseException:
        _connections.open = None
        connection.close()
        raise
    if response.status != 200:
        raise RuntimeError(f"{response.status} {body[:200]!r}")
    return body
