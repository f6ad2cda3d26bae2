"""What reading and matching load only when they first need it, loaded at once: for a process that is going to."""

from importlib import import_module

for _name in (
    "pyarrow.compute",
    "pyarrow.json",
    "sayso.data.columnar.passing",
    "sayso.matching.chains",
    "scipy.optimize",
    "scipy.sparse.csgraph",
):
    import_module(_name)
