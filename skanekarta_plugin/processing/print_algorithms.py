"""The algorithms that print a sheet."""

import json

from qgis.core import QgsProcessingParameterFileDestination

from ..errors import N_, SelectionError
from ..i18n import tr
from ..usecases import overview_sheet, print_map, small_multiples
from .base import SkanekartaAlgorithm


class _PrintAlgorithm(SkanekartaAlgorithm):
    """What prints a sheet has audience, template and file."""

    MAIN_THREAD = True

    def add_sheet(self, known):
        """Add AUDIENCE, TEMPLATE and OUTPUT.

        :param known: names of templates, the default first
        """
        self.add_audience()
        self.add_text("TEMPLATE", tr("Template: {known}", known=", ".join(known)), default=known[0])
        self.addParameter(
            QgsProcessingParameterFileDestination(
                "OUTPUT", tr("File"), "PDF (*.pdf);;PNG (*.png);;SVG (*.svg)"
            )
        )

    def sheet(self, parameters, context):
        """Return ``(path, named arguments)`` of a print."""
        return self.parameterAsFileOutput(parameters, "OUTPUT", context), {
            "template": self.parameterAsString(parameters, "TEMPLATE", context),
            "audience": self.parameterAsEnumString(parameters, "AUDIENCE", context),
        }


class PrintMap(_PrintAlgorithm):
    """Print a map as PDF, PNG or SVG."""

    NAME = "printmap"

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
        self.add_sheet(print_map.templates())

    def run_use_case(self, parameters, context, feedback):
        """Print."""
        explorer = self.explorer(parameters, context)
        selection = self.selection(explorer, parameters, context)
        path, named = self.sheet(parameters, context)
        print_map.print_map(explorer, selection, path, **named)
        return {"OUTPUT": path}


class SmallMultiples(_PrintAlgorithm):
    """Print small maps, one for each value of a facet."""

    NAME = "smallmultiples"

    def displayName(self):
        """Return the name in the toolbox."""
        return tr("Print small maps")

    def shortHelpString(self):
        """Return the help."""
        return tr(
            "Prints one small map for each value of a facet on one sheet, with the same class "
            "limits and circles on all of them. VALUES is a JSON list of stored values; without "
            "it the largest ones, or the latest years, are taken."
        )

    def initAlgorithm(self, _config=None):
        """Declare the parameters."""
        self.add_question()
        self.add_text("FACET", tr("Facet, such as ar or konstomrade"), optional=False)
        self.add_text("VALUES", tr('Values as JSON, such as ["Dans", "Musik"]'))
        self.add_sheet(print_map.templates())

    def run_use_case(self, parameters, context, feedback):
        """Print."""
        explorer = self.explorer(parameters, context)
        selection = self.selection(explorer, parameters, context)
        path, named = self.sheet(parameters, context)
        small_multiples.print_small_multiples(
            explorer,
            selection,
            self.parameterAsString(parameters, "FACET", context),
            path,
            values=_as_list(self.parameterAsString(parameters, "VALUES", context)),
            feedback=feedback,
            **named,
        )
        return {"OUTPUT": path}


class Overview(_PrintAlgorithm):
    """Print the overview of a selection."""

    NAME = "overview"

    def displayName(self):
        """Return the name in the toolbox."""
        return tr("Print the overview")

    def shortHelpString(self):
        """Return the help."""
        return tr(
            "Prints the overview of a selection on one sheet: key figures, the share of each "
            "corner beside its share of the inhabitants, charts, and municipalities that nothing "
            "reaches."
        )

    def initAlgorithm(self, _config=None):
        """Declare the parameters."""
        self.add_question()
        self.add_sheet(overview_sheet.templates())

    def run_use_case(self, parameters, context, feedback):
        """Print."""
        explorer = self.explorer(parameters, context)
        selection = self.selection(explorer, parameters, context)
        path, named = self.sheet(parameters, context)
        overview_sheet.print_overview(explorer, selection, path, **named)
        return {"OUTPUT": path}


def _as_list(text):
    """Return the values of a JSON list; None for an empty text."""
    if not text.strip():
        return None
    try:
        read = json.loads(text)
    except ValueError:
        read = None
    if not isinstance(read, list):
        raise SelectionError(N_('The values are no JSON list. It looks like ["Dans", "Musik"].'))
    return read
