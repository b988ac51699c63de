"""The algorithm that fetches from an open source."""

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
)

from ..errors import N_, SourceError
from ..i18n import label, tr
from ..usecases.fetch import fetch, services
from ..usecases.fetch_choices import outcome
from .base import SkanekartaAlgorithm


class Fetch(SkanekartaAlgorithm):
    """Fetch from an open source into the store."""

    NAME = "fetch"
    NUMBERS = ("NEW", "UPDATED", "UNCHANGED", "REJECTED", "VANISHED")

    def displayName(self):
        """Return the name in the toolbox."""
        return tr("Fetch from an open source")

    def shortHelpString(self):
        """Return the help."""
        return tr(
            "Fetches from Kolada or SCB and imports what came like a file, in batches that can be "
            "undone. If the source does not answer fully, nothing is written. FIGURES and YEARS "
            "are for Kolada, separated by commas; if empty, the usual figures and all years."
        )

    def initAlgorithm(self, _config=None):
        """Declare the parameters."""
        self.add_store()
        known = ", ".join(f"{name} ({label(item)})" for name, item in services().items())
        self.add_text("SOURCE", tr("Open source: {known}", known=known), optional=False)
        self.add_text("FIGURES", tr("Key figures, such as N09022,N09026"))
        self.add_text("YEARS", tr("Years, such as 2022,2023"))
        self.addParameter(
            QgsProcessingParameterBoolean("DRY_RUN", tr("Only check"), defaultValue=False)
        )
        for name in self.NUMBERS:
            self.addOutput(QgsProcessingOutputNumber(name, name))
        self.addOutput(QgsProcessingOutputString("BATCHES", tr("Numbers of the imports")))

    def run_use_case(self, parameters, context, feedback):
        """Fetch, tell what came, and write it."""

        def parts(name):
            text = self.parameterAsString(parameters, name, context)
            return [part.strip() for part in text.split(",") if part.strip()]

        years = parts("YEARS")
        if not all(year.isdigit() for year in years):
            raise SourceError(N_("Years are numbers separated by commas, such as 2022,2023."))
        store = self.store(parameters, context)
        found = fetch(
            store,
            self.parameterAsString(parameters, "SOURCE", context),
            figures=parts("FIGURES"),
            years=[int(year) for year in years],
            feedback=feedback,
        )
        for line in outcome(found):
            feedback.pushInfo(line)
        batches = []
        if not self.parameterAsBoolean(parameters, "DRY_RUN", context):
            batches = found.carry_out(store, feedback)
        counts = ("new_at", "changed_at", "unchanged_at", "rejected_at", "vanished_at")
        return {
            name: sum(len(getattr(verdict, of)) for verdict in found.verdicts)
            for name, of in zip(self.NUMBERS, counts, strict=True)
        } | {"BATCHES": ",".join(map(str, batches))}
