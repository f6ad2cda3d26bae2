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
    also then later now today yesterday tomorrow still just already even only too very again once ever often
    always soon here there however therefore thus meanwhile instead perhaps maybe rather quite almost nearly
    previously recently further furthermore moreover earlier afterwards ago away back together not n't never
    firstly secondly finally indeed nevertheless nonetheless otherwise abroad overnight tonight so yet up
    down out well alone else anyway sometimes hardly forward twice thrice likewise apparently everywhere
    somewhere nowhere elsewhere
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
    abandon abolish absorb abstain abuse accelerate accept accommodate accompany accomplish accumulate
    achieve acquire act adapt add adhere adjust administer adopt advance affect afford aim align allocate
    allow alter amend analyse analyze answer anticipate apologise apologize appear apply appoint approach
    approve arise arrange arrive assemble assess assign assume attach attend attract avoid await award
    bargain base battle be bear become begin believe belong betray bless bother breach break breathe bring
    broadcast build burn buy calculate calm cancel capture carry cause cease celebrate challenge change
    chase check cheer choose cite clash clean climb close coincide collapse collect combat combine come
    commemorate compare compensate compete compile complete comply compose comprise compromise conceal
    concentrate confront confuse connect conquer consider consist constitute construct consume contain
    continue contribute control convert convey convict convince cook cope correct correspond cost count
    cover crash create criticise cross cure cut dare deal decide decline decrease deepen defeat defend
    define delete depart depend derive describe deserve desire detect deter deteriorate determine develop
    devote die differ diminish disagree disappear disarm disband discharge discourage discover dismantle
    dismiss dispatch displace display disrupt dissolve distinguish distribute disturb divide do dominate
    double doubt draw drive drop duck dump earn ease educate elect eliminate embrace emerge emphasise
    empower enable enact encounter encourage end endanger endure enforce engage enhance enjoy enlarge enlist
    enrich ensue ensure entail enter entitle equal erupt escalate escape establish evacuate evaluate evolve
    examine exceed exchange exclaim exclude excuse exempt exhaust exist expand expect experience explode
    exploit explore expose express extend face facilitate fail fall favour fear feel fight fill finalise
    finalize find finish fix flee flood flourish flow fly focus follow forbid force foresee forge forget
    forgive form foster frustrate fulfil fulfill gain gather get give go grow guarantee guide halt hamper
    handle hang happen harm hate haul have hear hesitate hide hinder hire hit hold hope hunt hurry hurt
    identify ignite ignore illustrate imagine implement import impose impress imprison improve incite
    include increase incur indict infect inflict influence inherit inhibit initiate injure innovate insert
    inspect inspire install institute insult insure integrate intend intensify interfere interpret interrupt
    intervene introduce invade invent invest invite involve isolate join judge jump justify keep kick kiss
    knock know lack lag land last laugh launch lead learn lease leave legislate lend lessen let liberate
    license lie like listen live lodge look lose love lower lure make manage march mark marry matter mature
    maximise mean measure mediate memorise migrate minimise minimize miss mistreat modernise modernize
    modify monitor motivate mount mourn move multiply name narrow need neglect negotiate nominate normalise
    normalize obey oblige observe obstruct occupy occur offend offer offset open operate oppress opt ordain
    organise organize originate oust outlaw outline outnumber overcome overlook oversee overthrow overturn
    owe own pack participate pass pave pay penalise penalize penetrate perceive perform perish permit
    persist persuade pick place plan play plead please plunge pour pray preach precede predict prefer
    prepare prescribe preserve preside press pretend prevail prevent privatise proceed procure produce
    prohibit prolong promote propose prosecute protect prove provoke publish pull pump punish purchase
    pursue push put qualify quarrel quit raise rank reach read realise realize rebuild recede recognise
    recognize recommend reconcile reconsider record recover recruit redeem redistribute reduce reelect refer
    refine reflect refrain regain regard regret regulate rehearse reject rejoin relate relax relieve
    relocate rely remain remember remove render renegotiate renew renounce rent reopen repair replace
    require rescue resemble resent reside resign resolve resort rest restart restore restrain restrict
    result resume retain rethink retire retreat return reunite reveal review revise revoke reward rewrite
    rid ride ring rise risk rotate ruin rule run rush sacrifice satisfy save scale scatter schedule scrap
    scrutinise seal search secure see seek seem select sell separate serve set settle sever shape shatter
    shift show shrink shrug shut sign simplify sing sink sit skip slap sleep slide slip slow smash smile
    smuggle soar solicit solve speak speculate speed spell spend spill split spoil spot spread spur squeeze
    stabilise stabilize stage stall stand start stay steal stick stifle stimulate stop strain strip struggle
    study submit subside substitute succeed sue suffer suffice suit summon supervise suppress surge
    surrender surround survive sustain swap sweep swing symbolise tackle take talk teach tear tempt tend
    terminate terrify thank think throw tighten tolerate touch trace trade transform translate transmit
    travel treat triumph try tumble turn understand unify unite unveil update upgrade uphold urge use usher
    utilise utilize vacate validate vanish vary venture verify view violate vote wait walk wander want warn
    warrant wash waste watch weaken wear weigh widen win wipe wish withdraw withstand wonder work worry
    worsen wound wrap
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
