"""Corpora and runs as typed tables of `datasets`, and back.

A corpus is one table: a row a document, its annotations beside its text, all null where it has none. A run, as an
annotator's pass, is a table of its records. What belongs to the whole (name, annotated attributes, label sets, facts
about the run) is JSON in the table's description, so that the way back gives the same corpus or run. A corpus's passes
are runs, and tables of their own.
"""

from __future__ import annotations
