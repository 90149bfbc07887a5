import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as api from "../../api/api.ts";
import type { CritgenError } from "../../api/error.ts";
import type { OpenSchema } from "../../api/open-schema.ts";
import { toJson } from "../../registry/report/json.ts";
import { critgenHere } from "../support/here.ts";
import { PROJECT_SCHEMA, proto, row, table, temporaryFolder, tinySchema } from "../support/schema.ts";
import { changedTree, treeFolder } from "../upstream/criu/trees.ts";
import { projectWith, schemaOf } from "../upstream/upgrade/support.ts";

const IMAGES = "test/fixtures/images/fds";
const bytesOf = (name: string): Buffer => readFileSync(join(IMAGES, name));

/** Returns the error of a promise or of a function. */
async function errorOf(work: Promise<unknown> | (() => unknown)): Promise<CritgenError> {
  const error: unknown = await (async () => (typeof work === "function" ? work() : work))().then(
    () => undefined,
    (problem: unknown) => problem,
  );
  expect(error).toBeInstanceOf(api.CritgenError);
  return error as CritgenError;
}

describe("each function", () => {
  const printed = [vi.spyOn(console, "log"), vi.spyOn(console, "error"), vi.spyOn(process.stdout, "write")];
  beforeEach(() => printed.forEach((spy) => void spy.mockClear()));
  afterEach(() => {
    for (const spy of printed) expect(spy).not.toHaveBeenCalled();
    expect(process.exitCode).toBeUndefined();
  });

  it("prints nothing, and sets no exit code, even for a schema with problems", async () => {
    const schema = tinySchema({ images: `${table(row("A", "magic: 1, entries: missing"))}` });
    await errorOf(api.load({ schema }));
    expect((await api.check({ schema })).map(({ code }) => code)).toContain("unknown-message");
    await errorOf(api.generate({ schema, out: join(temporaryFolder(), "out") }));
    await api.audit({ against: [treeFolder("new")] });
    await api.importTree(treeFolder("new"), { schema: join(temporaryFolder(), "new") });
  });

  it("rejects with the reason of a signal that is aborted, before it begins or between steps", async () => {
    const reason = new Error("enough");
    const aborted = AbortSignal.abort(reason);
    for (const work of [
      api.load({ signal: aborted }),
      api.check({ signal: aborted }),
      api.generate({ signal: aborted }),
      api.audit({ signal: aborted }),
      api.diff("schema", "schema", { signal: aborted }),
      api.importTree(treeFolder("new"), { schema: "x", signal: aborted }),
      api.upgrade("x", { signal: aborted }),
    ]) {
      await expect(work).rejects.toBe(reason);
    }
    for (const work of [
      (signal: AbortSignal) => api.audit({ against: [treeFolder("new"), treeFolder("new")], signal }),
      (signal: AbortSignal) => api.diff("schema", "schema", { signal }),
      (signal: AbortSignal) => api.generate({ config: { images: ["UTSNS"] }, signal }),
      (signal: AbortSignal) => api.importTree(treeFolder("new"), { schema: "x", signal }),
    ]) {
      const stop = new AbortController();
      const done = work(stop.signal);
      stop.abort(reason);
      await expect(done).rejects.toBe(reason);
    }
  });

  it("throws one class of errors, with a code, a place and the error behind it", async () => {
    const schema = tinySchema({ images: table(row("A", "magic: 1, entries: missing")) });
    const refused = await errorOf(api.load({ schema }));
    expect(refused).toMatchObject({ name: "CritgenError", code: "bad-schema", cause: { name: "SchemaError" } });
    expect(refused.place).toMatchObject({ file: "images.yaml", line: expect.any(Number), column: expect.any(Number) });
    expect(refused.faults).toContainEqual(
      expect.objectContaining({ code: "unknown-message", hint: expect.any(String) }),
    );
    expect(await errorOf(api.load({ schema: "nowhere" }))).toMatchObject({ code: "bad-schema" });
    expect(await errorOf(api.load({ target: "rust" }))).toMatchObject({ code: "failed" });
    expect(await errorOf(api.generate({ config: "nowhere.yaml" }))).toMatchObject({ code: "bad-schema" });
    const config = { images: ["PSTREE"], imagse: [] };
    expect(await errorOf(api.generate({ config }))).toMatchObject({
      code: "bad-schema",
      place: { file: "config", line: 5 },
    });
    const broken = changedTree("criu/include/magic.h", (text) => text.replace("0x54564319", "0x5456431z"));
    const place = { file: expect.stringMatching(/magic\.h$/), line: expect.any(Number) };
    expect(await errorOf(api.importTree(broken, { schema: "x" }))).toMatchObject({ code: "bad-tree", place });
    for (const against of ["nowhere", temporaryFolder()]) {
      expect(await errorOf(api.audit({ against: [against] }))).toMatchObject({ code: "bad-tree" });
    }
    expect(await errorOf(api.importTree(treeFolder("new"), { schema: "package.json" }))).toMatchObject({
      code: "failed",
    });
    expect(await errorOf(api.diff(schema, "schema"))).toMatchObject({
      code: "failed",
      place: { file: "images.yaml", line: expect.any(Number) },
    });
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    const under = api.generate({ config: { images: ["UTSNS"], out: join(file, "out") } });
    expect(await errorOf(under)).toMatchObject({ code: "unreadable", place: { file: expect.stringContaining(file) } });
  });
});

