"""Answers of SCB's statistical database (PxWeb API 2, json-stat 2) as rows."""

from itertools import product
from urllib.parse import urlencode

from ..errors import N_
from .network import FetchError

MISSING = ".."


def values(client, address, described, areas, progress):
    """Return ``(area, year, value or None, status or None)`` of one table.

    :param described: ``table``, ``region`` and ``time`` (codes of the two variables),
        ``selection`` (code of a variable → its value), ``endsWith`` (which times are year-ends)
    :raises FetchError: if the answer has another shape
    """
    region, time = described["region"], described["time"]
    chosen = {region: ",".join(areas), time: "*"} | described["selection"]
    query = urlencode({f"valuecodes[{code}]": value for code, value in chosen.items()}, safe=",*[]")
    answer = client.get_json(
        f"{address}/tables/{described['table']}/data?{query}&lang=sv&outputFormat=json-stat2"
    )
    progress(0.9)
    try:
        found = list(_rows(answer, region, time, described["endsWith"]))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise FetchError(
            N_("{service} answered in another way than before. Update the plugin, or try later."),
            service=client.name,
            details=f"{error!r}\n{repr(answer)[:500]}",
        ) from error
    progress(1.0)
    return found


def _rows(answer, region, time, ending):
    dimensions, sizes, numbers = answer["id"], answer["size"], answer["value"]
    codes = [_codes(answer["dimension"][name]["category"]["index"]) for name in dimensions]
    for name, size, known in zip(dimensions, sizes, codes, strict=True):
        if size != len(known) or (size != 1 and name not in (region, time)):
            raise ValueError(name)
    where, when = dimensions.index(region), dimensions.index(time)
    statuses = answer.get("status") or {}
    cells = list(product(*codes))
    if isinstance(numbers, list) and len(numbers) != len(cells):
        raise ValueError(len(numbers))
    for at, cell in enumerate(cells):
        if not cell[when].endswith(ending):
            continue
        value = numbers.get(str(at)) if isinstance(numbers, dict) else numbers[at]
        if isinstance(statuses, dict):
            status = statuses.get(str(at))
        else:
            status = statuses[at] if isinstance(statuses, list) else statuses
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise ValueError(value)
        yield (
            cell[where],
            int(cell[when][:4]),
            value,
            status or (MISSING if value is None else None),
        )


def _codes(index):
    """Return the codes of a dimension in their order, of either form that json-stat allows."""
    return sorted(index, key=index.get) if isinstance(index, dict) else list(index)
