"""What an open project shows, read and drawn by QGIS alone; as a script: of a project file.

python drawn.py karta.qgz map folder
"""

import json
import sys
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
)
from qgis.PyQt.QtCore import QSize

FIELDS = ("antal", "summa", "per_invanare", "varde")


def live(project, map_name):
    """Return the result fields of the municipalities by code, worked out by expressions."""
    for layer in project.mapLayers().values():
        if layer.customProperty("skanekarta/map") != map_name or "antal" not in (
            layer.fields().names()
        ):
            continue
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        expression = QgsExpression("array(" + ",".join(f'"{name}"' for name in FIELDS) + ")")
        found = {}
        for feature in layer.getFeatures():
            context.setFeature(feature)
            found[feature["kommunkod"]] = expression.evaluate(context)
        return found
    raise LookupError(f"no live layer among {list(project.mapLayers())}")


def draw(project, path):
    """Draw what the layer tree shows, without labels: fonts differ between screens."""
    settings = QgsMapSettings()
    nodes = project.layerTreeRoot().findLayers()
    settings.setLayers([node.layer() for node in nodes if node.isVisible() and node.layer()])
    settings.setDestinationCrs(project.crs())
    settings.setBackgroundColor(project.backgroundColor())
    settings.setOutputSize(QSize(500, 500))
    settings.setOutputDpi(96)
    settings.setFlag(QgsMapSettings.Flag.DrawLabeling, False)
    settings.setFlag(QgsMapSettings.Flag.Antialiasing, True)
    settings.setExtent(project.viewSettings().defaultViewExtent())
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(str(path))


def main(path, map_name, folder):
    """Open a project in a QGIS without plugins, and tell what it shows."""
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject.instance()
    told = {"read": project.read(path), "live": live(project, map_name)}
    draw(project, Path(folder) / "utan.png")
    told["plugin"] = [name for name in sys.modules if name.startswith("skanekarta_plugin")]
    (Path(folder) / "utan.json").write_text(json.dumps(told), encoding="utf-8")
    project.clear()
    application.exitQgis()


if __name__ == "__main__":
    main(*sys.argv[1:])
