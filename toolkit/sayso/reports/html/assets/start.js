/* The start: controls, keys, links into the page. */

function toggles(box, names, chosen, change) {
  byId(box).replaceChildren(...names.map(([value, text, ink, key]) => {
    const made = element("button", { type: "button" });
    made.dataset.value = value;
    if (key) made.append(element("kbd", { textContent: key }));
    if (ink) {
      const swatch = element("span", { className: "swatch" });
      swatch.style.setProperty("--k", "var(" + ink + ")");
      made.append(swatch);
    }
    made.append(element("bdi", { textContent: text }));
    made.setAttribute("aria-pressed", String(chosen.has(value)));
    made.addEventListener("click", () => change(value));
    return made;
  }));
}

function flip(set, box, value) {
  if (!set.delete(value)) set.add(value);
  for (const button of byId(box).children) {
    const own = box === "runs" ? Number(button.dataset.value) : button.dataset.value;
    button.setAttribute("aria-pressed", String(set.has(own)));
  }
}

function changeLayer(layer) {
  flip(state.layers, "layers", layer);
  fillLabels();
  redraw();
}

function changeRun(run) {
  flip(state.runs, "runs", run);
  redraw();
}

function switchOn(name) {
  state[name] = !state[name];
  pressed(name, state[name]);
  redraw();
}

const searched = []; // of each document what is searched, in lower case

async function wordsOf(number) {
  if (searched[number] === undefined) {
    const raw = await rawOf(number);
    searched[number] = [raw.id, raw.title || "", raw.text || ""].join("\n").toLowerCase();
  }
  return searched[number];
}

async function search(query) {
  state.query = query.trim();
  const wanted = state.query;
  matching = null;
  if (wanted) {
    const found = new Set();
    for (let number = 0; number < settings.documents.length; number += 1) {
      if ((await wordsOf(number)).includes(wanted.toLowerCase())) found.add(number);
      if (state.query !== wanted) return; // something else is searched for by now
    }
    matching = found;
  }
  byId("search-found").textContent = matching ? "in " + said(matching.size, "document") : "";
  if (matching && matching.size && !matching.has(state.doc)) await openAt(Math.min(...matching));
  else redraw();
}

/* From a number in the table of classes to the first document with such an error. */
async function goTo(layer, cls, run) {
  state.runs.add(run);
  state.layers = new Set([layer]);
  state.cls = cls;
  state.label = "";
  controls();
  await indexed();
  const from = passedEach(state, matching).findIndex(Boolean);
  await openAt(Math.max(from, 0));
  step(1);
  byId("viewer").scrollIntoView({ block: "start" });
}

/* The document and the item that the address names, if it does. */
function named() {
  const parts = location.hash.slice(1).split("/");
  if (parts.length < 2) return null;
  try {
    const names = parts.map(decodeURIComponent);
    const number = settings.documents.indexOf(names[0]);
    return number < 0 ? null : { number, names };
  } catch {
    return null;
  }
}

async function follow() {
  const found = named();
  if (!found) return;
  const { number, names } = found;
  const run = RUNS.indexOf(names[1]);
  if (run >= 0) state.runs.add(run);
  if (run >= 0) Object.assign(state, { layers: new Set(LAYERS), cls: "", label: "", differ: false });
  await openAt(number);
  if (names[2]) {
    const wanted = (entry) => entry.run === run && entry.name === names[2];
    if (current.entries.some((entry) => wanted(entry) && entry.cls === 0)) state.right = true;
    redraw();
    lookAt(entries.findIndex(wanted), { quiet: true, focus: true });
  }
  controls();
  byId("viewer").scrollIntoView({ block: "start" });
}

function controls() {
  toggles("runs", RUNS.map((run, number) => [number, run]), state.runs, changeRun);
  const inks = LAYERS.map((layer, number) => [layer, layer, INKS[layer], String(number + 1)]);
  toggles("layers", inks, state.layers, changeLayer);
  fill(byId("class"), [["", "all classes"], ...CLASSES.slice(1).map(([name, title]) => [name, title])], state.cls);
  for (const name of ["differ", "right", "beside"]) pressed(name, state[name]);
}

