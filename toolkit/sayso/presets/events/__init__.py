"""Presets for events."""
