// The table: its filter and its order.
const form = document.querySelector(".filter");
const search = form.querySelector("input[type=search]");
const output = form.querySelector("output");
const body = document.querySelector("tbody");
const rows = [...body.rows];
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ");
const texts = new Map(rows.map((row) => [row, plain(row.textContent)]));

/** Shows the rows that contain all words, in any order. */
function filter() {
  const words = plain(search.value).split(" ").filter(Boolean);
  const wanted = form.elements.show.value;
  const shown = rows.filter((row) => {
    const isWanted = wanted === "all" || row.dataset.show.split(" ").includes(wanted);
    const isFound = words.every((word) => texts.get(row).includes(word));
    row.hidden = !(isWanted && isFound);
    return !row.hidden;
  });
  output.textContent = shown.length === rows.length ? `${rows.length} rows` : `${shown.length} of ${rows.length} rows`;
  document.querySelector(".empty").hidden = shown.length > 0;
  document.dispatchEvent(new CustomEvent("filtered", { detail: new Set(shown.map((row) => row.dataset.magic)) }));
}

const MARKS = ["error", "warning", "note", "accepted", "none"];
/** Makes releases comparable as text: v3.10 after v3.9, and no value last. */
const release = (text) => text.replace(/\d+/g, (digits) => digits.padStart(4, "0")) || "~";
const VALUES = {
  text: (cell) => plain(cell.textContent).trim() || "~",
  release: (cell) => release(cell.dataset.value),
  mark: (cell) => String(MARKS.indexOf(cell.dataset.value)),
};

function sortBy(heading) {
  const isUp = heading.getAttribute("aria-sort") !== "ascending";
  for (const other of heading.parentElement.cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", isUp ? "ascending" : "descending");
  const value = (row) => VALUES[heading.dataset.sort](row.cells[heading.cellIndex]);
  const values = new Map(rows.map((row) => [row, value(row)]));
  const order = (a, b) => values.get(a).localeCompare(values.get(b), "en") * (isUp ? 1 : -1);
  body.append(...rows.toSorted(order));
}

for (const heading of document.querySelectorAll("thead th")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...heading.childNodes);
  button.addEventListener("click", () => sortBy(heading));
  heading.append(button);
}

form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.matches("input")) return;
  event.preventDefault();
  search.focus();
});

// Folded sections are printed open.
const folded = document.querySelector("details");
let wasOpen = false;
addEventListener("beforeprint", () => {
  wasOpen = folded?.open ?? false;
  if (folded !== null) folded.open = true;
});
addEventListener("afterprint", () => {
  if (folded !== null) folded.open = wasOpen;
});

form.hidden = false;
filter();
