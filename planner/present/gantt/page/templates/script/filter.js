/* Filters: chart, register and table show the same rows. */
const groups = all(".department-block", chart), clusters = all(".cluster-block", chart);
const texts = lines.map((line, index) => [line.textContent, ...details[index].t.map((fact) => fact[1])].join(" ").toLowerCase());
const has = (list, wanted) => wanted < 0 || list.split(" ").includes(String(wanted));
const checked = (name) => all(`input[name="${name}"]:checked`, form);
const choice = (id) => byId(id).selectedIndex - 1;

/* The phrase as typed where any row has it, else each of its words. */
const wordsOf = (typed) => (texts.some((text) => text.includes(typed)) ? [typed] : typed.split(/\s+/)).filter(Boolean);

function meets(row, index, asked) {
  return has(row.dataset.c, asked.cluster) && has(row.dataset.d, asked.department)
    && (asked.flags.length === 0 || asked.flags.some((flag) => row.classList.contains(flag)))
    && asked.words.every((word) => texts[index].includes(word));
}
/* An act about no contract of the chart has no flag; it has the cluster and department of its organisation. */
function meetsAlone(line, asked) {
  const words = line.textContent.toLowerCase();
  return has(line.dataset.c, asked.cluster) && has(line.dataset.d, asked.department) && asked.flags.length === 0 && asked.words.every((word) => words.includes(word));
}
function filter() {
  const asked = {
    cluster: choice("cluster"), department: choice("department"), words: wordsOf(byId("search").value.toLowerCase().trim()),
    flags: checked("flag").map((box) => box.dataset.style),
  };
  const kinds = checked("kind").map((box) => box.value);
  const narrowed = asked.department >= 0 || asked.flags.length > 0 || asked.words.length > 0;
  const homes = rows.map((row) => row.dataset.home), keptHomes = new Set();
  const met = rows.map((row, index) => {
    if (row.classList.contains("milestone")) return null;
    const kept = meets(row, index, asked);
    if (kept) keptHomes.add(homes[index]);
    return kept;
  });
  let shown = 0;
  rows.forEach((row, index) => {
    const kept = met[index] === null ? has(row.dataset.c, asked.cluster) && (!narrowed || keptHomes.has(homes[index])) : met[index];
    const visible = kept && kinds.some((kind) => row.classList.contains(kind));
    row.hidden = lines[index].hidden = !visible;
    shown += visible ? 1 : 0;
  });
  for (const line of acts) line.hidden = line.dataset.row === "" ? !meetsAlone(line, asked) : !met[line.dataset.row];
  for (const block of [...bands, ...groups, ...clusters]) block.hidden = !block.querySelector(".row.item:not([hidden])");
  byId("shown").textContent = `${shown} of ${rows.length} rows`;
  byId("acts-shown").textContent = `${acts.filter((line) => !line.hidden).length} of ${acts.length} acts`;
  byId("none").hidden = shown > 0;
  if (current && !seen(current)) setCurrent(firstStop());
  drawLinks();
}
rows.forEach((row) => { row.dataset.home = clusters.indexOf(row.closest(".cluster-block")); });
const refresh = () => { sortBands(); filter(); keepAddress(); };
form.addEventListener("input", refresh);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(refresh));
