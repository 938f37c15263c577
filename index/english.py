"""What the terms of English need beyond a stemmer: stop words, and forms that follow no rule."""

# Articles, pronouns, prepositions, conjunctions, auxiliaries and the words that make a sentence a
# question: they say how something is asked, hardly ever what about.
STOP_WORDS = frozenset(
    """
    a an the this that these those i me my mine myself we us our ours ourselves you your yours
    yourself yourselves he him his himself she her hers herself it its itself they them their
    theirs themselves one ones someone something anyone anything everyone everything who whom
    whose which what when where why how whatever whoever whichever and or but nor so yet if then
    else than though although because while whereas unless until of in on at to for from by with
    without about into onto over under between among through during against within upon as per
    via out up down off near am is are was were be been being do does did doing done have has
    had having can could will would shall should may might must ought cannot not no there here
    too very also just only even ever such some any each both either neither all other another
    own same more most much many few 's d ll m n re s t ve isn't aren't wasn't weren't don't
    doesn't didn't haven't hasn't hadn't can't couldn't won't wouldn't shan't shouldn't mustn't
    i'm i've i'd i'll you're you've you'd you'll he's he'd he'll she's she'd she'll it's it'd
    it'll we're we've we'd we'll they're they've they'd they'll that's there's what's who's
    where's when's why's how's let's please tell know say give show find explain describe
    whats whos wheres whens hows thats theres heres im ive youre youve youll hes shes theyre
    theyve theyll weve dont doesnt didnt isnt arent wasnt werent wont wouldnt cant couldnt
    shouldnt hasnt havent hadnt aint gonna gotta wanna lets pls plz ok okay hey hi thanks
    really actually exactly anyway maybe
    """.split()
)

# A word, then those of its forms that the stemmer cannot lead back to it. Left out are forms that are
# as often those of another word: wound, leaves, lives.
_IRREGULAR = """
    arise arose arisen; awake awoke awoken; bear bore borne; beat beaten; become became;
    begin began begun; bend bent; bid bade; bind bound; bite bit bitten; bleed bled;
    blow blew blown; break broke broken; breed bred; bring brought; build built; burn burnt;
    buy bought; catch caught; choose chose chosen; cling clung; come came; creep crept;
    deal dealt; dig dug; draw drew drawn; dream dreamt; drink drank drunk; drive drove driven;
    eat ate eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; flee fled;
    fling flung; fly flew flown; forbid forbade forbidden; forget forgot forgotten;
    forgive forgave forgiven; freeze froze frozen; get got gotten; give gave given; go went gone;
    grow grew grown; hang hung; hear heard; hide hid hidden; hold held; keep kept;
    know knew known; kneel knelt; lay laid; lead led; leap leapt; learn learnt; leave left;
    lend lent; lie lain; light lit; lose lost; make made; mean meant; meet met;
    mistake mistook mistaken; overcome overcame; pay paid; prove proven; ride rode ridden;
    ring rang rung; rise rose risen; run ran; say said; see saw seen; seek sought; sell sold;
    send sent; sew sewn; shake shook shaken; shine shone; shoot shot; show shown;
    shrink shrank shrunk; sing sang sung; sink sank sunk; sit sat; sleep slept; slide slid;
    speak spoke spoken; speed sped; spend spent; spin spun; spring sprang sprung; stand stood;
    steal stole stolen; stick stuck; sting stung; stink stank stunk; strike struck stricken;
    strive strove striven; swear swore sworn; sweep swept; swell swollen; swim swam swum;
    swing swung; take took taken; teach taught; tear tore torn; tell told; think thought;
    throw threw thrown; undergo underwent undergone; understand understood;
    undertake undertook undertaken; wake woke woken; wear wore worn; weave wove woven; weep wept;
    win won; withdraw withdrew withdrawn; withstand withstood; write wrote written;
    man men; woman women; child children; foot feet; tooth teeth; goose geese; mouse mice;
    ox oxen; wife wives; knife knives; wolf wolves; half halves;
    thief thieves; shelf shelves; self selves; loaf loaves; calf calves; crisis crises;
    basis bases; thesis theses; analysis analyses; hypothesis hypotheses; phenomenon phenomena;
    criterion criteria; medium media; datum data; nucleus nuclei; stimulus stimuli; index indices;
    matrix matrices; bacterium bacteria
"""
BASE_FORMS = {
    form: base for base, *forms in (entry.split() for entry in _IRREGULAR.split(";")) for form in forms
}
