"""How tables and forms of the store's rows read: aliases, value maps, hidden technical columns."""

from qgis.core import QgsAttributeTableConfig, QgsEditorWidgetSetup

from ..i18n import label

_HIDDEN = QgsEditorWidgetSetup("Hidden", {})


def describe_rows(layer, dataset, catalogue, store):
    """Give a layer of a dataset's table its aliases, value maps and hidden columns.

    Codes are shown by their labels, municipality codes by the names of the municipalities; the id,
    the origin and the search columns are hidden in table and form.

    :param store: the open :class:`~..store.store.Store`, for codelists that have learnt values
    """
    codelists = store.codelists()
    names = store.municipality_names()
    for field in dataset.stored_fields:
        index = layer.fields().indexOf(field.name)
        if index < 0:
            continue
        layer.setFieldAlias(index, label(field))
        setup = _widget(field, codelists, names)
        if setup is not None:
            layer.setEditorWidgetSetup(index, setup)
    technical = _technical(dataset, catalogue)
    for name in technical:
        index = layer.fields().indexOf(name)
        if index >= 0:
            layer.setEditorWidgetSetup(index, _HIDDEN)
    hide_columns(layer, technical)
    if dataset.label_field:
        layer.setDisplayExpression(f'"{dataset.label_field}"')


def describe_areas(layer, municipalities, catalogue):
    """The same for a layer of municipalities, which users do not edit."""
    for field in municipalities.stored_fields:
        layer.setFieldAlias(layer.fields().indexOf(field.name), label(field))
    hide_columns(layer, _technical(municipalities, catalogue))
    layer.setDisplayExpression(f'"{municipalities.label_field}"')
    layer.setReadOnly(True)


def hide_columns(layer, names):
    """Hide columns in the attribute table."""
    config = QgsAttributeTableConfig()
    config.update(layer.fields())
    columns = config.columns()
    for column in columns:
        if column.name in names:
            column.hidden = True
    config.setColumns(columns)
    layer.setAttributeTableConfig(config)


def _technical(dataset, catalogue):
    origin = [field.name for field in catalogue.origin]
    search = [field.search_column for field in dataset.searched_fields]
    return {"id", *origin, *search}


def _widget(field, codelists, names):
    if field.is_municipality:
        pairs = sorted(((name, code) for code, name in names.items()))
    elif field.codelist in codelists:
        pairs = [(label(entry), entry.value) for entry in codelists[field.codelist].entries]
    elif field.type == "date":
        config = {"display_format": "yyyy-MM-dd", "field_format": "yyyy-MM-dd"}
        return QgsEditorWidgetSetup(
            "DateTime", config | {"calendar_popup": True, "allow_null": True}
        )
    elif field.is_money:
        return QgsEditorWidgetSetup("Range", {"Precision": 2, "AllowNull": True})
    else:
        return None
    return QgsEditorWidgetSetup("ValueMap", {"map": [{text: value} for text, value in pairs]})
