"""`pullquote source`: looking after what articles come from; one command per file, found by discovery."""

import sys

import rich_click as click

from bot.discovery import find_modules

_HELP = """Look after the sources of articles: pages, feeds, sitemaps, files and folders.

`pullquote add` adds them. A SOURCE is named by its number, its address, or a part of its title or
address that no other source has.

\b
    pullquote source list
    pullquote source check
    pullquote source refresh 3
"""

command = click.RichGroup(
    name="source",
    help=_HELP,
    short_help="Look after the sources of articles.",
    commands={str(module.command.name): module.command for module in find_modules(sys.modules[__name__])},
)
