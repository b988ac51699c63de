"""What a dataset, a field, a codelist and a map are; read from ``resources/definitions``."""

from .loader import load_catalogue
from .model import Catalogue, Codelist, Dataset, Field, Label, MapDescription, MeasureChoice

__all__ = [
    "Catalogue",
    "Codelist",
    "Dataset",
    "Field",
    "Label",
    "MapDescription",
    "MeasureChoice",
    "load_catalogue",
]
