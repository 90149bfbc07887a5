// Prints rows during the measurement, and keeps them in a document of tables: a run replaces its own rows.

/** Returns the cells of a line of a Markdown table; none for other lines and for the rule below the head. */
function cellsOf(line) {
  if (!line.startsWith("| ") || /^\| -/.test(line)) return undefined;
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** Returns the key of a row in its table: the first cell, and the contender if there is one. */
const keyOf = (head, [first, second]) => (head[1] === "who" ? `${first}, ${second}` : first);

/** Reads the tables of a document, each as a head and rows. */
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

/**
 * Merges the rows of a run into the kept tables: they replace rows of the same key; new rows come after their group.
 */
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

/** Prints a table row by row during the measurement: the first column is the widest. */
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
