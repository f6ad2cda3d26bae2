"""The measures that are computed unless others are named (MEASURES 7), and the one that stands for each layer."""

DEFAULT = (
    "mentions.P@exact",
    "mentions.R@exact",
    "mentions.F@exact",
    "mentions.F@overlap(0.5)",
    "mentions.typed.F@exact",
    "mentions.linked.F@exact",
    "speakers.F",
    "quotes.P@overlap(0.5)",
    "quotes.R@overlap(0.5)",
    "quotes.F@overlap(0.5)",
    "quotes.F@exact",
    "quotes.F@trimmed",
    "quotes.attribution.F@overlap(0.5)",
    "quotes.speaker.accuracy@overlap(0.5)",
    "quotes.cue.F@exact",
    "quotes.source.F@overlap(0.5)",
    "quotes.kind.accuracy@overlap(0.5)",
    "events.P@exact",
    "events.R@exact",
    "events.F@exact",
    "events.typed.F@exact",
    "events.arguments.F@exact",
    "events.roles.F@exact",
    "events.roles.F@head",
    "events.roles.F@entity",
    "events.polarity.accuracy@exact",
    "events.modality.accuracy@exact",
    "stances.P",
    "stances.R",
    "stances.F",
    "stances.pairs.F",
    "stances.polarity.accuracy",
    "stances.MacroF(by=polarity)",
)

# For each kind of item the measure whose unpaired items are listed as errors (MEASURES 8), and what it falls
# back on.
HEADLINES = {
    "mentions": ("mentions.typed.F@exact", "mentions.F@exact"),
    "entities": ("entities.F",),
    "quotes": ("quotes.attribution.F@overlap(0.5)", "quotes.F@overlap(0.5)"),
    "events": ("events.typed.F@exact", "events.F@exact"),
    "arguments": ("events.roles.F@exact", "events.arguments.F@exact"),
    "stances": ("stances.F",),
}
