"""From a dependency parse to annotations: mentions, quotes, events and stances, one module for each step.

The way through is `reading` (text to parse) → `mentions` → `quotes` → `entities` → `events` → `stances` → `record`.
A dependency scheme enters only in `relations`; everything else asks it for subjects, objects and phrases. Offsets are
Unicode code points, half open, as everywhere in Sayso.
"""
