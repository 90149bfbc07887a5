// Compares all adjacent releases of CRIU and holds what is found against test/fixtures/facts/history.json, name by name.
// Usage: node scripts/diff-releases.mjs CRIU-REPOSITORY (after `npm run build`). Exits 1 where they disagree.
import { readFileSync } from "node:fs";
import { argv } from "node:process";
import { formatOfTree, readCriuTree } from "../build/generator/criu/tree.js";
import { diffFormats } from "../build/generator/diff/diff.js";

const [repository] = argv.slice(2);
if (repository === undefined) throw new Error("which repository? node scripts/diff-releases.mjs CRIU-REPOSITORY");

const facts = (name) =>
  JSON.parse(readFileSync(new URL(`../test/fixtures/facts/${name}.json`, import.meta.url), "utf8"));
const history = facts("history");
const { messages, enums } = facts("messages");
const KINDS = ["magics", "images", "fields", "enum_values"];
const PREFIXES = { magic: "magics", image: "images", field: "fields", "enum value": "enum_values" };

/** Messages of CRIU's sockets, and options of .proto files, are in no image. */
const NO_IMAGES = ["rpc.proto", "img-streamer.proto", "opts.proto"];
const elsewhere = Object.entries({ ...messages, ...enums }).filter(([, { file }]) => NO_IMAGES.includes(file));
const isOfImages = (name) => !elsewhere.some(([owner]) => name.startsWith(`${owner}.`));

const EMPTY = { name: "", magics: new Map(), images: new Map(), messages: [], enums: [] };
EMPTY.display = { flags: new Map(), dicts: new Map() };

/** What came, went and changed, as the history has it. */
function told(release) {
  const of = (names, kind) => Object.keys(names[kind]).filter((name) => names[kind][name] === release);
  const list = (names) =>
    KINDS.flatMap((kind) => of(names, kind).map((name) => `${kind} ${name.replace(/_MAGIC$/, "")}`));
  const changed = history.changed.filter((change) => change.release === release);
  const texts = changed.map(({ kind, name, from, to }) => `${kind} ${name}: ${from} → ${to}`);
  return { added: list(history.since), gone: list(history.gone_in), changed: texts };
}

/** What the comparison found, told in the same way. Of defaults and of how JSON shows fields the history says nothing. */
function found(changes) {
  const [added, gone, changed] = [[], [], []];
  for (const { difference } of changes) {
    const { what, kind, aspect, group, name, before, after, from, to } = difference;
    const path = (thing) => `${PREFIXES[what]} ${what === "magic" || what === "image" ? thing : `${group}.${thing}`}`;
    const field = ({ label, number }, type) => `${label} ${type} = ${number}`;
    if (what === "message" && kind !== "changed") {
      added.push(...(after?.fields ?? []).map((one) => `fields ${after.name}.${one.name}`));
      gone.push(...(before?.fields ?? []).map((one) => `fields ${before.name}.${one.name}`));
    } else if (what === "enum") {
      added.push(...(after?.values ?? []).map((one) => `enum_values ${after.name}.${one.name}`));
      gone.push(...(before?.values ?? []).map((one) => `enum_values ${before.name}.${one.name}`));
    } else if (PREFIXES[what] === undefined) continue;
    else if (kind === "added") added.push(path(name));
    else if (kind === "removed") gone.push(path(name));
    else if (kind === "renamed" || aspect === "replaced") {
      added.push(path(name));
      gone.push(path(before.name ?? from));
    } else if (aspect === "name ceded") {
      const [, heir] = /is now (\w+)$/.exec(to);
      added.push(path(heir));
      const type = (text) => /^\w+ (\w+) /.exec(text)[1];
      changed.push(`${path(name)}: ${field(before, type(from))} → ${field(after, type(to))}`);
    } else if (["file", "type", "label"].includes(aspect) || (what === "field" && kind === "moved"))
      changed.push(`${path(name)}: ${from} → ${to}`);
  }
  return { added, gone, changed };
}

/** Names that came earlier, went and came again are told once. */
const seen = new Set();
let wrong = 0;
let before = EMPTY;
for (const release of Object.keys(history.releases)) {
  const after = formatOfTree(readCriuTree(repository, release));
  const changes = diffFormats(before, after);
  const [expected, actual] = [told(release), found(changes)];
  const counts = Object.keys(expected).map((kind) => {
    const wanted = new Set(expected[kind].filter((name) => isOfImages(name.split(" ")[1])));
    const got = new Set(actual[kind].filter((name) => kind !== "added" || !seen.has(name)));
    for (const name of [...wanted].filter((one) => !got.has(one))) tell(release, `not ${kind}: ${name}`);
    for (const name of [...got].filter((one) => !wanted.has(one))) tell(release, `${kind}: ${name}`);
    return `${String(got.size).padStart(4)} ${kind}`;
  });
  for (const name of actual.added) seen.add(name);
  const breaking = changes.filter(({ breaks }) => breaks.length > 0).length;
  console.log(
    `${release.padEnd(8)} ${counts.join(" ")}  ${String(breaking).padStart(3)} of ${changes.length} changes break`,
  );
  before = after;
}
console.log(wrong === 0 ? "all as the history says" : `${wrong} names are not as the history says`);
process.exitCode = wrong === 0 ? 0 : 1;

function tell(release, text) {
  wrong++;
  console.log(`  ${release}: ${text}`);
}
