/* Keyboard: one stop in the tab order, arrow keys move it. */
const STOPS = '.label, [role="img"]';
let current = null;
const stopsOf = (row) => {
  const [label, ...shapes] = all(STOPS, row);
  return [label, ...shapes.sort((one, other) => share(one) - share(other))];
};
const visibleRows = () => all(".body .row", chart).filter(seen);
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
function reveal(stop, below = 4) {
  const frame = scroller.getBoundingClientRect();
  const row = stop.closest(".row").getBoundingClientRect();
  const axis = chart.querySelector(".axis").getBoundingClientRect().height;
  const foot = Math.min(frame.bottom, getComputedStyle(panel).position === "fixed" ? panel.getBoundingClientRect().top : innerHeight);
  if (row.top < frame.top + axis || row.bottom > foot - 16) {
    const above = row.top < frame.top + axis || below > 4 || frame.top + axis > foot - 60;
    scroller.scrollTop += above ? row.top - frame.top - axis - below : row.bottom - foot + 20;
  }
  if (stop.classList.contains("label")) return;
  const left = frame.left + pixels("--label"), at = left - scroller.scrollLeft + share(stop) * width;
  if (at < left + 20 || at > frame.right - 20) scroller.scrollLeft += at - left - 60;
}
function step(row, stop, by) {
  const shown = visibleRows(), next = shown[Math.min(Math.max(shown.indexOf(row) + by, 0), shown.length - 1)];
  const stops = stopsOf(next);
  if (stop.classList.contains("label")) return stops[0];
  const distance = (other) => Math.abs(share(other) - share(stop));
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
  } else if (event.key === "Enter" && row && row.classList.contains("item")) {
    event.preventDefault();
    pin(pinned === rowAt(stop) ? -1 : rowAt(stop));
  }
});
