"""A synthetic corpus: a page of words, the author who writes it and knows the gold, a reader who errs.

A place in a document is a range of words `(first, behind the last)` until the very end, when it becomes a span.
"""
