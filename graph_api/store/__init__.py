"""Where graphs are kept: one small protocol, and the store on disk that implements it."""

from graph_api.store.embedded import EmbeddedStore
from graph_api.store.protocol import Draft, Format, Kind, Query, Row, Snapshot, Store, Term, VersionInfo

__all__ = ["Draft", "EmbeddedStore", "Format", "Kind", "Query", "Row", "Snapshot", "Store", "Term", "VersionInfo"]
