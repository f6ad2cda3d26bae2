"""The closed classes of English, and its commonest open words, as lists to read and to extend.

A text's nouns, verbs and adjectives are endless; the little words between them are not, and they are what shows where
a phrase begins and ends. Lower case; contractions stand as they are split (*do n't*, *we 'll*).
"""

from sayso.extractors import lexicon


def word_set(words: str) -> frozenset[str]:
    """The words of a list written with spaces between them."""
    return frozenset(words.split())


ARTICLES = word_set("the a an")
DETERMINERS = ARTICLES | word_set("""
    this that these those each every any some no another either neither both all many few several such more
    most less much enough other half
""")
POSSESSIVES = word_set("my your his her its our their")
SUBJECTS = word_set("i you he she it we they")
OBJECTS = word_set("me him us them her you it")
REFLEXIVES = word_set("myself yourself himself herself itself ourselves yourselves themselves")
ABSOLUTES = word_set("mine yours hers ours theirs")
INDEFINITES = word_set("""
    everyone everybody everything someone somebody something anyone anybody anything nobody nothing none one
    others
""")
DEMONSTRATIVES = word_set("this that these those")
PERSONALS = SUBJECTS | OBJECTS | POSSESSIVES | REFLEXIVES | ABSOLUTES | {"his"}
PREPOSITIONS = word_set("""
    of in on at to for from by with about against between among into onto over under after before during
    since until till through throughout across along around behind beyond despite inside near off outside
    per toward towards upon via within without amid amidst like unlike beside besides above below concerning
    regarding including following alongside versus than as up down out
""")
CONJUNCTIONS = word_set("and or but nor yet & plus")
SUBORDINATORS = word_set("that if because although though while whereas whether unless once so when where why how lest")
WH = word_set("who whom whose which what whatever whoever whichever")
BE = word_set("be am is are was were been being 's 're 'm")
HAVE = word_set("have has had having 've")
DO = word_set("do does did")
MODALS = word_set("will would shall should can could may might must cannot ca wo sha ought 'll 'd")
AUXILIARIES = BE | HAVE | DO | MODALS
NEGATORS = word_set("not n't never")
ADVERBS = word_set("""
    abandon abolish abroad absorb abstain abuse accelerate accommodate accompany accomplish accumulate
    acquire adapt add adhere adjust administer advance afford afterwards again ago align allocate almost
    alone already also alter always amend analyse analyze anticipate anyway apologise apologize apparently
    appoint arise arrange assemble assign assume attach await award away back bargain battle betray bless
    bother breach breathe broadcast calculate calm capture cease celebrate challenge chase cheer cite clash
    clean climb coincide combat combine commemorate compensate compile comply compose comprise compromise
    conceal concentrate confront confuse connect conquer consist constitute construct consume contribute
    convert convey convict convince cook cope correct correspond count crash criticise cross cure dare
    decline decrease deepen defeat defend define delete depart depend derive deserve desire detect
    deteriorate devote differ diminish disagree disappear disarm disband discharge discourage dismantle
    dismiss dispatch displace display disrupt dissolve distinguish distribute disturb dominate double down
    duck dump earlier ease educate eliminate else elsewhere embrace emphasise empower enact encounter
    endanger endure engage enhance enlarge enlist enrich ensue entail entitle equal erupt escalate escape
    evacuate evaluate even ever everywhere evolve exceed exchange exclaim exclude excuse exempt exhaust
    exploit explore expose facilitate favour finalise finalize finally firstly flood flourish flow forbid
    foresee forge forgive forward foster frustrate fulfil fulfill further furthermore guide halt hamper
    handle hang hardly harm haul here hesitate hide hinder hire however hunt hurry ignite illustrate imagine
    implement import impress imprison incite incur indeed indict infect inflict inherit inhibit initiate
    injure innovate inspect inspire instead institute insult insure integrate intensify interfere interpret
    interrupt intervene invade invent invite isolate just justify kick kiss knock lag later launch lease
    legislate lend lessen liberate license likewise lodge lure march marry mature maximise maybe meanwhile
    mediate memorise migrate minimise minimize miss mistreat modernise modernize modify monitor moreover
    motivate mount mourn multiply n't narrow nearly neglect negotiate never nevertheless nominate
    nonetheless normalise normalize not now nowhere obey oblige observe obstruct occupy offend offset often
    once only oppress opt ordain originate otherwise oust out outlaw outline outnumber overcome overlook
    overnight oversee overturn owe pack participate pave penalise penalize penetrate perceive perhaps perish
    persist pick plead please plunge pour preach precede predict prescribe preserve preside pretend prevail
    previously privatise proceed procure prohibit prolong propose prosecute provoke pump punish purchase
    pursue qualify quarrel quit quite rank rather rebuild recede recently recommend reconcile record recruit
    redeem redistribute refer refine refrain regain regulate rehearse reject relate relax relieve relocate
    render renounce rescue resemble resent reside resort restrain restrict retain rethink retreat reunite
    reveal reward rid rotate ruin rush sacrifice satisfy scale scatter scrap scrutinise seal secondly secure
    seem select separate settle sever shatter shrug sign simplify sink skip slap slide slip slow smash
    smuggle so soar solicit sometimes somewhere soon speculate speed spell spill spoil sponsor spot spur
    squeeze stabilise stabilize stage stall stifle still stimulate strain strip struggle submit subside
    substitute sue suffice suit summon supervise suppress surge surprise surrender surround survey sustain
    swap sweep swing symbolise tackle target tax tear tempt terminate terrify then there therefore thrice
    thus tighten today together tolerate tomorrow tonight too trace transform translate transmit trigger
    triumph tumble twice unify unite unveil up update upgrade uphold urge usher utilise utilize vacate
    validate vanish vary venture verify very violate wander warrant wash weaken weigh well widen wipe wonder
    worsen wound wrap yesterday yet
""")
LY_NOUNS = word_set("family ally reply supply rally assembly anomaly italy july bully monopoly butterfly fly jelly")
LY_ADJECTIVES = word_set("""
    early daily weekly monthly yearly friendly likely unlikely deadly costly elderly only ugly lively lonely
    orderly scholarly timely hourly quarterly
""")
ADJECTIVES = word_set("""
    able available bad best better big central civil clear close common current difficult economic elected
    entire fair final financial foreign former free full general global good great hard heavy high human
    important independent international joint key large last late latest leading legal little local long low
    main major military modern national necessary new next nuclear old open own past personal political poor
    possible powerful present private public ready real recent regional responsible right rural safe same
    second senior serious several short significant similar single small social special strong sure third
    top total true urban various wide wrong young due military additional first fourth fifth
""")
QUANTIFYING = word_set("""
    more most less much many few several additional further other new recent last next such same own only
    various necessary
""")
ORDINARY = word_set("new former current then late senior acting outgoing old young")
NUMBERS = word_set("""
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds
    thousand thousands million millions billion billions trillion dozen dozens
""")
MONTHS = word_set("january february march april may june july august september october november december")
DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
CALENDAR = MONTHS | DAYS | word_set("christmas easter ramadan halloween thanksgiving feb sept")
AMBIGUOUS_DATES = word_set(
    "may march jan mar apr jun jul aug sep oct nov dec mon tue tues wed thu thurs fri sat sun"
)  # dates before a number or stop
PERIODS = word_set("""
    second minute hour day night evening morning afternoon week weekend month quarter year decade century
    winter spring summer autumn fall season
""")

