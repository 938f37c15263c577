"""A web page as an article: its text, what it says of itself, and whether it is one at all.

The bytes are decoded as browsers do (``_decoding``) and parsed within limits (``_parsing``). What the
page says of itself for machines is read first (``_statements``, ``_dates``, ``_names``, ``_links``); then
trafilatura finds the text (``_body``), which is written out with its structure (``_plain``). A page without
an article is refused with what it is instead (``_walls``). Nothing here reaches out, and nothing follows
what a page names.
"""

from index.sources.pages._plain import plain_text
from index.sources.pages._reading import read_page

__all__ = ["plain_text", "read_page"]
