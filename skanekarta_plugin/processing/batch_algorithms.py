"""The algorithms about what was imported: the list, undoing, and the store as it was."""

from pathlib import Path

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
)

from ..i18n import tr
from ..usecases import history
from .base import SkanekartaAlgorithm


class _BatchAlgorithm(SkanekartaAlgorithm):
    """What is about one import has the parameter BATCH."""

    def add_batch(self):
        """Add the parameter BATCH."""
        self.addParameter(
            QgsProcessingParameterNumber("BATCH", tr("Number of the import"), minValue=1)
        )

    def batch(self, parameters, context):
        """Return the number of the import."""
        return self.parameterAsInt(parameters, "BATCH", context)


class History(SkanekartaAlgorithm):
    """Write the list of all imports."""

    NAME = "history"

    def displayName(self):
        """Return the name in the toolbox."""
        return tr("List what was imported")

    def shortHelpString(self):
        """Return the help."""
        return tr(
            "Writes all imports and undoings of a store as a csv table, the newest first. "
            "The column omgang is the number that the other algorithms ask for."
        )

    def initAlgorithm(self, _config=None):
        """Declare the parameters."""
        self.add_store()
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", tr("Table"), "*.csv"))

    def run_use_case(self, parameters, context, feedback):
        """Write the table."""
        path = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        history.write_history(self.store(parameters, context), path)
        return {"OUTPUT": path}


class UndoBatch(_BatchAlgorithm):
    """Undo an import."""

    NAME = "undobatch"

    def displayName(self):
        """Return the name in the toolbox."""
        return tr("Undo an import")

    def shortHelpString(self):
        """Return the help."""
        return tr(
            "Brings the rows that an import touched back to what they were before it. LATER counts "
            "rows that are left as they are: they were changed since, and FORCE brings those back, "
            "too. BATCH is the number of the undoing; undoing that does the import again."
        )

    def initAlgorithm(self, _config=None):
        """Declare the parameters."""
        self.add_store()
        self.add_batch()
        self.addParameter(
            QgsProcessingParameterBoolean(
                "FORCE", tr("Also bring back rows that were changed since"), defaultValue=False
            )
        )
        for name in ("BATCH", "LATER"):
            self.addOutput(QgsProcessingOutputNumber(name, name))

    def run_use_case(self, parameters, context, feedback):
        """Undo it."""
        batch, left = history.undo_and_count(
            self.store(parameters, context),
            self.batch(parameters, context),
            self.parameterAsBoolean(parameters, "FORCE", context),
            feedback,
        )
        return {"BATCH": batch, "LATER": left}


class AsOf(_BatchAlgorithm):
    """Write the store as it was before an import."""

    NAME = "asof"

    def displayName(self):
        """Return the name in the toolbox."""
        return tr("Write the store as it was before an import")

    def shortHelpString(self):
        """Return the help."""
        return tr(
            "Writes a copy of the store in which every dataset is as it was just before an import. "
            "Maps and prints of the copy say so; nothing can be imported into it."
        )

    def initAlgorithm(self, _config=None):
        """Declare the parameters."""
        self.add_store()
        self.add_batch()
        self.addParameter(
            QgsProcessingParameterFileDestination("OUTPUT", tr("Store (GeoPackage)"), "*.gpkg")
        )

    def run_use_case(self, parameters, context, feedback):
        """Write the copy."""
        path = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        history.write_as_of(
            self.store(parameters, context), self.batch(parameters, context), Path(path)
        )
        return {"OUTPUT": path}
