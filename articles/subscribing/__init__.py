"""New calls of a list by e-mail: asked for, confirmed by a link, ended by a link, no account."""

from .asking import CannotSendError, TooManyError, Volume, ask, confirm, end, volume
from .sending import Sent, send_digests

__all__ = ["CannotSendError", "Sent", "TooManyError", "Volume", "ask", "confirm", "end", "send_digests", "volume"]
