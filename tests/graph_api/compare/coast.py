"""A small graph made by hand: a region with a part of it, its neighbour, one without a plan, and a later update.

Kust has the parts Noord and the municipalities Aa and Bee, which together are also a zorgkantoorregio; Duin has a plan of
its own; Stil has none.
"""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat, parse, serialize

import ontology
from graph_api.build import background
from graph_api.compare import precomputed
from graph_api.compare.atlas import Atlas
from graph_api.compare.known import Known
from graph_api.compare.precomputed import Precomputed, precompute
from graph_api.lookup import Names
from graph_api.store import EmbeddedStore, Snapshot
from ontology import BASE, PREFIXES

KUST = """\
Regioplan Kust
Ouderen
In 2026 heeft 30% van de kwetsbare ouderen een valrisicotest gehad.
Valtraining Kust geeft cursussen aan ouderen in alle dorpen.
Noord
Welzijn op Recept Noord draait al bij alle huisartsen.
In Noord kennen alle mantelzorgers het steunpunt.
Samenwerking
Apothekers denken mee over medicatie.
De bestuurders overleggen elke maand.
"""
DUIN = """\
Regioplan Duin
Gezond ouder worden
In 2027 heeft 40% van de kwetsbare ouderen een valrisicotest gehad.
Wij starten met Welzijn op Recept Duin voor iedereen die somber is.
Duin wil geen wachtlijsten bij de thuiszorg.
Spoed
In 2025 staat er een spoedplein naast het ziekenhuis.
"""
LATER = """\
Voortgang Kust
In 2028 heeft 30% van de kwetsbare ouderen een valrisicotest gehad.
Valtraining Kust is klaar om op te schalen.
Het steunpunt van Welzijn op Recept Noord is verhuisd.
De Strandbus rijdt sinds kort naar de poli.
"""
_REGISTER = """
<region/kust> a rg:Region ; skos:prefLabel "Kust" ; skos:altLabel "De Kust"@nl ; rg:regionKind <code#region-izaRegio> .
<region/noord> a rg:Region ; skos:prefLabel "Noord" ; rg:regionKind <code#region-subregio> ; rg:partOfRegion <region/kust> .
<region/duin> a rg:Region ; skos:prefLabel "=Duin" ; rg:regionKind <code#region-izaRegio> .
<region/stil> a rg:Region ; skos:prefLabel "Stil" ; rg:regionKind <code#region-izaRegio> .
<region/zorgkantoor> a rg:Region ; skos:prefLabel "Zorgkantoor Kust" ; rg:regionKind <code#region-zorgkantoorregio> .
<region/aa> a rg:Region ; skos:prefLabel "Aa" ; rg:regionKind <code#region-gemeente> ;
  rg:partOfRegion <region/kust>, <region/zorgkantoor> .
<region/bee> a rg:Region ; skos:prefLabel "Bee" ; rg:regionKind <code#region-gemeente> ;
  rg:partOfRegion <region/kust>, <region/zorgkantoor> .
"""
_KUST = """
<plan/kust> a rg:Plan ; dcterms:title "Regioplan Kust" ; dcterms:issued "2023"^^xsd:gYear ;
  rg:sourceSha256 "k1" ; rg:coversRegion <region/kust> .
<theme/kust-ouderen> a rg:PlanTheme ; skos:prefLabel "Ouderen" ; skos:exactMatch rgt:ouderen ;
  rg:region <region/kust> ; rg:statedIn <plan/kust> .
<goal/kust/1> a rg:Goal ; rg:statement "In 2026 heeft 30% van de kwetsbare ouderen een valrisicotest gehad." ;
  rg:goalKind rg:resultAgreement ; rg:region <region/kust> ; rg:statedIn <plan/kust> ; rg:theme <theme/kust-ouderen>,
  rgt:valpreventie ; rg:targetYear "2026"^^xsd:gYear ; rg:target <goal/kust/1/t> .
<goal/kust/1/t> a rg:Target ; rg:value 30.0 ; rg:unit "%" ; rg:direction rg:atLeast .
<goal/kust/2> a rg:Goal ; rg:statement "In Noord kennen alle mantelzorgers het steunpunt." ; rg:goalKind rg:objective ;
  rg:region <region/noord> ; rg:statedIn <plan/kust> ; rg:theme rgt:mantelzorg-informele-zorg .
<initiative/kust/val> a rg:Initiative, rg:Voorloper ; skos:prefLabel "Valtraining Kust" ; rg:status rg:existing ;
  rg:region <region/kust> ; rg:statedIn <plan/kust> ; rg:theme rgt:valpreventie ; rg:servesGoal <goal/kust/1> .
<initiative/kust/wor> a rg:Initiative ; skos:prefLabel "Welzijn op Recept Noord" ; rg:status rg:existing ;
  rg:region <region/noord> ; rg:statedIn <plan/kust> ; rg:theme rgt:welzijn-op-recept ;
  rg:approach <approach/welzijn-op-recept> .
"""
_DUIN = """
<plan/duin> a rg:Plan ; dcterms:title "Regioplan Duin" ; dcterms:issued "2023-06"^^xsd:gYearMonth ;
  rg:sourceSha256 "d1" ; rg:coversRegion <region/duin> .
<goal/duin/1> a rg:Goal ; rg:statement "In 2027 heeft 40% van de kwetsbare ouderen een valrisicotest gehad." ;
  rg:goalKind rg:resultAgreement ; rg:region <region/duin> ; rg:statedIn <plan/duin> ; rg:theme rgt:valpreventie ;
  rg:targetYear "2027"^^xsd:gYear ; rg:target <goal/duin/1/t> .
<goal/duin/1/t> a rg:Target ; rg:value 40.0 ; rg:unit "%" ; rg:direction rg:atLeast .
<goal/duin/2> a rg:Goal ; rg:statement "In 2025 staat er een spoedplein naast het ziekenhuis." ;
  rg:goalKind rg:resultAgreement ; rg:statedIn <plan/duin> ; rg:theme rgt:acute-zorg ; rg:targetYear "2025"^^xsd:gYear .
<initiative/duin/wor> a rg:Initiative ; skos:prefLabel "Welzijn op Recept Duin" ; rg:status rg:planned ;
  rg:region <region/duin> ; rg:statedIn <plan/duin> ; rg:theme rgt:welzijn-op-recept ;
  rg:approach <approach/welzijn-op-recept> .
"""
_LATER = """
<plan/later> a rg:Plan ; dcterms:title "Voortgang Kust" ; dcterms:issued "2024"^^xsd:gYear ; rg:updates <plan/kust> ;
  rg:sourceSha256 "l1" ; rg:coversRegion <region/kust> .
<goal/later/1> a rg:Goal ; rg:statement "In 2028 heeft 30% van de kwetsbare ouderen een valrisicotest gehad." ;
  rg:goalKind rg:resultAgreement ; rg:region <region/kust> ; rg:statedIn <plan/later> ; rg:theme rgt:valpreventie ;
  rg:targetYear "2028"^^xsd:gYear ; rg:target <goal/later/1/t> .
<goal/later/1/t> a rg:Target ; rg:value 30.0 ; rg:unit "%" ; rg:direction rg:atLeast .
<initiative/later/val> a rg:Initiative ; skos:prefLabel "Valtraining Kust" ; rg:status rg:toScaleUp ;
  rg:region <region/kust> ; rg:statedIn <plan/later> ; rg:theme rgt:valpreventie .
<initiative/later/bus> a rg:Initiative ; skos:prefLabel "Strandbus" ; rg:status rg:existing ;
  rg:region <region/kust> ; rg:statedIn <plan/later> ; rg:theme rgt:ouderen .
"""
_LINKS = """
<similarity/1> a rg:Similarity ; rg:between <initiative/kust/wor>, <initiative/duin/wor> ; rg:score 0.9 .
"""
REJECTED = """
<goal/duin/2> prov:wasInvalidatedBy <review/1> .
<review/1> a prov:Activity ; rdfs:comment "Het gaat over een gebouw." .
"""
_STATED = {
    "kust": [
        ("theme/kust-ouderen", "Ouderen"),
        ("goal/kust/1", "In 2026 heeft 30% van de kwetsbare ouderen een valrisicotest gehad."),
        ("initiative/kust/val", "Valtraining Kust"),
        ("initiative/kust/wor", "Welzijn op Recept Noord"),
        ("goal/kust/2", "In Noord kennen alle mantelzorgers het steunpunt."),
    ],
    "duin": [
        ("goal/duin/1", "In 2027 heeft 40% van de kwetsbare ouderen een valrisicotest gehad."),
        ("goal/duin/2", "In 2025 staat er een spoedplein naast het ziekenhuis."),
        ("initiative/duin/wor", "Welzijn op Recept Duin"),
    ],
    "later": [
        ("goal/later/1", "In 2028 heeft 30% van de kwetsbare ouderen een valrisicotest gehad."),
        ("initiative/later/val", "Valtraining Kust"),
        ("initiative/later/bus", "Strandbus"),
    ],
}
_HEADINGS = {"kust": ["Ouderen", "Noord", "Samenwerking"], "duin": ["Gezond ouder worden", "Spoed"], "later": []}
PLANS = {"kust": (_KUST, KUST, "k1"), "duin": (_DUIN, DUIN, "d1"), "later": (_LATER, LATER, "l1")}


