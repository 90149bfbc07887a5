import { imageToJson } from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";
import { describe, expect, it } from "vitest";
import { nodeToJson } from "../../../inspect/dissect/json.ts";
import type { DissectNode } from "../../../inspect/dissect/node.ts";
import type { CorpusFile } from "../../support/corpus.ts";
import { tiling } from "../../support/dissect.ts";
import { type Exact, exactText, parseExact } from "../../support/json.ts";
import { dissect, IMAGES, notesOf, textOf } from "./support.ts";

/** Values by their paths, as JSON text. */
type Leaves = Map<string, string>;

/** Returns the values in an image's JSON. */
function leavesOfJson({ bytes, name }: CorpusFile): Leaves {
  const json = parseExact(imageToJson(imageLayouts, bytes, { pretty: true, file: name }));
  const leaves: Leaves = new Map();
  walk((json as { readonly entries: Exact }).entries, "", leaves);
  return leaves;
}

function walk(value: Exact, path: string, leaves: Leaves): void {
  if (typeof value !== "object" || value === null) leaves.set(path, exactText(value));
  else if (!Array.isArray(value)) {
    for (const [key, item] of Object.entries(value)) if (key !== "$kept") walk(item, `${path}.${key}`, leaves);
  } else if (path.endsWith("].extra") && typeof value[0] === "object") {
    // Messages alternate with their extras.
    for (const [i, item] of value.entries()) walk(item, `${path}[${i >> 1}]${i % 2 === 1 ? ".extra" : ""}`, leaves);
  } else for (const [i, item] of value.entries()) walk(item, `${path}[${i}]`, leaves);
}

/** Returns the values of the nodes. */
function leavesOfNodes(nodes: readonly DissectNode[]): Leaves {
  const leaves: Leaves = new Map();
  // JSON shows the first message as the first entry.
  const shift = nodes.some(({ kind, entry }) => kind === "field" && entry === undefined) ? 1 : 0;
  for (const { kind, entry, path, value } of nodes) {
    if ((kind !== "field" && kind !== "extra") || value === undefined) continue;
    leaves.set(`[${entry === undefined ? 0 : entry + shift}].${path}`, exactText(parseExact(value)));
  }
  return leaves;
}

/** Joins the words of an address: JSON has one element for all of them, and the last node has the whole address. */
function withAddresses(leaves: Leaves): Leaves {
  const lists = new Map(
    [...leaves].flatMap(([path, text]) => {
      const list = path.replace(/\[\d+\]$/, "");
      return /^"(\d+\.\d+\.\d+\.\d+|[\da-f:]*:[\da-f:]*)"$/.test(text) && list !== path ? [[list, text] as const] : [];
    }),
  );
  const others = [...leaves].filter(([path]) => !lists.has(path.replace(/\[\d+\]$/, "")));
  return new Map([...others, ...[...lists].map(([list, text]) => [`${list}[0]`, text] as const)]);
}

/** Joins parts: JSON has one text for all of them. */
function withJoined(leaves: Leaves): Leaves {
  const joined: Leaves = new Map();
  for (const [path, text] of leaves) {
    const owner = path.replace(/\.extra\.(keys|values)$/, ".extra");
    const bytes = (base64: string): Buffer => Buffer.from(JSON.parse(base64), "base64");
    if (owner === path) joined.set(path, text);
    else {
      const whole = Buffer.concat([bytes(joined.get(owner) ?? '""'), bytes(text)]).toString("base64");
      joined.set(owner, JSON.stringify(whole.replace(/.{1,76}/g, "$&\n")));
    }
  }
  return joined;
}

describe("the dissection of each real image", () => {
  it("covers each byte once, in order, without errors and warnings", () => {
    expect(IMAGES.length).toBeGreaterThan(400);
    for (const { path, name, bytes } of IMAGES) {
      const nodes = dissect(bytes, name);
      expect(tiling(nodes, bytes.length), path).toBeUndefined();
      expect(
        notesOf(nodes).filter((note) => /error|warn/.test(note)),
        path,
      ).toEqual([]);
    }
  });

  it("has the values of the JSON, under the same paths", () => {
    for (const file of IMAGES) {
      const json = leavesOfJson(file);
      const nodes = withJoined(withAddresses(leavesOfNodes(dissect(file.bytes, file.name))));
      // The node of the rest has no value.
      if (nodes.size + 1 === json.size) json.delete("[0].extra");
      const texts = (leaves: Leaves): string[] => [...leaves].map(([path, text]) => `${path}: ${text}`).sort();
      expect(texts(nodes), file.path).toEqual(texts(json));
    }
  });

  it("prints as lines of JSON, with the same offsets", () => {
    for (const { path, name, bytes } of IMAGES) {
      const nodes = dissect(bytes, name);
      const lines = nodes.map((node) => JSON.parse(nodeToJson(node)));
      expect(
        lines.map(({ offset, size }) => [offset, size]),
        path,
      ).toEqual(nodes.map(({ offset, size }) => [offset, size]));
    }
  });

  it.each([40, 80, 132])("fits into %i columns, in ASCII except for `…`", (width) => {
    for (const { path, name, bytes } of IMAGES) {
      const lines = textOf(dissect(bytes, name), bytes, width);
      expect(
        lines.filter((line) => line.length > width || !/^[ -~…]*$/.test(line)),
        path,
      ).toEqual([]);
    }
  });

  it("shows each byte of the file in the hexadecimal columns with --full", () => {
    for (const { path, name, bytes } of IMAGES.filter((_, i) => i % 5 === 0)) {
      const lines = textOf(dissect(bytes, name), bytes, 80, true);
      const hex = lines.map((line) => line.slice(10, 33).replaceAll(/[^\da-f]/g, "")).join("");
      expect(hex === Buffer.from(bytes).toString("hex"), path).toBe(true);
    }
  });
});
