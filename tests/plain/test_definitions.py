"""The descriptions are valid by the standard, and hold together."""

import frictionless
import pytest

from skanekarta_plugin.definitions import load_catalogue
from skanekarta_plugin.paths import resource

CATALOGUE = load_catalogue()


def test_the_package_is_a_valid_data_package():
    package = frictionless.Package.from_descriptor(str(resource("definitions", "datapackage.json")))
    names = [item.name for item in package.resources]
    assert {"stod", "stod_kommun", "stod_malgrupp", "mottagare", "konstomraden"} <= set(names)
    codelists = [item for item in package.resources if item.custom.get("kind") == "codelist"]
    assert len(codelists) == len(CATALOGUE.codelists) >= 10
    for item in codelists:
        report = item.validate()
        assert report.valid, report.flatten(["title", "message"])


@pytest.mark.parametrize("path", sorted(resource("definitions", "datasets").glob("*.json")))
def test_each_dataset_is_a_valid_table_schema(path):
    schema = frictionless.Schema.from_descriptor(str(path))
    assert len(schema.fields) >= 3
    assert all(field.title for field in schema.fields)


def test_the_issue_s_datasets_and_maps_are_there():
    assert {
        "kommuner", "tatorter", "nyckeltal", "styrdokument", "kommunprofil", "mottagare", "stod",
        "aktiviteter",
    } <= set(CATALOGUE.datasets)  # fmt: skip
    assert list(CATALOGUE.maps) == ["kommunfakta", "regionala_stod", "aktiviteter"]


def test_every_label_is_in_both_languages():
    things = [*CATALOGUE.datasets.values(), *CATALOGUE.maps.values(), *CATALOGUE.codelists.values()]
    for dataset in CATALOGUE.datasets.values():
        things += [*dataset.fields, *dataset.children]
    for described in CATALOGUE.maps.values():
        things += [*described.facets, *described.measures, *described.places, *described.related]
    assert all(thing.label.sv and thing.label.en for thing in things)


def test_the_seventeen_networks():
    networks = CATALOGUE.codelists["natverk"].entries
    assert len(networks) == 17
    assert sum(1 for entry in networks if entry.value.startswith("Bibliotek: ")) == 6
