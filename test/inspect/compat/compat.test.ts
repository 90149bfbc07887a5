import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { imageOfFile } from "criu-images";
import * as tables from "criu-images/history";
import type { MessageLayout } from "criu-images/layouts";
import { readImage, writeImage } from "criu-images/node";
import { describe, expect, it } from "vitest";
import { printCompat } from "../../../cli/compat/text.ts";
import { Carried } from "../../../inspect/compat/carried.ts";
import { type Compat, compatOf as compatBySchema } from "../../../inspect/compat/compat.ts";
import { historyOf } from "../../../inspect/compat/since.ts";
import { walkMessage } from "../../../inspect/compat/walk.ts";
import { BUILT_IN } from "../../../inspect/schema/schema.ts";
import { history, layouts, messages, understoodSince } from "../../support/facts.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { CORPUS, copyOf, edit, files } from "../explore/support.ts";

const compatOf = (path: string, criu?: string): Promise<Compat> => compatBySchema(BUILT_IN, path, criu);

const JSONS = join(CORPUS, "../crit-json");
const ORDER = Object.keys(history.releases);

/** Yields the release and the name of each field and value of a message in CRIU's own JSON, from the facts alone. */
function* needsOf(message: string, json: object, outer: number): Generator<string> {
  for (const [name, value] of Object.entries(json)) {
    const field = messages[message]?.fields.find((one) => one.name === name);
    if (field === undefined) continue;
    const release = releaseOf(`${message}.${name}`, history.since.fields);
    if (release > outer) yield `${ORDER[release]} ${message}.${name}`;
    const inner = Math.max(outer, release);
    for (const one of [value].flat() as unknown[]) {
      if (field.kind === "message") yield* needsOf(field.type, one as object, inner);
      if (field.kind !== "enum") continue;
      const known = releaseOf(`${field.type}.${one}`, history.since.enum_values);
      if (known > inner) yield `${ORDER[known]} ${field.type}.${one}`;
    }
  }
}

function releaseOf(name: string, since: Readonly<Record<string, string>>): number {
  const release = ORDER.indexOf(understoodSince[name] ?? since[name] ?? "");
  if (release < 0) throw new Error(`the facts do not know ${name}`);
  return release;
}

/** Returns the expected needs of an image, from CRIU's own JSON. */
function expected(scenario: string, file: string): string[] {
  const image = imageOfFile(file)?.image ?? "";
  const { entries } = JSON.parse(readFileSync(join(JSONS, scenario, `${file}.json`), "utf8")) as { entries: object[] };
  const { first, entry, rest } = layouts[image] ?? {};
  const repeated = entry ?? (rest === undefined ? "" : "ghost_chunk_entry");
  const release = releaseOf(image, history.since.images);
  const all = entries.flatMap((json, i) => [...needsOf((i === 0 ? first : undefined) ?? repeated, json, release)]);
  return [...new Set(release > 0 ? [...all, `${ORDER[release]} ${image}`] : all)].sort();
}

/** Returns the needs that critgen finds, without heads and versions: the facts do not have those. */
function found({ missed }: Compat): string[] {
  return missed
    .flatMap(({ kind, since, name }) => (kind === "head" || kind === "format version" ? [] : [`${since} ${name}`]))
    .sort();
}

describe("the needs of CRIU 4.2's images", () => {
  const scenarios = readdirSync(JSONS).filter((name) => !["incr", "irmap"].includes(name));

  it.each(scenarios)("equal the needs in the facts, for all images of %s", async (scenario) => {
    const names = readdirSync(join(JSONS, scenario)).filter((name) => !name.endsWith(".pretty.json"));
    for (const file of names.map((name) => name.slice(0, -".json".length))) {
      const compat = await compatOf(join(CORPUS, scenario, file));
      expect([file, found(compat)]).toEqual([file, expected(scenario, file)]);
    }
  });

  it("include 4.2 only for the number of pages, if there is memory", async () => {
    const withMemory = scenarios.filter((scenario) => files(join(CORPUS, scenario), "pagemap-").length > 0);
    expect(withMemory.length).toBeGreaterThan(20);
    for (const scenario of withMemory) {
      const { oldest, missed } = await compatOf(join(CORPUS, scenario), "4.1.1");
      expect([scenario, oldest, missed.map(({ name }) => name)]).toEqual([
        scenario,
        "v4.2",
        ["pagemap_entry.nr_pages"],
      ]);
      expect(missed[0]?.note).toContain("CRIU writes 0 into compat_nr_pages");
      // Empty shared memory has no runs of pages.
      const named = files(join(CORPUS, scenario), "pagemap-").filter((name) => !name.startsWith("pagemap-shmem-"));
      expect(missed[0]?.files).toEqual(expect.arrayContaining(named));
    }
  });
});

