/* Lines from what the chosen row waits for, and to what waits for it; only those of that one row. */
const links = JSON.parse(byId("row-links").textContent).map(([first, then, from, to, words]) => ({ first, then, from, to, words }));
const linksInto = (index) => links.filter((link) => link.then === index);
const linksOutOf = (index) => links.filter((link) => link.first === index);
const board = byId("links");
let linked = -1;
function middle(row) {
  return row.getBoundingClientRect().top - board.getBoundingClientRect().top + row.getBoundingClientRect().height / 2;
}
function draw(link, into) {
  const x1 = (link.from / 100) * width, x2 = (link.to / 100) * width, y1 = middle(rows[link.first]), y2 = middle(rows[link.then]);
  const bend = x2 - x1 > 24 ? x1 + 10 : Math.max(x1, x2) + 10, side = x2 - x1 > 24 ? 1 : -1;
  const add = (shape, name) => {
    const made = document.createElementNS(board.namespaceURI, "path");
    made.setAttribute("d", shape);
    made.setAttribute("class", name + (into ? " into" : ""));
    board.append(made);
  };
  add(`M${x1} ${y1}H${bend}V${y2}H${x2 - side * 6}`, "wire");
  add(`M${x2} ${y2}l${-side * 7} -4v8Z`, "head");
}
function drawLinks() {
  board.replaceChildren();
  for (const row of rows) row.classList.remove("related");
  if (linked < 0 || !seen(rows[linked])) return;
  for (const [found, into] of [[linksInto(linked), true], [linksOutOf(linked), false]]) {
    for (const link of found) {
      const other = rows[into ? link.first : link.then];
      if (!seen(other)) continue;
      other.classList.add("related");
      draw(link, into);
    }
  }
}
function link(index) {
  if (index === linked) return;
  linked = index;
  drawLinks();
}
