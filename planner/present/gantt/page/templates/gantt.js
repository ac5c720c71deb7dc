(() => {
"use strict";
const byId = (id) => document.getElementById(id);
const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
const chart = byId("chart"), scroller = byId("scroller"), tip = byId("tip"), form = byId("filters");
const rows = all(".row.item", chart), lines = all("#twin tbody tr");
const columns = all("#twin th").map((head) => head.textContent);
const days = Number(chart.dataset.days);
const MOST_PIXELS_PER_DAY = 14, NAME_PIXELS_PER_LETTER = 6.4;
const details = JSON.parse(byId("details").textContent);

/* Zoom: the width of the time axis in pixels; every position is a share of it. */
const style = getComputedStyle(chart);
const pixels = (name) => parseFloat(style.getPropertyValue(name));
const fitWidth = () => Math.max(320, scroller.clientWidth - pixels("--label") - pixels("--room"));
let width = fitWidth();
let fitted = true;
const names = all(".name", chart).map((text) => ({ text, share: parseFloat(text.dataset.w) / 100, need: text.textContent.length * NAME_PIXELS_PER_LETTER + 8 }));

function applyWidth() {
  chart.style.setProperty("--time", width + "px");
  const month = (width / days) * 30.4;
  chart.classList.toggle("scale-month", month >= 34);
  chart.classList.toggle("scale-quarter", month < 34 && month * 3 >= 35);
  chart.classList.toggle("scale-year", month * 3 < 35);
  for (const name of names) name.text.classList.toggle("off", name.share * width < name.need);
}

function zoomTo(next, clientX) {
  const left = scroller.getBoundingClientRect().left + pixels("--label");
  const at = clientX === undefined ? fitWidth() / 2 : clientX - left;
  const share = (scroller.scrollLeft + at) / width;
  const fit = fitWidth();
  width = Math.min(Math.max(next, fit), Math.max(fit, days * MOST_PIXELS_PER_DAY));
  fitted = width === fit;
  applyWidth();
  scroller.scrollLeft = share * width - at;
}
byId("zoom-in").addEventListener("click", () => zoomTo(width * 1.5));
byId("zoom-out").addEventListener("click", () => zoomTo(width / 1.5));
byId("zoom-fit").addEventListener("click", () => zoomTo(0));
/* On paper the whole range stands on one page width. */
const PRINT_WIDTH = 1000;
window.addEventListener("beforeprint", () => { const kept = width; width = PRINT_WIDTH; applyWidth(); width = kept; });
window.addEventListener("afterprint", applyWidth);
window.addEventListener("resize", () => { if (fitted) zoomTo(0); });
scroller.addEventListener("wheel", (event) => {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  zoomTo(width * Math.exp(-event.deltaY / 400), event.clientX);
}, { passive: false });

/* Pan by dragging with the mouse. */
let drag = null;
scroller.addEventListener("pointerdown", (event) => {
  if (event.pointerType !== "mouse" || event.button !== 0 || event.target === scroller) return;
  drag = { x: event.clientX, y: event.clientY, left: scroller.scrollLeft, top: scroller.scrollTop };
});
window.addEventListener("pointermove", (event) => {
  if (!drag) return;
  scroller.classList.add("dragging");
  scroller.scrollLeft = drag.left - (event.clientX - drag.x);
  scroller.scrollTop = drag.top - (event.clientY - drag.y);
});
window.addEventListener("pointerup", () => { drag = null; scroller.classList.remove("dragging"); });

/* Filters: the chart and its table twin show the same rows. */
const groups = all(".department-block", chart), clusters = all(".cluster-block", chart);
const texts = lines.map((line, index) => [line.textContent, ...details[index].t.map((fact) => fact[1])].join(" ").toLowerCase());
const has = (list, wanted) => wanted === "" || list.split(" ").includes(wanted);
const checked = (name) => all(`input[name="${name}"]:checked`, form).map((box) => box.value);

/* The phrase as typed where any row has it, else each of its words. */
const wordsOf = (typed) => (texts.some((text) => text.includes(typed)) ? [typed] : typed.split(/\s+/)).filter(Boolean);

function filter() {
  const cluster = byId("cluster").value, department = byId("department").value;
  const words = wordsOf(byId("search").value.toLowerCase().trim());
  const flags = checked("flag"), kinds = checked("kind");
  const narrowed = department !== "" || flags.length > 0 || words.length > 0;
  const keptClusters = new Set();
  const meets = rows.map((row, index) => {
    if (row.classList.contains("milestone")) return null;
    const kept = has(row.dataset.c, cluster) && has(row.dataset.d, department)
      && (flags.length === 0 || flags.some((flag) => row.classList.contains(flag)))
      && words.every((word) => texts[index].includes(word));
    if (kept) keptClusters.add(row.closest(".cluster-block"));
    return kept;
  });
  let shown = 0;
  rows.forEach((row, index) => {
    const milestone = meets[index] === null;
    const kept = milestone
      ? has(row.dataset.c, cluster) && (!narrowed || keptClusters.has(row.closest(".cluster-block")))
      : meets[index];
    const visible = kept && kinds.some((kind) => row.classList.contains(kind));
    row.hidden = lines[index].hidden = !visible;
    shown += visible ? 1 : 0;
  });
  for (const block of [...groups, ...clusters]) block.hidden = !block.querySelector(".row.item:not([hidden])");
  byId("shown").textContent = `${shown} of ${rows.length} rows`;
  byId("none").hidden = shown > 0;
  if (current && !current.getClientRects().length) setCurrent(firstStop());
}
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(filter));

/* Keyboard: one stop in the tab order, arrow keys move it. */
const STOPS = '.label, [role="img"]';
let current = null;
const stopsOf = (row) => {
  const [label, ...shapes] = all(STOPS, row);
  return [label, ...shapes.sort((one, other) => parseFloat(one.getAttribute("x")) - parseFloat(other.getAttribute("x")))];
};
const visibleRows = () => all(".row", chart).filter((row) => !row.closest("[hidden]") && !row.closest(".axis"));
const firstStop = () => { const [row] = visibleRows(); return row ? stopsOf(row)[0] : null; };
function setCurrent(stop) {
  if (current) current.removeAttribute("tabindex");
  current = stop;
  if (stop) stop.setAttribute("tabindex", "0");
}
function goTo(stop) {
  if (!stop) return;
  setCurrent(stop);
  stop.focus({ preventScroll: true });
  reveal(stop);
}
function reveal(stop) {
  const frame = scroller.getBoundingClientRect();
  const row = stop.closest(".row").getBoundingClientRect();
  const axis = chart.querySelector(".axis").getBoundingClientRect().height;
  if (row.top < frame.top + axis) scroller.scrollTop -= frame.top + axis - row.top + 4;
  if (row.bottom > frame.bottom - 16) scroller.scrollTop += row.bottom - frame.bottom + 20;
  if (stop.classList.contains("label")) return;
  const box = stop.getBoundingClientRect(), left = frame.left + pixels("--label");
  if (box.right < left + 20 || box.left > frame.right - 20 || (box.left < left && box.width < fitWidth())) {
    scroller.scrollLeft += box.left - left - 40;
  }
}
function step(row, stop, by) {
  const shown = visibleRows(), next = shown[Math.min(Math.max(shown.indexOf(row) + by, 0), shown.length - 1)];
  const stops = stopsOf(next);
  if (stop.classList.contains("label")) return stops[0];
  const x = parseFloat(stop.getAttribute("x"));
  const distance = (other) => Math.abs(parseFloat(other.getAttribute("x")) - x);
  return stops.slice(1).reduce((best, other) => (best && distance(best) <= distance(other) ? best : other), null) || stops[0];
}
const KEYS = {
  ArrowRight: (row, stop, stops) => stops[Math.min(stops.indexOf(stop) + 1, stops.length - 1)],
  ArrowLeft: (row, stop, stops) => stops[Math.max(stops.indexOf(stop) - 1, 0)],
  Home: (row, stop, stops) => stops[0],
  End: (row, stop, stops) => stops[stops.length - 1],
  ArrowDown: (row, stop) => step(row, stop, 1),
  ArrowUp: (row, stop) => step(row, stop, -1),
  PageDown: (row, stop) => step(row, stop, 15),
  PageUp: (row, stop) => step(row, stop, -15),
};
const ZOOMS = { "+": () => zoomTo(width * 1.5), "=": () => zoomTo(width * 1.5), "-": () => zoomTo(width / 1.5), 0: () => zoomTo(0) };
chart.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const stop = event.target.closest(STOPS), row = stop && stop.closest(".row");
  if (row && KEYS[event.key]) {
    event.preventDefault();
    goTo(KEYS[event.key](row, stop, stopsOf(row)));
  } else if (ZOOMS[event.key]) {
    event.preventDefault();
    ZOOMS[event.key]();
    if (stop) reveal(stop);
  }
});
chart.addEventListener("click", (event) => {
  const stop = event.target.closest(STOPS);
  if (stop && stop.closest(".row") && !stop.closest(".axis")) goTo(stop);
});