/** Makes a folder with a copy of one image of the scenario `fds`. */
function folderWith(file: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, file), readFileSync(join(CORPUS, "fds", file)));
  return folder;
}

describe("compat", () => {
  it("counts the fields in an image, not the declared fields of its message", async () => {
    const folder = folderWith("pagemap-3438.img");
    edit(folder, "pagemap-3438.img", "PAGEMAP", ({ entries }) => {
      for (const entry of entries) {
        entry.compat_nr_pages = Number(entry.nr_pages);
        delete entry.nr_pages;
      }
    });
    expect(await compatOf(folder)).toMatchObject({ oldest: "v3.5" });
    expect(found(await compatOf(folder))).toEqual(["v3.5 pagemap_entry.flags"]);
  });

  it("counts the head of an image, if it has one", async () => {
    const folder = folderWith("fs-3438.img");
    const file = join(folder, "fs-3438.img");
    expect(await compatOf(folder)).toMatchObject({ oldest: "v1.6", missed: [{ kind: "head", name: "common" }] });
    writeImage(file, readImage(file), { version: "v1.0" });
    expect(await compatOf(folder)).toMatchObject({ oldest: "v1.0", missed: [] });
  });

  it("counts the version in the inventory, because releases before it refuse the checkpoint", async () => {
    const folder = folderWith("inventory.img");
    const file = join(folder, "inventory.img");
    const of = async (img_version: number): Promise<unknown> => {
      const image = readImage(file);
      if (image.image !== "INVENTORY") throw new Error("no inventory");
      writeImage(file, { ...image, entries: [{ img_version }] });
      const { oldest, missed } = await compatOf(folder);
      return { oldest, missed: missed.map(({ kind, name, since }) => `${kind} ${name} ${since}`) };
    };
    expect(await of(1)).toEqual({ oldest: "v1.0", missed: [] });
    expect(await of(2)).toEqual({ oldest: "v1.6", missed: ["format version img_version 2 v1.6"] });
    expect(await of(3)).toEqual({ oldest: undefined, missed: ["format version img_version 3 null"] });
  });

  it("counts a raw image without reading it", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "nftables-9.img"), "table");
    expect(await compatOf(folder)).toMatchObject({ missed: [{ kind: "image", name: "NFTABLES", since: "v3.14" }] });
  });

  it("reports unknown fields and enum values as newer than the schema", async () => {
    const folder = folderWith("fdinfo-2.img");
    const unknown = [{ after: 4, bytes: Uint8Array.of(0x98, 0x06, 1, 0x98, 0x06, 2, 0x0a, 1, 0x21) }];
    edit(folder, "fdinfo-2.img", "FDINFO", ({ entries }) => {
      if (entries[1] !== undefined) Object.assign(entries[1], { type: 99, $unknown: unknown });
    });
    const compat = await compatOf(folder, tables.RELEASES.at(-1)?.name);
    expect(compat.oldest).toBe(undefined);
    expect(compat.missed).toMatchObject([
      { kind: "field", name: "fdinfo_entry #1, which is not id", since: null, count: 1 },
      { kind: "field", name: "fdinfo_entry #99", since: null, count: 2, path: "entries[1].#99" },
      { kind: "enum value", name: "fd_types #99", since: null, count: 1, path: "entries[1].type" },
    ]);
    const [title, , heading] = printCompat(compat);
    expect(title).toContain("misses 3 features; no known release understands all of it");
    expect(heading).toBe("newer than the schema");
  });

  it("finds fields inside of maps and packed lists", async () => {
    const inner: MessageLayout = {
      message: "pagemap_entry",
      fields: [{ number: 5, name: "nr_pages", type: "uint64", label: "repeated", packed: true }],
    };
    const map: MessageLayout = {
      message: "m.all",
      fields: [{ number: 2, name: "value", type: "message", message: () => inner }],
    };
    const entry: MessageLayout = {
      message: "fs_entry",
      fields: [{ number: 1, name: "all", type: "message", label: "repeated", message: () => map }],
    };
    const history = historyOf(tables);
    const carried = new Carried(history);
    // all: { value: { nr_pages: [1, 300] } }, all: { value: { nr_pages: 1 } }
    const bytes = Uint8Array.of(0x0a, 7, 0x12, 5, 0x2a, 3, 1, 0xac, 2, 0x0a, 4, 0x12, 2, 0x28, 1);
    walkMessage({ carried, history }, entry, bytes, { file: "x.img", step: "entries[0]", release: 0 });
    // No release has the field `all`; it is not reported itself.
    expect(carried.found.map(({ name, count, path }) => [name, count, path])).toEqual([
      ["pagemap_entry.nr_pages", 3, "entries[0].all[0].value.nr_pages[0]"],
    ]);
  });
});

