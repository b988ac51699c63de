"""What the algorithms share: parameters of a selection, and failures told as sentences."""

import contextlib
import traceback

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtGui import QIcon

from ..definitions import load_catalogue
from ..errors import UserError
from ..i18n import label, message, tr
from ..output.gate import AUDIENCES
from ..paths import resource
from ..store.store import Store
from ..usecases.view_map import Explorer


@contextlib.contextmanager
def _sentences(feedback):
    """Turn every failure into one sentence; what only developers read goes to the debug log."""
    try:
        yield
    except UserError as error:
        if error.details:
            feedback.pushDebugInfo(error.details)
        raise QgsProcessingException(message(error)) from error
    except QgsProcessingException:
        raise
    except Exception as error:
        feedback.pushDebugInfo(traceback.format_exc())
        raise QgsProcessingException(
            tr("Something unexpected went wrong ({error}). Nothing more was done.",
               error=type(error).__name__)
        ) from error  # fmt: skip


class SkanekartaAlgorithm(QgsProcessingAlgorithm):
    """Collects choices and calls a use case; a subclass says which.

    :cvar NAME: last part of the algorithm's id
    :cvar MAIN_THREAD: True for those that touch layers, layouts or projects
    """

    NAME = ""
    MAIN_THREAD = False

    def createInstance(self):
        """Return a new one, as Processing asks."""
        return type(self)()

    def name(self):
        """Return the last part of the id."""
        return self.NAME

    def group(self):
        """All stand in the provider's root."""
        return ""

    def groupId(self):
        """All stand in the provider's root."""
        return ""

    def icon(self):
        """Return the plugin's icon."""
        return QIcon(str(resource("icons", "skanekarta.svg")))

    def flags(self):
        """Keep what touches layers on the main thread."""
        flags = super().flags()
        return flags | self.Flag.FlagNoThreading if self.MAIN_THREAD else flags

    def prepareAlgorithm(self, parameters, context, feedback):
        """Take what must be taken on the main thread; an expected failure becomes one sentence."""
        with _sentences(feedback):
            self.prepare_use_case(parameters, context)
        return True

    def prepare_use_case(self, parameters, context):
        """Take what must be taken on the main thread, such as a snapshot of a layer."""

    def processAlgorithm(self, parameters, context, feedback):
        """Run the use case; an expected failure becomes one sentence."""
        with _sentences(feedback):
            return self.run_use_case(parameters, context, feedback)

    def run_use_case(self, parameters, context, feedback):
        """Do the work and return the outputs."""
        raise NotImplementedError

    def add_store(self):
        """Add the parameter STORE."""
        self.addParameter(
            QgsProcessingParameterFile("STORE", tr("Store (GeoPackage)"), extension="gpkg")
        )

    def add_text(self, name, description, *, optional=True, default=None, multiline=False):
        """Add a parameter of text."""
        self.addParameter(
            QgsProcessingParameterString(
                name, description, defaultValue=default, optional=optional, multiLine=multiline
            )
        )

    def add_map(self):
        """Add the parameter MAP, a list of the maps' names."""
        maps = load_catalogue().maps
        known = ", ".join(f"{name} ({label(item)})" for name, item in maps.items())
        self.add_text("MAP", tr("Map: {known}", known=known), optional=False)

    def add_selection(self):
        """Add FILTER, COMPARE, MEASURE, COUNTING, PLACE and PRICES, all optional."""
        self.add_text(
            "FILTER",
            tr('Filter as JSON by field name, such as {"ar": [2022, 2023]}'),
            multiline=True,
        )
        self.add_text(
            "COMPARE",
            tr(
                "Compare with, as JSON: "
                '{"filter": {"ar": [2020, 2021]}, "as": "amount"} or "percent"'
            ),
            multiline=True,
        )
        self.add_text("MEASURE", tr("Measure; the map's first one if empty"))
        self.add_text("COUNTING", tr("Counting rule for several municipalities: dela or utanfor"))
        self.add_text("PLACE", tr("Place: verksamhet or sate"))
        self.add_text("PRICES", tr("Prices: lopande, or fasta where there is a price index"))

    def add_question(self):
        """Add STORE, MAP and the parameters of a selection."""
        self.add_store()
        self.add_map()
        self.add_selection()

    def add_audience(self):
        """Add AUDIENCE."""
        self.addParameter(
            QgsProcessingParameterEnum(
                "AUDIENCE",
                tr("Audience"),
                options=list(AUDIENCES),
                defaultValue=AUDIENCES[0],
                usesStaticStrings=True,
            )
        )

    def store(self, parameters, context):
        """Open STORE."""
        return Store.open(self.parameterAsString(parameters, "STORE", context), load_catalogue())

    def explorer(self, parameters, context):
        """Open the store and return an explorer of its maps."""
        return Explorer(self.store(parameters, context))

    def choices(self, parameters, context):
        """Return the arguments of a selection."""
        return {
            "filter_": self.parameterAsString(parameters, "FILTER", context),
            "compare": self.parameterAsString(parameters, "COMPARE", context),
            "measure": self.parameterAsString(parameters, "MEASURE", context),
            "counting": self.parameterAsString(parameters, "COUNTING", context),
            "place": self.parameterAsString(parameters, "PLACE", context),
            "prices": self.parameterAsString(parameters, "PRICES", context),
        }

    def selection(self, explorer, parameters, context):
        """Return the checked selection of MAP and its choices."""
        name = self.parameterAsString(parameters, "MAP", context)
        return explorer.selection(name, **self.choices(parameters, context))
