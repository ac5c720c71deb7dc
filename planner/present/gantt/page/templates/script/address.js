/* The address keeps filters, order, zoom and the kept row, so that a link shows what was seen. */
const FIELDS = ["cluster", "department", "search", "sort"], BOXES = ["flag", "kind"];
const hasAddress = location.protocol !== "about:";  // the frame of a notebook has none
let reading = false;
function keepAddress() {
  if (reading || !hasAddress) return;
  const kept = new URLSearchParams();
  for (const field of FIELDS) if (byId(field).value) kept.set(field, byId(field).value);
  const flags = checked("flag"), kinds = checked("kind");
  if (flags.length) kept.set("flag", flags.map((box) => box.value).join(","));
  if (kinds.length < all('input[name="kind"]', form).length) kept.set("kind", kinds.map((box) => box.value).join(","));
  if (!fitted) kept.set("zoom", (width / fitWidth()).toFixed(2));
  if (pinned >= 0) kept.set("row", told(pinned, "Id") + "," + told(pinned, "Kind"));
  history.replaceState(null, "", "#" + kept);
}
function readAddress() {
  const kept = new URLSearchParams(location.hash.slice(1));
  reading = true;
  for (const field of FIELDS) byId(field).value = kept.get(field) || "";
  for (const name of BOXES) {
    const wanted = kept.has(name) ? kept.get(name).split(",") : null;
    for (const box of all(`input[name="${name}"]`, form)) box.checked = wanted ? wanted.includes(box.value) : box.defaultChecked;
  }
  for (const field of ["cluster", "department", "sort"]) if (byId(field).selectedIndex < 0) byId(field).selectedIndex = 0;
  setWidth(fitWidth() * (Number(kept.get("zoom")) || 1));
  applyWidth();
  sortBands();
  filter();
  const wanted = kept.get("row"), index = wanted === null ? -1 : rows.findIndex((_, place) => `${told(place, "Id")},${told(place, "Kind")}` === wanted);
  if (index >= 0) pin(index);
  else if (pinned >= 0) pin(-1);
  reading = false;
  if (index >= 0) requestAnimationFrame(() => { reveal(stopsOf(rows[index])[0], 60); drawLinks(); });
}
window.addEventListener("hashchange", readAddress);
