"""The closed classes of English, and its commonest open words, as lists to read and to extend.

A text's nouns, verbs and adjectives are endless; the little words between them are not, and they are what shows where
a phrase begins and ends. Lower case; contractions stand as they are split (*do n't*, *we 'll*).
"""

from sayso.extractors import lexicon


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ARTICLES = _set("the a an")
DETERMINERS = ARTICLES | _set("this that these those each every any some no another either neither both all many few several such more most less much enough other half")
POSSESSIVES = _set("my your his her its our their")
SUBJECTS = _set("i you he she it we they")
OBJECTS = _set("me him us them her you it")
REFLEXIVES = _set("myself yourself himself herself itself ourselves yourselves themselves")
ABSOLUTES = _set("mine yours hers ours theirs")
INDEFINITES = _set("everyone everybody everything someone somebody something anyone anybody anything nobody nothing none one others")
DEMONSTRATIVES = _set("this that these those")
PERSONALS = SUBJECTS | OBJECTS | POSSESSIVES | REFLEXIVES | ABSOLUTES | {"his"}
PREPOSITIONS = _set(
    "of in on at to for from by with about against between among into onto over under after before during since until till through throughout "
    "across along around behind beyond despite inside near off outside per toward towards upon via within without amid amidst like unlike beside "
    "besides above below concerning regarding including following alongside versus than as up down out"
)
CONJUNCTIONS = _set("and or but nor yet & plus")
SUBORDINATORS = _set("that if because although though while whereas whether unless once so when where why how lest")
WH = _set("who whom whose which what whatever whoever whichever")
BE = _set("be am is are was were been being 's 're 'm")
HAVE = _set("have has had having 've")
DO = _set("do does did")
MODALS = _set("will would shall should can could may might must cannot ca wo sha ought 'll 'd")
AUXILIARIES = BE | HAVE | DO | MODALS
NEGATORS = _set("not n't never")
ADVERBS = _set(
    "also then later now today yesterday tomorrow still just already even only too very again once ever often always soon here there however therefore "
    "thus meanwhile instead perhaps maybe rather quite almost nearly previously recently further furthermore moreover earlier afterwards ago away back "
    "together not n't never firstly secondly finally indeed nevertheless nonetheless otherwise abroad overnight tonight so yet up down out "
    "well alone later else anyway sometimes hardly forward twice thrice likewise apparently everywhere somewhere nowhere elsewhere"
)
LY_NOUNS = _set("family ally reply supply rally assembly anomaly italy july bully monopoly butterfly fly jelly")
LY_ADJECTIVES = _set("early daily weekly monthly yearly friendly likely unlikely deadly costly elderly only ugly lively lonely orderly scholarly timely hourly quarterly")
ADJECTIVES = _set(
    "able available bad best better big central civil clear close common current difficult economic elected entire fair final financial foreign former free full "
    "general global good great hard heavy high human important independent international joint key large last late latest leading legal little local long "
    "low main major military modern national necessary new next nuclear old open own past personal political poor possible powerful present private public "
    "ready real recent regional responsible right rural safe same second senior serious several short significant similar single small social special "
    "strong sure third top total true urban various wide wrong young due military additional first fourth fifth acting deputy"
)
QUANTIFYING = _set("more most less much many few several additional further other new recent last next such same own only various necessary")
ORDINARY = _set("new former current then late senior acting outgoing old young")
NUMBERS = _set(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty "
    "sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions trillion dozen dozens"
)
MONTHS = _set("january february march april may june july august september october november december")
DAYS = _set("monday tuesday wednesday thursday friday saturday sunday")
CALENDAR = MONTHS | DAYS | _set("christmas easter ramadan halloween thanksgiving feb sept")
AMBIGUOUS_DATES = _set("may march jan mar apr jun jul aug sep oct nov dec mon tue tues wed thu thurs fri sat sun")  # dates before a number or stop
PERIODS = _set("second minute hour day night evening morning afternoon week weekend month quarter year decade century winter spring summer autumn fall season")

# verbs that are as often nouns, so that what stands around them decides
NOUNS_TOO = _set(
    "act aim answer appeal approach attack attempt back ban base block boycott break call cause change charge claim close command comment control cost counter cover cut "
    "deal demand demonstrate doubt draw drive drop embargo end estimate exercise experience experiment face fall favour favor fear feel fight fill find fix focus force "
    "forecast form fund gain grab grant guarantee hack hail help hit hold hope host hurt increase influence joke jump lack lament land laugh launch lead lie lift like listen "
    "look love mark matter mean measure meet move murder name need note object offer open order own pardon partner pay phone place plan play pledge post praise press "
    "promise protest pull push put quip raid rally reach read rebel record release remark rent repair reply report request rest result retreat return reveal riot ride ring "
    "rise risk rule run sanction save schedule search see set shape share shell shift ship shoot show sigh sign signal sit sleep smile speak split spread stand start "
    "state stay stick stop storm stress strike struggle study supply support swear talk test thank threat throw touch trade train transfer travel treat trust try turn tweet "
    "urge use value venture view visit vote vow wait walk want warn waste watch wear welcome win wish withdraw wonder work worry wound yell yield benefit campaign cause damage "
    "delay dispute exit export import impact interview limit march merge permit present produce progress project raise refund reform refuse regret reject retire reverse subject "
    "survey suspect target title total transport upset blast slam blame assault ambush bomb execute conflict escape cry voice"
)

# verbs beside those that the lexicons list, so that the end of a noun phrase before them is seen
VERBS = _set(
    "accept achieve act adopt affect aim allow answer appear apply approach approve arrive assess attend attract avoid base be bear become begin believe belong "
    "break bring build burn buy carry cause change check choose close collapse collect come compare compete complete consider contain continue control cost cover "
    "create cut deal decide deserve describe determine develop die discover divide do doubt draw drive drop earn elect emerge enable encourage end enforce enjoy "
    "enter establish examine exist expand expect experience explode express extend face fail fall fear feel fight fill find finish fix flee fly focus follow force "
    "forget form gain gather get give go grow happen hate have hear hit hold hope hurt identify ignore impose improve include increase influence injure insert "
    "install intend introduce invest involve join judge jump keep know lack land last laugh lead learn leave let lie like listen live look lose love make manage "
    "mark matter mean measure miss move name need occur offer open operate organise organize own pass pay perform permit persuade place plan play pray prefer "
    "prepare press prevent produce promote prove publish pull push put raise reach read realise realize recognise recognize recommend recover reduce reflect "
    "regard regret rely remain remember remove renew rent repair replace require resign resolve rest result retain retire return ride ring rise risk rule run "
    "save schedule search see seek seem sell serve set settle shape shift show shrink shut sing sit sleep smile solve speak spend split spread stand start stay "
    "steal stick stop study succeed suffer survive take talk teach tend thank think throw touch trade travel treat try turn understand use vary view vote wait "
    "walk want warn waste watch wear win wish withstand work worry deter protect secure ensure guarantee resume withdraw lower cancel overthrow"
)

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
