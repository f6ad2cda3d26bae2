"""The best one-to-one assignment, in exact integers of any size (definitions, section 3).

All aims become one weight per pair. The aims are digits of a number, the most important first; the last digits say
which predicted item each gold item has, so that of equally good solutions the one whose list of predicted places comes
first weighs most. The heaviest matching is then the one solution that the definitions want.
"""

from itertools import permutations


def best(golds, predictions, weigh):
    """The pairs of the best assignment; both lists in canonical order.

    `weigh(gold, predicted)` is nothing where the two may not pair, else a tuple of numbers, each to be maximised in
    its sum, in this order.
    """
    aims = {}
    for i, gold in enumerate(golds):
        for j, predicted in enumerate(predictions):
            found = weigh(gold, predicted)
            if found is not None:
                aims[i, j] = found
    weights = combined(aims, len(golds), len(predictions))
    return [(golds[i], predictions[j]) for i, j in heaviest(weights)]


def combined(aims, rows, columns):
    """One integer for each pair: the aims, then the place of the predicted item, as digits."""
    if not aims:
        return {}
    bases = [min(rows, columns) * max(values) + 1 for values in zip(*aims.values(), strict=True)]
    weights = {}
    for (i, j), values in aims.items():
        weight = 0
        for base, value in zip(bases, values, strict=True):
            weight = weight * base + value
        weights[i, j] = weight * (columns + 1) ** rows + (columns - j) * (columns + 1) ** (rows - 1 - i)
    return weights


def heaviest(weights):
    """The heaviest matching of a bipartite graph with positive weights: each component by itself."""
    chosen = []
    for edges in components(weights):
        rows = sorted({i for i, _ in edges})
        columns = sorted({j for _, j in edges})
        matrix = [[weights.get((i, j), 0) for j in columns] for i in rows]
        chosen += [(rows[a], columns[b]) for a, b in hungarian(matrix) if matrix[a][b]]
    return sorted(chosen)


def components(edges):
    """The edges, grouped by what hangs together."""
    groups = []
    for i, j in edges:
        joined = [one for one in groups if i in one[0] or j in one[1]]
        groups = [one for one in groups if one not in joined]
        groups.append(
            (
                {i}.union(*(one[0] for one in joined)),
                {j}.union(*(one[1] for one in joined)),
                [(i, j)] + [edge for one in joined for edge in one[2]],
            )
        )
    return [edges for _, _, edges in groups]


def hungarian(matrix):
    """Pairs (row, column) of the heaviest complete assignment of the smaller side, by shortest augmenting paths."""
    if len(matrix) > len(matrix[0]):
        return sorted((i, j) for j, i in hungarian([list(column) for column in zip(*matrix, strict=True)]))
    width = len(matrix[0])
    high = [0] * (len(matrix) + 1)  # potentials of the rows, from 1; row 0 stands for none
    low = [0] * (width + 1)
    owner = [0] * (width + 1)  # the row of each column; column 0 holds the row being placed
    for row in range(1, len(matrix) + 1):
        owner[0] = row
        back, end = shortest_path(matrix, high, low, owner)
        while end:
            owner[end] = owner[back[end]]
            end = back[end]
    return sorted((owner[column] - 1, column - 1) for column in range(1, width + 1) if owner[column])


def shortest_path(matrix, high, low, owner):
    """The way from column 0 to a free column, raising the potentials; costs are weights below zero."""
    width = len(low)
    least, back, used = [None] * width, [0] * width, [False] * width
    column = 0
    while owner[column]:
        used[column] = True
        row = owner[column]
        for other in range(1, width):
            cost = -matrix[row - 1][other - 1] - high[row] - low[other]
            if not used[other] and (least[other] is None or cost < least[other]):
                least[other], back[other] = cost, column
        free = [other for other in range(1, width) if not used[other]]
        following = min(free, key=lambda other: least[other])
        step = least[following]
        for other in range(width):
            if used[other]:
                high[owner[other]] += step
                low[other] -= step
            elif least[other] is not None:
                least[other] -= step
        column = following
    return back, column


def by_trying_all(golds, predictions, weigh):
    """The same as `best`, by looking at every solution there is; for small sides only."""
    choices = [*range(len(predictions)), *[None] * len(golds)]
    solutions = {one for one in permutations(choices, len(golds))}
    ranked = []
    for solution in solutions:
        pairs = [(i, j) for i, j in enumerate(solution) if j is not None]
        values = [weigh(golds[i], predictions[j]) for i, j in pairs]
        if None not in values:
            sums = tuple(-sum(column) for column in zip(*values, strict=True))
            places = tuple(len(predictions) if j is None else j for j in solution)
            ranked.append((bool(not pairs), sums, places, pairs))
    return [(golds[i], predictions[j]) for i, j in min(ranked, key=lambda one: one[:3])[3]]
