"""Presets for entities."""
