/* Real images in both copies: the results are the same but for the changes of named faults, and right afterwards. */
import { deepEqual, equal, match } from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { FOLDERS } from "../go/package.mjs";
import { FAULTS } from "./faults.mjs";

/** Operations on the bytes of an image. */
const OPERATIONS = [
  { name: "decode", Op: "decode" },
  { name: "decode without payload", Op: "decode", NoPayload: true },
  { name: "json", Op: "json" },
  { name: "recode", Op: "recode" },
  { name: "info", Op: "info" },
];

/** Compares the results of both copies. Returns the number of equal ones, and the titles of faults that changed others. */
export function compareCorpus(probes) {
  const files = imageFiles();
  const asked = [
    ...files.flatMap((path) =>
      OPERATIONS.map((operation) => ({ path, operation: operation.name, ...request(path, operation) })),
    ),
    ...[...new Set(files.map((path) => join(path, "..")))].map((path) => ({
      ...{ path, operation: "explore", Op: "explore", Folder: path },
    })),
  ];
  const results = probes.map((probe) => probe(asked));
  const parsed = parseResults(probes, asked, results);
  const pairs = [...asked.map((request, i) => ({ request, before: results[0][i], after: results[1][i] })), ...parsed];
  for (const pair of pairs) judge(pair);
  const changed = pairs.filter(({ before, after }) => outcome(before) !== outcome(after));
  const titles = new Set(changed.map(({ request, ...pair }) => titleOf(request, pair)));
  return { same: pairs.length - changed.length, changed: changed.length, titles };
}

function imageFiles() {
  const all = readdirSync(FOLDERS.CORPUS, { recursive: true, withFileTypes: true });
  return all
    .filter((file) => file.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

function request(path, { Op, NoPayload }) {
  return { Op, NoPayload, Bytes: readFileSync(path).toString("base64") };
}

/** Parses the JSON of each copy in the same copy. */
function parseResults(probes, asked, results) {
  const some = asked.flatMap(({ Op, path }, i) => (Op === "json" ? [{ path, i }] : []));
  const [before, after] = probes.map((probe, k) => {
    return probe(some.map(({ i }) => ({ Op: "parse", JSON: results[k][i].value ?? "" })));
  });
  return some.map(({ path, i }, k) => {
    return { request: { ...asked[i], path, operation: "parse" }, before: before[k], after: after[k] };
  });
}

/** Returns what can be compared of a result. Texts of errors differ: the new ones say which entry. */
function outcome({ value, error, panic }) {
  if (error !== undefined) return "error";
  return panic ?? JSON.stringify(value);
}

/** Returns the fault that explains a change. */
function titleOf({ path, operation }, { before, after }) {
  const fault = FAULTS.find(({ changes }) => {
    return changes?.operations.includes(operation) && changes.files.test(basename(path));
  });
  if (fault !== undefined) return fault.title;
  throw new Error(`${operation} of ${path} changed:\n${shown(before)}\n${shown(after)}`);
}

function shown(result) {
  return JSON.stringify(result).slice(0, 500);
}

/** Errors of files without messages, of empty files, and of strings that Go's protobuf refuses. */
const REFUSED = /unknown magic|^EOF$|invalid UTF-8/;

/** Checks a result of the generated files: the bytes of the image again, or what CRIU's own crit says of it. */
function judge({ request: { Op, operation, path, Bytes }, after }) {
  const isImage = after.value !== undefined;
  if (!isImage && operation !== "parse") match(after.error ?? "", REFUSED, `${operation} of ${path}`);
  if (isImage && (Op === "recode" || operation === "parse")) equal(after.value, Bytes, `${operation} of ${path}`);
  if (isImage && operation === "decode") compareWithCrit(path, after.value);
}

/** crit reads bytes of these images that are not there: it does not know `in_pagemaps`. */
const WRONG_IN_CRIT = /^ipcns-shm/;

function compareWithCrit(path, { magic, entries }) {
  const file = join(FOLDERS.CRIT_JSON, `${relative(FOLDERS.CORPUS, path)}.json`);
  if (!existsSync(file) || WRONG_IN_CRIT.test(basename(path))) return;
  // JavaScript rounds large numbers.
  const crit = JSON.parse(readFileSync(file, "utf8").replaceAll(/: (\d{16,})/g, ': "$1"'));
  equal(magic, crit.magic, path);
  deepEqual(
    entries.map(({ extra }) => plain(textValue(extra))),
    crit.entries.map(({ extra }) => plain(extra ?? "")),
    path,
  );
}

/** Returns the value of an extra's text: JSON, or base64 as it is. */
function textValue(text) {
  return /^[[{]/.test(text) ? JSON.parse(text) : text;
}

/** Returns an extra without what the two write differently: names of parts, line ends in base64, and messages as text. */
function plain(extra) {
  if (typeof extra === "string") return extra.replaceAll(/\s/g, "");
  if (!Array.isArray(extra)) return Object.values(extra).map(plain);
  return extra.map((item) => (typeof item === "string" && !item.startsWith("{") ? plain(item) : messageValue(item)));
}

function messageValue(item) {
  const value = typeof item === "string" ? JSON.parse(item) : item;
  return typeof value === "object" ? Object.values(value).map(String) : value;
}
