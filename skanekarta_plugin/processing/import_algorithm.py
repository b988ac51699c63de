"""The algorithm that imports a source."""

import json
from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterVectorLayer,
    QgsProcessingUtils,
)

from ..definitions import load_catalogue
from ..errors import N_, SourceError
from ..i18n import message, tr
from ..usecases.import_source import carry_out, examine
from ..usecases.layer_source import layer_source
from ..usecases.rejected_rows import write_report
from ..usecases.stated_answers import stated_answers
from .base import SkanekartaAlgorithm

# Nobody reads more in a log; all rejected rows are in the report.
_MOST_PROBLEMS = 1000


class ImportSource(SkanekartaAlgorithm):
    """Import files or a layer into a dataset of the store."""

    NAME = "importsource"
    NUMBERS = (
        "ACCEPTED",
        "NEW",
        "UPDATED",
        "UNCHANGED",
        "REJECTED",
        "VANISHED",
        "QUESTIONS",
        "BATCH",
    )

    def displayName(self):
        """Return the name in the toolbox."""
        return tr("Import a source")

    def shortHelpString(self):
        """Return the help."""
        return tr(
            "Imports Excel workbooks, csv files or a layer in one transaction. Several files of "
            "one kind are separated by a semicolon, as are sheets. ACCEPTED counts new, updated "
            "and unchanged rows; BATCH is 0 where nothing was written. VANISHED counts stored "
            "rows of earlier files of this name that are gone from it: they stay unless "
            "REMOVE_VANISHED is set. QUESTIONS counts words that a person should settle by "
            "ANSWERS. REPORT holds the rejected rows with reasons."
        )

    def initAlgorithm(self, _config=None):
        """Declare the parameters."""
        self.add_store()
        known = ", ".join(load_catalogue().datasets)
        self.add_text("DATASET", tr("Dataset: {known}", known=known), optional=False)
        self.addParameter(
            QgsProcessingParameterFile("INPUT", tr("File, or several; or a layer"), optional=True)
        )
        self.addParameter(
            QgsProcessingParameterVectorLayer(
                "LAYER", tr("Layer, instead of a file"), [QgsProcessing.TypeVector], optional=True
            )
        )
        self.add_text("SHEET", tr("Sheet, or several; all sheets that fit if empty"))
        self.add_text("MAPPING", tr("Columns as JSON, header → field"), multiline=True)
        self.add_text(
            "ANSWERS",
            tr('Answers as JSON by field name, such as {"kommunkod": {"Höby": "Hörby"}}'),
            multiline=True,
        )
        self.addParameter(
            QgsProcessingParameterBoolean(
                "REMOVE_VANISHED",
                tr("Also remove rows that are gone from the source"),
                defaultValue=False,
            )
        )
        self.addParameter(
            QgsProcessingParameterBoolean("DRY_RUN", tr("Only check"), defaultValue=False)
        )
        self.addParameter(
            QgsProcessingParameterFileDestination(
                "REPORT", tr("Rejected rows"), "*.xlsx", optional=True, createByDefault=False
            )
        )
        for name in self.NUMBERS:
            self.addOutput(QgsProcessingOutputNumber(name, name))

    def prepare_use_case(self, parameters, context):
        """Take a snapshot of the layer, which only the main thread may touch."""
        layer = self.parameterAsVectorLayer(parameters, "LAYER", context)
        given = self.parameterAsString(parameters, "INPUT", context)
        if layer is not None:
            self._source = layer_source(layer)
        elif parameters.get("LAYER"):
            raise SourceError(
                N_("The layer “{layer}” was not found. Check its name or path."),
                layer=self.parameterAsString(parameters, "LAYER", context),
            )
        elif given:
            self._source = _parts(given, is_file=True)
        else:
            raise SourceError(N_("Nothing to import was named: give INPUT or LAYER."))

    def run_use_case(self, parameters, context, feedback):
        """Examine the source, and write what was accepted."""

        def text(name):
            return self.parameterAsString(parameters, name, context)

        store = self.store(parameters, context)
        answers = _read_json(text("ANSWERS"), _are_answers, _ANSWERS)
        verdict = examine(
            store,
            text("DATASET"),
            self._source,
            sheets=_parts(text("SHEET")),
            mapping=_read_json(text("MAPPING"), _is_mapping, _MAPPING),
            answers=stated_answers(store, text("DATASET"), answers or {}),
            feedback=feedback,
        )
        _tell_problems(verdict, feedback)
        report = self._report(parameters, context, verdict)
        batch = None
        if not self.parameterAsBoolean(parameters, "DRY_RUN", context):
            remove = self.parameterAsBoolean(parameters, "REMOVE_VANISHED", context)
            batch = carry_out(store, verdict, remove_vanished=remove, feedback=feedback)
        return {
            "ACCEPTED": len(verdict.accepted_at),
            "NEW": len(verdict.new_at),
            "UPDATED": len(verdict.changed_at),
            "UNCHANGED": len(verdict.unchanged_at),
            "REJECTED": len(verdict.rejected_at),
            "VANISHED": len(verdict.vanished_at),
            "QUESTIONS": len(verdict.questions),
            "BATCH": batch or 0,
            "REPORT": report,
        }

    def _report(self, parameters, context, verdict):
        path = self.parameterAsFileOutput(parameters, "REPORT", context)
        if not path and len(verdict.rejected_at):
            path = QgsProcessingUtils.generateTempFilename("avvisade.xlsx", context)
        if path:
            write_report(verdict, path, message)
        return path


def _tell_problems(verdict, feedback):
    """Tell the first problems, the rejecting ones first, and how many there are besides."""
    told = verdict.first_problems(_MOST_PROBLEMS)
    for problem, _ in told:
        tell = feedback.pushWarning if problem.rejects else feedback.pushInfo
        tell(f"{problem.cell} “{problem.value}”: {message(problem)}")
    more = int(verdict.rows.problems.counts(len(verdict.rows)).sum()) - len(told)
    if more > 0:
        feedback.pushInfo(tr("… and {count} more.", count=more))
    for question in verdict.questions[:_MOST_PROBLEMS]:
        near = ", ".join(map(str, question.suggestions))
        said = f"{question.cell} “{question.stated}”"
        feedback.pushInfo(tr("Question: {said}", said=f"{said} ({near}?)" if near else said))


def _parts(text, is_file=False):
    """Return what a text separated by semicolons names; a file may have one in its name."""
    if is_file and Path(text).exists():
        return [text]
    return [part.strip() for part in text.split(";") if part.strip()]


_MAPPING = N_('The mapping is not valid JSON. It looks like {{"Sökande": "mottagare"}}.')
_ANSWERS = N_(
    'The answers are not valid JSON. They look like {{"kommunkod": {{"Höby": "Hörby"}}}}.'
)


def _read_json(text, fits, complaint):
    """Return what a text in JSON says, None if it is empty."""
    if not text.strip():
        return None
    try:
        read = json.loads(text)
    except ValueError as error:
        raise SourceError(complaint, details=str(error)) from error
    if not fits(read):
        raise SourceError(complaint)
    return read


def _is_mapping(read):
    return isinstance(read, dict) and all(isinstance(name, str) for name in read.values())


def _are_answers(read):
    return isinstance(read, dict) and all(
        isinstance(answers, dict)
        and all(isinstance(meant, str | int | None) for meant in answers.values())
        for answers in read.values()
    )
