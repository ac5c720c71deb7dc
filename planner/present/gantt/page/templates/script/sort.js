/* Order: bands leave their headings and stand by acting day, flag or cost; the register follows. */
const flat = byId("flat");
const homes = bands.map((band) => band.parentElement);
const number = (part, key) => Number(part.dataset[key]);
function actKey(line, order) {
  if (order !== "flag") return number(line, order);
  const row = rows[line.dataset.row];
  return row ? number(row.closest(".band"), "flag") : 0;
}
function sortBands() {
  const order = byId("sort").value;
  chart.classList.toggle("sorted", order !== "");
  if (order === "") bands.forEach((band, place) => homes[place].append(band));
  else flat.append(...bands.slice().sort((one, other) => number(one, order) - number(other, order) || number(one, "act") - number(other, "act")));
  if (acts.length === 0) return;
  const sorted = order === "" ? acts : acts.slice().sort((one, other) => actKey(one, order) - actKey(other, order) || number(one, "act") - number(other, "act"));
  acts[0].parentElement.append(...sorted);
}