/* Details, on hover and on focus alike; Escape puts them away. */
function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
function fill(stop) {
  const row = stop.closest(".row"), index = rows.indexOf(row);
  tip.replaceChildren(element("strong", row.querySelector(".label span").textContent));
  if (stop.getAttribute("aria-label")) tip.append(element("div", stop.getAttribute("aria-label")));
  if (index < 0) return;
  const told = details[index], cells = lines[index].cells, list = document.createElement("dl");
  const read = (column) => cells[columns.indexOf(column)].textContent;
  const facts = [["Flag", read("Flag").replace("–", "")], ["Why", read("Why")], ["Do", told.a], ...told.t, ["Source", read("Source")]];
  for (const [label, text] of facts) if (label && text) list.append(element("dt", label), element("dd", text));
  tip.append(list);
}
function place(x, y) {
  const box = tip.getBoundingClientRect();
  const left = x + 14 + box.width > innerWidth ? x - box.width - 14 : x + 14;
  const top = y + 16 + box.height > innerHeight ? y - box.height - 12 : y + 16;
  tip.style.left = Math.max(4, left) + "px";
  tip.style.top = Math.max(4, top) + "px";
}
function show(stop, x, y) {
  fill(stop);
  tip.hidden = false;
  place(x, y);
}
let hideSoon = 0;
const hide = () => { tip.hidden = true; };
const stopAt = (event) => { const stop = event.target.closest && event.target.closest(STOPS); return stop && stop.closest(".row") && !stop.closest(".axis") ? stop : null; };
chart.addEventListener("pointerover", (event) => {
  const stop = stopAt(event);
  clearTimeout(hideSoon);
  if (stop && !drag) show(stop, event.clientX, event.clientY);
  else hideSoon = setTimeout(hide, 250);
});
chart.addEventListener("pointerleave", () => { hideSoon = setTimeout(hide, 250); });
tip.addEventListener("pointerenter", () => clearTimeout(hideSoon));
tip.addEventListener("pointerleave", hide);
chart.addEventListener("focusin", (event) => {
  const stop = stopAt(event);
  if (!stop || !stop.matches(":focus-visible")) return;
  const box = stop.getBoundingClientRect();
  show(stop, Math.max(box.left, scroller.getBoundingClientRect().left) + 10, box.bottom);
});
chart.addEventListener("focusout", hide);
scroller.addEventListener("scroll", hide);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

/* Sorting the table twin. */
const body = byId("twin").tBodies[0];
all("#twin th").forEach((head, column) => head.firstElementChild.addEventListener("click", () => {
  const up = head.getAttribute("aria-sort") !== "ascending";
  all("#twin th").forEach((other) => other.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  const key = (line) => { const cell = line.cells[column]; return cell.dataset.v === undefined ? cell.textContent.toLowerCase() : Number(cell.dataset.v); };
  const order = (one, other) => (one < other ? -1 : one > other ? 1 : 0) * (up ? 1 : -1);
  body.append(...lines.slice().sort((one, other) => order(key(one), key(other))));
}));

setCurrent(firstStop());
applyWidth();
})();
