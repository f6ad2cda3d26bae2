"""What is raised where the fast reader cannot vouch for what it read."""


class Doubt(Exception):  # noqa: N818 - it accuses nobody
    """Something is wrong, or is spelled as the fast reader does not know it: the strict reader decides."""


def vouch(*, sure: object) -> None:
    """Go on only if sure.

    Raises:
        Doubt: It is not.
    """
    if not sure:
        raise Doubt
