"""A small graph to search in, and a store with it."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat, parse, serialize

from graph_api.search.index import FILE, make_index
from graph_api.store import EmbeddedStore
from ontology import BASE, PREFIXES

GRAPH = """
@base <https://w3id.org/regiograaf/id/> .
<plan/veen> a rg:Plan ; dcterms:title "=Regioplan <script>alert(1)</script>" ; rg:coversRegion <region/veen> ;
  rg:sourceFile "veen.txt" ; rg:sourceSha256 "abc" .
<plan/duin> a rg:Plan ; dcterms:title "Regioplan Duin" ; rg:coversRegion <region/duin> .
<region/land> a rg:Region ; skos:prefLabel "Groot Land" .
<region/veen> a rg:Region ; skos:prefLabel "Veenrand" ; rg:partOfRegion <region/land> ; rg:statedIn <plan/veen> .
<region/duin> a rg:Region ; skos:prefLabel "Duin" ; rg:partOfRegion <region/land> ; rg:statedIn <plan/duin> .
<region/ver> a rg:Region ; skos:prefLabel "Veraf" .
rgt:ouderen a rg:NationalTheme ; skos:prefLabel "Ouderen"@nl, "Older people"@en .
rgt:valpreventie a rg:NationalTheme ; skos:prefLabel "Valpreventie"@nl, "Fall prevention"@en ; skos:broader rgt:ouderen .
<theme/veen/t> a rg:PlanTheme ; skos:prefLabel "Samen fit" ; skos:broadMatch rgt:valpreventie ; rg:statedIn <plan/veen> .
rg:planned skos:prefLabel "gepland"@nl, "planned"@en .
rg:existing skos:prefLabel "bestaand"@nl, "existing"@en .
<goal/g> a rg:Goal ; rg:statement "Meer inwoners doen mee aan het valpreventieprogramma." ; rg:region <region/veen> ;
  rg:theme <theme/veen/t> ; rg:statedIn <plan/veen> ; rg:evidence <evidence/g> .
<evidence/g> oa:exact "Meer inwoners doen mee aan het valpreventieprogramma." ; oa:hasSource <plan/veen> .
<initiative/i> a rg:Initiative, rg:Voorloper ; skos:prefLabel "Valpreventie" ; skos:altLabel "=1+1 <b>Valfit</b>" ;
  dcterms:description "Een cursus over vallen & opstaan, met coördinatie door de wijk." ; rg:region <region/veen> ;
  rg:status rg:existing ; rg:statedIn <plan/veen> ; rg:evidence <evidence/i> .
<evidence/i> oa:exact "Valpreventie: passende zorg dichtbij, met e-health" ; oa:hasSource <plan/veen> .
<initiative/j> a rg:Initiative ; skos:prefLabel "Zorg op tijd" ; rg:region <region/duin> ; rg:status rg:planned ;
  rg:theme rgt:ouderen ; rg:statedIn <plan/duin> ; rg:evidence <evidence/j> .
<evidence/j> oa:exact "De zorg is passende hulp; een programma voor preventie" ; oa:hasSource <plan/duin> .
<organisation/o> a rg:Organisation ; skos:prefLabel "Stichting Zorg" ; rg:worksIn <region/ver> .
<approach/a> a rg:Approach ; skos:prefLabel "Ziekenhuizen zonder muren"@nl ; skos:definition "huisbezoek na ziekenhuis"@nl .
"""


def store_with(folder: Path, turtle: str, index: bool = True) -> EmbeddedStore:
    """A store with a graph, and with its index if wanted."""
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    data = serialize((quad.triple for quad in parse(head + turtle, RdfFormat.TURTLE)), format=RdfFormat.N_TRIPLES)
    assert data is not None
    store = EmbeddedStore(folder)
    with store.write() as draft:
        draft.replace_graph(f"{BASE}graph/plan/veen", data)
        if index:
            draft.keep_file(FILE, lambda path: make_index(draft.rows, path))
        draft.publish()
    return store
