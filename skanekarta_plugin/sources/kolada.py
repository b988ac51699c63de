"""Kolada's answers (version 3 of its service) as rows."""

from urllib.parse import urlsplit

from ..errors import N_
from .network import FetchError

# The service takes this many ids in a part of an address, and gives this many rows in an answer.
IDS, PAGE = 25, 5000
_PAGES = 1000
# What stands for a value that Kolada gives no reason for having none.
MISSING = "Missing"


def values(client, address, figures, areas, years, progress):
    """Return ``(area, figure, year, value or None, status or None)`` of some figures.

    A row with a value of None has a status. Of figures that are divided by gender the total is
    taken.

    :param years: only these; empty for all
    :param progress: function of a fraction 0..1
    :raises FetchError: if an answer has another shape than Kolada's
    """
    asked = [
        (some, others, when)
        for some in _chunks(figures)
        for others in _chunks(areas)
        for when in (_chunks(years) or [()])
    ]
    found = {}
    for number, (some, others, when) in enumerate(asked):
        progress(number / len(asked))
        path = f"{address}/data/kpi/{','.join(some)}/municipality/{','.join(others)}"
        if when:
            path += f"/year/{','.join(map(str, when))}"
        for item in _pages(client, path, progress, number / len(asked)):
            row = _value(client, item)
            if row is not None:
                found[row[:3]] = row
    progress(1.0)
    return [found[key] for key in sorted(found)]


def figures(client, address, fields, always, progress):
    """Return ``(id, title, definition, field of work)`` of the figures of some fields of work.

    :param always: ids of figures that are taken from other fields, too
    """
    found = []
    for item in _pages(client, f"{address}/kpi", progress, 0.0):
        figure, title = item.get("id"), item.get("title")
        work = item.get("operating_area") or ""
        if not isinstance(figure, str) or not isinstance(title, str):
            raise _wrong(client, item)
        if figure in always or any(name in work for name in fields):
            found.append((figure, title, item.get("description") or "", work))
    return found


def _pages(client, path, progress, done):
    """Yield the values of all pages of an answer."""
    following, seen = f"{path}?per_page={PAGE}", set()
    home = urlsplit(path)[:2]
    while following:
        if following in seen or len(seen) >= _PAGES or urlsplit(following)[:2] != home:
            raise _wrong(client, {"next_url": following})
        seen.add(following)
        answer = client.get_json(following)
        if not isinstance(answer, dict) or not isinstance(answer.get("values"), list):
            raise _wrong(client, answer)
        if "next_url" not in answer:
            raise _wrong(client, {key: answer[key] for key in answer if key != "values"})
        for item in answer["values"]:
            if not isinstance(item, dict):
                raise _wrong(client, item)
            yield item
        progress(done)
        following = answer["next_url"]


def _value(client, item):
    try:
        year, area, figure = int(item["period"]), str(item["municipality"]), str(item["kpi"])
        parts = [part for part in item["values"] if not part.get("isdeleted")]
        total = next((part for part in parts if part.get("gender") == "T"), None)
        if total is None:
            return None
        value, status = total["value"], total.get("status") or None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _wrong(client, item) from error
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise _wrong(client, item)
    return area, figure, year, value, status if value is not None else status or MISSING


def _wrong(client, part):
    return FetchError(
        N_("{service} answered in another way than before. Update the plugin, or try later."),
        service=client.name,
        details=repr(part)[:500],
    )


def _chunks(items):
    items = list(items)
    return [items[at : at + IDS] for at in range(0, len(items), IDS)]
