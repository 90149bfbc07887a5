/* The search: it reads its index from the page. */

const MOST = 80;
const rows = JSON.parse(document.querySelector("#index").textContent).map(([name, kind, about, href]) => {
  return { name, kind, about, href, low: name.toLowerCase(), all: `${name} ${kind} ${about}`.toLowerCase() };
});
const form = document.querySelector("form");
const field = form.querySelector("input");
const list = document.querySelector("#results");
const told = document.querySelector("output");

/** Ranks a row: a whole name, the last part of a path, the start of a name, any part of it, a text. */
function rankOf({ low, all }, words) {
  if (!words.every((word) => all.includes(word))) return undefined;
  const [first] = words;
  if (low === words.join(" ")) return 0;
  if (low.endsWith(`.${first}`)) return 1;
  if (low.startsWith(first)) return 2;
  return low.includes(first) ? 3 : 4;
}

function resultOf({ name, kind, about, href }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = href;
  link.textContent = name;
  const note = document.createElement("span");
  note.className = "note";
  note.textContent = kind;
  const text = document.createElement("p");
  text.textContent = about;
  item.append(link, " ", note, text);
  return item;
}

function search() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  const ranked = rows.map((row) => ({ row, rank: words.length > 0 ? rankOf(row, words) : undefined }));
  const found = ranked.filter(({ rank }) => rank !== undefined).sort((a, b) => a.rank - b.rank);
  list.replaceChildren(...found.slice(0, MOST).map(({ row }) => resultOf(row)));
  const shown = found.length > MOST ? `the first ${MOST} of ${found.length}` : `${found.length}`;
  told.textContent = words.length === 0 ? "" : `${shown} found`;
}

form.hidden = false;
document.querySelector(".without").hidden = true;
field.value = decodeURIComponent(location.hash.slice(1));
field.addEventListener("input", () => {
  history.replaceState(undefined, "", `#${encodeURIComponent(field.value)}`);
  search();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  list.querySelector("a")?.click();
});
field.focus();
search();