describe("load", () => {
  it("returns the model, which plan and render take", async () => {
    const model = await api.load({
      schema: tinySchema({
        images: table(row("A", "magic: 1, entries: b")),
        protos: { "b.proto": proto("message b { required uint32 c = 1; }") },
      }),
    });
    const plan = await api.plan(model, { parts: ["json"] });
    expect(plan.images.map(({ name }) => name)).toEqual(["BASE", "A"]);
    expect(plan.json).toBeDefined();
    expect((await api.plan(model)).json).toBeUndefined();
    const modules = await api.render(model);
    expect([...modules.keys()]).toContain("images/a.ts");
    const whole = await api.render(model, { name: "some" });
    expect([...whole.keys()]).toContain("package.json");
    expect(await errorOf(api.render(model, { images: ["B"] }))).toMatchObject({ faults: [{ code: "unknown-image" }] });
  });
});

describe("generate", () => {
  it("returns the files that the command writes, and writes them once", async () => {
    const [folder, cwd] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(join(cwd, "critgen.yaml"), "images: [UTSNS]\nparts: [json]\nout: made\n");
    await critgenHere(["generate"], { cwd });
    const generated = await api.generate({ config: { images: ["UTSNS"], parts: ["json"], out: "made" }, folder });
    const [made] = generated.packages;
    expect(made).toMatchObject({
      name: undefined,
      language: "TypeScript",
      out: join(folder, "made"),
      changes: [],
      remarks: [],
    });
    for (const [path, text] of made?.files ?? []) expect(readFileSync(join(cwd, "made", path), "utf8")).toBe(text);
    const [written] = await generated.write();
    expect(written).toMatchObject({ out: made?.out, unverified: undefined });
    expect(written?.differences).toHaveLength(made?.files.size ?? 0);
    expect(
      await (await api.generate({ config: { images: ["UTSNS"], parts: ["json"], out: "made" }, folder })).write(),
    ).toEqual([]);
  });

  it("reports what changed in the format, what needs a review, and refuses to overwrite an edit", async () => {
    const folder = temporaryFolder();
    const options = { config: { out: "made" }, folder };
    const schemaOf = (field: string, more = ""): string =>
      tinySchema({
        images: table(row("A", `magic: 1, entries: b${more}`)),
        protos: { "b.proto": proto(`message b { required uint32 ${field} = 1; }`) },
      });
    await (await api.generate({ ...options, schema: schemaOf("c") })).write();
    const again = await api.generate({ ...options, schema: schemaOf("d", ", review: true") });
    expect(again.packages[0]?.changes).toMatchObject([{ what: "field", kind: "renamed", name: "d", refused: true }]);
    expect(again.packages[0]?.remarks).toMatchObject([{ code: "review" }]);
    const file = join(folder, "made/images/a.ts");
    writeFileSync(file, `${readFileSync(file, "utf8")}\n`);
    expect(await errorOf(again.write())).toMatchObject({
      code: "in-the-way",
      faults: [{ code: "edited", place: { file: relative("", file) } }],
    });
    await again.write({ force: true });
    expect(readFileSync(file, "utf8")).toBe(again.packages[0]?.files.get("images/a.ts"));
  });
});

