"""How a call, a fact of it or an article is cited: for readers to copy, for the programs that they keep works in."""

from .forms import FORMS, Form
from .work import Work

__all__ = ["FORMS", "Form", "Work"]
