"""What reading and matching load only when they first need it, loaded at once: for a process that is going to."""

from importlib import import_module

from sayso.matching.lone_solver import solver

for _name in (
    "pyarrow.compute",
    "pyarrow.json",
    "sayso.data.columnar.passing",
    "sayso.matching.chains",
    "scipy.sparse.csgraph",
):
    import_module(_name)
solver()