def iri(name: str) -> str:
    """The IRI of a thing of the graph."""
    return f"{BASE}{name}"


def theme(code: str) -> str:
    """The IRI of a national theme."""
    return f"{PREFIXES['rgt']}{code}"


def made(folder: Path, *plans: str, curation: str = "", kept: bool = True, texts: bool = True) -> EmbeddedStore:
    """A store with these plans, the national themes and the approaches."""
    store = EmbeddedStore(folder)
    with store.write() as draft:
        for part in ontology.PARTS:
            draft.replace_graph(f"{BASE}graph/{part}", background(part, BASE))
        draft.replace_graph(f"{BASE}graph/coast", triples(_REGISTER))
        if {"kust", "duin"} <= set(plans):
            draft.replace_graph(f"{BASE}graph/links", triples(_LINKS))
        for name in plans:
            turtle, text, sha256 = PLANS[name]
            draft.replace_graph(f"{BASE}graph/plan/{name}", triples(turtle + _places(name, text)))
            if texts:
                draft.keep_source(sha256, text)
        if curation:
            draft.replace_graph(f"{BASE}graph/curation", triples(curation))
        if kept:
            found = precompute(draft.rows, draft.source)
            draft.keep_file(precomputed.FILE, lambda path: precomputed.write(found, path))
        draft.publish()
    return store


