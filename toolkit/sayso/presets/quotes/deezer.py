"""Deezer's quotation attribution by language models: answers in words, looked up among aliases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.presets.preset import Conventions, Defect, Pair, Preset, ScorerError
from sayso.presets.quotes.speakers import named, said, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sayso.presets.preset import Numbers

    # Aliases, gold and predictions.
    _Given = tuple[list[tuple[str, str]], list[tuple[str, str, bool]], dict[str, object]]


class _Lookup:
    """The character of an answer: that of the alias it is, else of the first alias that contains it, case ignored.

    The empty text is contained in the first alias. What was looked up is kept: many quotes are of few speakers.
    """

    def __init__(self, aliases: Sequence[tuple[str, str]]) -> None:
        self._lowered = [(name.lower(), character) for name, character in aliases]
        self._found: dict[str, str | None] = {}
        for name, character in aliases:
            self._found.setdefault(name, character)

    def __call__(self, answer: object) -> str | None:
        if not isinstance(answer, str):
            raise ScorerError("AttributeError", f"{answer!r} is no text; the original drops every prediction then")
        if answer not in self._found:
            lowered = answer.lower()
            self._found[answer] = next((character for name, character in self._lowered if lowered in name), None)
        return self._found[answer]


def deezer(
    aliases: Sequence[tuple[str, str]],
    gold: Sequence[tuple[str, str, bool]],
    predicted: Mapping[str, object],
) -> dict[str, Any]:
    """Accuracy of speakers over gold quotes, all of them, the explicit ones and the others.

    A quote is right if the character of its answer is that of its gold speaker, both looked up alike; null is equal to
    null, and a quote without prediction is wrong. Predictions for other quotes are dropped.

    Args:
        aliases: Name and character, in the order of the list.
        gold: Id of the quote, speaker, and whether the attribution is explicit.
        predicted: The answer for each quote's id.

    Returns:
        `accuracy`, `explicit_accuracy`, `non_explicit_accuracy`, `gold_ids` and `predicted_ids`.

    Raises:
        ScorerError: A group without quotes (ZeroDivisionError); `before` has what was computed.

    Source:     deezer/llms_quotation_attribution incremental_pred.py at 503dc34
    """
    wanted = {quote for quote, _, _ in gold}
    lookup = _Lookup(aliases)
    right = {quote: lookup(speaker) for quote, speaker, _ in gold}
    found: dict[str, Any] = {}
    try:
        answers = {quote: lookup(answer) for quote, answer in predicted.items() if quote in wanted}
    except ScorerError as error:
        answers = {}
        found["predicted_error"] = error.original
    found |= {"predicted_ids": answers, "gold_ids": right}
    groups = {
        "accuracy": [quote for quote, _, _ in gold],
        "explicit_accuracy": [quote for quote, _, explicit in gold if explicit],
        "non_explicit_accuracy": [quote for quote, _, explicit in gold if not explicit],
    }
    return found | {name: _accuracy(quotes, right, answers) for name, quotes in groups.items()}


def _accuracy(
    quotes: Iterable[str], right: Mapping[str, str | None], answers: Mapping[str, str | None]
) -> float | dict[str, str]:
    listed = list(quotes)
    if not listed:
        return {"error": "ZeroDivisionError"}
    return sum(quote in answers and answers[quote] == right[quote] for quote in listed) / len(listed)


def _given(pairs: Sequence[Pair], _conventions: Conventions) -> _Given:
    aliases: list[tuple[str, str]] = []
    gold: list[tuple[str, str, bool]] = []
    predicted: dict[str, object] = {}
    for pair in pairs:
        for entity in pair.gold.get("entities") or []:
            character = f"{pair.doc_id}:{entity['id']}"
            aliases += [(name, character) for name in dict.fromkeys([named(entity), *texts(entity)]) if name]
        answers = said(pair.predicted)
        for content, quote in said(pair.gold).items():
            if quote.name is not None:
                key = f"{pair.doc_id}:{content}"
                gold.append((key, quote.name, False))
                answer = answers.get(content)
                if answer is not None and answer.name is not None:
                    predicted[key] = answer.name
    return aliases, gold, predicted


def _scored(given: _Given, _conventions: Conventions) -> Numbers:
    accuracy = deezer(*given)["accuracy"]
    if isinstance(accuracy, dict):
        raise ScorerError(accuracy["error"], "gold has no quote with a speaker")
    return {"accuracy": accuracy}


PRESETS = (
    Preset(
        name="deezer-llm-attribution",
        scorer="Deezer quotation attribution get_acc",
        version="503dc34",
        layer="quotes",
        unit="quotes",
        source="deezer/llms_quotation_attribution incremental_pred.py at 503dc34; no licence stated",
        differs=(
            "quotes.speaker.accuracy judges speakers by the alignment of entities, over the quotes that were found. "
            "Here an answer is any text that an alias contains, and a quote that was not found is wrong."
        ),
        defects=(
            Defect(
                what="An answer need only be contained in an alias, case ignored, and the first such alias wins.",
                example="Aliases Orla Vint (c1), the ferrywoman (c3): the answer `r` is Orla Vint.",
            ),
            Defect(
                what="No match gives null, and null equals null.",
                example="Gold speaker and answer are two different names that no alias contains: right.",
            ),
            Defect(
                what="An answer that is no text drops every prediction of the chunk.",
                example="Three right answers and one null: accuracy 0.",
            ),
        ),
        native=deezer,
        given=_given,
        scored=_scored,
        vectors="quotes/deezer_llm_attribution.json",
        headline="accuracy",
    ),
)
