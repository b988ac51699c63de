"""How far the reading has come, handed on from part to part."""


def nothing(*_):
    """Take a report of progress for nobody."""


def part(progress, start, end):
    """Return a progress function whose 0..1 is ``start``..``end`` of another.

    :param progress: function of a fraction 0..1; may raise ``errors.Cancelled``
    """
    return lambda fraction: progress(start + (end - start) * min(1.0, fraction))


def parts(progress, weights):
    """Yield a progress function for each of some parts, as large as their weights."""
    whole, done = sum(weights) or 1, 0
    for weight in weights:
        yield part(progress, done / whole, (done + weight) / whole)
        done += weight
