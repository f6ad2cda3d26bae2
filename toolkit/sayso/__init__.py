"""Sayso: gold annotations of speakers, quotes, events and stances, and exact scoring of extractors."""

__version__ = "0.1.0"
