import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { copyOf, edit } from "../../inspect/explore/support.ts";
import { critgenHere, ROOT } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";

const FDS = "test/fixtures/images/fds";
const document = readFileSync(join(ROOT, "docs/compat.md"), "utf8");

function block(language: string): string {
  return new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "ms").exec(document)?.[1] ?? "";
}

describe("critgen compat", () => {
  it("lists what a release would miss, exactly as docs/compat.md, and exits with 1", async () => {
    const words = block("sh").trim().split(" ").slice(2);
    expect(await critgenHere(words)).toEqual({ code: 1, out: block("text"), err: "" });
  });

  it("escapes control characters in the name of an unreadable file", async () => {
    const folder = copyOf("fds");
    writeFileSync(join(folder, "stats-\u001b[31m"), "no image");
    const { code, err } = await critgenHere(["compat", folder]);
    expect(code).toBe(2);
    expect(err).toMatch(/^critgen: .*stats-/);
    expect(err).not.toContain("\u001b");
  });

  it("exits with 0 if the release misses nothing, or if none is requested", async () => {
    expect(await critgenHere(["compat", FDS, "--criu", "v4.2"])).toEqual({
      code: 0,
      out: `${FDS}: 18 images; CRIU v4.2 understands all of it\n`,
      err: "",
    });
    const { code, out } = await critgenHere(["compat", `${FDS}/pstree.img`]);
    expect([code, out.split("\n")[0]]).toEqual([
      0,
      `${FDS}/pstree.img: 1 image; CRIU v1.6 is the oldest release that understands all of it`,
    ]);
  });

  it("prints JSON with all documented properties", async () => {
    const { code, out } = await critgenHere(["compat", FDS, "--criu", "4.1.1", "--json"]);
    const answer = JSON.parse(out) as Record<string, unknown> & { readonly missed: readonly object[] };
    expect([code, answer["oldest"], answer["asked"], answer.missed.length]).toEqual([1, "v4.2", "v4.1.1", 1]);
    const explained = /`--json` prints (.*?)\n## /s.exec(document)?.[1] ?? "";
    for (const key of [...Object.keys(answer), ...Object.keys(answer.missed[0] ?? {})]) {
      expect(explained).toContain(`\`${key}\``);
    }
  });

  it("reports a single missed feature, and prints `null` in JSON for an unknown or unrequested release", async () => {
    const folder = temporaryFolder();
    cpSync(join(ROOT, FDS, "pstree.img"), join(folder, "pstree.img"));
    const { code, out } = await critgenHere(["compat", folder, "--criu", "1.5"]);
    expect([code, out.split("\n")[0]]).toEqual([
      1,
      expect.stringContaining("CRIU v1.5 misses 1 feature; CRIU v1.6 is"),
    ]);
    edit(folder, "pstree.img", "PSTREE", ({ entries }) => {
      for (const entry of entries) entry.$unknown = [{ after: 5, bytes: Uint8Array.of(0x98, 0x06, 1) }];
    });
    const { out: json } = await critgenHere(["compat", folder, "--json"]);
    expect(JSON.parse(json)).toMatchObject({
      ...{ oldest: null, newest: null, asked: null },
      missed: [{ since: null, until: null }, { since: "v1.6" }],
    });
  });

  it("exits with 1 if no known release understands everything, and cuts long lists with a count", async () => {
    const folder = temporaryFolder();
    cpSync(join(ROOT, FDS, "pstree.img"), join(folder, "pstree.img"));
    edit(folder, "pstree.img", "PSTREE", ({ entries }) => {
      const bytes = Uint8Array.from(
        Array.from({ length: 23 }, (_, i) => [0xc0 | ((i % 8) << 3), 6 + (i >> 3), 1]).flat(),
      );
      for (const entry of entries) entry.$unknown = [{ after: 5, bytes }];
    });
    const { code, out } = await critgenHere(["compat", folder]);
    const [title, , above, ...lines] = out.split("\n");
    expect([code, title, above]).toEqual([
      ...[1, `${folder}: 1 image; no known release understands all of it`, "newer than the schema"],
    ]);
    expect(lines.slice(19, 22)).toEqual([
      expect.stringContaining("pstree_entry #"),
      "  … and 3 more; --all shows them",
      "",
    ]);
    const { out: all } = await critgenHere(["compat", folder, "--all"]);
    expect(all.match(/pstree_entry #/g)).toHaveLength(23);
    expect(all).not.toContain("more;");
  });

  it("exits with 2 if an image is broken, but reports on the others", async () => {
    const folder = copyOf("timens");
    writeFileSync(join(folder, "pstree.img"), "no image");
    const { code, out, err } = await critgenHere(["compat", folder, "--criu", "4.2"]);
    expect([code, out]).toEqual([2, expect.stringContaining("CRIU v4.2 understands all of it")]);
    expect(err).toMatch(/^critgen: .+pstree\.img: offset 0: no image begins like this: .*\n$/);
  });

  it.each([
    ["package.json", /^critgen: package\.json: .*no image begins like this.*\n$/],
    ["docs", /^critgen: docs: no file has the name of an image\n$/],
  ])("refuses %s", async (path, err) => {
    expect(await critgenHere(["compat", path])).toEqual({ code: 2, out: "", err: expect.stringMatching(err) });
  });
});