describe("diff", () => {
  it("compares folders and models as the command does", async () => {
    const { out } = await critgenHere(["diff", treeFolder("old"), treeFolder("new"), "--json", "--allow", "json"]);
    const { changes, uncompared } = JSON.parse(out) as { readonly changes: unknown; readonly uncompared: unknown };
    const found = await api.diff(treeFolder("old"), treeFolder("new"), { allow: ["json"] });
    expect(JSON.parse(JSON.stringify(found))).toEqual({ changes, uncompared });
    const more = changedTree("images/rpc.proto", (text) => `${text}\nmessage more {}\n`);
    expect(await api.diff(treeFolder("new"), more)).toMatchObject({ uncompared: ["images/rpc.proto"] });
    expect(await api.diff(PROJECT_SCHEMA, await api.load())).toEqual({ changes: [], uncompared: [] });
  });
});

describe("audit", () => {
  it("returns the findings of the command", async () => {
    const { out } = await critgenHere(["audit", "--against", treeFolder("new"), "--json"]);
    const { findings } = await api.audit({ against: [treeFolder("new")] });
    expect(`${toJson(findings)}\n`).toBe(out);
  });
});

describe("importTree", () => {
  it("returns the texts of the schema, writes them, and tells a step back", async () => {
    const schema = join(temporaryFolder(), "schema");
    const imported = await api.importTree(treeFolder("new"), { schema, date: "2031-02-03" });
    expect(imported).toMatchObject({ name: "v4.2.7", newer: undefined, reviews: { versions: [] } });
    await imported.write();
    for (const [path, text] of imported.after) expect(readFileSync(join(schema, path), "utf8")).toBe(text);
    expect(imported.after.get("history.yaml")).toContain("v4.2.7:\n  date: 2031-02-03\n");
    const back = await api.importTree(treeFolder("old"), { schema });
    expect(back).toMatchObject({ name: "v1.4", newer: "v4.2.7" });
  });
});

describe("openSchema", () => {
  let schema: OpenSchema;
  beforeEach(async () => {
    schema = await api.openSchema();
  });

  it("reads and writes images as the commands do", async () => {
    for (const name of ["core-3438.img", "pagemap-3438.img", "files.img", "tcp"]) {
      const [folder, file] = name === "tcp" ? ["test/fixtures/images/tcp", "inventory.img"] : [IMAGES, name];
      const bytes = readFileSync(join(folder, file));
      const { out } = await critgenHere(["decode", join(folder, file), "--names"]);
      expect(`${schema.toJson(bytes, { names: true, name: file })}\n`).toBe(out);
      expect(Buffer.from(schema.encode(schema.decode(bytes, { name: file })))).toEqual(bytes);
      expect(Buffer.from(schema.fromJson(out))).toEqual(bytes);
      const info = await critgenHere(["info", "--json", join(folder, file)]);
      expect(JSON.parse(JSON.stringify(await schema.info(bytes, { name: file })))).toEqual(JSON.parse(info.out));
      const nodes = [...schema.dissect(bytes, { name: file })];
      expect(nodes.reduce((sum, { size }) => sum + size, 0)).toBe(bytes.length);
    }
  });

  it("finds releases as the command does", async () => {
    const { out } = await critgenHere(["compat", IMAGES, "--json"]);
    expect(await schema.compat(IMAGES)).toEqual(JSON.parse(out));
    const asked = await critgenHere(["compat", IMAGES, "--criu", "3.19", "--json"]);
    expect(await schema.compat(IMAGES, "3.19")).toEqual(JSON.parse(asked.out));
    expect(await errorOf(schema.compat("nowhere"))).toMatchObject({ name: "CritgenError" });
    expect(await errorOf(schema.compat(IMAGES, "9.9"))).toMatchObject({ name: "CritgenError", code: "failed" });
  });

  it("searches a checkpoint as the command does", async () => {
    const found = [];
    for await (const one of schema.find(IMAGES, "/tmp")) found.push(one);
    const { out } = await critgenHere(["find", IMAGES, "/tmp", "--json"]);
    expect(found).toEqual(
      out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    );
    expect(found.length).toBeGreaterThan(10);
    const next = (path: string, signal?: AbortSignal): Promise<unknown> =>
      schema.find(path, "/tmp", { signal })[Symbol.asyncIterator]().next();
    expect(await errorOf(next("nowhere"))).toMatchObject({ name: "CritgenError", code: "unreadable" });
    const reason = new Error("enough");
    expect(await next(IMAGES, AbortSignal.abort(reason)).catch((error) => error)).toBe(reason);
  });

  it("ends a search at the next turn after its signal", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const search = schema.find(IMAGES, "/tmp", { signal: controller.signal })[Symbol.asyncIterator]();
    await search.next();
    controller.abort(reason);
    const rest = async (): Promise<void> => {
      while ((await search.next()).done !== true);
    };
    expect(await rest().catch((error) => error)).toBe(reason);
  });

  it("keeps integers beyond 2^53, and quotes them on request", () => {
    const bytes = schema.encode({ magic: "MM", entries: [] });
    expect(schema.decode(bytes)).toEqual({ magic: "MM", entries: [] });
    const core = schema.decode(bytesOf("core-3438.img"));
    expect(core.entries[0]).toMatchObject({
      tc: { rlimits: { rlimits: expect.arrayContaining([expect.objectContaining({ cur: 18446744073709551615n })]) } },
    });
    expect(schema.toJson(bytesOf("core-3438.img"), { quoteLarge: true })).not.toBe(
      schema.toJson(bytesOf("core-3438.img")),
    );
  });

  it("reports a broken image with its code and offset, or tolerates it", async () => {
    const cut = bytesOf("files.img").subarray(0, -1);
    expect(await errorOf(() => schema.decode(cut))).toMatchObject({
      code: "truncated",
      place: { image: "FILES", entry: expect.any(Number), offset: expect.any(Number) },
    });
    const problems: CritgenError[] = [];
    const image = schema.decode(cut, { tolerate: (problem) => void problems.push(problem) });
    expect(image.entries.length).toBeGreaterThan(1);
    expect(problems).toMatchObject([{ code: "truncated" }]);
    expect(await errorOf(() => schema.encode({ magic: "NONE", entries: [] }))).toMatchObject({ code: "bad-json" });
    expect(await errorOf(() => schema.fromJson("{"))).toMatchObject({ code: "truncated", place: { offset: 1 } });
    expect(await errorOf(schema.info(new Uint8Array(8)))).toMatchObject({ code: "bad-magic" });
    expect((await schema.info(cut)).problems).toMatchObject([{ code: "truncated" }]);
    const warnings: string[] = [];
    const mm = schema.toJson(bytesOf("mm-3438.img"));
    const rounded = mm
      .replace(/\d{19,}/g, "9223372036854776000")
      .replace(/"mm_start_code": \d+/, '"mm_start_code": 9223372036854776000');
    schema.fromJson(rounded, { warn: (warning) => void warnings.push(warning) });
    expect(warnings).toHaveLength(1);
  });

  it("opens a fork's rows, and whole schemas with extensions", async () => {
    const fork = await api.openSchema("test/fixtures/fork");
    const names = fork.images.map(({ name }) => name);
    expect(names).toEqual([...schema.images.map(({ name }) => name), "ACME_GPU", "ACME_TAGS"]);
    expect((await api.openSchema(undefined, { extend: ["test/fixtures/fork"] })).images).toEqual(fork.images);
    expect(await errorOf(api.openSchema("nowhere"))).toMatchObject({ code: "bad-schema" });
  });
});

