"""Forms of English verbs and nouns by rule, with the irregular ones listed.

The lexicons hold base forms; what the text shows is *pledged*, *denies*, *letting*. Here a base form yields all its
forms, and one table answers what a form can be.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from sayso.extractors.patterns.words import word_set

VOWELS = frozenset("aeiou")
STEM = 4  # letters that a plural has at least

# base: past, participle
IRREGULAR = {
    "be": ("was", "been"),
    "bear": ("bore", "borne"),
    "beat": ("beat", "beaten"),
    "become": ("became", "become"),
    "begin": ("began", "begun"),
    "bend": ("bent", "bent"),
    "bind": ("bound", "bound"),
    "break": ("broke", "broken"),
    "bring": ("brought", "brought"),
    "build": ("built", "built"),
    "burn": ("burned", "burnt"),
    "buy": ("bought", "bought"),
    "catch": ("caught", "caught"),
    "choose": ("chose", "chosen"),
    "come": ("came", "come"),
    "cut": ("cut", "cut"),
    "deal": ("dealt", "dealt"),
    "do": ("did", "done"),
    "draw": ("drew", "drawn"),
    "drive": ("drove", "driven"),
    "eat": ("ate", "eaten"),
    "fall": ("fell", "fallen"),
    "feel": ("felt", "felt"),
    "fight": ("fought", "fought"),
    "find": ("found", "found"),
    "flee": ("fled", "fled"),
    "fly": ("flew", "flown"),
    "forget": ("forgot", "forgotten"),
    "get": ("got", "gotten"),
    "give": ("gave", "given"),
    "go": ("went", "gone"),
    "grow": ("grew", "grown"),
    "have": ("had", "had"),
    "hear": ("heard", "heard"),
    "hit": ("hit", "hit"),
    "hold": ("held", "held"),
    "keep": ("kept", "kept"),
    "know": ("knew", "known"),
    "lay": ("laid", "laid"),
    "lead": ("led", "led"),
    "leave": ("left", "left"),
    "broadcast": ("broadcast", "broadcast"),
    "arise": ("arose", "arisen"),
    "foresee": ("foresaw", "foreseen"),
    "forbid": ("forbade", "forbidden"),
    "forgive": ("forgave", "forgiven"),
    "hang": ("hung", "hung"),
    "hide": ("hid", "hidden"),
    "lend": ("lent", "lent"),
    "overcome": ("overcame", "overcome"),
    "oversee": ("oversaw", "overseen"),
    "rethink": ("rethought", "rethought"),
    "rebuild": ("rebuilt", "rebuilt"),
    "rewrite": ("rewrote", "rewritten"),
    "sink": ("sank", "sunk"),
    "slide": ("slid", "slid"),
    "sweep": ("swept", "swept"),
    "swing": ("swung", "swung"),
    "tear": ("tore", "torn"),
    "uphold": ("upheld", "upheld"),
    "spread": ("spread", "spread"),
    "split": ("split", "split"),
    "cost": ("cost", "cost"),
    "hurt": ("hurt", "hurt"),
    "bet": ("bet", "bet"),
    "shrink": ("shrank", "shrunk"),
    "sing": ("sang", "sung"),
    "ring": ("rang", "rung"),
    "sit": ("sat", "sat"),
    "sleep": ("slept", "slept"),
    "stick": ("stuck", "stuck"),
    "understand": ("understood", "understood"),
    "wind": ("wound", "wound"),
    "lie": ("lay", "lain"),
    "rid": ("rid", "rid"),
    "let": ("let", "let"),
    "lose": ("lost", "lost"),
    "make": ("made", "made"),
    "mean": ("meant", "meant"),
    "meet": ("met", "met"),
    "overthrow": ("overthrew", "overthrown"),
    "pay": ("paid", "paid"),
    "put": ("put", "put"),
    "read": ("read", "read"),
    "retell": ("retold", "retold"),
    "ride": ("rode", "ridden"),
    "rise": ("rose", "risen"),
    "run": ("ran", "run"),
    "say": ("said", "said"),
    "see": ("saw", "seen"),
    "seek": ("sought", "sought"),
    "sell": ("sold", "sold"),
    "send": ("sent", "sent"),
    "set": ("set", "set"),
    "shoot": ("shot", "shot"),
    "show": ("showed", "shown"),
    "shut": ("shut", "shut"),
    "speak": ("spoke", "spoken"),
    "spend": ("spent", "spent"),
    "stand": ("stood", "stood"),
    "steal": ("stole", "stolen"),
    "strike": ("struck", "struck"),
    "swear": ("swore", "sworn"),
    "take": ("took", "taken"),
    "teach": ("taught", "taught"),
    "tell": ("told", "told"),
    "think": ("thought", "thought"),
    "throw": ("threw", "thrown"),
    "undertake": ("undertook", "undertaken"),
    "wear": ("wore", "worn"),
    "win": ("won", "won"),
    "withdraw": ("withdrew", "withdrawn"),
    "withstand": ("withstood", "withstood"),
    "write": ("wrote", "written"),
}
DOUBLING = word_set("""
    abet admit allot bar beg begin clap commit compel control cut defer dig dispel drag drop drum equip
    excel expel fit forget fret get grab grin hit hop incur infer jog kidnap knit lag let log map mar mop
    nap nod occur opt outrun pat patrol permit pin plan plug pop prefer propel put quip quit rebel rebut
    recur refer regret repel rid rip rob rub run scrap set shed ship shut sin sip skip slam slap slip slot
    snap spot spur stab stem step stir stop strip submit sum swap tag tan tap thin tip top transfer trap
    trim tug unplug war win wrap zip