# verbs that are as often nouns, so that what stands around them decides
NOUNS_TOO = word_set("""
    abuse act advance aim ambush answer appeal approach assault attack attempt award back ban bargain base
    battle benefit blame blast block bomb bother boycott breach break broadcast call calm campaign cause
    challenge change charge chase cheer claim clash climb close combat command comment compromise conflict
    contract control cost count counter cover crash cross cry cure cut damage deal decline decrease defeat
    delay demand demonstrate desire discharge dispatch display dispute disturb double doubt draw drive drop
    duck dump embargo end escape estimate exchange excuse execute exercise exit experience experiment export
    face fall favor favour fear feel fight fill find fix flood flow focus force forecast form fund gain grab
    grant guarantee guide hack hail halt handle harm haul help hit hold hope host hunt hurry hurt impact
    import increase influence institute insult interview jump kick kiss knock lack lag lament land laugh
    launch lead lease license lie lift like limit listen lodge look love lure march mark matter mean measure
    meet merge mount move murder name need note object offer open order outline own pack pardon partner pay
    permit phone pick place plan play pledge plunge post praise present press produce progress promise
    protest pull pump purchase push put quip raid raise rally rank reach read rebel record reform refund
    refuse regret reject release remark rent repair reply report request rescue resort rest result retire
    retreat return reveal reverse reward ride ring riot rise risk ruin rule run rush sacrifice sanction save
    scale schedule scrap seal search see set shape share shell shift ship shoot show shrug sigh sign signal
    sit slam slap sleep slide slip smile speak speed spell split sponsor spot spread spur squeeze stage
    stall stand start state stay stick stop storm strain stress strike strip struggle study subject supply
    support surge surprise surrender survey suspect swap swear sweep swing talk target tax tear test thank
    threat throw title touch trace trade train transfer travel treat trigger triumph trust try tumble turn
    tweet update upgrade upset urge use value venture view visit voice vote vow wait walk want warn warrant
    wash waste watch wear welcome win wish withdraw wonder work worry wound wrap yell
""")

