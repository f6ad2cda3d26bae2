"""The command line: `sayso` and `python -m sayso`. What it can do is in `sayso.command`; here is the door."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command that the arguments name, and end with its exit status."""
    try:
        from sayso.command.process import run
    except KeyboardInterrupt:  # so early that nothing is there yet to say so
        sys.exit(130)
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
