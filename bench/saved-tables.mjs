// Prints rows during the measurement, and merges them into a document of tables: a run replaces only its own rows.

/** Returns the cells of a line of a Markdown table; undefined for other lines and the rule below the head. */
function cellsOf(line) {
  if (!line.startsWith("| ") || /^\| -/.test(line)) return undefined;
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** Returns the key of a row in its table: the first cell, and the contender if there is one. */
const keyOf = (head, [first, second]) => (head[1] === "who" ? `${first}, ${second}` : first);

/** Returns the tables of a document, each as its head and its rows. */
export function tablesIn(text) {
  const tables = [];
  let isInside = false;
  for (const line of text.split("\n")) {
    const cells = cellsOf(line);
    if (cells !== undefined && !isInside) tables.push([]);
    if (cells !== undefined) tables.at(-1).push(cells);
    isInside = line.startsWith("|");
  }
  return tables;
}

/** Merges the rows of a run into the kept tables: rows replace those of the same key, or come after their task. */
export function merged(kept, measured) {
  const tables = kept.map((table) => withRows(table, measured.find(([head]) => head[0] === table[0][0]) ?? []));
  return [...tables, ...measured.filter(([head]) => !kept.some(([other]) => other[0] === head[0]))];
}

function withRows(table, [, ...rows]) {
  const result = [...table];
  for (const row of rows) {
    const at = result.findIndex((each, i) => i > 0 && keyOf(table[0], each) === keyOf(table[0], row));
    const last = result.findLastIndex((each) => each[0] === row[0]);
    if (at > 0) result[at] = row;
    else result.splice(last < 0 ? result.length : last + 1, 0, row);
  }
  return result;
}

/** Returns a function that prints a row, after the head if a new table begins. */
export function printer(print) {
  let head = "";
  return (heads, row) => {
    const line = (cells) =>
      cells
        .map((cell, i) => (i === 0 ? cell.padEnd(34) : cell.padStart(13)))
        .join(" ")
        .trimEnd();
    if (head !== heads[0]) print(`\n${line(heads)}`);
    head = heads[0];
    print(line(row));
  };
}
