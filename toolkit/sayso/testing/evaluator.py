"""Where a test's gold and run come from: its arguments, or the settings of the test suite."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.data.urls import is_url
from sayso.errors import UsageError
from sayso.testing.evaluation import Evaluation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.data.corpus import Corpus
    from sayso.data.sources import Gold, Run


class Evaluator:
    """Makes evaluations; settings stand in for what is not given."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        """Take the settings `gold`, `run` and `documents`, '' for none, whose paths start at `folder`."""
        self._folder = folder
        self._settings = settings

    def __call__(
        self,
        gold: str | Path | Corpus | Gold | None = None,
        run: str | Path | Run | None = None,
        *,
        documents: str | Path | None = None,
        **policy: Any,  # noqa: ANN401 - the options of `sayso.gates.gate`
    ) -> Evaluation:
        """A run against gold.

        Args:
            gold: A corpus or its gold, or where it is: a folder, a gold file, `bundled`; by default `sayso_gold`.
            run: A run, or its file; by default `sayso_run`.
            documents: The documents of gold that is a file alone; by default `sayso_documents`.
            **policy: `missing`, `on`, `labels`, `level`, `resamples`, `seed`, as for `sayso.score`.

        Raises:
            UsageError: Something is neither given nor set, or is not there.
        """
        from sayso.data.corpus import load
        from sayso.data.sources import Gold, Run, read_run

        found = self._given("gold", gold)
        if isinstance(found, str | Path):
            found = load(found, documents=documents or self._setting("documents"))
        predicted = self._given("run", run)
        return Evaluation(
            found if isinstance(found, Gold) else found.gold,
            predicted if isinstance(predicted, Run) else read_run(predicted),
            policy,
        )

    def _given(self, name: str, value: Any) -> Any:  # noqa: ANN401 - whatever may be given
        found = value if value is not None else self._setting(name)
        if found is None:
            raise UsageError(f"sayso_eval: no {name}; give it, or set sayso_{name} in the ini file of pytest")
        return found

    def _setting(self, name: str) -> str | Path | None:
        value = self._settings.get(name)
        if not value:
            return None
        if is_url(value):
            return value
        beside = self._folder / value
        # `bundled` is no path, unless there is one of that name.
        return beside if value != "bundled" or beside.exists() else value
