"""Sources: found out what they are, added, looked at again and again, paused, removed.

- ``_targets``      what a moderator names: a URL or a path
- ``_finding_out``  what is there, before anything is stored
- ``_listing``      what a source lists at this moment
- ``_choosing``     which of that is to be read now
- ``_arriving``     from an item to its article
- ``_looking``      one look at one source, from its listing to what is stored and noted
- ``_look``         what is fetched and read during a look, each thing once
- ``_health``       what a look does to the state of its source
- ``_sources``      all of it for the library: ``Sources``
- ``_keeping``      looking at whatever is due, for as long as the bot runs
"""

from index.gathering._finding_out import Plan
from index.gathering._keeping import Keeper
from index.gathering._looking import Step
from index.gathering._sources import Checkup, Sources
from index.gathering._targets import read_link, read_target

__all__ = ["Checkup", "Keeper", "Plan", "Sources", "Step", "read_link", "read_target"]
