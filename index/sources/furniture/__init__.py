"""Lines of a pasted web page that are not the article: what is around it, and what they tell.

People copy a page and get, with the article, section labels, bylines, dates, captions, photo
credits, share buttons and where they saw it. Each function here recognises one kind of line, from
what such lines have in common and sentences of an article have not. When in doubt a line is part
of the article.
"""

from index.sources.furniture._buttons import (
    is_breadcrumb,
    is_filler,
    is_heading_of_others,
    is_label,
    may_be_a_heading,
)
from index.sources.furniture._pictures import is_caption, is_credit
from index.sources.furniture._sentences import ends_a_sentence
from index.sources.furniture._told import (
    is_dateline,
    is_update,
    is_via,
    read_byline,
    read_date,
    read_date_beside,
    read_key,
    read_url,
)

__all__ = [
    "ends_a_sentence",
    "is_breadcrumb",
    "is_caption",
    "is_credit",
    "is_dateline",
    "is_filler",
    "is_heading_of_others",
    "is_label",
    "is_update",
    "is_via",
    "may_be_a_heading",
    "read_byline",
    "read_date",
    "read_date_beside",
    "read_key",
    "read_url",
]