def atlas(snapshot: Snapshot) -> Atlas:
    """The atlas of a version."""
    return Atlas(precomputed.precomputed(snapshot))


def kept(snapshot: Snapshot) -> Precomputed:
    """What is kept with a version."""
    found = precomputed.read(snapshot.file(precomputed.FILE))
    assert found is not None
    return found


def known(snapshot: Snapshot) -> Known:
    """Its names."""
    return Known(atlas(snapshot), Names.of(snapshot))


def triples(turtle: str) -> bytes:
    """N-Triples of a piece of Turtle, with the prefixes of the project."""
    head = f"@base <{BASE}> .\n" + "".join(f"@prefix {name}: <{value}> .\n" for name, value in PREFIXES.items())
    coded = turtle.replace("<code#", f"<{PREFIXES['rgc']}")
    data = serialize((quad.triple for quad in parse(head + coded, RdfFormat.TURTLE)), format=RdfFormat.N_TRIPLES)
    assert data is not None
    return data


def _places(name: str, text: str) -> str:
    """Evidence and sections of a plan."""
    starts = [text.index(f"\n{heading}\n") + 1 for heading in _HEADINGS[name]]
    sections = list(zip(starts, [*starts[1:], len(text)], strict=False))
    told = [
        f"<section/{name}/{start}> a rg:Section ; rg:inPlan <plan/{name}> ; rg:level 1 ; oa:start {start} ; oa:end {end} ."
        for start, end in sections
    ]
    for number, (thing, words) in enumerate(_STATED[name]):
        start = text.index(words)
        inside = [at for at, end in sections if at <= start < end]
        section = f" ; rg:section <section/{name}/{inside[0]}>" if inside else ""
        told.append(f"<{thing}> rg:evidence <evidence/{name}/{number}> .")
        told.append(
            f'<evidence/{name}/{number}> a rg:Evidence ; oa:hasSource <plan/{name}> ; oa:exact "{words}" ; '
            f"oa:start {start} ; oa:end {start + len(words)} ; rg:confidence 0.9{section} ."
        )
    return "\n".join(told)