""")
PLURALS = {
    "child": "children",
    "man": "men",
    "woman": "women",
    "person": "people",
    "foot": "feet",
    "wife": "wives",
    "life": "lives",
    "aircraft": "aircraft",
    "police": "police",
    "staff": "staff",
}
SINGULARS = {plural: word for word, plural in PLURALS.items()}


class Form(NamedTuple):
    """What a word can be as a verb: its base form and one of base, s, past, part, ing."""

    lemma: str
    form: str


def spellings(lemma: str) -> dict[str, str]:
    """The spelling of each form of a verb: base, s, past, part, ing."""
    past, part = IRREGULAR.get(lemma, (_past(lemma), _past(lemma)))
    return {"base": lemma, "s": _third(lemma), "past": past, "part": part, "ing": _gerund(lemma)}


def table(lemmas: Iterable[str]) -> Mapping[str, tuple[Form, ...]]:
    """From each spelling to all that it can be."""
    found: dict[str, dict[Form, None]] = {}
    for lemma in lemmas:
        for name, spelling in spellings(lemma).items():
            found.setdefault(spelling, {})[Form(lemma, name)] = None
    return {spelling: tuple(kinds) for spelling, kinds in found.items()}


@lru_cache(maxsize=8192)  # an article asks for few words, and often
def singular(word: str) -> str:
    """The singular of a noun in lower case; a word that is no plural is returned as it is."""
    if word in SINGULARS:
        return SINGULARS[word]
    if word.endswith("men") and len(word) > STEM:
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > STEM:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) >= STEM:
        return word[:-1]
    return word


def is_plural(word: str) -> bool:
    """Whether a noun in lower case is a plural by its shape."""
    return singular(word) != word or word in {"aircraft", "police", "staff"}


def _third(lemma: str) -> str:
    special = {"be": "is", "have": "has", "do": "does", "go": "goes"}
    if lemma in special:
        return special[lemma]
    if lemma.endswith(("s", "x", "z", "ch", "sh", "to")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return lemma[:-1] + "ied"
    return (lemma + lemma[-1] if lemma in DOUBLING else lemma) + "ed"


def _gerund(lemma: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return lemma[:-1] + "ing"
    return (lemma + lemma[-1] if lemma in DOUBLING else lemma) + "ing"
