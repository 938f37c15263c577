"""Words by which pages that are no articles give themselves away, in the languages most read."""

import re


def _any(lines: str) -> re.Pattern[str]:
    """One pattern of many, a line each."""
    return re.compile("|".join(f"(?:{line.strip()})" for line in lines.strip().splitlines()), re.IGNORECASE)


# In a title, or in all that a very short page says.
CHALLENGE = _any(r"""
    ^just a moment\b
    attention required.{0,5}cloudflare
    checking (?:your browser|if the site connection is secure)
    verify(?:ing)? (?:that )?you are (?:a )?(?:human|not a robot)
    (?:are you|you are not|you're not|i'm not|i am not) a (?:robot|human\?)
    ^access (?:to this page has been )?denied
    pardon our interruption
    ddos[- ]?guard|ddos protection by
    ^(?:human|bot|robot|captcha) (?:verification|check|challenge)|^captcha\b
    ^(?:security|browser) check\b|please complete the security check
    unusual traffic from your (?:computer|network)
    (?:sind|bist) (?:sie|du) ein (?:mensch|roboter)|einen moment(?:,| bitte)|^sicherheitsüberprüfung
    (?:vérifi\w+|vérification) (?:que vous êtes (?:humain|un)|de sécurité)|^un instant(?:…|\.\.\.)|êtes-vous un robot
    (?:eres|es usted) (?:humano|un robot)|^un momento(?:…|\.\.\.)|verific\w+ que (?:eres|es usted) (?:humano|una persona)
    (?:sei|è) un (?:robot|umano)\?|^um momento(?:…|\.\.\.)|você é (?:humano|um robô)
    подтвердите, что (?:вы не робот|запросы отправляли вы)|проверка браузера|^вы не робот
    请稍候|人机验证|安全验证|ロボットではありません|しばらくお待ちください|잠시만 기다리십시오|로봇이 아닙니다
""")
# In addresses, ids and names of a page's scripts and forms.
CHALLENGE_MARKUP = _any(r"""
    challenges\.cloudflare\.com|/cdn-cgi/challenge-platform|cf-challenge|challenge-form|cf-browser-verification
    captcha-delivery\.com|px-captcha|_incapsula_resource|/_sec/cp_challenge|awswaf|kasada|ddos-guard
    g-recaptcha|recaptcha/api|hcaptcha\.com|smartcaptcha
""")
# A whole title, or what is left of it without the site's name.
ERROR_TITLE = _any(r"""
    (?:http )?(?:error|fehler|erreur|errore?|erro|ошибка|エラー|错误)?[ :#-]*(?:code )?[45]0[0-9](?:[ :!.–-].{0,40})?
    (?:oops[!.,]* *|sorry[!.,]* *|whoops[!.,]* *)?(?:this |the |that |your )?(?:requested )?(?:page|content|url|file|article|story|document)(?: you.{0,40})? (?:was |could |can |is |does )?(?:not|n['’]t|cannot|can['’]?t|couldn['’]t|isn['’]t|doesn['’]t|no longer|be)(?: be| longer)? ?(?:found|exist|available|here|displayed)[.!]*
    (?:oops[!.,]* *)?(?:not found|page missing|nothing (?:was )?found(?: here)?|we (?:can['’]t|couldn['’]t|could not|cannot) find (?:that|this|the) page)[.!]*
    (?:internal )?server error|bad gateway|service (?:temporarily )?unavailable|(?:access )?forbidden|gone|bad request
    (?:site|website)? ?(?:is )?(?:down for|under) maintenance|temporarily unavailable|domain (?:is )?for sale
    (?:diese |die )?(?:angeforderte )?(?:seite|artikel|inhalt)(?: wurde| konnte| existiert| ist)?(?: leider)? (?:nicht|nicht mehr)(?: mehr)? ?(?:gefunden|verfügbar|gefunden werden)?[.!]*
    (?:oups[!., ]*)?(?:cette |la )?(?:page|article|contenu)(?: demandée?| que vous.{0,40})?(?: est| n['’]est| n['’]existe| n['’]a)? ?(?:introuvable|non trouvée?|pas (?:été )?(?:trouvée?|disponible)|plus disponible|pas|plus)[.!]*
    (?:la )?(?:página|contenido|artículo)(?: solicitad[oa])? ?(?:no (?:se ha |se pudo |fue |ha sido )?(?:encontrad[oa]|encontrar|encontrada|existe|disponible|está disponible))[.!]*
    (?:a )?página (?:não (?:foi )?(?:encontrada|existe|disponível)|inexistente)[.!]*
    (?:la )?pagina (?:non (?:è stata )?(?:trovata|esiste|disponibile)|inesistente)[.!]*
    (?:de )?pagina (?:is )?(?:niet (?:gevonden|beschikbaar)|bestaat niet(?: meer)?)[.!]*
    (?:sidan|siden|side[nr]?) (?:kunde |kunne |ble |blev |finns |findes |finnes )?(?:inte|ikke)(?: hittas| finnes| findes| funnet| fundet| længere)?[.!]*|sivua ei (?:löydy|löytynyt)[.!]*
    (?:ta )?strona (?:nie (?:została |istnieje|znaleziona)\w*(?: znaleziona)?)[.!]*|nie znaleziono(?: strony)?[.!]*|stránka (?:nebyla |nebola )?(?:nenalezena|nalezena|neexistuje|nájdená)[.!]*
    (?:такой |эта |запрашиваемая )?(?:страница|страницы|материал)(?: не)? (?:не )?(?:найден[ао]?|существует|доступна)[.!]*|не найдено[.!]*|сторінк[уа] не (?:знайдено|існує)[.!]*
    sayfa bulunamadı[.!]*|aradığınız sayfa bulunamadı[.!]*|halaman tidak ditemukan[.!]*|không tìm thấy trang[.!]*|ไม่พบหน้า.{0,20}
    (?:お探しの)?ページ[がは]?(?:見つかりません(?:でした)?|存在しません)[。！]*|(?:抱歉[，,])?(?:您访问的)?(?:页面|頁面|网页)(?:不存在|未找到|找不到|没有找到)[。！]*|找不到(?:页面|頁面|网页)[。！]*|페이지를 찾을 수 없습니다[.!]*
    (?:الصفحة|صفحة) (?:غير موجودة|المطلوبة غير موجودة)|لم يتم العثور على الصفحة|पृष्ठ नहीं मिला|पेज नहीं मिला
""")
CONSENT_TITLE = _any(r"""
    ^before you continue\b|^bevor (?:sie|du) (?:fortfahren|fortfährst)|^avant d['’]accéder|^antes de (?:ir|continuar)|^prima di continuare
    \bcookies?\b|\bconsent\b|\bprivacy (?:settings|choices|gate)\b|\b(?:value|respect|care about) your privacy\b|einwilligung|datenschutz|zustimmung|consentement|consentimiento|consenso|toestemming|согласие
""")
CONSENT = _any(r"""
    (?:we|our (?:site|website|partners)|this (?:site|website)|us) (?:and our [\w ]{0,40})?(?:\w+ )?us(?:e|es|ing) (?:\w+ ){0,3}cookies
    (?:accept|allow|agree to|reject|manage|enable) (?:all |our |the use of |non-essential )*cookies
    (?:store|storing) (?:and/or|and|or) access(?:ing)? information on (?:a|your) device
    (?:stor(?:e|es|ing)|plac(?:e|es|ing)) (?:\w+ ){0,2}cookies on your|consent to (?:the|our) use of (?:\w+ )?cookies
    (?:wir|unsere [\w ]{2,30}) (?:\w+ ){0,4}(?:verwenden|nutzen|setzen) (?:\w+ ){0,3}cookies|cookies (?:\w+ ){0,3}(?:akzeptieren|zustimmen|zulassen)|mit werbung (?:und tracking )?(?:weiterlesen|lesen)
    (?:nous|notre site|ce site|nos partenaires) (?:\w+ ){0,6}(?:utilis\w+|dépos\w+) (?:\w+ ){0,3}(?:cookies|traceurs)|accepter (?:\w+ ){0,3}cookies|continuer sans accepter
    (?:utilizamos|usamos|utiliza|usa) (?:\w+ ){0,3}cookies|(?:aceptar|aceitar|acepta|aceite) (?:\w+ ){0,3}cookies
    (?:utilizziamo|usiamo|utilizza) (?:\w+ ){0,3}cookie|accett\w+ (?:\w+ ){0,3}cookie
    (?:gebruiken|plaatsen|maken gebruik van) (?:\w+ ){0,3}cookies|cookies (?:accepteren|toestaan)|używamy (?:\w+ ){0,3}cookies|plików cookie
    используем (?:\w+ ){0,2}(?:файлы )?cookies?|(?:файлов|файлы) cookie|使用\s*cookies?|cookieを使用|クッキーを使用|쿠키를 사용
""")
LOGIN_TITLE = _any(r"""
    (?:please )?(?:log|sign)[ -]?in(?: or (?:sign|log)[ -]?(?:up|in)| or register| to .{1,40}| required)?
    login(?: required| page)?|members only|authentication required
    (?:bitte )?(?:anmelden|einloggen|anmeldung|log-?in)|(?:se )?connecter|connexion|connectez-vous.{0,40}|s['’]identifier
    (?:iniciar|inicia|inicie) sesión.{0,40}|acceder|entrar|iniciar sessão|fazer login|accedi|accesso|inloggen|logga in|logg (?:inn|ind|på)|zaloguj(?: się)?|logowanie
    вход(?: на сайт| в систему)?|войти|авторизация|увійти|giriş(?: yap)?|ログイン|サインイン|登录|登入|用户登录|로그인|تسجيل الدخول
""")
PAYWALL = _any(r"""
    (?:subscribe|sign up|register|log in|sign in|join)(?: now| today| or (?:log|sign) in| for free| for full access)? to (?:(?:continue|keep|finish) reading|read (?:the (?:full|rest|whole)|more of this|this (?:article|story|content)))
    to (?:continue|keep|finish) reading(?: this (?:article|story|content))?,? (?:please )?(?:subscribe|log|sign|register|become)
    this (?:article|content|story|post) is (?:only )?(?:available )?(?:for|to|exclusive to|reserved for|exclusively for) (?:our )?(?:paid |paying |premium )?(?:subscribers|members)
    (?:subscriber|member)[- ]only (?:content|article|story)|you(?:['’]ve| have) reached your (?:\w+ )?(?:free )?(?:article )?limit|unlock this (?:article|story)
    (?:jetzt|weiter) ?lesen mit|mit .{1,25}(?:\+|plus) weiterlesen|(?:diese[rn]?|der|den) (?:artikel|inhalt|beitrag) (?:ist nur|exklusiv|nur) für (?:abonnenten|abonnent:innen|mitglieder)|um (?:den|diesen) (?:ganzen )?artikel (?:weiter ?zu ?lesen|zu lesen)
    (?:cet |l['’])(?:article|contenu) est réservé (?:aux|à nos) abonnés|article réservé aux abonnés|il vous reste .{1,20} à lire|abonnez-vous pour (?:lire|continuer|accéder)|la suite est réservée
    (?:suscríbete|suscríbase|regístrate) para (?:seguir|continuar|leer)|(?:contenido|artículo) (?:exclusivo|solo|sólo) para (?:suscriptores|abonados)
    (?:assine|inscreva-se) para (?:continuar|ler)|conteúdo (?:exclusivo )?para assinantes
    abbonati per (?:continuare|leggere)|(?:contenuto|articolo) (?:riservato|esclusivo)(?: solo)? (?:agli|per gli) abbonati
    (?:word|neem een) abonnee? .{0,30}(?:verder|lezen)|alleen voor abonnees|(?:läs|les|læs) (?:hela |hele )?(?:artikeln|artikkelen|artiklen|saken) (?:med|som)|(?:för|for) (?:prenumeranter|abonnenter)
    (?:dalsza|pełna) .{0,20}dla (?:prenumeratorów|subskrybentów)|(?:статья|материал|текст) доступ\w+ (?:только )?(?:по подписке|подписчикам)|оформите подписку, чтобы
    この記事は(?:有料)?会員(?:限定|専用)|残り?\s?[0-9,]+\s?(?:文字|字)|続きを読むには|(?:订阅|訂閱)(?:后|後)?(?:继续|繼續)?(?:阅读|閱讀)(?:全文)?|구독(?:자|하고|하시면).{0,15}(?:전용|읽)
""")
NEEDS_SCRIPT = _any(r"""
    (?:enable|activate|turn on|requires?|need|without|supports?) (?:\w+ ){0,3}javascript|javascript (?:is |must be |needs to be |has been )?(?:required|disabled|enabled|not (?:enabled|available|supported))
    (?:aktivieren|aktiviere|benötigt|einschalten) .{0,20}javascript|javascript (?:\w+ ){0,3}(?:aktivieren|aktiviert|aktivert|deaktiviert)
    (?:activ\w+|active[rz]|habilit\w+|abilit\w+|attiv\w+|zet) .{0,15}javascript|javascript (?:est|está|è) (?:\w+)
    (?:включите|включить|требуется) .{0,15}javascript|javascript\s*を有効|(?:启用|啟用|开启)\s*javascript|javascript를
""")
SEARCH_TITLE = _any(r"""
    ^search(?: results)?(?: for\b|:|$)|\bsearch results\b|^results for\b
    ^suche?(?: nach\b|:|$)|suchergebnisse|résultats (?:de (?:la )?recherche|pour)|resultados de (?:la )?(?:búsqueda|busca|pesquisa)|risultati (?:della )?ricerca|zoekresultaten
    результаты поиска|検索結果|搜索结果|搜尋結果|검색 결과
""")
