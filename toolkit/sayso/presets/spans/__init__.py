"""Presets for spans."""
