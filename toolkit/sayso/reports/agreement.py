"""Agreement as a report: measures between passes, labels beyond chance, and the disagreements one by one."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sayso.reports.plots.kinds import of_agreement
from sayso.reports.report import UNDEFINED, Cell, Column, Number, Report, Table, counted, plural, shown
from sayso.reports.unpaired import class_table, unpaired_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.agreement import Agreement


def agreement_report(agreement: Agreement, *, title: str, errors: int | None = 10) -> Report:
    """The report of an agreement; `errors` disagreements of each kind and pair of passes, None for all."""
    tables = [_means(agreement), _labels(agreement), _spans(agreement)]
    for (one, other), result in agreement.results.items():
        found = () if errors == 0 else (*class_table(result), *unpaired_tables(result, errors, silent=()))
        for table in found:
            heading = f"{other} against {one}: {table.title}" if table.title else ""
            tables.append(Table(title=heading, columns=table.columns, rows=table.rows, remarks=table.remarks))
    notes = tuple(_reasons(agreement))
    signature = str(next(iter(agreement.results.values())).signature)
    return Report(
        title=title,
        tables=tuple(tables),
        notes=notes,
        signature=signature,
        numbers=tuple(_numbers(agreement)),
        data=as_data(agreement),
        drawings=of_agreement(agreement, title),
    )


def _means(agreement: Agreement) -> Table:
    pairs = list(agreement.results)
    several = len(pairs) > 1
    columns = [Column("measure"), Column("mean" if several else "value", numeric=True)]
    columns += [Column(f"{one} – {other}", numeric=True) for one, other in pairs] if several else []
    rows = tuple(
        (
            Cell(mean.measure),
            Cell(shown(mean.value)),
            *((Cell(shown(mean.pairs[pair])) for pair in pairs) if several else ()),
        )
        for mean in agreement.means
    )
    title = f"Between {', '.join(agreement.passes)} on {plural(agreement.documents, 'document')}"
    return Table(title=title, columns=tuple(columns), rows=rows)


def _labels(agreement: Agreement) -> Table:
    headings = ("α", "equal", "Do", "De", "items")
    columns = (Column("labels of items marked alike"), *(Column(heading, numeric=True) for heading in headings))
    rows = tuple(
        (
            Cell(attribute),
            *(Cell(shown(value)) for value in (found.value, found.same, found.observed, found.expected)),
            Cell(counted(found.units)),
        )
        for attribute, found in agreement.labels.items()
    )
    remark = "α: Krippendorff's, 1 - Do / De; equal: share of pairs of labels that are equal, chance not taken off"
    return Table(title="Labels beyond chance", columns=columns, rows=rows, remarks=(remark,))


def _spans(agreement: Agreement) -> Table:
    columns = (Column("spans and categories"), *(Column(heading, numeric=True) for heading in ("γ", "αᵤ")))
    rows = tuple(
        (
            Cell(kind),
            Cell(shown(agreement.gammas[kind].value)),
            Cell(shown(agreement.unitizing[kind].value) if kind in agreement.unitizing else UNDEFINED),
        )
        for kind in agreement.gammas
    )
    remark = "γ: disorder exact, chance by a seeded sampler; αᵤ: not where units of one annotator and category overlap"
    return Table(title="Spans and categories together", columns=columns, rows=rows, remarks=(remark,))


def _reasons(agreement: Agreement) -> Iterator[str]:
    for attribute, found in agreement.labels.items():
        if found.reason is not None:
            yield f"α of {attribute} is undefined: {found.reason}."
    for kind, gamma in agreement.gammas.items():
        if gamma.reason is not None:
            yield f"γ of {kind} is undefined: {gamma.reason}."


def _numbers(agreement: Agreement) -> Iterator[Number]:
    passes = "+".join(agreement.passes)
    for mean in agreement.means:
        yield Number(passes, mean.measure, "mean", mean.value)
        for (one, other), value in mean.pairs.items():
            yield Number(f"{one}+{other}", mean.measure, "value", value)
    for attribute, found in agreement.labels.items():
        for quantity, number in {"alpha": found.value, "Do": found.observed, "De": found.expected}.items():
            yield Number(passes, attribute, quantity, number)
    for kind, gamma in agreement.gammas.items():
        yield Number(passes, kind, "gamma", gamma.value)
    for kind, unitized in agreement.unitizing.items():
        yield Number(passes, kind, "alpha_u", unitized.value)


def as_data(agreement: Agreement) -> dict[str, Any]:
    """An agreement as JSON."""
    return {
        "schema_version": 1,
        "passes": list(agreement.passes),
        "documents": agreement.documents,
        "measures": [
            {
                "measure": mean.measure,
                "value": mean.value,
                "pairs": [{"passes": list(names), "value": value} for names, value in mean.pairs.items()],
            }
            for mean in agreement.means
        ],
        "labels": {attribute: asdict(found) for attribute, found in agreement.labels.items()},
        "unitizing": {
            kind: {"value": found.value, "by_category": dict(found.by_category), "reason": found.reason}
            for kind, found in agreement.unitizing.items()
        },
        "gamma": {kind: asdict(found) for kind, found in agreement.gammas.items()},
        "disagreements": [
            {"passes": list(names), **error.to_dict()}
            for names, result in agreement.results.items()
            for error in result.errors
        ],
    }
