"""Which of the choices that somebody kept still hold, after the store or the map has changed."""

from ..analysis.prices import FIXED
from ..errors import SelectionError


def fitting(explorer, map_name, choices, strict=False):
    """Return the choices that hold for a map: what it does not know goes, the rest stays.

    :param explorer: the :class:`~.view_map.Explorer`
    :param choices: keyword arguments of ``Explorer.selection``
    :param strict: values of open fields go too, if neither a row nor the register has them
    :return: ``(choices, what goes)``; that are pairs of a facet's field and a value, None for
        the whole choice, or of a keyword and its value
    """
    return _Fitting(explorer, map_name, strict).of(choices)


class _Fitting:
    def __init__(self, explorer, map_name, strict):
        self.explorer, self.map_name, self.strict = explorer, map_name, strict

    def of(self, choices):
        kept, lost = {}, []
        for name, written in choices.get("filter_", {}).items():
            left, gone = self._choice(name, written)
            lost += [(name, value) for value in gone]
            if left:
                kept[name] = left
        fits = {**choices, "filter_": kept} if lost else dict(choices)
        for word in ("measure", "place", "counting"):
            if fits.get(word) and not self._takes(**{word: fits[word]}):
                lost.append((word, fits.pop(word)))
        if fits.get("prices") == FIXED and not self._takes(
            prices=FIXED, measure=fits.get("measure", ""), filter_=fits.get("filter_", {})
        ):
            lost.append(("prices", fits.pop("prices")))
        if fits.get("compare") and (lost or self._compares_gone(fits)):
            # A comparison with less than was chosen would be another one.
            lost.append(("compare", fits.pop("compare")))
        return (fits if lost else choices), lost

    def _compares_gone(self, choices):
        """Return True if a selection is compared with something that no longer exists."""
        compare = choices["compare"]
        words = ("filter_", "compare", "measure", "prices")
        if not self._takes(**{word: choices[word] for word in words if choices.get(word)}):
            return True
        other = compare["filter"].items() if isinstance(compare, dict) else ()
        return any(self._choice(*item)[1] for item in other)

    def _choice(self, name, written):
        """Return what is left of a facet's choice, and which values go."""
        facet = self.explorer.map(self.map_name).facet(name)
        gone = []
        of_values = facet is not None and facet.kind == "values" and isinstance(written, list)
        if self.strict and of_values:
            gone = self._nowhere(facet, written)
        left = [value for value in written if value not in gone] if gone else written
        if not left or self._takes(filter_={name: left}):
            return left, gone
        if facet is None or not isinstance(left, list):
            return None, [None]
        held = [value for value in left if self._takes(filter_={name: [value]})]
        gone += [value for value in left if value not in held]
        return held, gone if gone else [None]

    def _nowhere(self, facet, values):
        """Return those of some values that no row has, nor the list or register of the field."""
        explorer = self.explorer
        field = explorer.catalogue.dataset_of(explorer.map(self.map_name)).field(facet.field)
        if field.codelist in explorer.codelists:
            return []
        known = {None, *explorer.index(self.map_name).facet_values(facet.field)}
        if field.register:
            known.update(explorer.register_names(field))
        return [value for value in values if isinstance(value, str) and value not in known]

    def _takes(self, **choices):
        try:
            self.explorer.selection(self.map_name, **choices)
        except SelectionError:
            return False
        return True
