/* Drawing: a text in segments with an underline for each layer, a tint for each error, and lines to what is linked. */

const TRACK = 3; // pixels from one underline to the next
const MOST_TRACKS = 2; // of one layer; what overlaps deeper shares the last
const INKS = { mentions: "--m", arguments: "--a", events: "--v", cue: "--q", quotes: "--q", stances: "--s" };
const ORDER = Object.keys(INKS);
const SVG = "http://www.w3.org/2000/svg";

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/* Everything of a side that is underlined: items by layer, and of quotes the cue and the source. */
function marksOf(items, layers) {
  const marks = [];
  for (const layer of ORDER) {
    if (layer === "cue" || !layers.has(layer)) continue;
    for (const item of items[layer]) {
      for (const [start, end] of item.thing.spans) marks.push({ start, end, kind: layer, item });
      if (layer !== "quotes") continue;
      for (const link of item.thing.links) {
        if (link.role === "speaker") continue;
        for (const [start, end] of link.spans) marks.push({ start, end, kind: "cue", item });
      }
    }
  }
  return marks.filter((mark) => mark.end > mark.start);
}

/* Gives each mark a track, those of one layer side by side; returns how many tracks there are. */
function track(marks) {
  let base = 0;
  for (const kind of ORDER) {
    // A cue and a source stand beside their quote, so they share its tracks.
    if (kind === "cue") continue;
    const of = (mark) => (mark.kind === "cue" ? "quotes" : mark.kind);
    const own = marks.filter((mark) => of(mark) === kind).sort((a, b) => a.start - b.start || b.end - a.end);
    const ends = [];
    for (const mark of own) {
      let place = ends.findIndex((end) => end <= mark.start);
      if (place < 0) place = Math.min(ends.length, MOST_TRACKS - 1);
      ends[place] = Math.max(ends[place] || 0, mark.end);
      mark.track = base + place;
    }
    base += ends.length;
  }
  return base;
}

function drawPanel(panel, doc, marks, tracks, finds) {
  const box = panel.querySelector(".words");
  box.style.setProperty("--room", tracks * TRACK + 2 + "px");
  box.style.setProperty("--leading", "calc(1.5em + " + (tracks * TRACK + 2) + "px)");
  const edges = new Set([0, doc.points.length]);
  for (const mark of [...marks, ...finds]) edges.add(mark.start).add(mark.end);
  const cuts = [...edges].sort((a, b) => a - b);
  marks.sort((a, b) => a.start - b.start);
  const segments = [];
  let active = [];
  let next = 0;
  for (let place = 0; place + 1 < cuts.length; place += 1) {
    const [start, end] = [cuts[place], cuts[place + 1]];
    active = active.filter((mark) => mark.end > start);
    while (next < marks.length && marks[next].start <= start) active.push(marks[next++]);
    segments.push(segment(doc.points.slice(start, end).join(""), start, end, active, tracks));
    if (finds.some((find) => find.start <= start && end <= find.end)) segments.at(-1).classList.add("found");
  }
  box.replaceChildren(...segments);
}

function segment(text, start, end, active, tracks) {
  const made = element("span", { className: active.length ? "seg" : "plain", textContent: text });
  made.span = [start, end];
  made.marks = active.slice().sort((a, b) => a.end - a.start - (b.end - b.start));
  if (!active.length) return made;
  const room = tracks * TRACK + 2;
  const images = made.marks.map((mark) => {
    const ink = "var(" + INKS[mark.kind] + ")";
    const line = mark.kind === "cue" ? "repeating-linear-gradient(90deg, " + ink + " 0 2px, transparent 2px 4px)" : "linear-gradient(" + ink + ", " + ink + ")";
    return [line, "0 calc(100% - " + (tracks - 1 - mark.track) * TRACK + "px)", "100% 2px"];
  });
  images.push(["linear-gradient(var(--shade), var(--shade))", "0 0", "100% calc(100% - " + room + "px)"]);
  made.style.backgroundImage = images.map((image) => image[0]).join(",");
  made.style.backgroundPosition = images.map((image) => image[1]).join(",");
  made.style.backgroundSize = images.map((image) => image[2]).join(",");
  return made;
}

/* Tints what is in the wrong, by family of classes; of what covers a place the shortest. */
function tint(panel, tinted) {
  for (const one of panel.querySelectorAll(".seg")) {
    const wrong = one.marks.find((mark) => tinted.has(mark.item) && mark.kind !== "cue");
    one.className = "seg" + (wrong ? " w-" + tinted.get(wrong.item) : "") + (one.classList.contains("found") ? " found" : "");
  }
}

const within = (span, spans) => spans.some(([start, end]) => start <= span[0] && span[1] <= end);

/* Lights an item up in a panel, and what it is linked with; draws the lines. */
function light(panel, item) {
  dim(panel);
  const segments = [...panel.querySelectorAll(".words > span")];
  const links = item.thing.links;
  for (const one of segments) {
    one.classList.toggle("on", within(one.span, item.thing.spans));
    one.classList.toggle("linked", links.some((link) => within(one.span, link.spans)));
  }
  const from = segments.find((one) => within(one.span, item.thing.spans)) || segments.find((one) => one.classList.contains("linked"));
  if (!from || !links.length) return from;
  const wires = document.createElementNS(SVG, "svg");
  wires.setAttribute("class", "wires");
  wires.setAttribute("aria-hidden", "true");
  panel.append(wires);
  const origin = panel.getBoundingClientRect();
  for (const link of links) {
    const to = segments.find((one) => within(one.span, link.spans));
    if (to && to !== from) wire(wires, from.getClientRects()[0], to.getClientRects()[0], origin, link.role);
  }
  return from;
}

function wire(wires, from, to, origin, role) {
  if (!from || !to) return;
  const x1 = from.left - origin.left + Math.min(from.width / 2, 24);
  const y1 = from.top - origin.top + 1;
  const x2 = to.left - origin.left + to.width / 2;
  const y2 = to.top - origin.top;
  const lift = Math.max(18, Math.min(46, Math.abs(x2 - x1) / 5 + Math.abs(y2 - y1) / 6));
  const top = Math.min(y1, y2) - lift;
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", "M" + [x1, y1] + " C" + [x1, top] + " " + [x2, top] + " " + [x2, y2 - 3]);
  const head = document.createElementNS(SVG, "path");
  head.setAttribute("class", "head");
  head.setAttribute("d", "M" + [x2 - 4, y2 - 6] + " L" + [x2 + 4, y2 - 6] + " L" + [x2, y2] + " Z");
  const said = document.createElementNS(SVG, "text");
  said.setAttribute("x", x2 + 7);
  said.setAttribute("y", y2 - 4);
  said.textContent = role;
  wires.append(path, head, said);
}

function dim(panel) {
  for (const one of panel.querySelectorAll(".on, .linked")) one.classList.remove("on", "linked");
  panel.querySelectorAll(".wires").forEach((one) => one.remove());
}
