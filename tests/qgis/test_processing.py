"""The algorithms as models and scripts call them, in this process and through qgis_process."""

import csv
import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
import workbook_truth as truth
from layout_parts import needs_poppler, pdf_text
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject

from skanekarta_plugin.processing.provider import SkanekartaProvider

ROOT = Path(__file__).resolve().parents[2]
MAPS = ("kommunfakta", "regionala_stod", "aktiviteter")


class Feedback(QgsProcessingFeedback):
    """Collects what the algorithm tells."""

    def __init__(self):
        super().__init__(False)
        self.errors = []

    def reportError(self, error, fatalError=False):
        self.errors.append(error)


@pytest.fixture(scope="module")
def provider(qgis_app):
    provider = SkanekartaProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    yield provider
    QgsApplication.processingRegistry().removeProvider(provider)


@pytest.fixture
def run(provider):
    def run(name, **parameters):
        algorithm = QgsApplication.processingRegistry().algorithmById(f"skanekarta:{name}")
        parameters = {key: str(v) if isinstance(v, Path) else v for key, v in parameters.items()}
        feedback, context = Feedback(), QgsProcessingContext()
        fits, why = algorithm.checkParameterValues(parameters, context)
        if not fits:
            return None, [why]
        results, done = algorithm.run(parameters, context, feedback)
        return (results if done else None), feedback.errors

    return run


def test_the_algorithms_have_names_and_help(provider):
    algorithms = {item.name(): item for item in provider.algorithms()}
    assert set(algorithms) == {
        "createstore", "importsource", "fetch", "history", "undobatch", "asof",
        "summarise", "openmaps", "exportlayers", "printmap",
        "smallmultiples", "overview",
    }  # fmt: skip
    assert all(item.displayName() and item.shortHelpString() for item in algorithms.values())


def test_the_main_job(run, tmp_path):
    store = tmp_path / "skanekarta.gpkg"
    results, errors = run("createstore", STORE=store, EXAMPLE=True)
    assert results == {"STORE": str(store)}, errors
    total = sum(truth.ore(row["Beviljat belopp"]) for row in truth.grants())

    results, errors = run(
        "importsource", STORE=store, DATASET="stod", INPUT=truth.EXAMPLE, DRY_RUN=False
    )
    assert not errors
    figures = results["UNCHANGED"], results["NEW"], results["REJECTED"]
    assert figures == (len(truth.grants()), 0, 0)

    filter_ = json.dumps({"konstomrade": ["Dans"], "ar": {"from": 2020, "to": 2023}})
    results, errors = run(
        "summarise", STORE=store, MAP="regionala_stod", OUTPUT=tmp_path / "alla.csv"
    )
    assert round(results["TOTAL"] * 100) == total, errors
    assert round((results["MAPPED"] + results["OUTSIDE"]) * 100) == total
    results, errors = run(
        "summarise", STORE=store, MAP="regionala_stod", FILTER=filter_, OUTPUT=tmp_path / "d.csv"
    )
    count, mapped, outside, _ = truth.truth(
        lambda row: row["Konstområde"] in ("Dans", "Danskonst") and 2020 <= int(row["År"]) <= 2023
    )
    assert (results["COUNT"], round(results["MAPPED"] * 100)) == (count, mapped), errors
    assert round(results["OUTSIDE"] * 100) == outside

    project = tmp_path / "skanekarta.qgz"
    assert run("openmaps", STORE=store, PROJECT=project, FILTER=filter_)[0]
    opened = QgsProject()
    assert opened.read(str(project))
    assert len(opened.layerTreeRoot().findGroups()) == len(MAPS)
    assert all(layer.isValid() for layer in opened.mapLayers().values())

    for name in MAPS:
        path = tmp_path / f"{name}.pdf"
        for algorithm in ("printmap", "overview"):
            assert run(algorithm, STORE=store, MAP=name, OUTPUT=path)[0]
            assert path.read_bytes().startswith(b"%PDF")
        results, errors = run("exportlayers", STORE=store, MAP=name, OUTPUT=tmp_path / "ut")
        assert results, errors
        files = [Path(part) for part in results["FILES"].split(";")]
        assert all(part.stat().st_size for part in files)
        assert {f"{name}_kommuner.zip", f"{name}.gdb.zip"} <= {part.name for part in files}
        with zipfile.ZipFile(tmp_path / "ut" / f"{name}_kommuner.zip") as archive:
            assert all("/" not in inside for inside in archive.namelist())


