"""Current and fixed prices: what a map offers, and what is refused."""

from ..analysis.prices import CURRENT, FIXED, PriceIndex, price_index
from ..errors import N_, SelectionError


class Prices:
    """The price levels of an explorer's maps.

    :param explorer: the :class:`~.view_map.Explorer`
    """

    def __init__(self, explorer):
        self.explorer = explorer

    @property
    def index(self):
        """The :class:`~..analysis.prices.PriceIndex` that the store holds; it may be empty."""
        described = self.explorer.catalogue.prices
        if described is None:
            return PriceIndex({})
        return price_index(described, self.explorer.data(described.dataset))

    def levels(self, map_name):
        """Return the price levels that a map offers: more than one only where there is an index."""
        index = self.explorer.index(map_name)
        measures = self.explorer.map(map_name).measures
        offered = index.prices.base is not None and any(map(index.has_prices, measures))
        return (CURRENT, FIXED) if offered else (CURRENT,)

    def year(self, selection):
        """Return the year in whose prices a selection's amounts are, None for current prices."""
        index = self.explorer.index(selection.map)
        return index.prices.base if index.is_fixed(selection, self._measure(selection)) else None

    def check(self, selection):
        """Refuse fixed prices where there are none, rather than leave amounts out.

        :raises SelectionError: if the map offers none, or years of the selection have no index
        """
        if selection.prices != FIXED:
            return
        if len(self.levels(selection.map)) < 2:
            raise SelectionError(
                N_(
                    "There are no fixed prices here: they need amounts in kronor, and a price "
                    "index. Import one, with a year and an index in each row."
                )
            )
        index = self.explorer.index(selection.map)
        if not index.is_fixed(selection, self._measure(selection)):
            return
        lacking = index.without_index(selection.filter.get(index.year_field))
        years = [year for year in lacking if year is not None]
        if years:
            raise SelectionError(
                N_(
                    "Fixed prices need a price index for {years}. "
                    "Choose other years, or import the index of these."
                ),
                years=years,
            )
        if lacking:
            raise SelectionError(
                N_("Rows without a year have no fixed price. Choose the years to be shown.")
            )

    def _measure(self, selection):
        return self.explorer.map(selection.map).choice(selection.measure).measure
