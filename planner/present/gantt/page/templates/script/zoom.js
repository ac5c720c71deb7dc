/* Zoom: the width of the time axis in pixels; every position is a share of it. */
const MOST_PIXELS_PER_DAY = 14, NAME_PIXELS_PER_LETTER = 6.2, FLAG_AIR = 8;
const fitWidth = () => Math.max(320, scroller.clientWidth - pixels("--label") - pixels("--room"));
const names = all(".name", chart).map((text) => ({ text, share: parseFloat(text.dataset.w) / 100, need: text.textContent.length * NAME_PIXELS_PER_LETTER + 8 }));
const share = (part) => parseFloat(part.getAttribute("x")) / 100;
const flagRows = rows.map((row) => all(".decide", row)).filter((flags) => flags.length);
const letters = (flag) => Number(flag.dataset.need);
let width = fitWidth(), fitted = true;

/* A flag flies to the left of its day, else to the right, without its text, and under the others, where it would lie on another; the urgent first. */
function hang(flag, taken) {
  const at = share(flag) * width, need = letters(flag) + FLAG_AIR;
  const free = (from, until) => from >= 0 && until <= width + pixels("--room") && taken.every(([first, last]) => until <= first || from >= last);
  const left = free(at - need, at), right = !left && free(at, at + need);
  flag.classList.toggle("right", right);
  flag.classList.toggle("bare", !left && !right);
  if (!left && !right) flag.parentNode.insertBefore(flag, flag.parentNode.querySelector(".decide"));
  taken.push(left ? [at - need, at] : [at, at + (right ? need : 0)]);
}
function hangFlags() {
  for (const flags of flagRows) {
    const taken = [], urgent = (flag) => flag.classList.contains("urgent");
    for (const flag of [...flags.filter(urgent), ...flags.filter((one) => !urgent(one))]) hang(flag, taken);
  }
}
function applyWidth() {
  chart.style.setProperty("--time", width + "px");
  const month = (width / days) * 30.4;
  const scale = month >= 30 ? "month" : month * 3 >= 30 ? "quarter" : month * 6 >= 30 ? "half" : "year";
  for (const name of ["month", "quarter", "half", "year"]) chart.classList.toggle("scale-" + name, name === scale);
  for (const name of names) name.text.classList.toggle("off", name.share * width < name.need);
  hangFlags();
  drawLinks();
}
function setWidth(next) {
  const fit = fitWidth();
  width = Math.min(Math.max(next, fit), Math.max(fit, days * MOST_PIXELS_PER_DAY));
  fitted = width === fit;
}
function zoomTo(next, clientX) {
  const left = scroller.getBoundingClientRect().left + pixels("--label");
  const at = clientX === undefined ? fitWidth() / 2 : clientX - left;
  const part = (scroller.scrollLeft + at) / width;
  setWidth(next);
  applyWidth();
  scroller.scrollLeft = part * width - at;
  keepAddress();
}
byId("zoom-in").addEventListener("click", () => zoomTo(width * 1.5));
byId("zoom-out").addEventListener("click", () => zoomTo(width / 1.5));
byId("zoom-fit").addEventListener("click", () => zoomTo(0));
window.addEventListener("resize", () => { if (fitted) zoomTo(0); });
scroller.addEventListener("wheel", (event) => {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  zoomTo(width * Math.exp(-event.deltaY / 400), event.clientX);
}, { passive: false });

/* On paper the whole range stands on one page width. */
const PRINT_WIDTH = 990;
window.addEventListener("beforeprint", () => { const kept = width; width = PRINT_WIDTH; applyWidth(); width = kept; byId("legend").open = true; });
window.addEventListener("afterprint", applyWidth);

/* Pan by dragging with the mouse; a drag is no click. */
let drag = null, dragged = false;
scroller.addEventListener("pointerdown", (event) => {
  dragged = false;
  if (event.pointerType !== "mouse" || event.button !== 0 || event.target === scroller) return;
  drag = { x: event.clientX, y: event.clientY, left: scroller.scrollLeft, top: scroller.scrollTop };
});
window.addEventListener("pointermove", (event) => {
  if (!drag) return;
  if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > 4) dragged = true;
  if (!dragged) return;
  scroller.classList.add("dragging");
  scroller.scrollLeft = drag.left - (event.clientX - drag.x);
  scroller.scrollTop = drag.top - (event.clientY - drag.y);
});
window.addEventListener("pointerup", () => { drag = null; scroller.classList.remove("dragging"); });
