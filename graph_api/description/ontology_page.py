"""The documentation of the terms, made from the ontology by pyLODE.

pyLODE runs in a process of its own: loading it turns the log of a whole process to DEBUG, it keeps a cache among its
own files, and it is needed once in the life of a service. It knows no languages, so it gets the ontology with the texts
of one; and only our own terms, because those of others are documented where they come from.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from shutil import copytree, ignore_patterns
from threading import Lock
from typing import Final

from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef

import ontology
from ontology import RG

log = logging.getLogger("graph_api")
_SECONDS: Final = 120.0
_ONTOLOGY: Final = str(RG).rstrip("#")
_one_at_a_time = Lock()


def documentation(language: str) -> str:
    """What is known of every class and property, as a piece of HTML with the local name of each as its id.

    Made once in the life of a process, in some seconds. Without pyLODE it is '', and the log says why.

    Args:
        language: 'nl' or 'en'.
    """
    with _one_at_a_time:
        return _made(language)


@cache
def _made(language: str) -> str:
    command = [sys.executable, "-m", "graph_api.description.ontology_page", language]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS)  # noqa: S603 (our own)
    except subprocess.SubprocessError as error:
        told = getattr(error, "stderr", None) or b""
        log.error("pyLODE gave no documentation of the ontology: %s %s", error, told[-500:].decode(errors="replace"))
        return ""
    return done.stdout.decode("utf-8")


def own_terms(language: str) -> Graph:
    """The ontology as far as it is ours, with texts in one language and with one title."""
    whole, own = ontology.load("ontology"), Graph()
    for prefix, iri in ontology.PREFIXES.items():
        own.bind(prefix, iri)
    terms = {
        term
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
        for term in whole.subjects(RDF.type, kind)
        if str(term).startswith(str(RG))
    }
    for subject, predicate, value in whole:
        if isinstance(subject, URIRef) and subject not in terms and str(subject) != _ONTOLOGY:
            continue
        if isinstance(value, Literal) and value.language not in (None, language):
            continue
        if str(subject) == _ONTOLOGY and predicate in (RDFS.label, RDFS.comment):  # it has a title and a description
            continue
        own.add((subject, predicate, value))
    return own


def main(language: str) -> str:
    """The documentation, made in this process."""
    from pylode import utils
    from pylode.profiles.ontpub import OntPub

    with tempfile.TemporaryDirectory() as folder:  # where it keeps its cache; its own folder may be read-only
        copytree(utils.RDF_FOLDER, folder, ignore=ignore_patterns("*.pickle"), dirs_exist_ok=True)
        utils.RDF_FOLDER = Path(folder)
        terms = own_terms(language)
        made = OntPub(terms)
        made.fids = {str(term): str(term).removeprefix(str(RG)) for term in terms.subjects() if str(term) in RG}
        page: str = made.make_html()
    return page[page.index("<body>") + len("<body>") : page.index("</body>")]


if __name__ == "__main__":
    logging.disable()
    sys.stdout.buffer.write(main(sys.argv[1]).encode("utf-8"))
