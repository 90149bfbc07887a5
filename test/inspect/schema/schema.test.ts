import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as tables from "criu-images/history";
import { imageLayouts } from "criu-images/layouts";
import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import { schemaOf } from "../../../inspect/schema/of-model.ts";
import { BUILT_IN } from "../../../inspect/schema/schema.ts";
import { critgenHere, ROOT } from "../../support/here.ts";
import { copyOfSchema, PROJECT_SCHEMA, temporaryFolder } from "../../support/schema.ts";
import { CORPUS, copyOf, edit } from "../explore/support.ts";
import { plain } from "../plain.ts";

const FORK = "test/fixtures/fork";

describe("a schema in memory", () => {
  const model = loadModel(PROJECT_SCHEMA);
  const schema = schemaOf(model);

  it("equals the built-in schema if both come from the same model", async () => {
    expect(plain(schema.layouts)).toEqual(plain(imageLayouts));
    expect(schema.heads).toEqual(BUILT_IN.heads);
    expect(schema.versions).toEqual(BUILT_IN.versions);
    expect({ ...(await schema.history()) }).toEqual({ ...tables });
    for (const { magic = 0 } of imageLayouts) expect(schema.townOf(magic)).toBe(BUILT_IN.townOf(magic));
  });

  it("includes an extension, whose images and fields are in no release of CRIU", async () => {
    const extended = schemaOf(loadModel(PROJECT_SCHEMA, [`./${FORK}`]));
    expect(extended.layouts.map(({ image }) => image)).toEqual(expect.arrayContaining(["ACME_GPU", "ACME_TAGS"]));
    expect(extended.townOf(0x50061432)).toBe("Prague");
    const { IMAGES_SINCE, FIELDS_SINCE, ENUM_VALUES_SINCE } = await extended.history();
    expect(IMAGES_SINCE["ACME_GPU"]).toBe(null);
    expect(FIELDS_SINCE["acme_tag"]).toEqual({ pid: null, label: null });
    expect(ENUM_VALUES_SINCE["acme_model"]).toEqual({ A1: null, A2: null });
  });
});

/** Returns the arguments for each way to pass the fork's schema. */
function ways(folder: string): string[][] {
  const config = join(folder, "critgen.yaml");
  writeFileSync(config, `extend: [${JSON.stringify(join(ROOT, FORK))}]\n`);
  return [
    ["--schema", FORK],
    ["--config", config],
  ];
}

const GPU = {
  magic: "ACME_GPU",
  entries: [{ id: 7, vram_size: 3, model: "A2", flags: "BUSY | 0x4", extra: "YWJj\n" }],
};

describe("the images of a fork", () => {
  it("are read by each command with --schema or --config", async () => {
    const folder = temporaryFolder();
    const [json, image] = [join(folder, "gpu.json"), join(folder, "acme-gpu-7.img")];
    writeFileSync(json, JSON.stringify(GPU));
    for (const way of ways(folder)) {
      const critgen = (...words: string[]) => critgenHere([...words, ...way]);
      expect(await critgen("encode", json, "-o", image)).toEqual({ code: 0, out: "", err: "" });
      const decoded = await critgen("decode", image);
      expect(JSON.parse(decoded.out)).toEqual({ ...GPU, entries: [{ ...GPU.entries[0], model: "A2", flags: 5 }] });
      expect((await critgen("show", image)).out).toContain('"flags": "BUSY | 0x4"');
      const dissected = await critgen("dissect", image);
      expect([dissected.code, dissected.out]).toEqual([
        0,
        expect.stringMatching(/ACME_GPU \(0x50061432, Prague\)(?:.|\n)*; nothing wrong\n$/),
      ]);
      const info = JSON.parse((await critgen("info", image)).out) as object;
      expect(info).toMatchObject({ magic: "ACME_GPU", town: "Prague", count: 1, problems: [] });
      const whole = JSON.parse((await critgen("info", folder)).out) as object;
      expect(whole).toMatchObject({ images: [{ image: "ACME_GPU", files: 1, count: 1 }], unknown: [] });
      const compat = await critgen("compat", image);
      expect([compat.code, compat.out]).toEqual([
        1,
        expect.stringMatching(/newer than the schema\n {2}image ACME_GPU/),
      ]);
    }
    expect(await critgenHere(["decode", image])).toMatchObject({
      code: 2,
      err: expect.stringContaining("no image begins like this"),
    });
  });

  it("are not read if the schema is invalid, and its problem is reported", async () => {
    const folder = copyOfSchema();
    writeFileSync(join(folder, "images.yaml"), "images: 3\n");
    for (const command of ["decode", "show", "dissect", "info", "compat"]) {
      const { code, out, err } = await critgenHere([
        command,
        "test/fixtures/images/uts/pstree.img",
        "--schema",
        folder,
      ]);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toContain("no image was read");
    }
    for (const words of [
      ["x", "test/fixtures/images/uts", "ps"],
      ["encode", "-o", "/dev/null"],
    ]) {
      expect((await critgenHere([...words, "--schema", folder])).code).toBe(2);
    }
    expect((await critgenHere(["decode", "a.img", "--schema", join(folder, "none")])).code).toBe(2);
  });

  it("are explored by CRIU's messages, with the enum names that the schema adds", async () => {
    const schema = copyOfSchema();
    const fdinfo = join(schema, "messages/fdinfo.proto");
    writeFileSync(fdinfo, readFileSync(fdinfo, "utf8").replace(/^enum fd_types \{$/m, "$&\n  ACME = 4711;"));
    const folder = copyOf("basic");
    edit(folder, "fdinfo-2.img", "FDINFO", ({ entries }) => {
      if (entries[0] !== undefined) Object.assign(entries[0], { type: 4711 });
    });
    const fds = await critgenHere(["x", folder, "fds", "--schema", schema]);
    expect([fds.code, fds.out]).toEqual([0, expect.stringMatching(/: ACME\.\d+$/m)]);
    expect((await critgenHere(["x", folder, "fds"])).out).toMatch(/: unknown-type-4711\.\d+$/m);
    expect(await critgenHere(["x", folder, folder, "ps", "--schema", FORK])).toMatchObject({ code: 0, err: "" });
  });

  it.each([
    ["messages/pstree.proto", /(uint32\s+pgid\s+=) 3/, "$1 33", "pstree_entry.pgid"],
    ["messages/core.proto", /(required )(string\s+)(comm\s)/, "$1bytes $3", "task_core_entry.comm"],
    ["messages/pstree.proto", /repeated (uint32\s+threads)/, "optional $1", "pstree_entry.threads"],
  ])("are not explored if the schema changes a field that x reads: %s %s", async (file, from, to, field) => {
    const schema = copyOfSchema();
    const text = readFileSync(join(schema, file), "utf8");
    expect(text).toMatch(from);
    writeFileSync(join(schema, file), text.replace(from, to));
    const { code, err } = await critgenHere(["x", join(CORPUS, "basic"), "ps", "--schema", schema]);
    expect([code, err]).toEqual([2, expect.stringContaining(`\`x\` needs ${field} as CRIU has it`)]);
  });
});
