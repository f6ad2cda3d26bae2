/* The list of items beside the text, and what is told of the one that is looked at. */

const LISTED = 250; // of a long list only so many are there before somebody asks for more

function says(item) {
  return [item.thing.label, item.thing.words].filter(Boolean).join(", ");
}

function entryButton(entry, doc, place, several) {
  const made = element("button", { type: "button", className: "entry" });
  made.dataset.place = place;
  const [, title, , family] = CLASSES[entry.cls];
  const what = entry.layer.replace(/ies$/, "y").replace(/s$/, "") + (several ? " · " : "");
  made.append(element("span", { className: "chip f-" + family, textContent: title }), " ");
  const note = element("span", { className: "what", textContent: what });
  if (several) note.append(element("bdi", { textContent: RUNS[entry.run] }));
  made.append(note);
  const text = covered(doc, entry.main.thing) || (entry.layer === "entities" ? entry.main.thing.words : placed(entry.main.thing));
  made.append(element("bdi", { className: "covers", textContent: shortened(text, 90) }));
  const other = entry.gold && entry.predicted && entry.cls > 0;
  const said = other ? [...new Set([says(entry.gold), says(entry.predicted)])].join(" ≠ ") : says(entry.main);
  if (entry.layer !== "entities" || other) made.append(element("bdi", { className: "says", textContent: shortened(said, 110) }));
  return made;
}

function shortened(text, most) {
  const points = Array.from(text.replace(/\s+/g, " "));
  return points.length <= most ? points.join("") : points.slice(0, most - 26).join("") + " … " + points.slice(-22).join("");
}

function drawList(state, doc, entries) {
  const list = byId("entries");
  const several = state.runs.size > 1;
  const shown = entries.slice(0, Math.max(LISTED, state.more, state.place + 1));
  const rows = shown.map((entry, place) => element("li", {}, entryButton(entry, doc, place, several)));
  if (shown.length < entries.length) {
    rows.push(element("li", {}, element("button", { type: "button", id: "more", textContent: "Show all " + entries.length })));
  }
  if (!rows.length) {
    const more = settings.documents.length > 1 ? " n opens the next document that has something." : "";
    rows.push(element("li", { className: "nothing", textContent: "Nothing to list here." + more }));
  }
  list.replaceChildren(...rows);
  const noun = state.right ? "item" : "error";
  byId("list-count").textContent = entries.length.toLocaleString("en") + " " + noun + (entries.length === 1 ? "" : "s");
}

/* All that is known of an entry, in words. */
function tell(entry, doc) {
  const box = byId("told");
  if (!entry) {
    box.replaceChildren();
    return;
  }
  const [, title, reason, family] = CLASSES[entry.cls];
  const facts = element("dl", {});
  const fact = (name, text) => facts.append(element("div", {}, element("dt", { textContent: name }), element("dd", {}, element("bdi", { textContent: text }))));
  for (const [name, item] of [["gold", entry.gold], [RUNS[entry.run], entry.predicted]]) {
    if (!item) continue;
    const text = covered(doc, item.thing);
    fact(name, (text ? shortened(text, 160) + " · " : "") + says(item));
    fact("", item.id + (item.thing.spans.length ? " · characters " + placed(item.thing) : ""));
  }
  for (const link of entry.main.thing.links) {
    const text = doc.points ? link.spans.map(([start, end]) => doc.points.slice(start, end).join("")).join(" … ") : placed(link);
    fact(link.role, shortened(text, 80));
  }
  const head = element("p", {}, element("span", { className: "chip f-" + family, textContent: title }), " " + reason);
  const link = element("p", {}, element("a", { href: hashOf(doc, entry), textContent: "Link to this item" }));
  box.replaceChildren(head, facts, link);
}

const hashOf = (doc, entry) =>
  "#" + [doc.id, ...(entry ? [RUNS[entry.run], entry.name] : [""])].map(encodeURIComponent).join("/");
