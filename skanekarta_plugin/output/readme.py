"""What stands beside exported files: the key to the fields, and the read-me."""

import csv

from qgis.PyQt.QtCore import QDate, Qt

from ..errors import N_
from ..i18n import label, tr

# Named by the map, so that several maps go into one folder.
KEY_FILE = "{map}_faltnyckel.csv"
README_FILE = "{map}_lasmig.txt"
# Until personal data can be checked, all that leaves is for the house alone.
INTERNAL_ONLY = N_(
    "For internal use only: it may hold personal data. Share it within the organisation alone."
)
_REPAIRED = N_("In the layer {layer} invalid areas were repaired (rows: {count}).")
_NOWHERE = N_("In the layer {layer} some rows lie nowhere on the map (rows: {count}).")


def today():
    """Return today's date as ISO text."""
    return QDate.currentDate().toString(Qt.DateFormat.ISODate)


def write_field_key(view, tables, notes, folder):
    """Write the key to the fields, as Excel opens it; return its path."""
    said = {}
    for note in notes:
        said.setdefault((note.layer, note.field), []).append(tr(note.text, count=note.count))
    path = folder / KEY_FILE.format(map=view.description.name)
    # Excel needs the byte order mark to see å, ä and ö.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(
            (tr("layer"), tr("field"), tr("field in shapefile"), tr("label"), tr("meaning"))
        )
        for table in tables:
            for item in table.fields:
                meaning = [item.meaning, *said.get((table.name, item.name), ())]
                writer.writerow(
                    (
                        table.name,
                        item.name,
                        item.export_name,
                        item.label,
                        " ".join(filter(None, meaning)),
                    )
                )
    return path


def write_readme(view, tables, formats, folder):
    """Write what the files show and how they get into ArcGIS Online; return the path."""
    texts = view.texts
    heading = texts.title if not texts.example else f"{texts.title} ({texts.example})"
    about = [
        (tr("Map"), label(view.description)),
        (tr("State"), texts.state),
        (tr("Shows"), ", ".join(filter(None, (texts.measure, texts.unit)))),
        (tr("Filter"), texts.filter),
        (tr("Place"), texts.place),
        (tr("Counting rule"), texts.counting),
        (tr("Population"), texts.population),
        (tr("Prices"), texts.prices),
        (tr("Exported"), today()),
    ]
    lines = [heading, "=" * len(heading), "", tr(INTERNAL_ONLY), ""]
    if texts.example:
        lines += [
            tr(
                "{example}: the rows are invented. Do not publish them as facts.",
                example=texts.example,
            ),
            "",
        ]
    lines += [f"{name}: {text}" for name, text in about if text]
    lines += [texts.sources] if texts.sources else []
    lines += _figures(texts)
    lines += ["", tr("Layers"), *(_layer_line(table) for table in tables)]
    lines += _losses(tables)
    lines += ["", tr("To add it to ArcGIS Online"), *_steps(formats)]
    lines += ["", tr("Good to know"), *_remarks(view, tables, formats)]
    path = folder / README_FILE.format(map=view.description.name)
    path.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8-sig", newline="")
    return path


def _figures(texts):
    lines = []
    if texts.figures:
        lines += ["", tr("Key figures"), *(f"- {name}: {value}" for name, value in texts.figures)]
        lines += [f"- {name}: {value}" for name, value in texts.exact]
    if texts.outside:
        lines += ["", tr("Outside the map")]
        lines += [
            f"- {reason}: " + ", ".join(filter(None, rest)) for reason, *rest in texts.outside
        ]
    return lines


def _layer_line(table):
    return tr(
        "- {name}: {title}, {count} rows", name=table.name, title=table.title, count=len(table.rows)
    )


def _losses(tables):
    found = [(_REPAIRED, t.name, t.repaired) for t in tables]
    found += [(_NOWHERE, t.name, t.without_geometry) for t in tables if not t.is_plain]
    return ["- " + tr(text, layer=name, count=count) for text, name, count in found if count]


def _steps(formats):
    steps = [
        tr("Open Content and choose New item, then Your device."),
        tr("Choose one of the zip files. Do not unpack it."),
        tr("Choose “Add and create a hosted feature layer”, give it a title, and save."),
        tr("Put the filter, the sources and the date above into the item's description."),
    ]
    if "shp" in formats and "gdb" in formats:
        steps.insert(
            2,
            tr(
                "The geodatabase (.gdb.zip) has long field names and whole texts; "
                "choose it if you have no reason to choose a shapefile."
            ),
        )
    return [f"{number}. {step}" for number, step in enumerate(steps, 1)]


def _remarks(view, tables, formats):
    remarks = [
        tr("{file} explains the fields.", file=KEY_FILE.format(map=view.description.name)),
        tr("The coordinates are SWEREF 99 TM (EPSG:3006)."),
    ]
    if "shp" in formats:
        remarks.append(
            tr(
                "In the shapefiles −9999 means that a number is missing. "
                "Leave it out before you sum or classify."
            )
        )
        remarks.append(tr("In the shapefiles dates are text, such as 2024-05-31."))
    plain = [table.name for table in tables if table.is_plain]
    if "shp" in formats and plain:
        text = tr(
            "{names} lies nowhere on the map: beside the shapefiles it is a CSV table.",
            names=", ".join(plain),
        )
        remarks.append(text)
    if "gdb" in formats:
        remarks.append(
            tr(
                "In the geodatabase dates are at 12:00, so that they keep their day "
                "when ArcGIS Online reads them as UTC."
            )
        )
    return [f"- {remark}" for remark in remarks]
