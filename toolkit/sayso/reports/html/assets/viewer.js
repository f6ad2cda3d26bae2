/* The viewer: one document, the chosen runs, what passes the filters, and the item that is looked at. */

const firstRun = Math.max(0, settings.references.indexOf(false));
const state = {
  doc: 0, runs: new Set(RUNS.length ? [firstRun] : []), layers: new Set(LAYERS), cls: "", label: "", differ: false,
  right: false, beside: false, query: "", place: -1, more: 0,
};
let current = null; // the open document
let entries = []; // what is listed
let matching = null; // documents that hold the words searched for; null for all

async function openAt(number) {
  state.doc = number;
  const found = await openDocument(number);
  if (state.doc !== number) return; // another was asked for meanwhile
  current = found;
  state.place = -1;
  state.more = 0;
  byId("doc-name").textContent = current.title || current.id;
  byId("doc-name").title = current.id;
  fillLabels();
  redraw();
}

function fillLabels() {
  const labels = [...new Set(current.entries.filter((entry) => state.layers.has(entry.layer)).flatMap((entry) => [...entry.labels]))].filter(Boolean).sort();
  if (!labels.includes(state.label)) state.label = "";
  fill(byId("label"), [["", "all labels"], ...labels.map((label) => [label, label])], state.label);
}

function fill(select, options, value) {
  select.replaceChildren(...options.map(([name, text]) => element("option", { value: name, textContent: text })));
  select.value = value;
}

/* Everything again: panels, list, and the item that is looked at if it is still there. */
function redraw() {
  const before = state.place >= 0 ? entries[state.place] : null;
  entries = listed(state, current);
  state.place = before ? entries.indexOf(before) : -1;
  drawPanels();
  drawList(state, current, entries);
  lookAt(state.place, { quiet: true });
  for (const id of ["doc-previous", "doc-next"]) byId(id).disabled = settings.documents.length < 2;
}

function drawPanels() {
  const box = byId("panels");
  box.classList.toggle("beside", state.beside);
  const chosen = [...state.runs].sort((a, b) => a - b);
  const sides = [GOLD, ...chosen];
  box.replaceChildren(...sides.map((side) => panelOf(side)));
  const finds = found();
  for (const panel of box.children) {
    if (current.points === null) continue;
    const side = Number(panel.dataset.side);
    const items = side === GOLD ? current.gold : current.runs[side].items;
    drawPanel(panel, current, items, state.layers, tints(side), finds);
  }
}

function panelOf(side) {
  const title = side === GOLD ? "Gold" : RUNS[side];
  const panel = element("section", { className: "panel" });
  panel.dataset.side = side;
  panel.setAttribute("aria-label", title);
  const heading = element("h3", {}, element("b", {}, element("bdi", { textContent: title })));
  panel.append(heading);
  if (side !== GOLD) {
    const errors = entries.filter((entry) => entry.run === side && entry.cls > 0).length;
    heading.append(" · " + errors + (errors === 1 ? " error" : " errors") + " listed");
    const failure = current.runs[side].failure;
    if (failure) panel.append(element("p", { className: "failed" }, "Nothing found: ", element("bdi", { textContent: failure })));
  }
  panel.append(current.points === null ? element("p", { className: "faint", textContent: "The wording is left out; the items stand in the list." }) : element("p", { className: "words", dir: "auto" }));
  return panel;
}

/* The listed errors of a side, each with the colour of its class. */
function tints(side) {
  const found = new Map();
  for (const entry of entries) {
    const item = side === GOLD ? entry.gold : entry.run === side ? entry.predicted : null;
    if (item && entry.cls > 0) found.set(item, { label: "wrong" }[CLASSES[entry.cls][3]] || CLASSES[entry.cls][3]);
  }
  return found;
}

/* Where the words searched for stand in the open document, in code points. */
function found() {
  const places = [];
  if (!state.query || current.points === null) return places;
  const text = current.points.join("").toLowerCase();
  const wanted = state.query.toLowerCase();
  // Only where lower case has as many units can places in it be trusted.
  if (text.length !== current.points.join("").length) return places;
  const starts = new Map();
  let unit = 0;
  current.points.forEach((point, place) => { starts.set(unit, place); unit += point.length; });
  starts.set(unit, current.points.length);
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    if (starts.has(at) && starts.has(at + wanted.length)) places.push({ start: starts.get(at), end: starts.get(at + wanted.length) });
  }
  return places;
}

function lookAt(place, { quiet = false, focus = false } = {}) {
  state.place = place;
  const entry = entries[place];
  for (const old of document.querySelectorAll(".entry[aria-current]")) old.removeAttribute("aria-current");
  for (const panel of byId("panels").children) dim(panel);
  tell(entry, current);
  if (!entry) return;
  if (place >= byId("entries").querySelectorAll(".entry").length) drawList(state, current, entries);
  const button = byId("entries").querySelector('[data-place="' + place + '"]');
  button.setAttribute("aria-current", "true");
  button.scrollIntoView({ block: "nearest" });
  if (focus) button.focus({ preventScroll: true });
  let first = null;
  for (const panel of byId("panels").children) {
    const side = Number(panel.dataset.side);
    const item = side === GOLD ? entry.gold : side === entry.run ? entry.predicted : null;
    if (item && current.points !== null) first = light(panel, item) || first;
  }
  if (!quiet) {
    if (first) first.scrollIntoView({ block: "nearest" });
    history.replaceState(null, "", hashOf(current, entry));
  }
}

/* Lights up whatever the pointer is on, without choosing it. */
function glance(segment) {
  const mark = segment.marks && segment.marks[0];
  if (mark) light(segment.closest(".panel"), mark.item);
}

function choose(segment) {
  const side = Number(segment.closest(".panel").dataset.side);
  for (const mark of segment.marks || []) {
    const place = entries.findIndex((entry) => (side === GOLD ? entry.gold : entry.predicted) === mark.item);
    if (place >= 0) return lookAt(place);
  }
  const [mark] = segment.marks || [];
  if (mark && !state.right) {
    state.right = true;
    pressed("right", true);
    redraw();
    const place = entries.findIndex((entry) => (side === GOLD ? entry.gold : entry.predicted) === mark.item);
    if (place >= 0) lookAt(place);
  }
}

function step(by) {
  if (!entries.length) return;
  const next = state.place < 0 ? (by > 0 ? 0 : entries.length - 1) : (state.place + by + entries.length) % entries.length;
  lookAt(next, { focus: true });
}

/* The next document in the direction given that the search allows and, where a class is chosen, has such errors. */
async function turn(by) {
  const count = settings.documents.length;
  for (let far = 1; far <= count; far += 1) {
    const number = (state.doc + by * far + count * far) % count;
    if (allowed(number)) {
      await openAt(number);
      history.replaceState(null, "", hashOf(current));
      return;
    }
  }
}

function allowed(number) {
  if (matching && !matching.has(number)) return false;
  if (!state.cls || state.cls === RIGHT[0]) return true;
  const wanted = CLASSES.findIndex((one) => one[0] === state.cls);
  return settings.documents[number][1].some((run, side) =>
    state.runs.has(side) && run.some(([layer, cls]) => cls === wanted && state.layers.has(LAYERS[layer])));
}

const pressed = (id, on) => byId(id).setAttribute("aria-pressed", String(on));
