"""What XML 1.0 cannot hold."""


def legal(words: str) -> str:
    """Without the control characters that no XML may have; articles and requests may bring some."""
    return "".join(sign for sign in words if sign in "\t\n\r" or (sign >= " " and sign not in "\ufffe\uffff"))
