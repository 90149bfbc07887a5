import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../../support/cli.ts";
import { evaluate } from "./evaluate.ts";
import { filesIn, type ImageFile } from "./occurrences.ts";

const IMAGES = join(ROOT, "test/fixtures/images");

/** Folders with an inventory: real checkpoints, dumped by CRIU 4.2. */
const checkpoints = readdirSync(IMAGES, { recursive: true, encoding: "utf8" })
  .filter((path) => statSync(join(IMAGES, path)).isDirectory() && existsSync(join(IMAGES, path, "inventory.img")))
  .sort();

/** The fixtures lack their pages, and most files without messages. */
const isStored = (fault: string): boolean => !/^(?:PAGES|IFADDR|ROUTE) of /.test(fault);

describe("relations of real checkpoints", () => {
  it.each(checkpoints)("hold in %s", (name) => {
    expect(evaluate(filesIn(join(IMAGES, name))).faults.filter(isStored)).toEqual([]);
  });

  it("are checked on many values", () => {
    const total = new Map<string, number>();
    for (const name of checkpoints) {
      for (const [rule, many] of evaluate(filesIn(join(IMAGES, name))).checked) {
        total.set(rule, (total.get(rule) ?? 0) + many);
      }
    }
    expect(total.size).toBeGreaterThan(60);
    expect([...total.values()].reduce((sum, many) => sum + many, 0)).toBeGreaterThan(4000);
  });
});

describe("a checkpoint with a fault", () => {
  const files = filesIn(join(IMAGES, "basic"));

  /** Returns the faults after a change of the first entry of an image. */
  function faultsWith(image: string, change: (entry: Record<string, unknown>) => void): readonly string[] {
    const changed = files.map((file): ImageFile => {
      if (file.image !== image) return file;
      return {
        ...file,
        messages: structuredClone(file.messages.map(([, value]) => value)).map((value, i) => {
          if (i === 0) change(value as Record<string, unknown>);
          return [file.messages[i]?.[0] ?? { message: "", fields: [] }, value] as const;
        }),
      };
    });
    return evaluate(changed).faults.filter(isStored);
  }

  it.each<[string, (entry: Record<string, unknown>) => void, RegExp]>([
    ["FDINFO", (entry) => Object.assign(entry, { id: 4711 }), /fdinfo-2\.img: no [a-z-]+ has the id 4711/],
    ["FILES", (entry) => Object.assign(entry, { id: 4711 }), /files\.img: \w+\.id does not fit/],
    ["FILES", (entry) => Object.assign(entry, { type: 10 }), /files\.img: \w+ does not fit/],
    ["MM", (entry) => Object.assign(entry, { exe_file_id: 4711 }), /no regular-file has the id 4711/],
    ["MM", (entry) => (entry["vmas"] as unknown[]).reverse(), /MM\.vmas is not in order/],
    ["PSTREE", (entry) => Object.assign(entry, { pid: 4711 }), /CORE of 4711 is missing/],
    ["PSTREE", (entry) => Object.assign(entry, { ppid: 4711 }), /no process has the id 4711/],
    ["CORE", (entry) => Object.assign(entry["tc"] as object, { comm: "x".repeat(16) }), /comm is too large/],
  ])("in %s is found: %#", (image, change, fault) => {
    expect(faultsWith(image, change)).toContainEqual(expect.stringMatching(fault));
  });
});