describe("a file with a name that later releases dropped", () => {
  const locks = files(join(CORPUS, "locks"), "filelocks")[0] ?? "";

  function former(): string {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "filelocks-12.img"), readFileSync(join(CORPUS, "locks", locks)));
    return folder;
  }

  it("is understood from the first to the last release with that name", async () => {
    const folder = former();
    const compat = await compatOf(folder);
    expect(compat).toMatchObject({ oldest: "v1.6", newest: "v3.13" });
    expect(compat.missed[0]).toMatchObject({ name: "FILE_LOCKS_PID", since: "v1.0", until: "v3.14" });
    expect([...printCompat(compat)].slice(0, 4)).toEqual([
      `${folder}: 1 image; CRIU v1.6 is the oldest release that understands all of it, and v3.13 the newest`,
      "",
      "read since v1.0 (2013-11-25), and no longer since v3.14 (2020-04-29)",
      "  image FILE_LOCKS_PID  filelocks-12.img",
    ]);
    expect((await compatOf(folder, "3.13")).missed).toEqual([]);
    expect((await compatOf(folder, "3.14")).missed).toMatchObject([{ until: "v3.14" }]);
  });

  it("is understood by no release if the checkpoint also has newer content", async () => {
    const folder = former();
    writeFileSync(join(folder, "pagemap-3438.img"), readFileSync(join(CORPUS, "fds/pagemap-3438.img")));
    expect(await compatOf(folder)).toMatchObject({ oldest: undefined, newest: undefined });
  });
});

describe("a folder", () => {
  it("is read as far as possible, and its errors are reported", async () => {
    const folder = copyOf("basic");
    writeFileSync(join(folder, "pstree.img"), "no image");
    const whole = readFileSync(join(folder, "files.img"));
    writeFileSync(join(folder, "files.img"), whole.subarray(0, whole.length - 3));
    const { images, problems, oldest } = await compatOf(folder);
    expect(oldest).toBe("v4.2");
    expect(images).toBe((await compatOf(join(CORPUS, "basic"))).images - 1);
    expect(problems).toEqual([
      expect.stringMatching(/files\.img: .*entry/),
      expect.stringMatching(/pstree\.img: .*no image begins like this/),
    ]);
  });

  it("is refused if it has no image", async () => {
    const folder = temporaryFolder();
    await expect(compatOf(folder)).rejects.toThrow(`${folder}: no file has the name of an image`);
    await expect(compatOf(join(folder, "none"))).rejects.toThrow(`${folder}/none: no such file or directory`);
  });

  it("is refused with the names of its folders that have images", async () => {
    const chain = join(CORPUS, "incr");
    await expect(compatOf(chain)).rejects.toThrow(
      `${chain}: the images of several checkpoints are in 0, 1, 2, 3: name one of them`,
    );
  });

  it("is compared with the release before an unknown commit", async () => {
    for (const commit of ["v4.2-1-g0123456", "4.2-1-g0123456"])
      expect(await compatOf(join(CORPUS, "fds"), commit)).toMatchObject({ asked: "v4.2", missed: [] });
  });

  it("is refused for an unknown release", async () => {
    await expect(compatOf(CORPUS, "9.9")).rejects.toThrow(/^unknown release 9\.9: the history has v1\.0 to v\d/);
  });
});
