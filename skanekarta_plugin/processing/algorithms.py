"""The algorithms: thin faces on the use cases."""

import json

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingUtils,
)

from ..definitions import load_catalogue
from ..errors import N_, SourceError
from ..i18n import message, tr
from ..store.store import Store
from ..usecases import create_store, export_layers, import_source, open_maps, print_map, summarise
from .base import SkanekartaAlgorithm


class CreateStore(SkanekartaAlgorithm):
    """Make a store with the data that ships, and with the example if wanted."""

    NAME = "createstore"

    def displayName(self):
        """Return the name in the toolbox."""
        return tr("Create a store")

    def shortHelpString(self):
        """Return the help."""
        return tr(
            "Makes a new GeoPackage with the 33 municipalities, localities and population, "
            "and with the example workbooks if EXAMPLE is set."
        )

    def initAlgorithm(self, _config=None):
        """Declare the parameters."""
        self.addParameter(
            QgsProcessingParameterFileDestination("STORE", tr("Store (GeoPackage)"), "*.gpkg")
        )
        self.addParameter(
            QgsProcessingParameterBoolean("EXAMPLE", tr("With the example"), defaultValue=False)
        )

    def run_use_case(self, parameters, context, feedback):
        """Create the store."""
        path = self.parameterAsFileOutput(parameters, "STORE", context)
        example = self.parameterAsBoolean(parameters, "EXAMPLE", context)
        store = create_store.create_store(
            path, load_catalogue(), example=example, feedback=feedback
        )
        for name, count in store.counts().items():
            feedback.pushInfo(f"{name}: {count}")
        return {"STORE": path}


class ImportSource(SkanekartaAlgorithm):
    """Import a file into a dataset of the store."""

    NAME = "importsource"
    NUMBERS = ("ACCEPTED", "NEW", "UPDATED", "UNCHANGED", "REJECTED", "BATCH")

    def displayName(self):
        """Return the name in the toolbox."""
        return tr("Import a source")

    def shortHelpString(self):
        """Return the help."""
        return tr(
            "Imports an Excel workbook, a csv file or a layer in one transaction. ACCEPTED counts "
            "new, updated and unchanged rows; BATCH is 0 where nothing was written. "
            "REPORT holds the rejected rows with reasons."
        )

    def initAlgorithm(self, _config=None):
        """Declare the parameters."""
        self.add_store()
        known = ", ".join(load_catalogue().datasets)
        self.add_text("DATASET", tr("Dataset: {known}", known=known), optional=False)
        self.addParameter(QgsProcessingParameterFile("INPUT", tr("File")))
        self.add_text("SHEET", tr("Sheet; all sheets that fit if empty"))
        self.add_text("MAPPING", tr("Columns as JSON, header → field"), multiline=True)
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

    def run_use_case(self, parameters, context, feedback):
        """Examine the source, and write what was accepted."""
        store = Store.open(self.parameterAsString(parameters, "STORE", context), load_catalogue())
        verdict = import_source.examine(
            store,
            self.parameterAsString(parameters, "DATASET", context),
            self.parameterAsString(parameters, "INPUT", context),
            sheet=self.parameterAsString(parameters, "SHEET", context),
            mapping=_mapping(self.parameterAsString(parameters, "MAPPING", context)),
            feedback=feedback,
        )
        for problem, _ in verdict.problems:
            tell = feedback.pushWarning if problem.rejects else feedback.pushInfo
            tell(f"{problem.cell} “{problem.value}”: {message(problem)}")
        report = self._report(parameters, context, verdict)
        batch = None
        if not self.parameterAsBoolean(parameters, "DRY_RUN", context):
            batch = import_source.carry_out(store, verdict)
        return {
            "ACCEPTED": len(verdict.accepted),
            "NEW": len(verdict.new),
            "UPDATED": len(verdict.changed),
            "UNCHANGED": len(verdict.unchanged),
            "REJECTED": len(verdict.rejected),
            "BATCH": batch or 0,
            "REPORT": report,
        }

    def _report(self, parameters, context, verdict):
        path = self.parameterAsFileOutput(parameters, "REPORT", context)
        if not path and verdict.rejected:
            path = QgsProcessingUtils.generateTempFilename("avvisade.xlsx", context)
        if path:
            import_source.write_report(verdict, path, message)
        return path


class Summarise(SkanekartaAlgorithm):
    """Sum a map per municipality."""

    NAME = "summarise"
    NUMBERS = ("COUNT", "MAPPED", "OUTSIDE", "TOTAL")

    def displayName(self):
        """Return the name in the toolbox."""
        return tr("Summarise per municipality")

    def shortHelpString(self):
        """Return the help."""
        return tr(
            "Writes a table per municipality; the last rows are what lies outside the map, and the "
            "total. MAPPED + OUTSIDE = TOTAL, in kronor for amounts; rates have no sum."
        )

    def initAlgorithm(self, _config=None):
        """Declare the parameters."""
        self.add_question()
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", tr("Table"), "*.csv"))
        for name in self.NUMBERS:
            self.addOutput(QgsProcessingOutputNumber(name, name))

    def run_use_case(self, parameters, context, feedback):
        """Write the table."""
        explorer = self.explorer(parameters, context)
        path = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        selection = self.selection(explorer, parameters, context)
        totals = summarise.summarise(explorer, selection, path)
        return {
            "OUTPUT": path,
            "COUNT": totals.count,
            "MAPPED": totals.in_unit(totals.mapped),
            "OUTSIDE": totals.in_unit(totals.outside),
            "TOTAL": totals.in_unit(totals.total),
        }


