"""Intervals: what is said about a value or a difference, from one document to many.

The number of documents decides. One: nothing. From two on the t interval of the delete-one-document jackknife, n − 1
degrees of freedom. From twenty on the document bootstrap stands beside it. What cannot be had is said with the reason,
never as an interval without width.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from sayso.uncertainty.bootstrap import Bootstrap, bootstrap, replicates
from sayso.uncertainty.few import expanded, logit_interval
from sayso.uncertainty.jackknife import Jackknife, jackknife
from sayso.uncertainty.quantity import check_lengths, value_of
from sayso.uncertainty.settings import BOOTSTRAP_FROM, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.measures.summed import Summed
    from sayso.uncertainty.quantity import Numbers, Quantity

METHOD = "delete-one-document jackknife, t"
ON_LOGIT = "delete-one-document jackknife, t on the logit"


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a value or a difference lies for documents like these.

    Attributes:
        level: How often such an interval holds the truth.
        low: Lower end of the t interval, None where there is none. Ends are kept within the range: 0 to 1 for a value,
            −1 to 1 for a difference.
        high: Upper end.
        method: How it was made.
        error: Jackknife standard error.
        documents: From how many documents: those in which the measure is defined, or which move it.
        reason: Why there is no interval.
        bootstrap: The document bootstrap, from twenty documents on.
    """

    level: float
    low: float | None
    high: float | None
    method: str
    error: float | None
    documents: int
    reason: str | None
    bootstrap: Bootstrap | None

    def to_dict(self) -> dict[str, Any]:
        """The interval as it stands in JSON."""
        return {**asdict(self), "bootstrap": None if self.bootstrap is None else self.bootstrap.to_dict()}


def intervals(summed: Sequence[Summed], settings: Settings | None = None) -> list[Interval]:
    """The interval of each measure over the documents it was summed over; resamples are shared.

    Raises:
        UsageError: The measures are over different documents.
    """
    settings = settings or Settings()
    quantities = [value_of(one) for one in summed]
    check_lengths(quantities)
    jackknives = [jackknife(one) for one in quantities]
    resampled = resample(quantities, jackknives, settings)
    return [
        interval(quantity, left, found, settings)
        for quantity, left, found in zip(quantities, jackknives, resampled, strict=True)
    ]


def resample(
    quantities: Sequence[Quantity], jackknives: Sequence[Jackknife], settings: Settings
) -> list[Numbers | None]:
    """Bootstrap replicates of each quantity that has enough documents and a value; None for the others."""
    wanted = [left.documents >= BOOTSTRAP_FROM and left.value == left.value for left in jackknives]
    found = replicates([one for one, want in zip(quantities, wanted, strict=True) if want], settings)
    columns = iter(found.T)
    return [next(columns) if want else None for want in wanted]


def interval(quantity: Quantity, left: Jackknife, found: Numbers | None, settings: Settings) -> Interval:
    """The t interval from a jackknife, and the bootstrap's beside it where there are replicates."""
    beside = None if found is None else _bootstrap(quantity, left, found, settings)
    reason = no_interval(quantity, left)
    if reason is not None:
        return Interval(settings.level, None, None, METHOD, None, left.documents, reason, beside)
    reach = t_quantile(1 - settings.tail, left.documents) * left.error
    ends = (
        None
        if settings.plain or quantity.lowest
        else logit_interval(left.value, left.error, left.documents, level=settings.level)
    )
    if ends is not None:
        return Interval(settings.level, *ends, ON_LOGIT, left.error, left.documents, None, beside)
    low, high = max(quantity.lowest, left.value - reach), min(1.0, left.value + reach)
    return Interval(settings.level, low, high, METHOD, left.error, left.documents, None, beside)


def _bootstrap(quantity: Quantity, left: Jackknife, found: Numbers, settings: Settings) -> Bootstrap:
    """The bootstrap, at the level by which so many documents reach as far as a t interval."""
    if settings.plain:
        return bootstrap(found, left, settings, quantity.name)
    stretched = replace(settings, level=expanded(settings.level, left.documents))
    return replace(bootstrap(found, left, stretched, quantity.name), expanded=True)


def no_interval(quantity: Quantity, left: Jackknife) -> str | None:
    """Why there is no t interval; None where there is one."""
    name, n = quantity.name, left.documents
    if left.value != left.value:
        return f"the {name} is undefined"
    if left.given == 1:
        return f"one document: how the {name} varies between documents cannot be told"
    if n < 2:  # noqa: PLR2004 - a variation takes two
        return f"the measure is defined in {n} of {left.given} documents: how the {name} varies cannot be told"
    if left.undefined:
        return f"the {name} is undefined once a document is left out (true of {left.undefined} of {n} documents)"
    if left.same:
        return f"every document gives the same {name}: how it varies between documents cannot be told"
    return None


def t_quantile(share: float, documents: int) -> float:
    """Quantile of Student's t with one degree of freedom less than there are documents."""
    from scipy.special import stdtrit

    return float(stdtrit(documents - 1, share))
