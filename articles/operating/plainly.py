"""Faults of the machine, not of the program, said plainly at the end of a command."""

from __future__ import annotations

import errno

from articles.datafiles import LexiconError

_MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}


def plainly(error: BaseException) -> str:
    """One or two lines for whoever runs the command; empty where only a traceback tells what is wrong."""
    if isinstance(error, LexiconError):
        return f"A data file is broken, and nothing was read with it. {error}"
    if isinstance(error, OSError) and error.errno in _MACHINE:
        return f"Cannot write {error.filename or 'the file'}: {error.strerror}. Nothing half written is left."
    from .faults import remedy_for  # needs Django, which may be what failed

    if remedy := remedy_for(error):
        return f"{remedy[0].upper()}{remedy[1:]}\nWhat was stored before is whole; run the command again."
    return ""
