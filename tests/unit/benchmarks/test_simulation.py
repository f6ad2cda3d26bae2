"""The proof by simulation, in small: who claims too much does so here too, and the manual has the tables it prints."""

import re
import sys
from pathlib import Path

import numpy as np
import pytest

from sayso.uncertainty import few

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "benchmarks"
PAGE = ROOT / "toolkit" / "docs" / "statistics.md"


@pytest.fixture(scope="module")
def simulating():
    """The modules of the simulation, by name."""
    sys.path.insert(0, str(FOLDER))
    try:
        import simulation
        from simulating import claims, items, planning, population, tables, trials
    finally:
        sys.path.remove(str(FOLDER))
    found = (claims, items, planning, population, simulation, tables, trials)
    return type("Modules", (), {module.__name__.rpartition(".")[2]: module for module in found})


def draw(simulating, world, corpora, documents, seed=1):
    return world.draw(corpora, documents, np.random.Generator(np.random.PCG64(seed)))


@pytest.mark.parametrize("sd", [0.25, 1.0])
@pytest.mark.parametrize("lengths", ["even", "few", "skewed"])
def test_the_measure_of_the_population_is_what_a_huge_corpus_has(simulating, sd, lengths):
    run = simulating.population.Run(0.6, 0.1)
    world = simulating.population.World(sd, lengths, runs=(run, run))
    counts = draw(simulating, world, 1, 100_000)

    assert run.value == pytest.approx(2 * 0.6 / 1.7)  # matched .6, gold 1, predicted .7 of gold
    for one in counts:
        assert simulating.population.measured(one[0]).value() == pytest.approx(run.value, abs=0.005)


def test_a_macro_average_has_the_same_measure_as_its_labels(simulating):
    world = simulating.population.World(0.5, macro=True)
    counts = draw(simulating, world, 1, 50_000)

    assert counts.shape == (2, 1, 50_000, 3, 3)
    assert simulating.population.measured(counts[0, 0]).value() == pytest.approx(0.7, abs=0.005)


def test_what_both_runs_share_is_gold(simulating):
    baseline, run = draw(simulating, simulating.population.World(0.5), 4, 30)

    assert (baseline[..., 1] == run[..., 1]).all()
    assert (baseline[..., 0] != run[..., 0]).any()
    for one in (baseline, run):
        matched, gold, predicted = np.moveaxis(one, -1, 0)
        assert (matched <= gold).all() and (matched <= predicted).all()
        assert gold.min() >= 10 and gold.max() <= 30


def test_items_add_up_to_the_counts_that_they_come_from(simulating):
    counts = draw(simulating, simulating.population.World(1), 1, 12)[:, 0]
    units = simulating.items.items(counts, np.random.Generator(np.random.PCG64(3)))
    pair = units.measured()

    for one, rows in zip(pair, counts, strict=True):
        assert one.columns.sum(axis=0).tolist() == rows.sum(axis=(0, 1)).tolist()
    assert len(pair[0]) == len(pair[1]) == units.found.shape[1] + sum(units.spurious)
    gained, lost = units.changed
    assert gained - lost == counts[1, :, 0, 0].sum() - counts[0, :, 0, 0].sum()


def test_one_document_claims_nothing(simulating):
    world = simulating.population.World(1)
    rates = simulating.claims.by_document(
        world, draw(simulating, world, 20, 1), simulating.claims.Settings(resamples=99)
    )
    assert sum(rates.trials.values()) == 0


def test_items_as_units_find_what_is_not_there_and_documents_do_not(simulating):
    effort = simulating.trials.Effort(corpora=400, resamples=199)
    world = simulating.population.World(1)
    few, many = (simulating.trials.Cell("1", world, documents) for documents in (5, 20))
    ours, items = simulating.claims.by_document, simulating.claims.by_item
    limit = 0.05 + 3 * simulating.tables.standard_error(0.05, 400)

    by_document = many.run([ours], effort)
    assert by_document["sign-flip"] <= limit
    assert 1 - by_document["t of difference"] <= limit
    assert by_document.trials["sign-flip"] == 400

    by_five = few.run([ours, simulating.claims.plain_bootstrap, items], effort)
    assert by_five["sign-flip"] == 0  # the floor is 2/2⁵
    assert by_five["plain percentile"] < 0.9 < by_five["t"]  # why a bootstrap of five documents is withheld
    trials = by_five.trials["randomisation, items"]
    assert trials == 400 // 11
    for rule in ("randomisation, items", "paired bootstrap, items", "sacreBLEU bootstrap", "sacreBLEU randomisation"):
        assert by_five[rule] > 0.05 + 3 * simulating.tables.standard_error(0.05, trials)
    assert by_five["percentile, items"] < 0.75


def test_a_seed_decides_everything_and_batches_nothing(simulating):
    cell = simulating.trials.Cell("x", simulating.population.World(0.5), 6)
    rules = [simulating.claims.by_document]

    def rates(corpora, seed):
        found = cell.run(rules, simulating.trials.Effort(corpora=corpora, resamples=99, seed=seed))
        return found.hits, found.trials

    assert rates(130, 1) == rates(130, 1)
    assert rates(130, 1) != rates(130, 2)
    first, both = rates(100, 1), rates(130, 1)
    assert all(first[0][rule] <= both[0][rule] <= first[0][rule] + 30 for rule in first[0])


