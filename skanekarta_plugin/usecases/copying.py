"""Figures as text for a spreadsheet: tabs between cells, numbers as they are written here."""

from ..domain.text import tidy
from ..i18n import language


def decimal(value, decimals=None):
    """Return a number without blanks between its thousands: ``1234,50``.

    :param decimals: how many; None for as many as are needed, at most six
    """
    if value is None:
        return ""
    if decimals is None:
        text = f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    else:
        text = f"{value:.{decimals}f}"
    return text.replace(".", ",") if language() == "sv" else text


def in_kronor(ore):
    """Return whole öre as kronor, exactly: ``1234,50``, and ``1234`` without öre."""
    if ore is None:
        return ""
    whole, rest = divmod(abs(int(ore)), 100)
    mark = "," if language() == "sv" else "."
    text = f"{whole}{mark}{rest:02d}" if rest else str(whole)
    return f"-{text}" if ore < 0 else text


def harmless(text):
    """Return a text as one cell that a spreadsheet takes for a text and never for a formula."""
    text = tidy(text)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) and not _is_number(text) else text


def _is_number(text):
    digits = text.lstrip("+-").replace(",", ".", 1).replace(".", "", 1)
    return digits.isascii() and digits.isdigit() and len(text) - len(text.lstrip("+-")) <= 1


def as_text(lines):
    """Return lines of cells as tab-separated text."""
    return "\n".join("\t".join(harmless(cell) for cell in line) for line in lines) + "\n"
