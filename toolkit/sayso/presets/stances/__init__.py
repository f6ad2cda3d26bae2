"""Presets for stances."""
