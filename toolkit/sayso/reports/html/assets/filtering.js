/* What the filters let through: of the open document each item, of all others how many errors, from the index. */

function listed(state, doc) {
  const chosen = [...state.runs].sort((a, b) => a - b);
  return doc.entries.filter((entry) =>
    state.runs.has(entry.run) &&
    state.layers.has(entry.layer) &&
    (state.right || entry.cls > 0) &&
    (state.cls === "" || CLASSES[entry.cls][0] === state.cls) &&
    (state.label === "" || entry.labels.has(state.label)) &&
    (!state.differ || differs(entry, chosen, doc)));
}

/* The index: labels, and of each document the errors of each run, flat: layer, class, label of gold, label of the run,
   how often, all as numbers. */
let index = null;

async function indexed() {
  if (index) return;
  const found = await unpacked("errors-index");
  // The numbers of the labels of each layer.
  found.ofLayer = LAYERS.map(() => new Set());
  for (const flat of found.documents.flat()) {
    for (let at = 0; at < flat.length; at += 5) found.ofLayer[flat[at]].add(flat[at + 2]).add(flat[at + 3]);
  }
  index = found;
}

/* Whether an error of the index passes, as a function of its place. */
function passing(state) {
  const cls = CLASSES.findIndex((one) => one[0] === state.cls);
  const label = index.labels.indexOf(state.label);
  const layers = LAYERS.map((layer) => state.layers.has(layer));
  return (flat, at) =>
    layers[flat[at]] && (!state.cls || flat[at + 1] === cls) && (!state.label || flat[at + 2] === label || flat[at + 3] === label);
}

/* How many errors of a document pass; those of the chosen runs. */
function passed(state, number, passes) {
  let sum = 0;
  for (const run of state.runs) {
    const flat = index.documents[number][run];
    for (let at = 0; at < flat.length; at += 5) if (passes(flat, at)) sum += flat[at + 4];
  }
  return sum;
}

let counted = { key: null, matching: null, counts: [] };

/* Of each document how many errors pass, 0 where the search does not find it; the same array until a filter changes. */
function passedEach(state, matching) {
  const key = JSON.stringify([[...state.runs], [...state.layers], state.cls, state.label]);
  if (key !== counted.key || matching !== counted.matching) {
    const passes = passing(state);
    const counts = settings.documents.map((_, number) => (matching && !matching.has(number) ? 0 : passed(state, number, passes)));
    counted = { key, matching, counts };
  }
  return counted.counts;
}

/* The labels that errors of the chosen layers have anywhere, and whatever the open document has. */
function labelsOf(state, doc) {
  const found = new Set(doc.entries.filter((entry) => state.layers.has(entry.layer)).flatMap((entry) => [...entry.labels]));
  LAYERS.forEach((layer, place) => {
    if (!index || !state.layers.has(layer)) return;
    for (const number of index.ofLayer[place]) found.add(index.labels[number]);
  });
  found.delete("");
  return [...found].sort();
}
