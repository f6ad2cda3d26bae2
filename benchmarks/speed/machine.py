"""The machine, as far as it matters for the figures: nothing that names it."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from pathlib import Path


def described() -> str:
    """Cores, processor, Python and the libraries that do the work."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    libraries = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("numpy", "scipy", "pyarrow"))
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{cores} cores of {_processor()}, {platform.system()}, {python}, {libraries}"


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()
