"""How right the extraction is: facts found against facts known. Pure Python, as the extraction itself."""

from .matching import FIELDS
from .report import Evaluation, evaluate

__all__ = ["FIELDS", "Evaluation", "evaluate"]
