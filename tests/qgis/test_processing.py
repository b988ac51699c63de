"""The algorithms as models and scripts call them, in this process and through qgis_process."""

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


def test_the_six_algorithms_have_names_and_help(provider):
    algorithms = {item.name(): item for item in provider.algorithms()}
    assert set(algorithms) == {
        "createstore", "importsource", "summarise", "openmaps", "exportlayers", "printmap",
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
        assert run("printmap", STORE=store, MAP=name, OUTPUT=path)[0]
        assert path.read_bytes().startswith(b"%PDF")
        results, errors = run("exportlayers", STORE=store, MAP=name, OUTPUT=tmp_path / "ut")
        assert results, errors
        files = [Path(part) for part in results["FILES"].split(";")]
        assert all(part.stat().st_size for part in files)
        assert {f"{name}_kommuner.zip", f"{name}.gdb.zip"} <= {part.name for part in files}
        with zipfile.ZipFile(tmp_path / "ut" / f"{name}_kommuner.zip") as archive:
            assert all("/" not in inside for inside in archive.namelist())


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
        ("exportlayers", {"FORMATS": "dwg"}, "gdb"),
        ("exportlayers", {"AUDIENCE": "mote"}, "internt"),
        ("importsource", {"INPUT": "/finns/inte.xlsx"}, "inte.xlsx"),
        ("importsource", {"MAPPING": "{"}, "JSON"),
    ],
)
def test_a_wrong_choice_is_one_sentence(name, changed, told, run, example_path, tmp_path):
    parameters = {"STORE": example_path, "MAP": "regionala_stod", "DATASET": "stod"}
    parameters |= {"INPUT": truth.EXAMPLE, "OUTPUT": tmp_path / "ut.pdf"} | changed
    results, errors = run(name, **parameters)
    assert results is None
    assert told in " ".join(errors)
    assert not any("Traceback" in error for error in errors)
    assert not (tmp_path / "ut.pdf").exists()


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
