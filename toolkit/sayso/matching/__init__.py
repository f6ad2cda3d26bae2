"""Which prediction answers which gold item.

A criterion says which pairs of a gold and a predicted item may be made and how close each is; an assignment
makes the best one-to-one choice among them, ties decided, so that no order of documents, items or batches can
change a number.
"""
