"""The catalogue as DCAT-AP: one graph in two notations, valid under shapes that an incomplete one fails."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyshacl import validate
from rdflib.compare import isomorphic, to_isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF

from citycircle.domains.data_sharing.dcat import (
    FREQUENCIES,
    AddressNeeded,
    Catalogue,
    CatalogueEntry,
    jsonld,
    turtle,
)
from citycircle.domains.data_sharing.words import ATTRIBUTES, CYCLE

# The readers and the validator still use names that rdflib itself retires; nothing of ours.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib", "ignore::DeprecationWarning:pyshacl")
SHAPES = Path(__file__).parents[2] / "schemas" / "dcat_ap_shapes.ttl"
POWER = CatalogueEntry(
    code="307012/15",
    name="企业用电量月度数据",
    summary="规模以上企业按月用电量，含“停用”户",
    provider="澜川市发展和改革委员会",
    provider_code="11990100MB09900168",
    attribute="conditional",
    format="xlsx",
    update_cycle="monthly",
    items=(("统一社会信用代码", "string"), ("用电量", "decimal"), ("备注", "")),
    conditions="限于稳增长监测",
    issued=date(2026, 11, 20),
)
BUSES = CatalogueEntry(
    code="307025/3",
    name="公交站点",
    summary="站名与坐标",
    provider="禾阳市交通运输局",
    provider_code="",
    attribute="unconditional",
    format="csv",
    update_cycle="half_yearly",
    open_to_society=True,
    access="https://data.heyang.example/stops.csv",
)
SECRET = replace(BUSES, code="101001/1", name="统计原始资料", attribute="not_shared", open_to_society=False, access="")
CATALOGUE = Catalogue(
    address="https://catalogue.tinghe.example",
    title="汀河都市圈政务数据目录",
    description="五市共编的政务数据目录",
    publisher="云泽省数据局",
    publisher_code="",
    entries=(POWER, BUSES, SECRET),
    issued=date(2026, 11, 24),
)


def graph_of(text, notation):
    return rdflib.Graph().parse(data=text, format=notation)


def conforms(graph):
    ok, _, words = validate(graph, shacl_graph=str(SHAPES), shacl_graph_format="turtle", inference="none")
    return ok, words


@pytest.mark.parametrize(("write", "notation"), [(jsonld, "json-ld"), (turtle, "turtle")])
def test_a_catalogue_is_valid(write, notation):
    graph = graph_of(write(CATALOGUE), notation)
    ok, words = conforms(graph)
    assert ok, words
    assert len(list(graph.subjects(rdflib.RDF.type, DCAT.Dataset))) == 3
    assert len(list(graph.subjects(rdflib.RDF.type, FOAF.Agent))) == 3


def test_both_notations_are_one_graph():
    assert isomorphic(graph_of(jsonld(CATALOGUE), "json-ld"), graph_of(turtle(CATALOGUE), "turtle"))


@pytest.mark.parametrize(
    ("subject", "predicate"),
    [
        ("dataset/307012%2F15", DCTERMS.title),
        ("dataset/307012%2F15", DCTERMS.description),
        ("", DCTERMS.publisher),
        ("", DCTERMS.title),
        ("distribution/307012%2F15", DCAT.accessURL),
        ("organisation/11990100MB09900168", FOAF.name),
    ],
)
def test_the_shapes_fail_a_catalogue_that_lacks_something(subject, predicate):
    graph = graph_of(turtle(CATALOGUE), "turtle")
    graph.remove((rdflib.URIRef(f"https://catalogue.tinghe.example/{subject}"), predicate, None))
    assert not conforms(graph)[0]


def test_only_what_is_open_to_society_is_called_public():
    graph = graph_of(turtle(CATALOGUE), "turtle")
    rights = {
        str(graph.value(dataset, DCTERMS.identifier)): str(graph.value(dataset, DCTERMS.accessRights)).rpartition("/")[
            2
        ]
        for dataset in graph.subjects(rdflib.RDF.type, DCAT.Dataset)
    }
    assert rights == {"307012/15": "RESTRICTED", "307025/3": "PUBLIC", "101001/1": "NON_PUBLIC"}


def test_every_cycle_has_a_frequency():
    assert set(FREQUENCIES) == set(CYCLE.options)


@pytest.mark.parametrize("address", ["", "catalogue", "ftp://x", "https://a b", "https://x/<script>"])
def test_a_catalogue_needs_an_address(address):
    with pytest.raises(AddressNeeded):
        turtle(replace(CATALOGUE, address=address))


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
entries = st.builds(
    CatalogueEntry,
    code=texts,
    name=texts,
    summary=texts,
    provider=texts,
    provider_code=texts,
    attribute=st.sampled_from(sorted(ATTRIBUTES)),
    format=texts,
    update_cycle=st.sampled_from(sorted(FREQUENCIES)),
    items=st.lists(st.tuples(texts, texts | st.just("")), max_size=2).map(tuple),
    conditions=texts,
    open_to_society=st.booleans(),
    issued=st.dates(date(2000, 1, 1), date(2100, 1, 1)) | st.none(),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(entries, max_size=3, unique_by=lambda entry: entry.code))
def test_whatever_is_written_both_notations_agree_and_hold(several):
    """Quotation marks, backslashes and signs of either notation in any field."""
    names = {}
    kept = tuple(replace(entry, provider=names.setdefault(entry.provider_code, entry.provider)) for entry in several)
    catalogue = replace(CATALOGUE, entries=kept)
    one, two = graph_of(jsonld(catalogue), "json-ld"), graph_of(turtle(catalogue), "turtle")
    assert to_isomorphic(one) == to_isomorphic(two)
    assert conforms(two)[0]
