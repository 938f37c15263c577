"""Labels, buttons, invitations, advertisements, and headings over what other pages are about."""

# ruff: noqa: E501 - a pattern with an alternative a line is read best unbroken
import re

from index.sources.furniture._sentences import ends_a_sentence

# The words of which section labels are made: "World News", "Must Read", "Opinion".
_LABEL_WORDS = frozenset(
    """
    africa african america american americas analysis and arts asia asian australia blog books
    breaking britain business canada china cities climate columns comment commentary community
    conflict corrections crime culture daily defence defense dispatch east economy editor
    editor's editorial editorials editors education elections energy entertainment environment
    essay essays eu europe exclusive explained explainer fact-check fashion feature featured
    features film finance food football gallery global guide headlines health history home
    homepage immigration india innovation insight insights international interview interviews
    investigation investigations israel kingdom latest latin law letters life lifestyle live
    local long magazine markets media member members middle military money more most movies
    music must nation national news newsletter north obituaries opinion opinions page people
    perspective photos pick picks podcast podcasts politics popular premium press profile
    promoted read reads region regional release religion report reports research review reviews
    russia science section security society south special sponsored sport sports spotlight staff
    star stories story style subscriber subscribers only tech technology today today's top
    travel trending tv uk ukraine uncategorized united states update updates us usa video videos
    views war watch week weekend weekly west world
    """.split()
)
# Buttons and fillers, wherever they stand. A line that a sentence could be is not among them.
_BUTTON = re.compile(
    r"""(?:
      advert(?:isement)?s? | sponsored(?:\ (?:content|links?))? | supported\ by | anzeige | werbung | publicidad | publicité | publicidade
    | (?:story|article)\ continues\ below(?:\ advertisement)? | continue\ reading(?:\ (?:below|the\ main\ story|this\ article)\b.*)?
    | share(?:\ (?:this|on|via)(?:\ (?:article|story|post|page|link|video|on|via|by|with|to|friends|your|facebook|twitter|x|linkedin|whatsapp|telegram|reddit|e-?mail))*)?:?
    | share\ all\ sharing\ options.* | (?:show|close)\ (?:more|extra)\ sharing\ options | sharing\ is\ caring | [\d.,]+[km]?\ ?(?:comments?|shares?|views|likes?|upvotes?|points)
    | click\ to\ (?:share|email|print)\b.*\(opens\ in\ new\ window\) | teilen | drucken | compartir | imprimir | partager | compartilhar
    | tweet | pin\ it | facebook | twitter | whatsapp | telegram | linkedin | reddit | pinterest | flipboard | google\+ | tumblr | messenger | bluesky | mastodon
    | e-?mail(?:\ this(?:\ article)?)? | print(?:\ (?:this\ )?(?:article|page))? | copy(?:\ link)? | link\ copied | get\ short\ url | save(?:\ (?:for\ later|article))?
    | (?:click\ to\ )?listen(?:\ to\ (?:this|the)\ (?:article|story))?(?:\s*[\d:]+\s*min(?:utes?)?)?
    | (?:about\ )?\d+[\ -]min(?:ute)?s?\ read | (?:reading|read)\ time:?\s*(?:about\ )?\d.* | (?:lesezeit|tempo\ de\ leitura|tiempo\ de\ lectura|temps\ de\ lecture)\s*:?\s*\d.*
    | (?:leave|post|view|add|show)\ (?:a\ |all\ )?(?:comments?|reply) | comments? | reply | upvote | downvote | award | loading(?:\ \w+)?(?:…|\.\.\.)?
    | (?:view|read|open)\ (?:it\ |this\ (?:e-?mail|newsletter)\ )?(?:in|on)\ (?:your\ |the\ |a\ )?(?:web\ )?(?:browser|web|app) | view\ online | you\ (?:received|are\ receiving)\ this\ e-?mail\ because.* | (?:was\ this\ )?(?:e-?mail\ )?forwarded\ to\ you\?.* | unsubscribe(?:\ .*)? | manage\ (?:your\ )?preferences
    | (?:read|see|also)\ (?:more|also|read|next)\s*[:»→].* | (?:read|see|learn|show)\ more | related\s*:.*
    | (?:lesen\ sie\ auch|lea\ también|lire\ aussi|leia\ também|leggi\ anche|читайте\ также)\s*:?.*
    | (?:published|posted|updated)?\s*\d+\ ?(?:m|h|d|mins?|hrs?|minutes?|hours?|days?|weeks?|months?)\.?\ ago
    | this\ (?:post|article|page)\ (?:may\ )?contains?\ affiliate\b.* | this\ slideshow\ requires\ javascript | from\ wikipedia,\ the\ free\ encyclopedia | (?:jump\ to|print|rate\ this)\ recipe | jump\ to\ (?:navigation|search|content)
    | r/\w+ | (?:forwarded\ from|posted\ by\ u/|u/)\s*\S.*
    | skip\ to\ (?:main\ )?content | menu | search | close | back\ to\ (?:top|gallery) | home | (?:previous|next)(?:\ (?:post|article|story|next))?
    | copyright\s*(?:©|ⓒ|\(c\)|\d{4}|the\ author\b).* | \(c\)\s+\d{4}\b.* | ©.* | .*\ball\ rights\ reserved\b.* | (?:hide|toggle)\ caption | enlarge(?:\ (?:this\ )?image)?
    )[.!…]?""",
    re.VERBOSE | re.IGNORECASE,
)
# Invitations to something beside the article, even where they end as sentences do.
_INVITATION = re.compile(
    r"""(?:
      (?:sign\ up|subscribe|register|sign\ in|log\ in)(?:\ (?:now|here|today|free))* [.!]?
    | (?:sign\ up|subscribe|register|sign\ in|log\ in|join|get)\b(?:(?![.!?]\s).)*\b(?:newsletters?|inbox|mailing\ list|to\ (?:continue|comment|keep\ reading))\b.*
    | (?:follow|like)\ us\ on\b.* | click\ here\ to\ (?:subscribe|sign\ up|join|comment|read\ more|share)\b.*
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# What reads so may be a sentence of the article if it ends as one.
_UNENDED = re.compile(
    r"""(?:
      (?:tags?|topics?|filed\ under|categor(?:y|ies)|keywords?|schlagw[oö]rter|etiquetas)\s*:.*
    | (?:sign\ up|subscribe|register|log\ in|sign\ in)\ (?:for|to)\b.*\b(?:updates|alerts|channel|podcast|magazine)
    | follow\ @?\w+(?:\ \w+){0,3}\ on\b.* | (?:click|tap)\ here\b.* | download\ (?:the|our)\b.*\bapp\b.*
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# Headings over links to other pages.
_OTHERS = r"""
      related\ (?:articles?|stories|reading|coverage|news|posts?|tags?|topics?|content|links?|videos?)
    | recommended\ (?:for\ you|reading|stories|articles) | suggested\ (?:reading|articles?) | most\ (?:read|popular|viewed|shared|commented)
    | more\ (?:stories|articles|news|coverage|posts?|topics|like\ this) | read\ (?:next|more|also|this\ next) | what\ to\ read\ next
    | you\ (?:may|might)\ (?:also\ )?(?:like|enjoy|be\ interested\ in) | trending(?:\ (?:now|stories|news|articles))? | share\ this
    | mehr\ zum\ thema | (?:das\ könnte\ (?:sie|dich)\ )?auch\ interess(?:ant|ieren) | lesen\ sie\ auch | weitere\ (?:artikel|nachrichten) | meistgelesen
    | (?:te|le)\ puede(?:n)?\ interesar | (?:lea|lee|leer)\ también | más\ (?:noticias|leídas) | noticias\ relacionadas | lo\ más\ (?:leído|visto)
    | (?:à\ )?lire\ aussi | sur\ le\ même\ (?:sujet|thème) | leia\ (?:também|mais) | leggi\ anche | читайте\ также
"""
_CLEARLY_OTHERS = re.compile(rf"(?:{_OTHERS})\s*(?:[:»→>]|…|\.\.\.)?", re.VERBOSE | re.IGNORECASE)
# With those that may also stand over a part of the article; what follows tells.
_PERHAPS_OTHERS = re.compile(
    rf"""(?:{_OTHERS}
    | related | recommended | popular(?:\ (?:on|in|now|stories|posts|news|articles)\b.*)? | most\ (?:read|popular|viewed)\ in\b.*
    | more\ (?:from|on|in)\b.* | (?:next\ up|up\ next)\b.* | (?:latest|other)\ (?:news|stories|articles|posts|headlines)
    | don['’]t\ miss | tags? | topics? | categories | filed\ under | top\ stories | trends
    | mehr\ (?:aus|von|über)\b.* | schlagw[oö]rter | themen | más\ (?:información|sobre)\b.* | relacionad[oa]s | etiquetas | temas
    )\s*(?:[:»→>]|…|\.\.\.)?""",
    re.VERBOSE | re.IGNORECASE,
)
_BUTTON_WORDS = frozenset(
    """
    share tweet submit pin print email e-mail facebook twitter x linkedin whatsapp telegram reddit
    pinterest flipboard pocket buffer copy link save comment comments messenger instagram rss
    """.split()
)
_HEADINGS_TOO = _BUTTON_WORDS - {"share", "tweet", "submit", "pin"} | frozenset(
    """
    close home mastodon menu reply search tumblr award bluesky google+
    """.split()
)


def is_label(line: str) -> bool:
    """A section label or breadcrumb: "Featured", "World News", "Home > Politics"."""
    words = re.split(r"[\s>»›|/&·•]+", line.casefold().strip(" :>»|#[]").replace("’", "'"))
    most = 6 if re.search("[>»›|/]", line) else 3
    return len(words) <= most and all(word in _LABEL_WORDS for word in words)


def is_filler(line: str) -> bool:
    """A button, an invitation or an advertisement's mark."""
    if len(line) > 160:
        return False
    if re.match(rf"(?:{_OTHERS})\s*:\s", line, re.VERBOSE | re.IGNORECASE) and not ends_a_sentence(line):
        return True
    if any(pattern.fullmatch(line) for pattern in (_BUTTON, _INVITATION, _CLEARLY_OTHERS)):
        return True
    words = line.casefold().split()
    if len(words) > 1 and _BUTTON_WORDS.issuperset(words):
        return True
    return bool(_UNENDED.fullmatch(line)) and not ends_a_sentence(line)


def may_be_a_heading(line: str) -> bool:
    """Whether a button by its words may as well be a heading: "Facebook", "Comments"."""
    return line.casefold() in _HEADINGS_TOO


def is_breadcrumb(line: str) -> bool:
    """The way to a page: "Home › Forums › Brewing"."""
    return len(line) <= 250 and bool(re.fullmatch(r"[^>›»]{1,30}(?:\s[>›»]+\s[^>›»]+)+", line))


def is_heading_of_others(line: str) -> bool:
    """What stands over links to other pages and tags: "Related articles", "More from Example News"."""
    return len(line) <= 60 and bool(_PERHAPS_OTHERS.fullmatch(line))
