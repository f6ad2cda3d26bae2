"""Does it happen? The words that govern a trigger, read from the trigger leftwards.

*Will* and *promise to* plan, *would* and *want to* suppose, *refuse to* and *not* deny; *begin to* and *make sure that*
pass on what governs them in turn.
"""

from sayso.extractors import lexicon
from sayso.extractors.patterns.capitals import headline
from sayso.extractors.patterns.phrases import Phrase
from sayso.extractors.patterns.subjects import Sentence, subject_before
from sayso.extractors.patterns.tagging import NEAR
from sayso.extractors.patterns.triggers import LIGHT, Trigger
from sayso.extractors.patterns.vocabulary import cue_lemmas
from sayso.extractors.patterns.words import word_set

REACH = 18  # tokens to the left that can govern a trigger


def judged(sentence: Sentence, trigger: Trigger) -> tuple[str, str]:
    """The polarity and the modality of a trigger."""
    if trigger.phrase is None:
        return _verb(sentence, trigger.first)
    return _noun(sentence, trigger.phrase)


def _verb(sentence: Sentence, place: int) -> tuple[str, str]:
    """A verb, by its auxiliaries, by what governs its *to* or *-ing*, and by a condition around its clause."""
    negative, modality, index = _auxiliaries(sentence, place)
    if modality is None and sentence.tag(index) in "TP":
        turned, modality = _governed(sentence, index)
        negative = negative != turned
    elif modality is None:
        modality = _in_clause(sentence, place)
    elif modality == "hypothetical" and _is_backshifted(sentence, place):
        modality = "planned"
    if _conditional(sentence, place):
        modality = "hypothetical"
    return ("negative" if negative else "positive"), modality or "actual"


def _auxiliaries(sentence: Sentence, place: int) -> tuple[bool, str | None, int]:
    """Negation and modality by the auxiliaries before a verb, and the token before these."""
    negative, modality, index = False, None, place - 1
    negators = lexicon.listed("modality", "negators")
    while sentence.tag(index) in "XB" and place - index < NEAR:
        word = sentence.lower(index)
        negative = negative != (word in negators)
        if word in lexicon.listed("modality", "future"):
            modality = "planned"
        elif word in lexicon.listed("modality", "possible"):
            modality = "hypothetical"
        elif word in lexicon.listed("modality", "habits"):
            modality = "generic"
        index -= 1
    if sentence.lower(index) in {"neither", "nor"}:
        negative = True
    subject = subject_before(sentence, place)
    if subject is not None and sentence.lower(subject.first) in {"no", "nobody", "none", "nothing", "neither"}:
        negative = not negative
    return negative, modality, index


def _governed(sentence: Sentence, index: int) -> tuple[bool, str]:
    """Whether a governor to the left turns the polarity, and the modality that it gives."""
    turned = False
    for place in range(index - 1, max(index - REACH, sentence.frame.first - 1), -1):
        if not sentence.plain(place) or sentence.text(place) in {";", ":"}:
            break
        form = sentence.found.verbs.get(place)
        word = form.lemma if form else sentence.lower(place)
        value = _value(word)
        if value == "deny":
            turned = not turned
        elif value in {"planned", "hypothetical"}:
            return turned, value
        elif form is not None and value is None:
            break
        if form is not None or sentence.tag(place) == "X":
            negative, modality, _ = _auxiliaries(sentence, place + (form is None))
            turned = turned != negative
            if modality is not None:
                return turned, modality
    planned = headline(sentence.found.reading, sentence.frame.paragraph) and sentence.tag(index) == "T"
    return turned, "planned" if planned else "hypothetical" if sentence.tag(index) == "T" else "actual"


def _value(word: str) -> str | None:
    """What a governing word makes of what it governs: planned, hypothetical, deny, through, or nothing."""
    for key in ("planned", "hypothetical", "through"):
        if word in lexicon.listed("modality", key):
            return key
    if word in lexicon.listed("modality", "prevents") or word in lexicon.listed("modality", "denies"):
        return "deny"
    return "planned" if word in PROMISES else None


