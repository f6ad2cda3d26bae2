"""The agreement table of the data statement, as the toolkit computes it."""

import sayso

MEASURES = (
    "mentions.F@exact",
    "mentions.typed.F@exact",
    "entities.CoNLL@exact",
    "speakers.F",
    "quotes.F@exact",
    "quotes.attribution.F@overlap(0.5)",
    "quotes.kind.accuracy@overlap(0.5)",
    "quotes.cue.F@exact",
    "events.F@exact",
    "events.typed.F@exact",
    "events.roles.F@exact",
    "events.modality.accuracy@exact",
    "stances.F",
    "stances.evidence.F",
)


def table() -> str:
    """Pass B scored against pass A, a row a measure; of accuracies pairs that agree and pairs considered."""
    corpus = sayso.load()
    first = sayso.Gold(
        corpus.passes["annotator-a"].source, corpus.documents, corpus.annotated, corpus.labels, "annotator-a"
    )
    result = sayso.score(gold=first, predicted=corpus.passes["annotator-b"], measures=MEASURES)
    lines = ["| measure | value | matched | in A | in B |", "| --- | ---: | ---: | ---: | ---: |"]
    for value in result.values:
        counts = value.counts
        if "matched" in counts:
            cells = [counts["matched"], counts["gold"], counts["predicted"]]
        elif "agreeing" in counts:
            cells = [counts["agreeing"], counts["considered"], counts["considered"]]
        else:
            cells = ["–"] * 3
        lines.append(f"| `{value.measure}` | {value.value:.3f} | {' | '.join(map(str, cells))} |")
    return "\n".join(lines)
