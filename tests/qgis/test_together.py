"""What the panel's parts do to each other: comparisons, animations, prices, filters put off."""

import pytest
from gui_parts import show_store, wait_until
from qgis.core import Qgis, QgsProject, QgsTemporalNavigationObject

from skanekarta_plugin.gui.overview_compare import CompareTab
from skanekarta_plugin.usecases import comparison, named_filters
from skanekarta_plugin.usecases.history import undo_batch
from skanekarta_plugin.usecases.import_source import carry_out, examine
from skanekarta_plugin.usecases.view_map import Explorer

MAP = "regionala_stod"


def bring_index(store, folder, years):
    """Import a price index of some years."""
    folder.mkdir(exist_ok=True)
    path = folder / "kpi.csv"
    lines = ["År;KPI", *[f"{year};{300 + year - 2010},5" for year in years]]
    path.write_text("\n".join(lines), encoding="utf-8")
    carry_out(store, examine(store, None, path))


def undo_index(store):
    (batch,) = [batch for batch in store.standing_batches() if batch.file == "kpi.csv"]
    undo_batch(store, batch.id)


@pytest.fixture
def session(started, store):
    """The panel on the grants, and a temporal controller that it follows."""
    settings = QgsProject.instance().timeSettings()
    settings.reset()
    started.iface.canvas.setRenderFlag(False)
    started.controller = QgsTemporalNavigationObject()
    started.iface.canvas.setTemporalController(started.controller)
    show_store(started, store, MAP)
    started.session.panel = started
    yield started.session
    settings.reset()
    started.failures.clear()


def read_again(session):
    explorer = session.explorer
    session.refresh()
    wait_until(lambda: session.explorer is not explorer or session.panel.failures)


def compare_years(session, own, other):
    choices = session.choices
    session.take(comparison.compare_periods(choices, "ar", (own, own), (other, other), "amount"))


def other_years(session):
    choice = session.view.selection.compare.filter["ar"]
    return choice.low, choice.high


def test_an_animation_leaves_the_other_period_alone_and_gives_the_own_one_back(session):
    compare_years(session, 2022, 2021)
    before = session.view.selection
    controller = session.panel.controller
    controller.setNavigationMode(Qgis.TemporalNavigationMode.Animated)
    for frame in range(controller.totalFrameCount()):
        controller.setCurrentFrameNumber(frame)
        assert other_years(session) == (2021, 2021)
    controller.setNavigationMode(Qgis.TemporalNavigationMode.Disabled)
    assert session.view.selection == before


def test_a_period_that_meets_the_other_one_can_go_on(session):
    compare_years(session, 2022, 2021)
    session.set_filter("ar", {"from": 2021, "to": 2021})
    session.set_filter("ar", {"from": 2020, "to": 2020})
    assert other_years(session) == (2021, 2021)


def test_an_animation_leaves_a_filter_off_that_was_off(session):
    session.set_filter("konstomrade", ["Dans"])
    session.pause(True)
    controller = session.panel.controller
    controller.setNavigationMode(Qgis.TemporalNavigationMode.Animated)
    controller.setCurrentFrameNumber(3)
    controller.setNavigationMode(Qgis.TemporalNavigationMode.Disabled)
    assert session.is_paused
    session.undo()
    assert not session.is_paused and session.choices["filter_"] == {"konstomrade": ["Dans"]}


def test_undo_to_prices_that_are_gone_is_refused_and_locks_nothing(session, store, tmp_path):
    bring_index(store, tmp_path, range(2010, 2026))
    read_again(session)
    session.choose(prices="fasta")
    session.choose(prices="lopande")
    undo_index(store)
    read_again(session)
    session.undo()
    assert session.panel.failures.pop()
    session.set_filter("konstomrade", ["Dans"])
    assert session.panel.failures == []
    assert "konstomrade" in session.view.selection.filter