# verbs beside those that the lexicons list, so that the end of a noun phrase before them is seen
VERBS = word_set("""
    accept achieve act adopt affect aim allow answer appear apply approach approve arrive assess attend
    attract avoid base be bear become begin believe belong break bring build burn buy carry cause change
    check choose close collapse collect come compare compete complete consider contain continue control cost
    cover create cut deal decide deserve describe determine develop die discover divide do doubt draw drive
    drop earn elect emerge enable encourage end enforce enjoy enter establish examine exist expand expect
    experience explode express extend face fail fall fear feel fight fill find finish fix flee fly focus
    follow force forget form gain gather get give go grow happen hate have hear hit hold hope hurt identify
    ignore impose improve include increase influence injure insert install intend introduce invest involve
    join judge jump keep know lack land last laugh lead learn leave let lie like listen live look lose love
    make manage mark matter mean measure miss move name need occur offer open operate organise organize own
    pass pay perform permit persuade place plan play pray prefer prepare press prevent produce promote prove
    publish pull push put raise reach read realise realize recognise recognize recommend recover reduce
    reflect regard regret rely remain remember remove renew rent repair replace require resign resolve rest
    result retain retire return ride ring rise risk rule run save schedule search see seek seem sell serve
    set settle shape shift show shrink shut sing sit sleep smile solve speak spend split spread stand start
    stay steal stick stop study succeed suffer survive take talk teach tend thank think throw touch trade
    travel treat try turn understand use vary view vote wait walk want warn waste watch wear win wish
    withstand work worry deter protect secure ensure guarantee resume withdraw reopen rebuild restart rejoin rewrite reelect restore review revise revoke reconsider renegotiate lower cancel overthrow
""")

FUNCTION_WORDS = frozenset().union(
    DETERMINERS, PERSONALS, PREPOSITIONS, CONJUNCTIONS, SUBORDINATORS, WH, AUXILIARIES, ADVERBS, INDEFINITES
)


def lexicon_verbs() -> frozenset[str]:
    """Every verb that some lexicon names, as a base form of one word."""
    cues = (lexicon.listed("cues", key) for key in ("clause", "infinitive", "request", "object", "direct", "report"))
    stances = (lexicon.listed("stances", f"verbs.{side}") for side in ("support", "oppose"))
    types = (kind.verbs | kind.receive | frozenset(kind.particles) for kind in lexicon.event_types())
    modality = (lexicon.listed("modality", key) for key in ("planned", "hypothetical", "through", "prevents", "denies"))
    return frozenset().union(*cues, *stances, *types, *modality) - {"due", "able", "ready", "willing", "sure"}
