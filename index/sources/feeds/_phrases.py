"""What sites put below the beginning of a text, or below all of it, in the languages that feeds are in."""

import re

# A last line that begins so says that there is more elsewhere.
GOES_ON = tuple(
    phrase.strip()
    for phrase in """
        read more
        read on
        read full
        read the full
        read the rest
        read the whole
        read the entire
        read the original
        read the article
        read the story
        read the post
        read this article
        read this post
        read this story
        read in browser
        read it here
        read all
        continue reading
        continue to
        keep reading
        see more
        see the full
        see full
        show more
        view more
        view full
        view the full
        view article
        view post
        view original
        view on
        learn more
        click here to read
        click here to continue
        click here for
        click to read
        click to continue
        click through to
        full story
        full article
        more here
        more at
        the rest of this
        the full story
        the full article
        this post is for
        subscribe to read
        subscribe to continue
        sign up to read
        become a member to read
        weiterlesen
        weiter lesen
        mehr lesen
        mehr erfahren
        zum artikel
        zum beitrag
        zum ganzen artikel
        zum vollständigen artikel
        den ganzen artikel
        den vollständigen artikel
        lire la suite
        lire plus
        lire l’article
        lire l'article
        continuer la lecture
        continuer à lire
        en savoir plus
        leer más
        leer mas
        seguir leyendo
        sigue leyendo
        continuar leyendo
        continúa leyendo
        ver más
        leggi tutto
        leggi di più
        leggi l’articolo
        leggi l'articolo
        continua a leggere
        leia mais
        ler mais
        continue lendo
        continue a ler
        saiba mais
        lees verder
        lees meer
        verder lezen
        läs mer
        les mer
        læs mere
        lue lisää
        czytaj dalej
        czytaj więcej
        читать далее
        читать дальше
        читать полностью
        подробнее
        devamını oku
        číst dál
        celý článek
        続きを読む
        阅读全文
        閱讀全文
        继续阅读
        繼續閱讀
        더 보기
        계속 읽기
    """.strip().splitlines()
)
# Only alone on its line: sentences begin so, too.
GOES_ON_ALONE = frozenset(
    """
    more continue details suite continua avanti más mehr weiter więcej далее tovább mais meer
    """.split()
)

# Beginning, and words after the title, of what WordPress puts below each entry.
_FIRST_APPEARED = (
    ("The post|The article|This post|This article|This entry", "appeared first on|first appeared on"),
    (
        "The post|The article|This post|This article|This entry",
        "was originally published on|was first published on",
    ),
    ("Der Beitrag|Der Artikel", "erschien zuerst auf|erschien zuerst bei"),
    ("L’article|L'article|L‘article|Cet article", "est apparu en premier sur"),
    ("La entrada|El artículo", "se publicó primero en|apareció primero en|aparece primero en"),
    ("L’articolo|L'articolo|L‘articolo", "proviene da|sembra essere il primo su"),
    ("O post|O artigo", "apareceu primeiro em|apareceu primeiro no"),
    ("Het bericht|Het artikel", "verscheen eerst op"),
    ("Artykuł|Wpis", "pochodzi z serwisu"),
    ("Сообщение|Запись", "появились сначала на|впервые появилась на"),
    ("Inlägget", "dök först upp på"),
)
FIRST_APPEARED = re.compile(
    "|".join(rf"(?:{start})\b.{{0,500}}?\b(?:{after})\b.{{0,300}}" for start, after in _FIRST_APPEARED),
    re.IGNORECASE | re.DOTALL,
)
