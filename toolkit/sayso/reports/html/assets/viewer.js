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
  const labels = labelsOf(state, current);
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
  drawTotal();
  for (const id of ["doc-previous", "doc-next"]) byId(id).disabled = settings.documents.length < 2;
}

let told = null; // the counts that are shown

/* How many errors pass in how many documents, and the rows of those documents. What differs is not in the index. */
function drawTotal() {
  const some = settings.documents.length > 1 && index !== null && !state.differ;
  const counts = some ? passedEach(state, matching) : null;
  if (counts === told && counts) return;
  told = counts;
  const there = some ? counts.filter(Boolean).length : 0;
  const sum = some ? counts.reduce((one, other) => one + other, 0) : 0;
  byId("list-total").textContent = some
    ? said(sum, "error") + " in " + there.toLocaleString("en") + " of " + said(counts.length, "document")
    : "";
  for (const row of document.querySelectorAll("#index-table tbody tr")) {
    const number = Number(row.dataset.n);
    row.hidden = Boolean((matching && !matching.has(number)) || (some && narrowed() && !counts[number]));
  }
}

const said = (count, noun) => count.toLocaleString("en") + " " + noun + (count === 1 ? "" : "s");

/* Whether filters are set that documents may have nothing for. */
const narrowed = () => Boolean(state.cls || state.label || state.differ);

let drawn = ""; // what the panels show now, but for the tints

function drawPanels() {
  const box = byId("panels");
  box.classList.toggle("beside", state.beside);
  const sides = [GOLD, ...[...state.runs].sort((a, b) => a - b)];
  const wanted = JSON.stringify([current.number, sides, [...state.layers], state.query]);
  if (wanted !== drawn) fillPanels(box, sides);
  drawn = wanted;
  for (const panel of box.children) {
    const side = Number(panel.dataset.side);
    const errors = entries.filter((entry) => entry.run === side && entry.cls > 0).length;
    panel.querySelector(".counted").textContent = side === GOLD ? "" : " · " + said(errors, "error") + " listed";
    tint(panel, tints(side));
  }
}

/* The texts with their underlines; all with as many, so that lines that stand beside each other are level. */
function fillPanels(box, sides) {
  box.replaceChildren(...sides.map((side) => panelOf(side)));
  if (current.points === null) return;
  const finds = found();
  const marks = sides.map((side) => marksOf(side === GOLD ? current.gold : current.runs[side].items, state.layers));
  const tracks = Math.max(...marks.map(track));
  sides.forEach((_, place) => drawPanel(box.children[place], current, marks[place], tracks, finds));
}

function panelOf(side) {
  const title = side === GOLD ? "Gold" : RUNS[side];
  const panel = element("section", { className: "panel" });
  panel.dataset.side = side;
  panel.setAttribute("aria-label", title);
  panel.append(element("h3", {}, element("b", {}, element("bdi", { textContent: title })), element("span", { className: "counted" })));
  if (side !== GOLD) {
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
    if (item && entry.cls > 0) found.set(item, CLASSES[entry.cls][3]);
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

/* The next item, after the last one the first of the next document that has one. */
async function step(by) {
  const next = state.place < 0 ? (by > 0 ? 0 : entries.length - 1) : state.place + by;
  if (!entries[next] && !(await turn(by, true)) && !entries.length) return;
  lookAt(entries[next] ? next : by > 0 ? 0 : entries.length - 1, { focus: true });
}

let turning = 0;

/* The next document in the direction given that the search allows and, where filters are set, has something to list. */
async function turn(by, strict = narrowed()) {
  const asked = ++turning;
  await indexed();
  const count = settings.documents.length;
  const counts = passedEach(state, matching);
  for (let far = 1; far < count; far += 1) {
    const number = (((state.doc + by * far) % count) + count) % count;
    if (matching && !matching.has(number)) continue;
    if (strict && !state.right && !counts[number]) continue;
    // Of right items and of what differs the index knows nothing.
    if (strict && (state.right || state.differ) && !listed(state, await openDocument(number)).length) continue;
    if (asked !== turning) return false;
    await openAt(number);
    history.replaceState(null, "", hashOf(current));
    return true;
  }
  return false;
}

const pressed = (id, on) => byId(id).setAttribute("aria-pressed", String(on));
