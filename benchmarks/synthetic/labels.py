"""The labels of a synthetic corpus."""

TYPES = ("person", "organization", "country", "group", "place")
EVENTS = ("agree", "consult", "support", "cooperate", "aid", "reject", "accuse", "threaten", "mobilize", "assault")
ROLES = ("actor", "recipient", "object", "time", "amount")
MODALITIES = ("actual", "planned", "hypothetical")
KINDS = ("indirect", "direct", "mixed")
SIDES = ("support", "oppose")
