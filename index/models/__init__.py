"""The data types, in words.

A *collection* is one community's articles, known by its name. An *article* is a title, where and
when it appeared, and its current *revision*: one immutable text with its SHA-256. A revision is
divided into *passages*, contiguous spans and the unit of retrieval. A question finds *hits*
(passages with a score and a rank); an *answer* is the *quotes* cut from the best of them, each a
span of a revision word for word with its *citation*, or an explicit "nothing found".

A *source* is where articles come from: a page, a feed, a sitemap, a file or a folder. It lists *items*,
each of which becomes an article; looking at it again is a refresh. Whatever happens to it is an *event*.

A text that is said to be a quote is *checked*: whether it stands in an article, and what differs.

An *asking* is that somebody asked a question; *feedback* what one person says of its answer. A *watch* is the
wish to be told of new articles that match a query, a *digest* a place's regular list of new ones.

All offsets count Unicode code points of the stored text, from 0, end exclusive, so that
``quote.text == revision.text[quote.start:quote.end]`` always.
"""

from index.models._answers import Answer, Correction, KeptAnswer, KeptQuote, Quote, Status
from index.models._articles import (
    MAX_TEXT_CHARS,
    Added,
    Article,
    Citation,
    NewArticle,
    Outcome,
    Passage,
    PreparedArticle,
    Revision,
    Span,
    checksum,
)
from index.models._checking import Change, ChangedRun, QuoteCheck, QuoteMatch
from index.models._communities import (
    ArticleUse,
    Asker,
    Asking,
    CommunityStatistics,
    Digest,
    Feedback,
    FeedbackCount,
    Finding,
    Gap,
    NewWatch,
    PersonalRecord,
    Verdict,
    Watch,
    Week,
)
from index.models._finding import (
    ArticleFilter,
    Changes,
    Hit,
    Period,
    SimilarArticle,
    TermStatistics,
    Version,
    both,
)
from index.models._sources import (
    SCHEDULE,
    Actor,
    Announced,
    ArticleHistory,
    Content,
    ContentKind,
    Event,
    EventKind,
    FeedEntry,
    FeedReading,
    Fetched,
    NewSource,
    PageReading,
    Reading,
    Removal,
    SitemapPage,
    SitemapReading,
    Source,
    SourceChange,
    SourceItem,
    SourceKind,
    SourceOptions,
    SourceState,
)

__all__ = [
    "MAX_TEXT_CHARS",
    "SCHEDULE",
    "Actor",
    "Added",
    "Announced",
    "Answer",
    "Article",
    "ArticleFilter",
    "ArticleHistory",
    "ArticleUse",
    "Asker",
    "Asking",
    "Change",
    "ChangedRun",
    "Changes",
    "Citation",
    "CommunityStatistics",
    "Content",
    "ContentKind",
    "Correction",
    "Digest",
    "Event",
    "EventKind",
    "FeedEntry",
    "FeedReading",
    "Feedback",
    "FeedbackCount",
    "Fetched",
    "Finding",
    "Gap",
    "Hit",
    "KeptAnswer",
    "KeptQuote",
    "NewArticle",
    "NewSource",
    "NewWatch",
    "Outcome",
    "PageReading",
    "Passage",
    "Period",
    "PersonalRecord",
    "PreparedArticle",
    "Quote",
    "QuoteCheck",
    "QuoteMatch",
    "Reading",
    "Removal",
    "Revision",
    "SimilarArticle",
    "SitemapPage",
    "SitemapReading",
    "Source",
    "SourceChange",
    "SourceItem",
    "SourceKind",
    "SourceOptions",
    "SourceState",
    "Span",
    "Status",
    "TermStatistics",
    "Verdict",
    "Version",
    "Watch",
    "Week",
    "both",
    "checksum",
]
