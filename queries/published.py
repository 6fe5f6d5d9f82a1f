"""The saved queries as they stand in the graph: each a `sh:SPARQLExecutable` (SHACL Advanced Features, section 5).

<BASE query/NAME> a sh:SPARQLExecutable, sh:SPARQLSelectExecutable ;
    rdfs:label, rdfs:comment in Dutch and English ; sh:select "the text" ;
    sh:parameter <BASE query/NAME/PARAMETER> .
<BASE query/NAME/PARAMETER> a sh:Parameter ;
    sh:path <BASE parameter/PARAMETER> ;                the local name is that of the variable
    sh:datatype xsd:gYear, or sh:nodeKind sh:IRI ;      and sh:class, for a code list with rdfs:seeAlso the list
    sh:name, in Dutch and English ; sh:order ; skos:example, a term that gives a sensible answer .
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

import queries
from queries.head import PREFIXES
from queries.parameters import XSD, Parameter

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_SH: Final = "http://www.w3.org/ns/shacl#"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_DCTERMS: Final = "http://purl.org/dc/terms/"
_TYPE: Final = NamedNode(_RDF + "type")
_FORM: Final = re.compile(r"^\s*(SELECT|ASK|CONSTRUCT)\b", re.IGNORECASE | re.MULTILINE)
"""The query form: the first keyword of these at the start of a line, after the prologue."""
Object = NamedNode | Literal


def graph(base: str = queries.BASE) -> str:
    """IRI of the named graph that holds them."""
    return f"{base}graph/queries"


def iri(name: str, base: str = queries.BASE) -> str:
    """IRI of a saved query."""
    return f"{base}query/{name}"


def ntriples(base: str = queries.BASE) -> bytes:
    """All saved queries as N-Triples, their IRIs under `base`.

    Raises:
        HeadError: where a head is not in the format.
    """
    data = serialize(
        (triple for query in queries.all(base) for triple in _query(query, base)), format=RdfFormat.N_TRIPLES
    )
    assert data is not None
    return data


def _query(query: queries.SavedQuery, base: str) -> Iterator[Triple]:
    node = NamedNode(iri(query.name, base))
    form = _form(query.text)
    yield Triple(node, _TYPE, NamedNode(_SH + "SPARQLExecutable"))
    yield Triple(node, _TYPE, NamedNode(f"{_SH}SPARQL{form.capitalize()}Executable"))
    for language in ("nl", "en"):
        yield Triple(node, NamedNode(_RDFS + "label"), Literal(query.titles[language], language=language))
        yield Triple(node, NamedNode(_RDFS + "comment"), Literal(query.descriptions[language], language=language))
    yield Triple(node, NamedNode(_SH + form.lower()), Literal(query.text))
    yield Triple(node, NamedNode(_DCTERMS + "identifier"), Literal(query.name))
    yield Triple(node, NamedNode(_DCTERMS + "source"), Literal(f"queries/{query.name}.rq"))
    for order, parameter in enumerate(query.parameters, 1):
        own = NamedNode(f"{node.value}/{parameter.name}")
        yield Triple(node, NamedNode(_SH + "parameter"), own)
        for predicate, value in _parameter(parameter, order, base):
            yield Triple(own, NamedNode(predicate), value)


def _parameter(parameter: Parameter, order: int, base: str) -> Iterator[tuple[str, Object]]:
    example = parameter.term(parameter.default)
    yield _TYPE.value, NamedNode(_SH + "Parameter")
    yield _SH + "path", NamedNode(f"{base}parameter/{parameter.name}")
    for language in ("nl", "en"):
        yield _SH + "name", Literal(parameter.labels[language], language=language)
    if isinstance(example, Literal):
        yield _SH + "datatype", example.datatype
    else:
        yield _SH + "nodeKind", NamedNode(_SH + "IRI")
    if parameter.of and parameter.of.startswith(PREFIXES["rg"]):
        yield _SH + "class", NamedNode(parameter.of)
    elif parameter.of:  # a list of concepts
        yield _SH + "class", NamedNode(_SKOS + "Concept")
        yield _RDFS + "seeAlso", NamedNode(parameter.of)
    yield _SH + "order", Literal(str(order), datatype=NamedNode(XSD + "integer"))
    yield _SKOS + "example", example


def _form(text: str) -> str:
    match = _FORM.search(text)
    if match is None:
        raise ValueError("a saved query is a SELECT, an ASK or a CONSTRUCT")
    return match[1].upper()
