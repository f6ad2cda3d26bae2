"""Text of strangers, made safe to show: as reports do it, so do the outputs of a gate."""

from sayso.data.visible import line, shortened, visible

__all__ = ["line", "shortened", "visible"]