PROMISES = word_set("promise pledge vow commitment plan offer decision agreement")


def _is_backshifted(sentence: Sentence, place: int) -> bool:
    """Whether *would* is a *will* of yesterday: *She said (that) Norland would withdraw*."""
    helpers = [sentence.lower(n) for n in range(max(place - 3, 0), place) if sentence.tag(n) == "X"]
    subject = subject_before(sentence, place) if "would" in helpers else None
    if subject is None or _conditional(sentence, place):
        return False
    index = subject.first - 1
    if sentence.lower(index) == "that":
        index -= 1
    form = sentence.found.verbs.get(index)
    return form is not None and form.lemma in cue_lemmas() and form.form == "past"


def _in_clause(sentence: Sentence, place: int) -> str | None:
    """The modality of a clause with *that*, by the verb around it: *ensure that …*, *hopes that …*."""
    subject = subject_before(sentence, place)
    if subject is None or sentence.lower(subject.first - 1) not in {"that", ","}:
        return None
    for index in range(subject.first - 1, max(subject.first - REACH, sentence.frame.first), -1):
        if sentence.lower(index) != "that" or sentence.tag(index) != "S":
            continue
        form = sentence.found.verbs.get(index - 1)
        value = _value(form.lemma if form else sentence.lower(index - 1))
        if value == "through":
            governor = index - 1 if form else index - 2
            return _verb(sentence, governor)[1] if governor > sentence.frame.first else None
        if value in {"planned", "hypothetical"}:
            return value
        if sentence.tag(index - 1) != "C":
            return None
    return None


def _conditional(sentence: Sentence, place: int) -> bool:
    """Whether *if* or the like stands before the verb with no comma between."""
    for index in range(place - 1, max(place - REACH, sentence.frame.first - 1), -1):
        if sentence.text(index) in {",", ";", ":"}:
            return False
        if sentence.lower(index) in lexicon.listed("modality", "conditions") - {"should"}:
            return True
    return False


def _noun(sentence: Sentence, phrase: Phrase) -> tuple[str, str]:
    """A noun, by its determiner, and by the verb it is the object or the subject of."""
    none = sentence.lower(phrase.first) in {"no", "neither"} or sentence.lower(phrase.first - 1) in {"without", "no"}
    turned, modality = _as_object(sentence, phrase) or _as_subject(sentence, phrase)
    return ("negative" if none != turned else "positive"), modality


def _as_object(sentence: Sentence, phrase: Phrase) -> tuple[bool, str] | None:
    """Negation and modality by the verb before a noun; None where there is none.

    What is known already (*the attack*, *their attack*) happened, whatever one does about it.
    """
    index = phrase.first - 1
    if sentence.tag(index) == "P":
        index -= 1
    form = sentence.found.verbs.get(index)
    if form is not None:
        value = _value(form.lemma)
        known = phrase.owner is not None or sentence.lower(phrase.first) in KNOWN
        if known and value is None and form.lemma not in LIGHT:
            return False, "actual"
        polarity, modality = _verb(sentence, index)
        governed = value if value is not None and value in {"planned", "hypothetical"} else modality
        return (polarity == "negative") != (value == "deny"), governed
    if sentence.tag(index) == "X":
        negated, possible, _ = _auxiliaries(sentence, index + 1)
        return negated, possible or "actual"
    return None


KNOWN = frozenset({"the", "this", "that", "these", "those"})


def _as_subject(sentence: Sentence, phrase: Phrase) -> tuple[bool, str]:
    """Negation and modality by the auxiliaries behind a noun: *talks will resume*."""
    ahead = phrase.last
    while sentence.tag(ahead) in "XB" and ahead < phrase.last + NEAR:
        ahead += 1
    if ahead == phrase.last:
        return False, "actual"
    negated, modality, _ = _auxiliaries(sentence, ahead)
    return negated, modality or "actual"