describe("upgrade", () => {
  const main = `import { decodeM } from "criu-images";\nexport const old = decodeM(new Uint8Array()).old;\n`;
  const newer = () => tinySchema(schemaOf("optional uint32 renamed = 1;"));

  it("finds the lines of a program, and writes the safe edits", async () => {
    const program = projectWith(schemaOf("optional uint32 old = 1;"), { "main.ts": main });
    const found = await api.upgrade(program, { schema: newer() });
    expect(found).toMatchObject({
      packages: ["criu-images"],
      places: [{ kind: "renamed", severity: "error", to: "renamed", line: 2, canMend: true, package: "criu-images" }],
      files: [{ before: main, after: main.replace(".old", ".renamed") }],
    });
    expect(readFileSync(join(program, "src/main.ts"), "utf8")).toBe(main);
    expect(await found.left()).toEqual([]);
    await found.write();
    expect(readFileSync(join(program, "src/main.ts"), "utf8")).toBe(main.replace(".old", ".renamed"));
    expect(await errorOf(found.write())).toMatchObject({ code: "failed", message: expect.stringContaining("changed") });
  });

  it("refuses programs without a generated package, and folders without a program", async () => {
    const program = projectWith(schemaOf("optional uint32 old = 1;"), { "main.ts": "export {};\n" });
    expect(await errorOf(api.upgrade(program, { schema: newer() }))).toMatchObject({ code: "failed" });
    expect(await errorOf(api.upgrade("nowhere"))).toMatchObject({ code: "unreadable" });
    expect(await errorOf(api.upgrade(program, { schema: "nowhere" }))).toMatchObject({ code: "bad-schema" });
  });
});
