/* The table twin: shown and printed on request, sorted by any of its columns. */
const frame = byId("twin-frame"), toggle = byId("show-table");
toggle.addEventListener("click", () => {
  frame.hidden = !frame.hidden;
  toggle.setAttribute("aria-expanded", String(!frame.hidden));
  toggle.textContent = frame.hidden ? "Show the table" : "Hide the table";
});
byId("print-table").addEventListener("change", (event) => document.body.classList.toggle("print-table", event.target.checked));
const body = byId("twin").tBodies[0];
all("#twin th").forEach((head, column) => head.firstElementChild.addEventListener("click", () => {
  const up = head.getAttribute("aria-sort") !== "ascending";
  all("#twin th").forEach((other) => other.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  const key = (line) => { const cell = line.cells[column]; return cell.dataset.v === undefined ? cell.textContent.toLowerCase() : Number(cell.dataset.v); };
  const order = (one, other) => (one < other ? -1 : one > other ? 1 : 0) * (up ? 1 : -1);
  body.append(...lines.slice().sort((one, other) => order(key(one), key(other))));
}));
