"""Class breaks by QGIS's own methods."""

from qgis.core import QgsClassificationJenks, QgsClassificationPrettyBreaks

JENKS, PRETTY = "jenks", "pretty"
# Of more values QGIS draws lots for Jenks, and would answer differently each time.
_MOST = 900


def jenks_breaks(values, classes):
    """Return the breaks between natural groups of values.

    :param values: ascending numbers
    :return: at most ``classes - 1`` numbers, ascending; the same for the same values
    """
    if len(values) > _MOST:
        # Some, evenly chosen, with both ends.
        step = (len(values) - 1) / (_MOST - 1)
        values = [values[round(at * step)] for at in range(_MOST)]
    found = QgsClassificationJenks().classes([float(value) for value in values], classes)
    return sorted({item.upperBound() for item in found[:-1]})


def pretty_step(values, classes):
    """Return the distance of round figures that makes as nearly so many classes as there is one.

    :return: None where all values are the same
    """
    method, steps = QgsClassificationPrettyBreaks(), set()
    for wanted in range(2, 3 * classes):
        # The last class ends at the highest value, whatever the distance.
        found = method.classes([float(value) for value in values], wanted)[:-1]
        if len(found) > 1:
            steps.add(found[1].upperBound() - found[0].upperBound())
    reach = max(values) - min(values)
    return min(steps, key=lambda step: (abs(reach / step - classes), step), default=None)
