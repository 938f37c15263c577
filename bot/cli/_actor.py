"""Who sits at the terminal, for the log of sources."""

import getpass

from index.models import Actor


def terminal_actor() -> Actor:
    """The user of this machine by name, or "somebody" where it has none, as in some containers."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):  # KeyError before Python 3.13
        name = ""
    return Actor(name.strip() or "somebody", "terminal")
