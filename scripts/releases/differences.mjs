import { readFileSync } from "node:fs";
import { versionDefine } from "../../build/generator/model/criu-names.js";
import { typeText } from "../../build/generator/model/format/proto-text.js";
import { formatOfTree, readCriuTree } from "../../build/upstream/criu/tree.js";
import { diffFormats } from "../../build/upstream/diff/diff.js";

const KINDS = ["magics", "images", "fields", "enum_values"];
const PREFIXES = { magic: "magics", version: "magics", image: "images", field: "fields", "enum value": "enum_values" };
const EMPTY = { name: "", magics: new Map(), images: new Map(), messages: [], enums: [], versions: [] };
EMPTY.display = { flags: new Map(), dicts: new Map(), more: new Map() };

/** Reads CRIU's releases from test/fixtures/facts/history.json; returns them in the form of history.yaml. */
export function factsHistory() {
  const file = new URL("../../test/fixtures/facts/history.json", import.meta.url);
  const { releases, since, gone_in: gone, changed } = JSON.parse(readFileSync(file, "utf8"));
  const names = (all, release, kind) => Object.keys(all[kind]).filter((name) => all[kind][name] === release);
  const part = (all, release) => Object.fromEntries(KINDS.map((kind) => [kind, names(all, release, kind)]));
  return Object.fromEntries(
    Object.keys(releases).map((release) => {
      const changes = changed.filter((change) => change.release === release);
      const own = changes.map(({ kind, name, from, to }) => ({ [kind.slice(0, -1)]: name, from, to }));
      return [release, { added: part(since, release), gone: part(gone, release), changed: own }];
    }),
  );
}

/** Returns the additions, removals and changes of a release in a history, one text each. */
function told({ added, gone, changed = [] } = {}) {
  const paths = (all) =>
    Array.isArray(all) ? all : Object.entries(all).flatMap(([owner, own]) => own.map((name) => `${owner}.${name}`));
  const bare = (name) => name.replace(/_MAGIC$/, "").replace(/ = -?\d+$/, "");
  const list = (names = {}) => KINDS.flatMap((kind) => paths(names[kind] ?? []).map((name) => `${kind} ${bare(name)}`));
  const texts = changed.map(({ image, field, from, to }) => {
    return `${image === undefined ? "fields" : "images"} ${image ?? field}: ${from} → ${to}`;
  });
  return { added: list(added), gone: list(gone), changed: texts };
}

/** Returns the changes of a comparison in the form of {@link told}; a history has no defaults and no JSON display. */
function found(changes) {
  const [added, gone, changed] = [[], [], []];
  for (const { difference } of changes) {
    const { what, kind, aspect, group, name, before, after, from, to } = difference;
    const named = (thing) =>
      ({ magic: thing, image: thing, version: versionDefine(thing) })[what] ?? `${group}.${thing}`;
    const path = (thing) => `${PREFIXES[what]} ${named(thing)}`;
    const shape = ({ label, type, number }) => `${label} ${typeText(type)} = ${number}`;
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
      changed.push(`${path(name)}: ${shape(before)} → ${shape(after)}`);
    } else if (aspect === "file") changed.push(`${path(name)}: ${from} → ${to}`);
    else if (what === "field" && (kind === "moved" || ["type", "label"].includes(aspect))) {
      changed.push(`${path(name)}: ${shape(before)} → ${shape(after)}`);
    }
  }
  return { added, gone, changed };
}

/**
 * Compares neighbouring releases, and checks the changes against a history, name by name. Ignores the second addition
 * of a name. Returns the number of names that differ.
 */
export function compareNeighbours(repository, releases, history) {
  const seen = new Set();
  const owners = new Set();
  let wrong = 0;
  let before = EMPTY;
  for (const release of releases) {
    const after = formatOfTree(readCriuTree(repository, release));
    // A history also contains options of .proto files; no image has those.
    for (const { name } of [...after.messages, ...after.enums]) owners.add(name);
    const isOfImages = (path) => !path.includes(".") || owners.has(path.slice(0, path.lastIndexOf(".")));
    const changes = diffFormats(before, after);
    const [expected, actual] = [told(history[release]), found(changes)];
    const counts = Object.keys(expected).map((kind) => {
      const isNew = (name) => kind !== "added" || !seen.has(name);
      const wanted = new Set(expected[kind].filter((name) => isNew(name) && isOfImages(pathOf(name))));
      const got = new Set(actual[kind].filter(isNew));
      const lines = [
        ...[...wanted].filter((name) => !got.has(name)).map((name) => `not ${kind}: ${name}`),
        ...[...got].filter((name) => !wanted.has(name)).map((name) => `${kind}: ${name}`),
      ];
      for (const line of lines) console.log(`  ${release}: ${line}`);
      wrong += lines.length;
      return `${String(got.size).padStart(4)} ${kind}`;
    });
    for (const name of actual.added) seen.add(name);
    const breaking = changes.filter(({ breaks }) => breaks.length > 0).length;
    console.log(
      `${release.padEnd(8)} ${counts.join(" ")}  ${String(breaking).padStart(3)} of ${changes.length} changes break`,
    );
    before = after;
  }
  console.log(wrong === 0 ? "all names agree with the history" : `${wrong} names differ from the history`);
  return wrong;
}

/** Returns the name in `fields pagemap_entry.vaddr: … → …`. */
function pathOf(text) {
  return text.split(" ")[1].replace(/:$/, "");
}