@needs_poppler
def test_small_maps_of_chosen_values(run, example_path, tmp_path):
    given = {"STORE": example_path, "MAP": "regionala_stod", "OUTPUT": tmp_path / "ut.pdf"}
    results, errors = run("smallmultiples", FACET="ar", VALUES="[2021, 2022]", **given)
    assert results == {"OUTPUT": str(tmp_path / "ut.pdf")}, errors
    text = pdf_text(tmp_path / "ut.pdf")
    for year, shown in ((2021, True), (2024, False)):
        count, _, _, _ = truth.truth(lambda row, year=year: row["År"] == year)
        assert (f"{count}\xa0ärenden, " in text.replace(" ärenden", "\xa0ärenden")) == shown


def test_a_dry_run_writes_nothing_and_a_report_tells_what_was_rejected(run, example_path, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Diarienummer", "År", "Sökande", "Kommun", "Beviljat"])
    book.active.append(["X-1", 2024, "Exempelkören", "Lund", 100])
    book.active.append(["X-2", 2024, "Exempelkören", "Lund", "många"])
    book.save(tmp_path / "ny.xlsx")
    before = hashlib.sha256(example_path.read_bytes()).hexdigest()
    results, errors = run(
        "importsource", STORE=example_path, DATASET="stod", INPUT=tmp_path / "ny.xlsx",
        DRY_RUN=True, REPORT=str(tmp_path / "avvisade.xlsx"),
    )  # fmt: skip
    assert (results["NEW"], results["REJECTED"], results["BATCH"]) == (1, 1, 0), errors
    report = openpyxl.load_workbook(results["REPORT"]).active
    assert [cell.value for cell in report[1]][-1] == "Anledning"
    assert report.max_row == 2
    assert hashlib.sha256(example_path.read_bytes()).hexdigest() == before


@pytest.mark.parametrize(
    ("name", "changed", "told"),
    [
        ("summarise", {"STORE": "/finns/inte.gpkg"}, "/finns/inte.gpkg"),
        ("summarise", {"MAP": "finns_inte"}, "regionala_stod"),
        ("summarise", {"FILTER": '{"farg": [1]}'}, "konstomrade"),
        ("summarise", {"FILTER": '{"konstomrade": ["Jonglering"]}'}, "Musik"),
        ("summarise", {"MEASURE": "tyngd"}, "beviljat_per_invanare"),
        ("summarise", {"OUTPUT": f"{__file__}/alls.csv"}, "test_processing.py"),
        ("printmap", {"TEMPLATE": "a9"}, "a4-liggande"),
        ("printmap", {"AUDIENCE": "publikt"}, "internt"),
        ("smallmultiples", {"FACET": "kommunkod"}, "konstomrade"),
        ("smallmultiples", {"VALUES": "Dans"}, "JSON"),
        ("smallmultiples", {"VALUES": '["Jonglering"]'}, "Musik"),
        ("smallmultiples", {"AUDIENCE": "publikt"}, "internt"),
        ("overview", {"TEMPLATE": "a9"}, "a4-staende"),
        ("overview", {"AUDIENCE": "publikt"}, "internt"),
        ("exportlayers", {"FORMATS": "dwg"}, "gdb"),
        ("exportlayers", {"AUDIENCE": "mote"}, "internt"),
        ("importsource", {"INPUT": "/finns/inte.xlsx"}, "inte.xlsx"),
        ("importsource", {"MAPPING": "{"}, "JSON"),
        ("importsource", {"INPUT": ""}, "INPUT"),
        ("importsource", {"LAYER": "/finns/inte.shp"}, "LAYER"),
        ("importsource", {"ANSWERS": '{"kommunkod": "Höby"}'}, "JSON"),
        ("importsource", {"ANSWERS": '{"farg": {"a": "b"}}'}, "konstomrade"),
        ("importsource", {"ANSWERS": '{"projekt": {"a": "b"}}'}, "projekt"),
        ("importsource", {"ANSWERS": '{"kommunkod": {"Höby": "Oslo"}}'}, "Oslo"),
        ("undobatch", {"BATCH": 4711}, "skanekarta.gpkg"),
        ("asof", {"BATCH": 4711, "OUTPUT": "/tmp/finns-inte/ut.gpkg"}, "skanekarta.gpkg"),
        ("asof", {"BATCH": 1, "OUTPUT": "/finns/inte.gpkg"}, "/finns/inte.gpkg"),
    ],
)
def test_a_wrong_choice_is_one_sentence(name, changed, told, run, example_path, tmp_path):
    parameters = {"STORE": example_path, "MAP": "regionala_stod", "DATASET": "stod"}
    parameters |= {"FACET": "konstomrade"}
    parameters |= {"INPUT": truth.EXAMPLE, "OUTPUT": tmp_path / "ut.pdf"} | changed
    results, errors = run(name, **parameters)
    assert results is None
    assert told in " ".join(errors)
    assert not any("Traceback" in error for error in errors)
    assert not (tmp_path / "ut.pdf").exists()


HEADER = "Diarienummer;Mottagare;År;Kommun;Beviljat belopp;Konstområde\n"


@pytest.fixture
def written(tmp_path):
    """Write rows of grants as a csv file and return its path."""

    def written(name, *lines):
        path = tmp_path / name
        path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
        return path

    return written


def _import(run, store, source, **more):
    results, errors = run("importsource", STORE=store.path, DATASET="stod", INPUT=source, **more)
    assert not errors, errors
    return results


def test_several_files_are_one_import(run, store, written):
    count = store.counts()["stod"]
    one = written("a.csv", "P-1;Spel;2024;Hörby;100;Dans")
    two = written("b.csv", "P-2;Spel;2024;Lund;200;Dans", "P-3;Spel;2024;Lund;många;Dans")
    results = _import(run, store, f"{one};{two}")
    assert (results["NEW"], results["REJECTED"]) == (2, 1)
    assert store.counts()["stod"] == count + 2
    assert store.batches()[-1].id == results["BATCH"]


def test_sheets_are_separated_by_semicolons(run, store, tmp_path):
    book = openpyxl.Workbook()
    for number, sheet in enumerate(("Ett", "Två", "Tre")):
        page = book.active if number == 0 else book.create_sheet()
        page.title = sheet
        page.append(HEADER.strip().split(";"))
        page.append([f"P-{number}", "Spel", 2024, "Lund", 100, "Dans"])
    book.save(tmp_path / "blad.xlsx")
    assert _import(run, store, tmp_path / "blad.xlsx", SHEET="Ett;Tre", DRY_RUN=True)["NEW"] == 2


def test_a_layer_is_imported_with_its_points(run, store, tmp_path):
    path = tmp_path / "platser.geojson"
    feature = {
        "type": "Feature",
        "properties": {"Datum": "2024-03-01", "Typ": "Nätverksmöte", "Rubrik": "Möte i Lund"},
        "geometry": {"type": "Point", "coordinates": [13.19, 55.70]},
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    count = store.counts()["aktiviteter"]
    results, errors = run("importsource", STORE=store.path, DATASET="aktiviteter", LAYER=path)
    assert not errors, errors
    assert results["NEW"] == 1
    assert store.counts()["aktiviteter"] == count + 1
    assert len(store.geometries("aktiviteter")) > 0


def test_answers_are_given_by_field_and_in_words(run, store, written):
    source = written("fel.csv", "P-1;Malmö Opran;2024;Höby;100;Musk")
    asked = _import(run, store, source, DRY_RUN=True)["QUESTIONS"]
    assert asked >= 3
    answers = {
        "kommunkod": {"Höby": "Hörby"},
        "konstomrade": {"Musk": "Musik"},
        "mottagare": {"Malmö Opran": "Malmö Opera"},
    }
    register = store.catalogue.datasets["stod"].registered_field.register["dataset"]
    known = store.read(register).columns["namn"]
    answers["mottagare"]["Malmö Opran"] = known[0]
    results = _import(run, store, source, ANSWERS=json.dumps(answers))
    assert (results["NEW"], results["QUESTIONS"]) == (1, asked - 3)
    data = store.read("stod")
    assert data.columns["konstomrade"][-1] == "Musik"
    assert data.columns["mottagare"][-1] == known[0]
    assert data.children["stod_kommun"]["kommunkod"][-1] == "1266"


def test_rows_that_vanished_stay_unless_it_is_asked_for(run, store, written):
    lines = "P-1;Spel;2024;Hörby;100;Dans", "P-2;Spel;2024;Lund;200;Dans"
    _import(run, store, written("lista.csv", *lines))
    count = store.counts()["stod"]
    shorter = written("lista.csv", lines[0])
    assert _import(run, store, shorter)["VANISHED"] == 1
    assert store.counts()["stod"] == count
    results = _import(run, store, shorter, REMOVE_VANISHED=True)
    assert results["VANISHED"] == 1 and results["BATCH"]
    assert store.counts()["stod"] == count - 1


def test_at_most_a_thousand_problems_are_told(provider, store, written):
    source = written("fel.csv", *(f"P-{n};Spel;2024;Lund;många;Dans" for n in range(1500)))
    told = []

    class Telling(Feedback):
        def pushWarning(self, text):
            told.append(text)

        def pushInfo(self, text):
            told.append(text)

    algorithm = QgsApplication.processingRegistry().algorithmById("skanekarta:importsource")
    parameters = {"STORE": str(store.path), "DATASET": "stod", "INPUT": str(source)}
    _, done = algorithm.run({**parameters, "DRY_RUN": True}, QgsProcessingContext(), Telling())
    assert done
    assert len([text for text in told if "många" in text]) == 1000
    (more,) = (text for text in told if text.startswith("… "))
    assert int(more.split()[2]) >= 500


def test_history_undoing_and_the_store_as_it_was(run, store, written, tmp_path):
    total = run("summarise", STORE=store.path, MAP="regionala_stod", OUTPUT=tmp_path / "s.csv")[0]
    first = _import(
        run, store, written("ett.csv", *(f"P-{n};S;2024;Lund;100;Dans" for n in (1, 2)))
    )
    _import(run, store, written("två.csv", "P-1;S;2024;Lund;900;Dans"))

    copy = tmp_path / "fore.gpkg"
    results, errors = run("asof", STORE=store.path, BATCH=first["BATCH"], OUTPUT=copy)
    assert results == {"OUTPUT": str(copy)}, errors
    then = run("summarise", STORE=copy, MAP="regionala_stod", OUTPUT=tmp_path / "t.csv")[0]
    assert {**then, "OUTPUT": 0} == {**total, "OUTPUT": 0}
    results, errors = run("importsource", STORE=copy, DATASET="stod", INPUT=tmp_path / "ett.csv")
    assert results is None and "ett.csv" in " ".join(errors)

    results, errors = run("undobatch", STORE=store.path, BATCH=first["BATCH"])
    assert results["LATER"] == 1 and results["BATCH"] > first["BATCH"], errors
    now = run("summarise", STORE=store.path, MAP="regionala_stod", OUTPUT=tmp_path / "u.csv")[0]
    assert now["COUNT"] == total["COUNT"] + 1
    again = run("undobatch", STORE=store.path, BATCH=results["BATCH"])[0]
    assert again["LATER"] == 0
    results, errors = run("undobatch", STORE=store.path, BATCH=first["BATCH"], FORCE=True)
    assert results["LATER"] == 0, errors
    now = run("summarise", STORE=store.path, MAP="regionala_stod", OUTPUT=tmp_path / "v.csv")[0]
    assert now["TOTAL"] == total["TOTAL"]

    listed, errors = run("history", STORE=store.path, OUTPUT=tmp_path / "historik.csv")
    assert listed, errors
    assert (tmp_path / "historik.csv").read_bytes().startswith(b"\xef\xbb\xbfomgang;tid;")
    with (tmp_path / "historik.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [int(row["omgang"]) for row in rows] == sorted(
        (batch.id for batch in store.batches()), reverse=True
    )
    by_id = {int(row["omgang"]): row for row in rows}
    assert by_id[first["BATCH"]]["angrad_av"] == str(results["BATCH"])
    assert by_id[first["BATCH"]]["summa_kr"] == "200,00"
    assert by_id[results["BATCH"]]["slag"] == "angrad"


@pytest.fixture(scope="module")
def qgis_process(tmp_path_factory):
    """Run the installed program with the assembled plugin and a profile of its own."""
    folder = tmp_path_factory.mktemp("process")
    sys.path.insert(0, str(ROOT / "scripts"))
    import package

    package.assemble(ROOT, folder / "plugins" / package.NAME)
    sys.path.remove(str(ROOT / "scripts"))
    subprocess.run(
        [sys.executable, ROOT / "scripts" / "install.py", "--no-copy", "--profile",
         folder / "config" / "profiles" / "default", "--set", "PythonPlugins/processing=true"],
        check=True,
    )  # fmt: skip
    environment = os.environ | {
        "QGIS_PLUGINPATH": str(folder / "plugins"),
        "QGIS_CUSTOM_CONFIG_PATH": str(folder / "config"),
        "QT_QPA_PLATFORM": "offscreen",
    }

    def run(name, **parameters):
        given = [f"{key}={value}" for key, value in parameters.items()]
        return subprocess.run(
            ["qgis_process", "run", f"skanekarta:{name}", "--", *given],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    return run


def test_qgis_process_ends_with_an_error_and_leaves_the_store(qgis_process, example_path, tmp_path):
    before = hashlib.sha256(example_path.read_bytes()).hexdigest()
    broken = tmp_path / "trasig.xlsx"
    broken.write_text("hej")
    ended = qgis_process("importsource", STORE=example_path, DATASET="stod", INPUT=broken)
    assert ended.returncode != 0
    assert "trasig.xlsx" in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr
    assert hashlib.sha256(example_path.read_bytes()).hexdigest() == before


def test_qgis_process_succeeds_with_figures(qgis_process, example_path, tmp_path):
    ended = qgis_process(
        "summarise", STORE=example_path, MAP="regionala_stod", OUTPUT=tmp_path / "summa.csv"
    )
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "summa.csv").stat().st_size > 0
    assert "TOTAL" in ended.stdout
