"""Extractors: what is evaluated, by name or place, and what can be told about each.

`resolve` finds one by its spelling, `available` lists those that have a name; `sayso.extractors.running` runs one over
documents.
"""

from sayso.extractors.making import parameters, resolve, spelling_of
from sayso.extractors.protocol import Annotator, Extractor
from sayso.extractors.registry import Available, available

__all__ = ["Annotator", "Available", "Extractor", "available", "parameters", "resolve", "spelling_of"]
