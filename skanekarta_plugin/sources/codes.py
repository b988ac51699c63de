"""Numbers for things that are met again and again."""

# A dict that has to grow holds up every thread of the program; one of this size for a few ms.
MOST = 349_000


class Codes(dict):
    """The number of each thing: ``codes[thing]``; a new one is given by a function.

    It is a dict, so that ``map`` can ask it without a call of Python; when it is full it begins
    anew and asks the older ones.

    :param make: function of a new thing that gives its number
    :ivar older: full dicts from before; while there are none and fewer than ``MOST`` things, a new
        one may be put in by hand
    :param forgetful: the function can be asked again, so that older ones need not be kept
    """

    def __init__(self, make, forgetful=False):
        super().__init__()
        self._make, self._forgetful = make, forgetful
        self.older = []

    def __missing__(self, key):
        for older in self.older:
            code = older.get(key)
            if code is not None:
                break
        else:
            code = self._make(key)
        if len(self) >= MOST:
            if not self._forgetful:
                self.older.append(dict(self))
            self.clear()
        self[key] = code
        return code
