"use strict";
/* The data of the page: settings, and documents that are decoded when they are opened.
   Offsets are code points; a text is split into code points once, and cut by these. */

const byId = (id) => document.getElementById(id);
const settings = JSON.parse(byId("settings").textContent);
const LAYERS = settings.layers;
const RUNS = settings.runs;
const RIGHT = ["paired", "right", "Gold has the same.", "right"];
const CLASSES = [RIGHT, ...settings.classes];
const GOLD = -1;
const PREFIX = { mentions: "entities", arguments: "events" };
const KEPT = 16;
const opened = new Map();

/* A document as it stands in the page: JSON, or a string of deflated JSON where there are many. */
const rawOf = (number) => unpacked("d" + number);

async function unpacked(id) {
  const found = JSON.parse(byId(id).textContent);
  if (typeof found !== "string") return found;
  const bytes = Uint8Array.from(atob(found), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

async function openDocument(number) {
  if (opened.has(number)) return opened.get(number);
  const found = decoded(await rawOf(number), number);
  if (opened.size >= KEPT) opened.delete(opened.keys().next().value);
  opened.set(number, found);
  return found;
}

function decoded(raw, number) {
  const points = raw.text === undefined ? null : Array.from(raw.text);
  const things = raw.t.map((thing) => ({
    layer: LAYERS[thing[0]],
    spans: pairs(thing[1]),
    label: raw.s[thing[2]],
    words: raw.s[thing[3]],
    links: thing[4].map((link) => ({ role: raw.s[link[0]], spans: pairs(link.slice(1)) })),
  }));
  const gold = sideOf(raw.g, raw.i, things, GOLD);
  const runs = raw.r.map((run, side) => ({ items: sideOf(run.t, run.i, things, side), failure: run.f || "" }));
  raw.r.forEach((run, side) => {
    LAYERS.forEach((layer, place) => settle(gold[layer], runs[side].items[layer], run.g[place], run.p[place], side));
  });
  return { number, id: raw.id, title: raw.title || "", points, gold, runs, entries: entriesOf(gold, runs) };
}

function pairs(flat) {
  const spans = [];
  for (let place = 0; place < flat.length; place += 2) spans.push([flat[place], flat[place + 1]]);
  return spans;
}

function sideOf(numbers, ids, things, side) {
  const found = {};
  LAYERS.forEach((layer, place) => {
    const names = ids[layer][0] === undefined || typeof ids[layer][0] === "string" ? ids[layer] : inner(layer, ids);
    found[layer] = numbers[place].map((number, n) => ({
      side, layer, n, id: names[n], number, thing: things[number], outcomes: [],
    }));
  });
  return found;
}

/* Mentions and arguments have no ids: they are named by their place in what has one. */
function inner(layer, ids) {
  return ids[layer].flatMap((count, owner) =>
    Array.from({ length: count }, (_, place) => ids[PREFIX[layer]][owner] + "." + layer + "[" + place + "]"));
}

/* What became of the items of a run and of gold; what is not told is paired with the same thing of the other side. */
function settle(gold, own, told, single, run) {
  for (const [n, cls, partner] of single) own[n].outcomes[run] = { cls, partner };
  for (const [n, cls, partner] of told) pair(gold[n], own[partner], cls, run);
  const waiting = new Map();
  for (const item of own) {
    if (!item.outcomes[run]) waiting.set(item.number, [...(waiting.get(item.number) || []), item]);
  }
  for (const item of gold) {
    if (!item.outcomes[run]) pair(item, waiting.get(item.number).shift(), 0, run);
  }
}

function pair(gold, own, cls, run) {
  gold.outcomes[run] = { cls, partner: own ? own.n : -1 };
  if (own) own.outcomes[run] = { cls, partner: gold.n };
}

/* Everything that can be listed: an error, or a pair that is right, of one run. */
function entriesOf(gold, runs) {
  const found = [];
  runs.forEach((run, side) => {
    for (const layer of LAYERS) {
      for (const item of gold[layer]) {
        const { cls, partner } = item.outcomes[side];
        if (cls >= 0) found.push(entryOf(side, layer, cls, item, partner < 0 ? null : run.items[layer][partner]));
      }
      for (const item of run.items[layer]) {
        const { cls, partner } = item.outcomes[side];
        if (cls >= 0 && partner < 0) found.push(entryOf(side, layer, cls, null, item));
      }
    }
  });
  const place = (entry) => (entry.main.thing.spans.length ? entry.main.thing.spans[0][0] : Infinity);
  return found.map((entry, n) => [place(entry), n, entry]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((one) => one[2]);
}

function entryOf(run, layer, cls, gold, predicted) {
  const main = gold || predicted;
  const labels = new Set([gold, predicted].filter(Boolean).map((item) => item.thing.label));
  return { run, layer, cls, gold, predicted, main, labels, name: (gold ? "g." : "p.") + layer + "." + main.id };
}

/* Whether the chosen runs have different outcomes here. */
function differs(entry, chosen, doc) {
  if (chosen.length < 2) return false;
  if (entry.gold) return new Set(chosen.map((run) => entry.gold.outcomes[run].cls)).size > 1;
  const same = (item) => item.number === entry.predicted.number && item.outcomes[item.side].cls === entry.cls;
  return !chosen.every((run) => doc.runs[run].items[entry.layer].some(same));
}

const covered = (doc, thing) =>
  doc.points === null || thing.layer === "entities"
    ? ""
    : thing.spans.map(([start, end]) => doc.points.slice(start, end).join("")).join(" … ");

const placed = (thing) => thing.spans.slice(0, 3).map(([start, end]) => start + "–" + end).join(" ") + (thing.spans.length > 3 ? " …" : "");