class OpenMaps(SkanekartaAlgorithm):
    """Write a QGIS project with all maps."""

    NAME = "openmaps"
    MAIN_THREAD = True

    def displayName(self):
        """Return the name in the toolbox."""
        return tr("Write a project with the maps")

    def shortHelpString(self):
        """Return the help."""
        return tr(
            "Writes a project that QGIS opens with or without the plugin. A choice applies to each "
            "map that knows it."
        )

    def initAlgorithm(self, _config=None):
        """Declare the parameters."""
        self.add_store()
        self.add_selection()
        self.addParameter(QgsProcessingParameterFileDestination("PROJECT", tr("Project"), "*.qgz"))

    def run_use_case(self, parameters, context, feedback):
        """Write the project."""
        explorer = self.explorer(parameters, context)
        path = self.parameterAsFileOutput(parameters, "PROJECT", context)
        open_maps.write_project(explorer, path, **self.choices(parameters, context))
        return {"PROJECT": path}


class ExportLayers(SkanekartaAlgorithm):
    """Export a map for ArcGIS Online."""

    NAME = "exportlayers"
    MAIN_THREAD = True

    def displayName(self):
        """Return the name in the toolbox."""
        return tr("Export layers for ArcGIS Online")

    def shortHelpString(self):
        """Return the help."""
        return tr(
            "Writes the municipalities with their sums, and one point for each share of a row, as "
            "zipped shapefiles (shp) and a file geodatabase (gdb), with a field key."
        )

    def initAlgorithm(self, _config=None):
        """Declare the parameters."""
        self.add_question()
        known = ",".join(export_layers.formats())
        self.add_text("FORMATS", tr("Formats: {known}", known=known), default=known)
        self.add_audience()
        self.addParameter(QgsProcessingParameterFolderDestination("OUTPUT", tr("Folder")))
        self.addOutput(QgsProcessingOutputString("FILES", tr("Files")))

    def run_use_case(self, parameters, context, feedback):
        """Write the files."""
        explorer = self.explorer(parameters, context)
        written = self.parameterAsString(parameters, "FORMATS", context)
        folder = self.parameterAsString(parameters, "OUTPUT", context)
        files = export_layers.export_layers(
            explorer,
            self.selection(explorer, parameters, context),
            [name.strip() for name in written.split(",") if name.strip()],
            folder,
            audience=self.parameterAsEnumString(parameters, "AUDIENCE", context),
        )
        return {"OUTPUT": folder, "FILES": ";".join(str(path) for path in files)}


class PrintMap(SkanekartaAlgorithm):
    """Print a map as PDF, PNG or SVG."""

    NAME = "printmap"
    MAIN_THREAD = True

    def displayName(self):
        """Return the name in the toolbox."""
        return tr("Print a map")

    def shortHelpString(self):
        """Return the help."""
        return tr(
            "Prints a map with legend, figures, what lies outside it, counting rule and sources. "
            "The ending of OUTPUT decides: pdf, png or svg."
        )

    def initAlgorithm(self, _config=None):
        """Declare the parameters."""
        self.add_question()
        self.add_audience()
        known = print_map.templates()
        self.add_text("TEMPLATE", tr("Template: {known}", known=", ".join(known)), default=known[0])
        self.addParameter(
            QgsProcessingParameterFileDestination(
                "OUTPUT", tr("File"), "PDF (*.pdf);;PNG (*.png);;SVG (*.svg)"
            )
        )

    def run_use_case(self, parameters, context, feedback):
        """Print."""
        explorer = self.explorer(parameters, context)
        path = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        print_map.print_map(
            explorer,
            self.selection(explorer, parameters, context),
            path,
            template=self.parameterAsString(parameters, "TEMPLATE", context),
            audience=self.parameterAsEnumString(parameters, "AUDIENCE", context),
        )
        return {"OUTPUT": path}


ALGORITHMS = (CreateStore, ImportSource, Summarise, OpenMaps, ExportLayers, PrintMap)


def _mapping(text):
    if not text.strip():
        return None
    try:
        read = json.loads(text)
    except ValueError as error:
        raise SourceError(
            N_('The mapping is not valid JSON. It looks like {{"Sökande": "mottagare"}}.'),
            details=str(error),
        ) from error
    if not isinstance(read, dict) or not all(isinstance(name, str) for name in read.values()):
        raise SourceError(
            N_('The mapping is not valid JSON. It looks like {{"Sökande": "mottagare"}}.')
        )
    return read
