/* The panel tells the row under the pointer or the focus; a click or Enter keeps one. */
let pinned = -1;
function element(name, text, kind = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}
const title = (index) => {
  const [name, organisation] = all(".title b, .title small", rows[index]).map((part) => part.textContent);
  return name ? [name, organisation].filter(Boolean).join(" · ") : rows[index].querySelector(".title").textContent;
};
const told = (index, column) => lines[index].cells[columns.indexOf(column)].textContent;
function jump(index, words) {
  const made = element("button", title(index), "jump");
  made.type = "button";
  made.append(element("small", words));
  made.addEventListener("click", () => pin(index, true));
  return made;
}
function linkList(heading, found) {
  if (found.length === 0) return [];
  const list = document.createElement("ul");
  for (const [index, words] of found) {
    const item = document.createElement("li");
    item.append(jump(index, words));
    list.append(item);
  }
  return [element("h3", heading), list];
}
function reasons(index) {
  const { w: said, l: ladder } = details[index];
  if (!said) return [];
  const picture = ladder ? [document.importNode(new DOMParser().parseFromString(ladder, "image/svg+xml").documentElement, true)] : [];
  const sentences = said.map(([text, records]) => {
    const line = element("span", text + " ");
    if (records) line.title = records;
    return line;
  });
  const paragraph = document.createElement("p");
  paragraph.append(...sentences);
  const behind = [...new Set(said.flatMap(([, records]) => (records ? records.split(", ") : [])))];
  const sources = document.createElement("details");
  sources.append(element("summary", "Records behind it"), element("p", behind.join(", ")));
  return [element("h3", "Why so late"), paragraph, ...picture, ...(behind.length ? [sources] : [])];
}
function fill(index, words) {
  const badge = byId("chosen-badge"), row = rows[index];
  badge.textContent = row.querySelector(".badge").textContent;
  badge.className = "badge " + Array.from(row.classList).find((name) => /^f.$/.test(name));
  byId("chosen-title").textContent = title(index);
  byId("chosen-bar").textContent = words || "";
  byId("chosen-bar").hidden = !words;
  const facts = [["Flag", told(index, "Flag").replace("–", "")], ["Why", told(index, "Why")], ["Do", details[index].a], ...details[index].t, ["Id", told(index, "Id")], ["Source", told(index, "Source")]];
  byId("chosen-facts").replaceChildren(...facts.filter(([, text]) => text).flatMap(([label, text]) => [element("dt", label), element("dd", text)]));
  byId("chosen-why").replaceChildren(...reasons(index));
  byId("chosen-links").replaceChildren(
    ...linkList("Waits for", linksInto(index).map((one) => [one.first, one.words])),
    ...linkList("Waited for by", linksOutOf(index).map((one) => [one.then, one.words])),
  );
  byId("chosen").hidden = false;
  byId("idle").hidden = true;
}
function tell(index, words) {
  if (index < 0) return;
  fill(index, words);
  link(index);
}
function pin(index, move = false) {
  if (pinned >= 0) rows[pinned].classList.remove("chosen");
  pinned = index;
  byId("unpin").hidden = index < 0;
  panel.classList.toggle("pinned", index >= 0);
  if (index >= 0) {
    rows[index].classList.add("chosen");
    tell(index, "");
    if (move) goTo(stopsOf(rows[index])[0]);
  } else release();
  keepAddress();
}
function release() {
  if (pinned >= 0) return tell(pinned, "");
  byId("chosen").hidden = true;
  byId("idle").hidden = false;
  link(-1);
}
const stopAt = (event) => { const stop = event.target.closest && event.target.closest(STOPS); return stop && stop.closest(".row.item") ? stop : null; };
const rowAt = (stop) => rows.indexOf(stop.closest(".row"));
const wordsAt = (stop) => stop.getAttribute("aria-label");
chart.addEventListener("pointerover", (event) => {
  if (drag || pinned >= 0) return;
  const row = event.target.closest && event.target.closest(".row.item");
  if (row) tell(rows.indexOf(row), stopAt(event) ? wordsAt(stopAt(event)) : "");
});
chart.addEventListener("pointerleave", () => { if (pinned < 0) release(); });
chart.addEventListener("focusin", (event) => {
  const stop = stopAt(event);
  if (!stop || !stop.matches(":focus-visible")) return;
  if (pinned >= 0 && pinned !== rowAt(stop)) return;
  tell(rowAt(stop), wordsAt(stop));
});
chart.addEventListener("click", (event) => {
  const row = event.target.closest(".row.item");
  if (!row || dragged) return;
  const stop = stopAt(event) || stopsOf(row)[0], index = rows.indexOf(row);
  if (pinned === index && !wordsAt(stop)) return pin(-1);
  pin(index);
  setCurrent(stop);
  stop.focus({ preventScroll: true });
  fill(index, wordsAt(stop));
});
byId("unpin").addEventListener("click", () => pin(-1));
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && pinned >= 0) pin(-1); });
for (const line of acts) {
  const button = line.querySelector(".goto");
  if (button) button.addEventListener("click", () => { scroller.scrollIntoView(); pin(Number(line.dataset.row), true); });
}
