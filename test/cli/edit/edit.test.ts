import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openCheckpoint, VERBS } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { contentOf } from "../../checkpoint/edit/edits.ts";
import { checkpoint, MEMORY } from "../../support/checkpoints.ts";
import { critgenHere } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";

async function nodename(path: string): Promise<string | undefined> {
  const opened = await openCheckpoint(path);
  const [file] = opened.images.filter(({ image }) => image === "UTSNS");
  const image = await opened.read("UTSNS", file?.id);
  await opened.close();
  return image?.entries[0]?.nodename;
}

function recipe(text: string): string {
  const file = join(temporaryFolder(), "recipe.yaml");
  writeFileSync(file, text);
  return file;
}

describe("edit", () => {
  it("has an option for each verb, with the words of its keys", async () => {
    const { out } = await critgenHere(["edit", "--help"]);
    for (const [name, { keys }] of Object.entries(VERBS)) {
      const [only, ...others] = Object.keys(keys);
      expect(out).toContain(others.length === 0 ? `--${name} <${only ?? "field=value"}>` : `--${name} <words...>`);
    }
  });

  it("writes a folder or an archive, by a recipe and by options", async () => {
    const file = recipe("- hostname: web-2\n");
    const folder = join(temporaryFolder(), "out");
    const said = await critgenHere(["edit", checkpoint("uts"), file, "-o", folder]);
    expect(said).toEqual({ code: 0, out: `1 value in 1 file changed: ${folder}\n`, err: "" });
    expect(await nodename(folder)).toBe("web-2");
    for (const name of ["out.tar", "out.tar.gz"]) {
      const archive = join(temporaryFolder(), name);
      const { code } = await critgenHere(["edit", checkpoint("uts"), "--hostname", "web-3", "-o", archive]);
      expect([code, await nodename(archive)]).toEqual([0, "web-3"]);
      const opened = await openCheckpoint(archive);
      expect(opened.store.form).toBe(name.slice("out.".length));
      await opened.close();
    }
  });

  it("applies the steps of a recipe before those of options, and repeated options in order", async () => {
    const out = join(temporaryFolder(), "out");
    const words = ["--hostname", "web-3", "--hostname", "web-4", "-o", out];
    await critgenHere(["edit", checkpoint("uts"), recipe("- hostname: web-2\n"), ...words]);
    expect(await nodename(out)).toBe("web-4");
    const paths = ["--move-path", "/tmp/corpus-run", "/srv/a", "--move-path", "/srv/a", "/srv/b", "-n"];
    const { out: shown } = await critgenHere(["edit", checkpoint("fds"), ...paths]);
    expect(shown).toContain("reg.name  /tmp/corpus-run/fds/reg → /srv/b/fds/reg\n");
  });

  it("tells what would change as compare does, and writes nothing", async () => {
    const out = join(temporaryFolder(), "out");
    const words = ["edit", checkpoint("uts"), "--hostname", "web\u001b[1m"];
    const dry = await critgenHere([...words, "-o", out, "-n"]);
    expect([dry.code, existsSync(out)]).toEqual([0, false]);
    expect(dry.out).toContain("      nodename  corpus-höst → web\\x1b[1m\n");
    await critgenHere([...words, "-o", out]);
    expect((await critgenHere(["compare", checkpoint("uts"), out, "--noise", "--all"])).out).toBe(dry.out);
  });

  it("tells the same changes as JSON, with numbers of 64 bits", async () => {
    const pos = "18446744073709551615";
    const words = ["--set", `files.img[0].reg.pos=${pos}`, "-n", "--json"];
    const { out } = await critgenHere(["edit", checkpoint("fds"), ...words]);
    expect(out).toContain(`"after": ${pos}`);
    const { changes } = JSON.parse(out) as { changes: object[] };
    const place = { file: "files.img", entry: 0 };
    expect(changes).toMatchObject([{ path: "reg.pos", before: 0, afterText: pos, a: place, b: place }]);
  });

  it("tells changed memory: arguments as texts, and numbers of pages", async () => {
    const threads = join(MEMORY, "threads/images");
    const { out } = await critgenHere(["edit", threads, "--arg", "32621", "1", "gama-queue", "-n"]);
    expect(out).toContain("      arguments[1]  beta-queue → gama-queue\n");
    expect(out).toContain("  ~ process 32621: 1 page\n");
    const lost = await critgenHere(["edit", checkpoint("uts"), "--replace", "1", "a", "b", "-n"]);
    expect([lost.code, lost.err]).toEqual([1, expect.stringContaining("memory of process 1: ")]);
  });

  it("replaces a checkpoint in place, and keeps the old one", async () => {
    const path = join(temporaryFolder(), "web.tar");
    await critgenHere(["edit", checkpoint("uts"), "--hostname", "web-2", "-o", path]);
    const before = readFileSync(path);
    expect(await critgenHere(["edit", path, "--hostname", "web-3", "--in-place"])).toMatchObject({ code: 0 });
    expect([await nodename(path), readFileSync(`${path}.bak`).equals(before)]).toEqual(["web-3", true]);
    const again = await critgenHere(["edit", path, "--hostname", "web-4", "--in-place"]);
    expect([again.code, again.err]).toEqual([1, expect.stringContaining(".bak: is there already")]);
    expect(await nodename(path)).toBe("web-3");
  });

  it("writes nothing if the recipe is refused", async () => {
    const folder = temporaryFolder();
    const out = join(folder, "out");
    const cases: readonly [readonly string[], string][] = [
      [["--hostname", "x".repeat(65)], "would break the checkpoint"],
      [["--set", "nonsense"], '--set: "nonsense" is not <field>=<value>'],
      [["--move-path", "/tmp"], "--move-path: <from> <to> is expected"],
      [[recipe("hostname: x\n")], "a list of steps is expected"],
      [[recipe("- hostname\n")], "step 1: a verb with its keys is expected"],
      [[recipe("- [\n")], "recipe.yaml: "],
      [[], "no steps are given"],
    ];
    for (const [words, error] of cases) {
      const { code, err } = await critgenHere(["edit", checkpoint("uts"), ...words, "-o", out]);
      expect([words, code, err]).toEqual([words, 1, expect.stringContaining(error)]);
    }
    expect(await critgenHere(["edit", checkpoint("uts"), "--hostname", "x"])).toMatchObject({ code: 2 });
    expect([existsSync(out), readdirSync(folder)]).toEqual([false, []]);
  });

  it("takes bytes from a recipe, and refuses bombs of aliases", async () => {
    const bytes = recipe('- set: { "files.img[id=14].usk.name": !!binary "L3Rt/w==" }\n');
    const { out } = await critgenHere(["edit", checkpoint("unixs"), bytes, "-n", "--json"]);
    expect(JSON.parse(out).changes[0]).toMatchObject({ path: "usk.name", after: "2f746dff" });
    const bomb = Array.from({ length: 30 }, (_, i) => `- &a${i + 1} [${`*a${i}, `.repeat(9)}]`);
    for (const text of [`- &a0 [x]\n${bomb.join("\n")}\n`, "[".repeat(50_000), "- hostname: *none\n"]) {
      const { code, err } = await critgenHere(["edit", checkpoint("uts"), recipe(text), "-n"]);
      expect([code, err.split("\n").length]).toEqual([1, 2]);
    }
    const cycle = await critgenHere(["edit", checkpoint("uts"), recipe("- &a { hostname: *a }\n"), "-n"]);
    expect(cycle).toMatchObject({ code: 1, err: expect.stringContaining("step 1, hostname: unknown key hostname") });
  });

  it("keeps what it does not change, to the byte", async () => {
    const out = join(temporaryFolder(), "out");
    await critgenHere(["edit", checkpoint("fds"), "--set", "files.img[0].reg.pos=0", "-o", out]);
    expect(await contentOf(await openCheckpoint(out))).toEqual(
      await contentOf(await openCheckpoint(checkpoint("fds"))),
    );
  });
});
