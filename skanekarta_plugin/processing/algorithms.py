"""The algorithms: thin faces on the use cases."""

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
)

from ..definitions import load_catalogue
from ..i18n import tr
from ..usecases import create_store, export_layers, open_maps, summarise
from .base import SkanekartaAlgorithm
from .batch_algorithms import AsOf, History, UndoBatch
from .fetch_algorithm import Fetch
from .import_algorithm import ImportSource
from .print_algorithms import Overview, PrintMap, SmallMultiples


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
            "total. MAPPED + OUTSIDE = TOTAL, in kronor for amounts; rates have no sum. With "
            "COMPARE the other side and the difference stand beside."
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


ALGORITHMS = (
    CreateStore,
    ImportSource,
    Fetch,
    History,
    UndoBatch,
    AsOf,
    Summarise,
    OpenMaps,
    ExportLayers,
    PrintMap,
    SmallMultiples,
    Overview,
)
