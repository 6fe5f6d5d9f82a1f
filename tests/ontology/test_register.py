"""The register: which regions and organisations are known, and that a name leads to one of them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable

import pyoxigraph
import pytest
from rdflib import DCTERMS, ORG, RDF, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

import ontology
from ontology import BASE, GEO, RG, RGC, SCHEMA

REGISTER_FILES = [path for path in ontology.files("register") if path.parent.name == "register"]
BODIES_THAT_ARE_NO_MUNICIPALITY = 900
"""How many organisations the register has at least, beside the municipalities."""
SPECIAL_NAMES = {
    "gemeente-s-gravenhage": ("'s-Gravenhage", "Den Haag"),
    "gemeente-s-hertogenbosch": ("'s-Hertogenbosch", "Den Bosch"),
    "gemeente-sudwest-fryslan": ("Súdwest-Fryslân", "gemeente Súdwest-Fryslân"),
    "gemeente-nuenen-gerwen-en-nederwetten": ("Nuenen, Gerwen en Nederwetten", "Nuenen"),
    "gemeente-bergen-l": ("Bergen (L.)", "Bergen (Limburg)"),
    "gemeente-bergen-nh": ("Bergen (NH.)", "Bergen (Noord-Holland)"),
}
PROVINCE_CODES = {
    "groningen": 20,
    "friesland": 21,
    "drenthe": 22,
    "overijssel": 23,
    "flevoland": 24,
    "gelderland": 25,
    "utrecht": 26,
    "noord-holland": 27,
    "zuid-holland": 28,
    "zeeland": 29,
    "noord-brabant": 30,
    "limburg": 31,
}


@pytest.fixture(scope="module")
def register() -> Graph:
    """The register alone, without the approaches that share its named graph."""
    graph = Graph()
    for path in REGISTER_FILES:
        graph.parse(data=ontology.turtle(path), format="turtle")
    return graph


def test_every_file_reads_in_rdflib_and_in_pyoxigraph() -> None:
    assert REGISTER_FILES
    for path in REGISTER_FILES:
        text = ontology.turtle(path)
        by_rdflib = len(Graph().parse(data=text, format="turtle"))
        by_pyoxigraph = len(set(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)))
        assert by_rdflib == by_pyoxigraph > 0, path.name


def test_every_file_says_as_of_when_and_follows_the_base() -> None:
    for path in REGISTER_FILES:
        head = path.read_text(encoding="utf-8").split("@base", 1)[0]
        assert re.search(r"As of \d{4}", head), f"{path.name} does not say as of when it holds"
        moved = Graph().parse(data=ontology.turtle(path, "https://example.org/r/"), format="turtle")
        assert all(str(thing).startswith("https://example.org/r/") for thing in moved.subjects()), path.name


def test_entries_stand_in_order_of_their_keys() -> None:
    for path in REGISTER_FILES:
        subjects = re.findall(r"^<(region|organisation)/(\S+)> a ", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert subjects == sorted(subjects, key=lambda entry: (entry[0] != "region", entry[1])), path.name


def test_every_entry_has_one_name_one_kind_and_a_source(register: Graph) -> None:
    regions, organisations = _of_type(register, RG.Region), _of_type(register, RG.Organisation)
    assert regions | organisations == set(register.subjects())
    for entry in regions | organisations:
        kind = RG.regionKind if entry in regions else RG.organisationType
        assert len(list(register.objects(entry, SKOS.prefLabel))) == 1, entry
        assert len(list(register.objects(entry, kind))) == 1, entry
        sources = [str(source) for source in register.objects(entry, DCTERMS.source)]
        assert sources, entry
        assert all(source.startswith(("reference: ", "general knowledge")) for source in sources), entry
    for region in regions:
        assert set(register.objects(region, RDF.type)) == {RG.Region, SCHEMA.AdministrativeArea, GEO.Feature}
        assert str(region).startswith(f"{BASE}region/")
    for organisation in organisations:
        assert set(register.objects(organisation, RDF.type)) == {RG.Organisation, ORG.Organization}
        assert str(organisation).startswith(f"{BASE}organisation/")


def test_kinds_are_of_the_code_lists(register: Graph) -> None:
    known = set(ontology.load("ontology").subjects(RDF.type, SKOS.Concept))
    used = set(register.objects(None, RG.regionKind)) | set(register.objects(None, RG.organisationType))
    assert used <= known


def test_no_link_within_the_register_dangles(register: Graph) -> None:
    regions, organisations = _of_type(register, RG.Region), _of_type(register, RG.Organisation)
    assert set(register.objects(None, RG.partOfRegion)) <= regions
    assert set(register.objects(None, RG.worksIn)) <= regions
    assert set(register.objects(None, ORG.subOrganizationOf)) <= organisations


def test_labels_are_dutch_and_clean(register: Graph) -> None:
    for label in (*SKOS_LABELS, SKOS.note):
        for value in register.objects(None, label):
            assert isinstance(value, Literal)
            assert value.language == "nl", value
            assert str(value) == unicodedata.normalize("NFC", str(value)).strip(), value


@pytest.mark.parametrize(
    ("kind", "count"),
    [("gemeente", 342), ("provincie", 12), ("zorgkantoorregio", 32), ("izaRegio", 42), ("ggdRegio", 25)],
)
def test_there_are_as_many_regions_of_a_kind_as_there_should_be(register: Graph, kind: str, count: int) -> None:
    assert len(_regions(register, kind)) == count


def test_municipalities_have_their_own_cbs_code(register: Graph) -> None:
    codes = [str(register.value(place, DCTERMS.identifier)) for place in _regions(register, "gemeente")]
    assert all(re.fullmatch(r"GM\d{4}", code) for code in codes)
    assert len(set(codes)) == 342


@pytest.mark.parametrize("kind", ["provincie", "zorgkantoorregio", "ggdRegio"])
def test_a_municipality_is_in_exactly_one_region_of_a_kind(register: Graph, kind: str) -> None:
    above = _regions(register, kind)
    for place in _regions(register, "gemeente"):
        assert len(set(register.objects(place, RG.partOfRegion)) & above) == 1, place
    assert {region for region in above if (None, RG.partOfRegion, region) in register} == above


def test_a_municipality_is_in_at_most_one_iza_region(register: Graph) -> None:
    regions = _regions(register, "izaRegio")
    for place in _regions(register, "gemeente"):
        assert len(set(register.objects(place, RG.partOfRegion)) & regions) <= 1, place


def test_the_municipality_with_the_mandate_is_in_its_iza_region(register: Graph) -> None:
    names = {str(name): place for place in _regions(register, "gemeente") for name in _labels(register, place)}
    for region in _regions(register, "izaRegio"):
        note = " ".join(str(note) for note in register.objects(region, SKOS.note))
        holder = re.search(r"Mandaathouder van de SPUK-IZA \(2025\): (?:gemeente )?([^.]+)\.", note)
        assert holder, region
        if holder[1] in names:
            assert (names[holder[1]], RG.partOfRegion, region) in register, region


@pytest.mark.parametrize("kind", ["gemeente", "provincie"])
def test_a_municipality_and_a_province_are_also_a_body_of_the_same_key(register: Graph, kind: str) -> None:
    for region in _regions(register, kind):
        body = URIRef(str(region).replace("/region/", "/organisation/"))
        assert (body, RG.organisationType, RGC[f"organisation-{kind}"]) in register
        assert (body, RG.worksIn, region) in register
        code = str(register.value(region, DCTERMS.identifier))
        assert register.value(body, DCTERMS.identifier) == Literal(code)
        tooi = URIRef(f"https://identifier.overheid.nl/tooi/id/{kind}/{code.lower()}")
        assert (body, SKOS.exactMatch, tooi) in register
    assert len(list(register.subjects(RG.organisationType, RGC[f"organisation-{kind}"]))) == len(
        _regions(register, kind)
    )


@pytest.mark.parametrize(("province", "code"), PROVINCE_CODES.items())
def test_provinces_have_their_codes(register: Graph, province: str, code: int) -> None:
    region = URIRef(f"{BASE}region/provincie-{province}")
    assert register.value(region, DCTERMS.identifier) == Literal(f"PV{code}")


@pytest.mark.parametrize(("key", "names"), SPECIAL_NAMES.items())
def test_names_with_a_special_spelling(register: Graph, key: str, names: tuple[str, str]) -> None:
    region = URIRef(f"{BASE}region/{key}")
    assert register.value(region, SKOS.prefLabel) == Literal(names[0], lang="nl")
    assert (region, SKOS.altLabel, Literal(names[1], lang="nl")) in register


def test_every_zorgkantoorregio_has_one_zorgkantoor(register: Graph) -> None:
    for region in _regions(register, "zorgkantoorregio"):
        bodies = register.subjects(RG.worksIn, region)
        assert [b for b in bodies if "zorgkantoor" in str(b)], region


def test_every_region_of_a_ggd_has_its_ggd(register: Graph) -> None:
    services = set(register.subjects(RG.organisationType, RGC["organisation-ggd"]))
    assert len(services) == 25
    for region in _regions(register, "ggdRegio"):
        assert len(set(register.subjects(RG.worksIn, region)) & services) == 1, region


@pytest.mark.parametrize("kind", [RG.Region, RG.Organisation])
def test_a_name_points_to_one_entry(register: Graph, kind: URIRef) -> None:
    owners: defaultdict[str, set[Node]] = defaultdict(set)
    for entry in _of_type(register, kind):
        for name in _labels(register, entry):
            owners[_folded(name)].add(entry)
    assert {name: entries for name, entries in owners.items() if len(entries) > 1} == {}


def test_an_entry_does_not_say_a_name_twice(register: Graph) -> None:
    for entry in set(register.subjects()):
        names = [_folded(str(name)) for label in SKOS_LABELS for name in register.objects(entry, label)]
        assert [name for name, count in Counter(names).items() if count > 1] == [], entry


def test_the_register_reaches_over_the_whole_country(register: Graph) -> None:
    bodies = _of_type(register, RG.Organisation)
    municipal = set(register.subjects(RG.organisationType, RGC["organisation-gemeente"]))
    assert len(bodies - municipal) >= BODIES_THAT_ARE_NO_MUNICIPALITY
    for province in PROVINCE_CODES:
        region = URIRef(f"{BASE}region/provincie-{province}")
        within = {region, *register.subjects(RG.partOfRegion, region)}
        there = {body for place in within for body in register.subjects(RG.worksIn, place)} - municipal
        assert len(there) >= 15, province


SKOS_LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)


def _of_type(graph: Graph, kind: URIRef) -> set[Node]:
    return set(graph.subjects(RDF.type, kind))


def _regions(graph: Graph, kind: str) -> set[Node]:
    return set(graph.subjects(RG.regionKind, RGC[f"region-{kind}"]))


def _labels(graph: Graph, entry: Node) -> Iterable[str]:
    """The names that need no context: all but the hidden ones."""
    return [str(name) for label in (SKOS.prefLabel, SKOS.altLabel) for name in graph.objects(entry, label)]


def _folded(name: str) -> str:
    """The name without case, accents and punctuation: how readers tell names apart at a glance."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9+&]+", " ", plain.replace("'", "").replace("’", "")).strip()
