/** Least number of equal lines in a copy. */
const LEAST = 6;

/**
 * Finds equal lines in several places. Ignores blank lines, comments, imports and lines without a word.
 *
 * @param {{ path: string, text: string }[]} files
 * @returns {string[][]} a list for each copy: its places as `file:line`
 */
export function copiesIn(files) {
  const places = new Map();
  for (const { path, text } of files) {
    const lines = meaningful(text);
    for (let i = 0; i + LEAST <= lines.length; i++) {
      const key = lines
        .slice(i, i + LEAST)
        .map(({ words }) => words)
        .join("\n");
      const found = places.get(key) ?? [];
      found.push({ path, line: lines[i].line });
      places.set(key, found);
    }
  }
  return withoutFollowers([...places.values()].filter((found) => found.length > 1));
}

function meaningful(text) {
  return text
    .split("\n")
    .map((line, i) => ({ words: line.trim(), line: i + 1 }))
    .filter(({ words }) => /\w{2}/.test(words) && !/^(import|export \{|\/\/|\/?\*|["'}])/.test(words));
}

/** Drops each copy that continues another copy. */
function withoutFollowers(copies) {
  const ends = new Set();
  return copies.flatMap((copy) => {
    const isFollower = copy.every(({ path, line }) => ends.has(`${path}:${line}`));
    for (const { path, line } of copy) for (let next = 1; next <= LEAST; next++) ends.add(`${path}:${line + next}`);
    return isFollower ? [] : [copy.map(({ path, line }) => `${path}:${line}`)];
  });
}
