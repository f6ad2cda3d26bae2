"""Presets for quotes."""
