"""Presets for linking."""