def test_another_store_does_not_speak_of_what_was_gone_in_the_first(session, empty):
    lost = session.explorer.selection(MAP, filter_={"mottagare": ["Finns Inte AB"]})
    named_filters.save_filter(QgsProject.instance(), "x", lost)
    session.apply_filter("x")
    assert session.gone
    session.view = None
    session.open_store(empty.path)
    wait_until(lambda: session.view is not None or session.panel.failures)
    session.show(MAP)
    assert session.gone is None


def test_a_named_filter_keeps_the_prices(session, store, tmp_path):
    bring_index(store, tmp_path, range(2010, 2026))
    read_again(session)
    session.choose(prices="fasta")
    fixed = session.view.totals.total
    named_filters.save_filter(QgsProject.instance(), "fast", session.remembered)
    session.choose(prices="lopande")
    session.apply_filter("fast")
    assert session.view.totals.total == fixed


def test_a_project_opens_whose_prices_hold_for_its_filter_alone(session, store, tmp_path):
    bring_index(store, tmp_path, range(2020, 2023))
    read_again(session)
    session.set_filter("ar", {"from": 2020, "to": 2022})
    session.choose(prices="fasta")
    session.set_filter("mottagare", ["Finns Inte AB"])
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "karta.qgz"))
    project.clear()
    session.view = None
    assert project.read(str(tmp_path / "karta.qgz"))
    wait_until(lambda: session.view is not None or session.panel.failures)
    assert session.panel.failures == [] and session.gone
    session.use_rest()
    assert session.panel.failures == [] and session.view.selection.prices == "fasta"


def test_prices_go_with_a_word_that_do_not_hold_while_the_filter_is_off(session, store, tmp_path):
    bring_index(store, tmp_path, range(2010, 2026))
    read_again(session)
    session.set_filter("ar", {"from": 2020, "to": 2022})
    session.choose(prices="fasta")
    session.pause(True)
    undo_index(store)
    bring_index(store, tmp_path / "ny", range(2018, 2025))
    told = []
    session.told.connect(lambda text, _: told.append(text))
    read_again(session)
    assert session.panel.failures == [] and len(told) == 1
    assert session.is_paused and session.view.selection.prices == "lopande"


def test_the_form_shows_which_saved_filters_are_compared(session):
    for name, field in (("Alfa", "Dans"), ("Beta", "Musik"), ("Gamma", "Film")):
        chosen = session.explorer.selection(MAP, filter_={"konstomrade": [field]})
        named_filters.save_filter(QgsProject.instance(), name, chosen)
    dock = session.panel.overview_dock
    dock.show_comparison()
    form = dock.tab(CompareTab).form
    wait_until(lambda: form.kind.findData("saved") >= 0)
    form.kind.setCurrentIndex(form.kind.findData("saved"))
    form.kind.activated.emit(form.kind.currentIndex())
    form.saved.own.setCurrentText("Gamma")
    form.saved.other.setCurrentText("Beta")
    form.go.click()
    form.swap.click()
    assert session.view.selection.compare.label == "Gamma"
    assert (form.saved.own.currentText(), form.saved.other.currentText()) == ("Beta", "Gamma")


def compared(explorer, own, other, **choices):
    return explorer.view(
        explorer.selection(
            MAP, filter_={"ar": [own]}, compare={"filter": {"ar": [other]}}, **choices
        )
    )


def test_the_only_class_of_a_comparison_is_open(store, swedish):
    explorer = Explorer(store)
    malmo = {"kommunkod": ["1280"]}
    for own in (2019, 2021):
        selection = explorer.selection(
            MAP, filter_={"ar": [own], **malmo}, compare={"filter": {"ar": [own - 1], **malmo}}
        )
        view = explorer.view(selection)
    words = [item.label for item in view.legend.classes if item.count]
    assert words in (["mer (1)"], ["mindre (1)"])
    assert view.legend.zero.label == "Ingen skillnad, eller inte vald (32)"


def test_both_sides_tell_whose_population_they_use(store, swedish):
    explorer = Explorer(store)
    rate = {"measure": "beviljat_per_invanare"}
    assert "2024" in compared(explorer, 2025, 2022, **rate).texts.population
    assert "2024" in compared(explorer, 2022, 2025, **rate).texts.population
