"""Languages: Swedish for all but those who run QGIS in English."""

from functools import lru_cache

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from .definitions.model import Label
from .errors import UserError
from .paths import resource

_CONTEXT = "skanekarta"
_translator = None


@lru_cache(maxsize=1)
def language():
    """Return ``"en"`` where QGIS runs in English, else ``"sv"``: the users are Swedish.

    QGIS takes another language when it starts anew, so one look is enough.
    """
    settings = QgsSettings()
    if settings.value("locale/overrideFlag", False, type=bool):
        locale = settings.value("locale/userLocale", "", type=str)
    else:
        locale = QgsApplication.locale()
    return "en" if locale.startswith("en") else "sv"


def install():
    """Load the Swedish texts; return True if they are in use afterwards."""
    global _translator
    language.cache_clear()
    if language() != "sv" or _translator is not None:
        return _translator is not None
    translator = QTranslator()
    if translator.load(str(resource("i18n", "skanekarta_sv.qm"))):
        QCoreApplication.installTranslator(translator)
        _translator = translator
    return _translator is not None


def uninstall():
    """Take the texts out again."""
    global _translator
    if _translator is not None:
        QCoreApplication.removeTranslator(_translator)
        _translator = None


def tr(text, **values):
    """Translate ``text`` and fill its ``{placeholders}``."""
    translated = QCoreApplication.translate(_CONTEXT, text)
    return translated.format(**values) if values else translated


def message(error):
    """Return the translated sentence of a :class:`~.errors.UserError` or a noted problem."""
    return tr(error.text, **{key: _shown(value) for key, value in error.values.items()})


def _shown(value):
    if isinstance(value, UserError):
        return message(value)
    if isinstance(value, Label):
        return value.text(language())
    return ", ".join(str(item) for item in value) if isinstance(value, (list, tuple)) else value


def label(thing):
    """Return the label of a described thing (field, map, measure …) in the user's language."""
    return thing.label.text(language())
