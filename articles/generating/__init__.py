"""Archives of any size, made up: for measuring, never for readers.

People, texts and agreements are invented and say so; only countries and topics are real. The same seed gives the
same archive. Nothing that serves pages imports this.
"""

from .calls import Call, calls
from .texts import told

__all__ = ["Call", "calls", "told"]
