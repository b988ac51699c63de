"""The Processing provider ``skanekarta``."""

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..i18n import tr
from ..paths import resource
from .algorithms import ALGORITHMS


class SkanekartaProvider(QgsProcessingProvider):
    """Offers the use cases as algorithms, for models, batches and ``qgis_process``."""

    def id(self):
        """Return the id, the first part of each algorithm's name."""
        return "skanekarta"

    def name(self):
        """Return the name in the toolbox."""
        return tr("Skånekarta kultur")

    def icon(self):
        """Return the plugin's icon."""
        return QIcon(str(resource("icons", "skanekarta.svg")))

    def loadAlgorithms(self):
        """Add the algorithms."""
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
