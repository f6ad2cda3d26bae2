"""Inflection by rule, parts of speech by neighbours, and the phrases and names that they give."""

import pytest

from sayso.extractors.patterns import names
from sayso.extractors.patterns.inflection import is_plural, singular, spellings
from sayso.extractors.patterns.phrases import phrases
from sayso.extractors.patterns.reading import read
from sayso.extractors.patterns.tagging import tagged


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("say", "say says said said saying"),
        ("deny", "deny denies denied denied denying"),
        ("pledge", "pledge pledges pledged pledged pledging"),
        ("stress", "stress stresses stressed stressed stressing"),
        ("admit", "admit admits admitted admitted admitting"),
        ("write", "write writes wrote written writing"),
        ("veto", "veto vetoes vetoed vetoed vetoing"),
        ("agree", "agree agrees agreed agreed agreeing"),
        ("lie", "lie lies lay lain lying"),
        ("be", "be is was been being"),
    ],
)
def test_verbs_are_inflected_by_rule(lemma, forms):
    assert list(spellings(lemma).values()) == forms.split()


@pytest.mark.parametrize(
    ("plural", "word"),
    [
        ("allies", "ally"),
        ("spokesmen", "spokesman"),
        ("people", "person"),
        ("boxes", "box"),
        ("press", "press"),
        ("crisis", "crisis"),
    ],
)
def test_nouns_have_a_singular(plural, word):
    assert singular(plural) == word
    assert is_plural(plural) is (plural != word)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        pytest.param("Farmers in Arvale support the plan.", "NPMVDN.", id="a noun agrees with its verb"),
        pytest.param("The support of the farmers is great.", "DNPDNXA.", id="behind an article it is a noun"),
        pytest.param("He will support it.", "RXVR.", id="behind will it is a verb"),
        pytest.param("The council's plans failed.", "DNGNV.", id="behind an owner it is a noun"),
        pytest.param("It's the drivers’ fault.", "RXDNGN.", id="two kinds of apostrophe"),
        pytest.param("He said that the ban on that road would end.", "RVSDNPDNXV.", id="two kinds of that"),
        pytest.param("In March Will Karr met May Voss.", "PYMMVMM.", id="months are not names, names are not months"),
    ],
)
def test_parts_of_speech_follow_from_neighbours(text, tags):
    assert "".join(tagged(read(text)).tags) == tags


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "The new Marovian air defence systems failed.", ["The new Marovian air defence systems"], id="modifiers"
        ),
        pytest.param("Norland's army left.", ["Norland's army", "Norland"], id="owner inside"),
        pytest.param(
            "A horrific and unprovoked attack came.", ["A horrific and unprovoked attack"], id="joined adjectives"
        ),
        pytest.param("The “historic” deal failed.", ["The “historic” deal"], id="marks inside"),
        pytest.param("The bridge over the river fell.", ["The bridge", "the river"], id="no preposition"),
        pytest.param("He paid €40 million.", ["He", "€40 million"], id="a sum"),
    ],
)
def test_phrases_go_to_their_last_noun(text, found):
    words = tagged(read(text))
    assert [text[slice(*words.reading.span(p.first, p.last))] for p in phrases(words).every] == found


def kinds(text):
    words = tagged(read(text))
    return names.kinds(words, names.cut(words)[0])


def test_names_are_cut_from_titles_and_told_apart():
    text = "Marovian Foreign Minister Ilan Voss met the Harbour Union in Lund. Voss praised Marovia and the EBA."
    assert kinds(text) == {
        "marovian": "country",
        "ilan voss": "person",
        "harbour union": "organization",
        "lund": "place",
        "voss": "person",
        "marovia": "country",
        "eba": "organization",
    }


def test_capitals_at_the_beginning_and_in_headlines_are_not_names():
    assert kinds("Drivers Plan Strike in May\nDrivers plan a strike, Tove Karr said. Yesterday it rained.") == {
        "tove karr": "person"
    }


def test_small_words_join_names():
    assert set(kinds("The Bank of Arvale sued Jan van der Holt.")) == {"bank of arvale", "jan van der holt"}
