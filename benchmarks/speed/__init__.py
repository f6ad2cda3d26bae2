"""What Sayso costs, against the floor of the machine and against what a user would run instead: `make speed`."""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # before numpy is loaded: a core is a core