def test_an_interval_on_the_logit_by_hand(simulating):
    # logit .8 = ln 4 = 1.386; three documents: t = 4.303; 4.303 · .05 / .16 = 1.345; expit(.042) and expit(2.731)
    low, high = few.logit_interval(0.8, 0.05, 3, level=0.95)
    assert (low, high) == pytest.approx((0.5104, 0.9388), abs=1e-4)
    assert few.logit_interval(1.0, 0.05, 3, level=0.95) is None


def test_an_expanded_level_reaches_as_far_as_t(simulating):
    # Twenty documents: √(20/19) · 2.093 = 2.147 normal standard deviations, of which .0318 lies outside.
    expanded, expanded_p = few.expanded, few.expanded_p
    assert expanded(0.95, 20) == pytest.approx(1 - 0.0318, abs=1e-4)
    assert expanded(0.95, 10**6) == pytest.approx(0.95, abs=1e-5)
    for documents in (20, 50, 200):
        assert expanded_p(1 - expanded(0.95, documents), documents) == pytest.approx(0.05)
    assert expanded_p(1.0, 20) == 1


def test_a_plan_keeps_its_word(simulating):
    study = simulating.planning._study(0.5, 10, 0.8, simulating.trials.Effort(corpora=400, resamples=99))

    assert study.trials == 100
    assert study.needed == 10
    assert study.plan_detectable == pytest.approx(study.difference, rel=0.02)
    assert study.shown == pytest.approx(0.8, abs=0.15)
    assert study.mean_detectable == pytest.approx(study.plan_detectable, rel=0.1)


def results_of(simulating, hits):
    """Every rule claims something in so many of 1000 trials, everywhere."""
    rates = simulating.claims.Rates()
    for row in (*simulating.tables.TESTS, *simulating.tables.VALUES):
        rates.hits[row.rule], rates.trials[row.rule] = hits, 1000
    return {(name, size): rates for name in simulating.trials.MAIN for size in simulating.trials.SIZES}


def test_a_miss_is_marked_and_what_is_withheld_stands_in_brackets(simulating):
    tests, _, intervals, *_ = simulating.tables.MAIN_TABLES
    # The limit of a test is .05 + 2.5 · √(.05 · .95 / 1000) = .0672, of an interval .93.
    for table, fine, off in [(tests, 67, 68), (intervals, 930, 929)]:
        for hits, mark in [(fine, ""), (off, "**")]:
            line = next(
                line
                for line in table.lines(results_of(simulating, hits))
                if line.startswith(("| *plain* paired bootstrap", "| *plain* percentile"))
            )
            number = f"{hits / 1000:.3f}"[1:]
            assert line.count(f"({number})") == 6
            assert line.count(f" {mark}{number}{mark} ") == 3


def test_verdicts_name_what_is_missed(simulating):
    tests = simulating.tables.MAIN_TABLES[0]
    good, bad = results_of(simulating, 50), results_of(simulating, 50)
    bad["1", 20] = results_of(simulating, 80)["1", 20]

    assert next(simulating.tables.verdicts(tests, good)) == "- sign-flip test: holds in 24"
    assert (
        next(simulating.tables.verdicts(tests, bad)) == "- sign-flip test: misses in 1 of 24: 1 at 20 documents (.080)"
    )


def test_a_table_is_read_as_it_was_written(simulating):
    table = simulating.tables.MAIN_TABLES[2]
    found = simulating.tables.read(table.lines(results_of(simulating, 941)))

    assert set(found) == {(row.label, sd) for row in table.rows for sd in (".25", ".5", "1")}
    assert all(numbers == dict.fromkeys(simulating.trials.SIZES, 0.941) for numbers in found.values())


def test_tables_go_between_the_marks_of_a_page(simulating, tmp_path):
    page = tmp_path / "page.md"
    begin, end = simulating.tables.BEGIN, simulating.tables.END
    page.write_text(f"before\n{begin}\nold\n{end}\nafter\n", encoding="utf-8")
    for _ in range(2):
        simulating.simulation.write(page, "new\n")
        assert page.read_text(encoding="utf-8") == f"before\n{begin}\n\nnew\n\n{end}\nafter\n"


def sections(simulating):
    """What the simulation wrote into the manual, by title."""
    text = PAGE.read_text(encoding="utf-8")
    made = text.partition(simulating.tables.BEGIN)[2].partition(simulating.tables.END)[0]
    parts = re.split(r"^\*\*(.+)\*\*$", made, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_manual_has_the_tables_that_the_simulation_prints(simulating):
    tables = [*simulating.tables.MAIN_TABLES, *simulating.tables.HARD_TABLES]
    made = sections(simulating)

    assert list(made) == [*(table.title for table in tables), "Power: what a plan says, and what studies find"]
    for table in tables:
        found = simulating.tables.read(made[table.title].splitlines())
        assert set(found) == {(row.label, name) for row in table.rows for name in table.populations}
        for numbers in found.values():
            assert tuple(numbers) == table.sizes
            assert all(rate is None or 0 <= rate <= 1 for rate in numbers.values())
            assert any(rate is not None for rate in numbers.values())


def test_the_manual_says_that_the_reported_p_holds_its_level(simulating):
    table = simulating.tables.MAIN_TABLES[0]
    found = simulating.tables.read(sections(simulating)[table.title].splitlines())
    for sd in (".25", ".5", "1"):
        numbers = found["sign-flip test", sd]
        assert numbers[1] is None
        assert all(numbers[size] == 0 for size in (2, 3, 5))
        assert all(numbers[size] <= 0.05 + 0.0062 for size in (6, 10, 20, 50, 200))  # 8,000 corpora: 2.5 · .0024
