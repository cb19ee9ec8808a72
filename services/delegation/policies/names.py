"""When two names are the same name."""

import unicodedata


def normalised(name: str) -> str:
    """Return letters and digits only, full width as half width, in lower case."""
    return "".join(c for c in unicodedata.normalize("NFKC", name).lower() if c.isalnum())
