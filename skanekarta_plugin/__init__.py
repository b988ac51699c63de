"""Skånekarta kultur: where cultural grants and activities land, as a plugin for QGIS."""


def classFactory(iface):
    """Return the plugin; QGIS calls this."""
    from .plugin import SkanekartaPlugin

    return SkanekartaPlugin(iface)
