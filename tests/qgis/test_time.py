"""QGIS's temporal controller drives the years of the filter."""

import pytest
from gui_parts import show_store
from qgis.core import (
    Qgis,
    QgsDateTimeRange,
    QgsProject,
    QgsTemporalNavigationObject,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime
from workbook_truth import grants, truth

from skanekarta_plugin.analysis.model import Between

MAP = "regionala_stod"


@pytest.fixture
def opened(started, store):
    settings = QgsProject.instance().timeSettings()
    settings.reset()
    started.iface.canvas.setRenderFlag(False)
    # As QGIS's window has it; Python holds it.
    started.controller = QgsTemporalNavigationObject()
    started.iface.canvas.setTemporalController(started.controller)
    show_store(started, store, MAP)
    yield started
    settings.reset()


def controller(plugin):
    return plugin.iface.canvas.temporalController()


def years(plugin):
    return plugin.session.view.selection.filter.get("ar")


def test_the_project_knows_the_years_of_the_map(opened):
    known = sorted({row["År"] for row in grants() if row["År"]})
    settings = QgsProject.instance().timeSettings()
    span = settings.temporalRange()
    assert (span.begin().date(), span.end().date()) == (
        QDate(known[0], 1, 1),
        QDate(known[-1], 12, 31),
    )
    assert (settings.timeStep(), settings.timeStepUnit()) == (1, Qgis.TemporalUnit.Years)


def test_a_range_of_the_users_own_stays(opened):
    settings = QgsProject.instance().timeSettings()
    own = QgsDateTimeRange(
        QDateTime(QDate(1999, 1, 1), QTime(0, 0)), QDateTime(QDate(2000, 1, 1), QTime(0, 0))
    )
    settings.setTemporalRange(own)
    opened.session.show("aktiviteter")
    opened.session.show(MAP)
    assert settings.temporalRange() == own


def test_an_animation_drives_the_year_as_one_step(opened):
    session, time = opened.session, controller(opened)
    session.set_filter("ar", {"from": 2020, "to": 2021})
    before = opened.map_dock.figures.shown()
    time.setNavigationMode(Qgis.TemporalNavigationMode.Animated)
    totals = {}
    for frame in range(time.totalFrameCount()):
        time.setCurrentFrameNumber(frame)
        choice = years(opened)
        assert choice.low == choice.high
        totals[choice.low] = session.view.totals.total
    for year, total in totals.items():
        _, mapped, outside, _ = truth(lambda row, year=year: row["År"] == year)
        assert total == mapped + outside
    assert len(totals) > 5
    session.undo()
    assert opened.map_dock.figures.shown() == before
    session.redo()
    time.setNavigationMode(Qgis.TemporalNavigationMode.Disabled)
    assert years(opened) == Between(2020, 2021)
    assert opened.map_dock.figures.shown() == before
    session.undo()
    assert years(opened) is None
    assert not session.can_undo


def test_other_choices_stay_when_time_is_switched_off(opened):
    session, time = opened.session, controller(opened)
    time.setNavigationMode(Qgis.TemporalNavigationMode.Animated)
    session.set_filter("konstomrade", ["Dans"])
    time.setCurrentFrameNumber(2)
    assert set(session.view.selection.filter) == {"ar", "konstomrade"}
    session.show("aktiviteter")
    assert years(opened) is not None
    time.setNavigationMode(Qgis.TemporalNavigationMode.Disabled)
    assert years(opened) is None
    session.show(MAP)
    assert list(session.view.selection.filter) == ["konstomrade"]


def test_a_fixed_range_chooses_its_years(opened):
    time = controller(opened)
    time.setNavigationMode(Qgis.TemporalNavigationMode.FixedRange)
    time.setTemporalExtents(
        QgsDateTimeRange(
            QDateTime(QDate(2019, 1, 1), QTime(0, 0)), QDateTime(QDate(2022, 1, 1), QTime(0, 0))
        )
    )
    assert years(opened) == Between(2019, 2021)


def test_an_animation_that_ends_where_it_began_leaves_no_step(opened):
    time = opened.controller
    everything = opened.map_dock.figures.shown()
    time.setNavigationMode(Qgis.TemporalNavigationMode.Animated)
    time.setCurrentFrameNumber(3)
    assert opened.session.can_undo
    time.setNavigationMode(Qgis.TemporalNavigationMode.Disabled)
    assert opened.map_dock.figures.shown() == everything
    assert not opened.session.can_undo and not opened.session.can_redo


def test_without_a_map_time_drives_nothing(opened):
    opened.session.forget()
    time = controller(opened)
    time.setNavigationMode(Qgis.TemporalNavigationMode.Animated)
    time.setCurrentFrameNumber(1)
    assert opened.session.view is None
