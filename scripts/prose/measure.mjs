/**
 * @typedef {object} Text
 * @property {string} file
 * @property {number} line
 * @property {string} kind
 * @property {string} text
 * @property {number} [height] number of lines
 * @property {boolean} [isFunction] whether it is the docstring of a function
 */

const PRONOUNS = /\b(what|whatever|who|whom|whose|whoever|which|where|wherever)\b/gi;
const OPENING = /^(What|Whatever|Who|Whoever|Whose|Where|Of|How)\b/i;
/** Matches a verb in the third person at the beginning of a docstring. */
const VERB = /^[A-Z][a-z]+(s|es)\b/;
const NO_VERB = /^(Its|This|Is|As|Has|Was|Images|Bytes|Names|Fields|Files|Messages|Rows|Lines|Types|Values|Entries)\b/;

/** A sentence with this many pronouns is a fault. */
const MANY = 3;

function withoutCode(text) {
  return text
    .replaceAll(/^\s*@\w+.*$/gm, "")
    .replaceAll(/`[^`]*`/g, "X")
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1");
}

function sentencesOf(text) {
  return withoutCode(text)
    .replaceAll(/\s+/g, " ")
    .split(/(?<=[.!?:])\s+(?=[A-Z“"(])/)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
}

const countOf = (text, pattern) => text.match(pattern)?.length ?? 0;
const wordsOf = (text) => countOf(withoutCode(text), /[\p{L}\p{N}'’-]+/gu);

/** Returns the sentences that open with a pronoun or contain several. */
export function faultsOf({ file, line, kind, text }) {
  if (kind === "lines") return [];
  return sentencesOf(text).flatMap((sentence) => {
    if (sentence.endsWith("?")) return [];
    const [opening] = sentence.match(OPENING) ?? [];
    const faults = opening === undefined ? [] : [`opens with "${opening}"`];
    const pronouns = countOf(sentence, PRONOUNS);
    if (pronouns >= MANY) faults.push(`${pronouns} pronouns`);
    return faults.map((fault) => ({ file, line, fault, sentence }));
  });
}

/** Formats a row for each kind of text. */
export function measure(texts) {
  const lines = sum(texts.filter(({ kind }) => kind === "lines").map(({ height }) => height));
  const kinds = [...new Set(texts.map(({ kind }) => kind))].filter((kind) => kind !== "lines");
  const rows = kinds.map((kind) =>
    rowOf(
      kind,
      texts.filter((text) => text.kind === kind),
    ),
  );
  const commentLines = sum(texts.filter(({ kind }) => kind === "comments").map(({ height }) => height));
  const head = ["", "texts", "words", "opened by a pronoun", "pronouns in 100 words"];
  const functions = texts.filter(({ isFunction }) => isFunction);
  return [
    table([head, ...rows]),
    "",
    `lines of code that are comments: ${percent(commentLines, lines)}`,
    `docstrings of functions that begin with a verb: ${percent(functions.filter(isVerb).length, functions.length)}`,
  ].join("\n");
}

function rowOf(kind, texts) {
  const words = sum(texts.map(({ text }) => wordsOf(text)));
  const pronouns = sum(texts.map(({ text }) => countOf(withoutCode(text), PRONOUNS)));
  const opened = texts.filter(({ text }) => OPENING.test(withoutCode(text).trim())).length;
  return [kind, `${texts.length}`, `${words}`, percent(opened, texts.length), ((100 * pronouns) / words).toFixed(2)];
}

function isVerb({ text }) {
  return VERB.test(text) && !NO_VERB.test(text);
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const percent = (part, whole) => `${((100 * part) / Math.max(whole, 1)).toFixed(1)} %`;

function table(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
