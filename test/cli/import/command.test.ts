import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readTexts } from "../../../upstream/import/texts.ts";
import { critgenHere } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { changedTree, repository, treeFolder } from "../../upstream/criu/trees.ts";

describe("critgen import", () => {
  it("makes a schema for a release in a new folder, and lists its content and the rows to review", async () => {
    const schema = join(temporaryFolder(), "schema");
    const trees = repository();
    const { code, out, err } = await critgenHere(["import", trees, "--rev", "v4.2.7", "--schema", schema]);
    expect(code).toBe(0);
    expect(out).toMatch(/^images: 14 added\n/);
    expect(out).toMatch(/schema: now v4\.2\.7\n$/);
    expect(err).toMatch(/^critgen: the source does not tell the layout of WHEELS, SPARE_WHEELS, LADDER: .*\n$/m);
    const again = await critgenHere(["import", trees, "--rev", "v4.2.7", "--schema", schema]);
    expect([again.code, again.out]).toEqual([0, expect.stringMatching(/^.+schema is up to date with v4\.2\.7\n$/)]);
  });

  it("shows the changes with --dry-run, without writing", async () => {
    const schema = join(temporaryFolder(), "schema");
    await critgenHere(["import", treeFolder("old"), "--schema", schema]);
    const before = readTexts(schema);
    const { code, out } = await critgenHere(["import", treeFolder("new"), "--schema", schema, "--dry-run"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^--- messages\/pagemap\.proto\n\+\+\+ messages\/pagemap\.proto\n/m);
    expect(out).toContain("+  required uint32 compat_nr_pages = 2;\n");
    expect(out).toContain("--- /dev/null\n+++ messages/ladder.proto\n");
    expect(out).toContain("\nimages: 4 added (ROUTE, SPARE_WHEELS, LADDER, ATTIC); ");
    expect(readTexts(schema)).toEqual(before);
  });

  it("shows files to be removed, and prints the current folder as a dot", async () => {
    const cwd = temporaryFolder();
    const trees = repository();
    await critgenHere(["import", trees, "--rev", "v4.2.7", "--schema", "."], { cwd });
    const { out, err } = await critgenHere(["import", trees, "--rev", "v1.4", "--schema", ".", "--dry-run"], { cwd });
    expect(out).toContain("--- messages/ladder.proto\n+++ /dev/null\n");
    expect(out).toMatch(/\n\.: would become v1\.4, a step back from v4\.2\.7\n$/);
    expect(err).toMatch(/^critgen: \. is of v4\.2\.7, and v1\.4 is older: this is a step back/);
    expect(err).not.toContain("LADDER");
    const broken = changedTree("criu/include/magic.h", (text) => text.replace("0x54564319", "0x54564320"));
    await critgenHere(["import", broken, "--schema", "."], { cwd });
    expect(readFileSync(join(cwd, "images.yaml"), "utf8")).toMatch(/common: +\{ magic: 0x54564320,/);
    writeFileSync(join(cwd, "history.yaml"), "v1.0: {");
    expect((await critgenHere(["magic", "PSTREE", "--schema", "."], { cwd })).err).toMatch(
      /^critgen: \.: history\.yaml:1/,
    );
  });

  it("announces a step back before any change or refusal", async () => {
    const schema = join(temporaryFolder(), "schema");
    const trees = repository();
    const forth = await critgenHere(["import", trees, "--rev", "v1.4", "--schema", schema]);
    const more = await critgenHere(["import", trees, "--rev", "HEAD", "--schema", schema]);
    for (const { err } of [forth, more]) expect(err).not.toContain("step back");
    const table = join(schema, "images.yaml");
    writeFileSync(table, readFileSync(table, "utf8").replace("pagemap_head", "pages_head"));
    const refused = await critgenHere(["import", trees, "--rev", "v4.2.7", "--schema", schema]);
    expect([refused.code, refused.err]).toEqual([
      2,
      expect.stringMatching(
        /^critgen: .+ is of v4\.2\.7-1-g\w+, and v4\.2\.7 is older: this is a step back.*\n.*has a problem already/,
      ),
    ]);
  });

  it("lists the acceptances that no longer match after a step back", async () => {
    const schema = join(temporaryFolder(), "schema");
    const trees = repository();
    await critgenHere(["import", trees, "--rev", "v4.2.7", "--schema", schema]);
    const table = join(schema, "images.yaml");
    const text = readFileSync(table, "utf8").replace(/^accept:\n(?: .*\n)*/m, "");
    writeFileSync(table, text.replace("images:", 'accept:\n  magic-minutes: { LADDER: "one reason" }\nimages:'));
    const { code, err } = await critgenHere(["import", trees, "--rev", "v1.4", "--schema", schema]);
    expect([code, err]).toEqual([
      0,
      expect.stringContaining(
        "critgen: `accept` of images.yaml has entries that accept nothing in v1.4: magic-minutes (LADDER): remove them",
      ),
    ]);
  });

  it("shows the numbers of changes with --summary, without lines", async () => {
    const schema = join(temporaryFolder(), "schema");
    await critgenHere(["import", treeFolder("old"), "--schema", schema]);
    const { out } = await critgenHere(["import", treeFolder("new"), "--schema", schema, "--dry-run", "--summary"]);
    expect(out).toMatch(/^images: 4 added \(ROUTE, SPARE_WHEELS, LADDER, ATTIC\); /);
    expect(out).not.toContain("@@");
  });

  it("asks for a review of new format versions, like generate", async () => {
    const schema = join(temporaryFolder(), "schema");
    const tree = changedTree("criu/include/magic.h", (text) =>
      text.replace("#define CRTOOLS_IMAGES_V1_1 2", "$&\n#define CRTOOLS_IMAGES_V1_2 3"),
    );
    const { err } = await critgenHere(["import", tree, "--schema", schema]);
    expect(err).toContain("critgen: the source does not tell whether images have heads in format v1.2: ");
    const out = join(temporaryFolder(), "out");
    const made = await critgenHere(["generate", "--schema", schema, "--out", out]);
    expect(made.err).toContain(
      "critgen: images.yaml marks v1.2 for review: check whether images of that version have heads",
    );
    expect(readFileSync(join(out, "src/magic.ts"), "utf8")).toContain('{ name: "v1.2", value: 3, heads: true },');
  });

  it("reports unsupported syntax in one line, and writes nothing", async () => {
    const schema = join(temporaryFolder(), "schema");
    await critgenHere(["import", treeFolder("old"), "--schema", schema]);
    const before = readTexts(schema);
    const tree = changedTree("criu/include/magic.h", (text) => text.replace("0x50273030", "TOWN(Kyiv)"));
    expect(await critgenHere(["import", tree, "--schema", schema])).toEqual({
      code: 2,
      out: "",
      err: "critgen: criu/include/magic.h:13: `TOWN` is not understood in the macro PSTREE_MAGIC\n",
    });
    expect(readTexts(schema)).toEqual(before);
  });

  it("reports a missing file of an incomplete tree in one line, and writes nothing", async () => {
    const schema = join(temporaryFolder(), "schema");
    const tree = changedTree("images/ladder.proto", (text) => text);
    rmSync(join(tree, "images/ladder.proto"));
    expect(await critgenHere(["import", tree, "--schema", schema])).toEqual({
      code: 2,
      out: "",
      err: "critgen: images/Makefile:5: images/ladder.proto is built here, and it is missing\n",
    });
    expect(existsSync(schema)).toBe(false);
  });

  it("writes into the schema of critgen.yaml, and never into critgen's own", async () => {
    const cwd = temporaryFolder();
    const tree = treeFolder("new");
    const none = await critgenHere(["import", tree], { cwd });
    expect([none.code, none.err]).toEqual([
      2,
      expect.stringContaining("critgen: critgen's own schema cannot be changed"),
    ]);
    expect((await critgenHere(["import", tree, "--dry-run"], { cwd })).code).toBe(0);
    writeFileSync(join(cwd, "critgen.yaml"), "schema: mine\n");
    expect(await critgenHere(["import", tree], { cwd })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/\nmine: now v4\.2\.7\n$/),
    });
    const audit = await critgenHere(["audit"], { cwd });
    expect(audit.out).toMatch(/^ {2}mine\/images\.yaml:/m);
    expect((await critgenHere(["magic", "WHEELS"], { cwd })).code).toBe(0);
    writeFileSync(join(cwd, "critgen.yaml"), "schemas: mine\n");
    expect((await critgenHere(["import", tree], { cwd })).err).toMatch(
      /critgen\.yaml:1:1\n[\s\S]*nothing was written; .*\n$/,
    );
  });

  it("asks for the date of an unpacked release, and accepts it", async () => {
    const schema = join(temporaryFolder(), "schema");
    const args = ["import", treeFolder("new"), "--schema", schema];
    expect((await critgenHere(args)).err).toMatch(/^critgen: history\.yaml does not record v4\.2\.7, /);
    const { code } = await critgenHere([...args, "--date", "2031-02-03"]);
    expect([code, readFileSync(join(schema, "history.yaml"), "utf8")]).toEqual([
      0,
      expect.stringContaining("\nv4.2.7:\n  date: 2031-02-03\n"),
    ]);
    expect((await critgenHere([...args, "--date", "2031-02-30"])).err).toContain(
      "It is not a day; write one as 2026-03-01",
    );
  });

  it("refuses a file as the schema's folder", async () => {
    const { code, err } = await critgenHere(["import", treeFolder("new"), "--schema", "package.json"]);
    expect([code, err]).toEqual([
      2,
      "critgen: package.json is a file: specify a folder for the schema; it may be new\n",
    ]);
  });

  it("refuses a folder that is no source tree of CRIU", async () => {
    const folder = temporaryFolder();
    const { code, err } = await critgenHere(["import", folder, "--schema", join(folder, "schema")]);
    expect(code).toBe(2);
    expect(err).toBe(
      `critgen: ${folder} is not a source tree of CRIU: it has neither criu/include/magic.h nor include/magic.h\n`,
    );
  });
});

describe("critgen generate after an import", () => {
  it("reports rows until their review mark is removed", async () => {
    const schema = join(temporaryFolder(), "schema");
    const out = join(temporaryFolder(), "out");
    await critgenHere(["import", treeFolder("new"), "--schema", schema]);
    const first = await critgenHere(["generate", "--schema", schema, "--out", out]);
    expect([first.code, first.err]).toEqual([
      0,
      expect.stringContaining("critgen: images.yaml marks WHEELS, SPARE_WHEELS, LADDER for review: "),
    ]);
    const check = ["generate", "--schema", schema, "--out", out, "--check"];
    const unseen = await critgenHere(check);
    expect([unseen.code, unseen.err]).toEqual([1, first.err]);
    const table = join(schema, "images.yaml");
    writeFileSync(table, readFileSync(table, "utf8").replaceAll(" review: true,", ""));
    const second = await critgenHere(["generate", "--schema", schema, "--out", out]);
    expect([second.code, second.err]).toEqual([0, ""]);
    expect((await critgenHere(check)).code).toBe(0);
  });
});