function dark() {
  const root = document.documentElement;
  const now = root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  return now === "dark";
}

function theme() {
  document.documentElement.dataset.theme = dark() ? "light" : "dark";
  pressed("theme", dark());
}

const KEYS = {
  j: () => step(1), k: () => step(-1), n: () => turn(1), p: () => turn(-1),
  d: () => switchOn("differ"), a: () => switchOn("right"), b: () => switchOn("beside"),
  0: () => { state.layers = new Set(LAYERS); controls(); fillLabels(); redraw(); },
  "/": () => byId("search").focus(),
};
LAYERS.forEach((layer, number) => { KEYS[number + 1] = () => changeLayer(layer); });

function key(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  if (event.key === "Escape") {
    event.target.blur();
    if (current) lookAt(-1, { quiet: true });
    return;
  }
  if (event.target.matches("input, select, textarea")) return;
  if (event.key === "?") byId("help").showModal();
  else if (event.key === "t") theme();
  else if (current && Object.hasOwn(KEYS, event.key)) KEYS[event.key]();
  else return;
  event.preventDefault();
}

function start() {
  for (const one of document.querySelectorAll(".needs-script")) one.hidden = false;
  pressed("theme", dark());
  byId("theme").addEventListener("click", theme);
  byId("help-open").addEventListener("click", () => byId("help").showModal());
  document.addEventListener("keydown", key);
  if (!settings.documents.length) return;
  const written = byId("written");
  if (written) written.hidden = true;
  controls();
  listen();
  const bar = document.querySelector(".controls");
  new ResizeObserver(() => document.documentElement.style.setProperty("--controls", bar.offsetHeight + "px")).observe(bar);
  if (named()) follow();
  else openAt(0);
  addEventListener("hashchange", follow);
  // After the first paint: nothing that is seen at first needs it.
  setTimeout(() => indexed().then(() => {
    if (!current) return;
    fillLabels();
    drawTotal();
  }));
}

function listen() {
  const panels = byId("panels");
  panels.addEventListener("pointerover", (event) => {
    if (event.target.matches(".seg")) glance(event.target);
  });
  panels.addEventListener("pointerleave", () => lookAt(state.place, { quiet: true }));
  panels.addEventListener("click", (event) => {
    if (event.target.matches(".seg")) choose(event.target);
  });
  byId("entries").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.id === "more") {
      state.more = entries.length;
      drawList(state, current, entries);
    } else lookAt(Number(button.dataset.place));
  });
  byId("next").addEventListener("click", () => step(1));
  byId("previous").addEventListener("click", () => step(-1));
  byId("doc-next").addEventListener("click", () => turn(1));
  byId("doc-previous").addEventListener("click", () => turn(-1));
  for (const name of ["differ", "right", "beside"]) byId(name).addEventListener("click", () => switchOn(name));
  byId("class").addEventListener("change", (event) => { state.cls = event.target.value; redraw(); });
  byId("label").addEventListener("change", (event) => { state.label = event.target.value; redraw(); });
  byId("search").addEventListener("input", (event) => search(event.target.value));
  for (const count of document.querySelectorAll(".count")) {
    const { layer, run } = count.dataset;
    const cls = count.dataset.class;
    const made = element("button", { type: "button", className: "go", textContent: count.textContent });
    made.setAttribute("aria-label", count.textContent + " " + layer + " of " + RUNS[run] + ": " + CLASSES.find((one) => one[0] === cls)[1]);
    made.addEventListener("click", () => goTo(layer, cls, Number(run)));
    count.replaceChildren(made);
  }
  for (const row of document.querySelectorAll("#index-table tbody tr")) {
    const name = row.querySelector("th bdi");
    const made = element("button", { type: "button", className: "go" });
    name.before(made);
    made.append(name);
    made.addEventListener("click", async () => {
      await openAt(Number(row.dataset.n));
      history.replaceState(null, "", hashOf(current));
      byId("viewer").scrollIntoView({ block: "start" });
    });
  }
}

start();
