import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { ask } from "../../../cli/init/ask.ts";
import { TARGETS } from "../../../generator/targets/targets.ts";
import { critgenHere } from "../../support/here.ts";
import { type Result, ROOT, runPlain } from "../../support/run.ts";
import { temporaryFolder } from "../../support/schema.ts";

/* Checks the results of given answers. test/cli/package.test.ts types them on a terminal. */

/** Answers in the order of the questions; a question without an answer is cancelled, as by Ctrl-C. */
const answers = vi.hoisted(() => ({ next: [] as unknown[], asked: [] as Record<string, unknown>[] }));
const CANCEL = Symbol("cancel");

vi.mock("@clack/prompts", () => {
  const question = async (options: Record<string, unknown>): Promise<unknown> => {
    answers.asked.push(options);
    return answers.next.length === 0 ? CANCEL : answers.next.shift();
  };
  return {
    ...{ text: question, select: question, multiselect: question, autocompleteMultiselect: question },
    ...{ intro: () => {}, cancel: () => {}, isCancel: (answer: unknown) => answer === CANCEL },
  };
});

beforeEach(() => {
  answers.next = [];
  answers.asked = [];
});

const IMAGES = [{ name: "PSTREE", about: "The tree" }];

describe("the answers to critgen init", () => {
  it("are taken over unchanged, and always include the codec", async () => {
    answers.next = ["typescript", "@acme/x", ["PSTREE"], ["json", "codec"], "sources", "out"];
    expect(await ask({}, IMAGES)).toEqual({
      name: "@acme/x",
      images: ["PSTREE"],
      parts: ["codec", "json"],
      output: "sources",
      out: "out",
    });
    expect(answers.asked[4]?.["options"]).toEqual(
      ["package", "sources"].map((value) => expect.objectContaining({ value })),
    );
    expect(answers.asked[2]?.["options"]).toEqual([{ value: "PSTREE", label: "PSTREE", hint: "The tree" }]);
  });

  it("are omitted if empty, and given options are not asked for", async () => {
    answers.next = ["typescript", "", [], []];
    expect(await ask({ out: "mine" }, IMAGES)).toEqual({ parts: ["codec"], out: "mine" });
    // There is no question about the output: without a name it is sources.
    expect(answers.asked).toHaveLength(4);
  });

  it("are discarded after an interruption, without further questions", async () => {
    answers.next = ["typescript", "x"];
    expect(await ask({}, IMAGES)).toBeUndefined();
    expect(answers.asked).toHaveLength(3);
    answers.next = [];
    expect(await ask({}, IMAGES)).toBeUndefined();
    expect(answers.asked).toHaveLength(4);
  });

  it("are checked during typing for a valid package name", async () => {
    answers.next = ["typescript"];
    await ask({}, IMAGES);
    const validate = answers.asked[1]?.["validate"] as (name: string | undefined) => string | undefined;
    for (const name of [undefined, "", "x", "@acme/x"]) expect(validate(name)).toBeUndefined();
    expect(validate("A'b")).toMatch(/a package cannot have the name/);
  });
});

describe("the question for the language", () => {
  it("offers all targets, and the other questions follow from its answer", async () => {
    answers.next = ["go", "", [], ["json"], "here"];
    expect(await ask({}, IMAGES)).toEqual({ target: ["go"], parts: ["codec", "json"], out: "here" });
    const [language, name, , parts] = answers.asked;
    expect(valuesOf(language)).toEqual(Object.keys(TARGETS));
    expect(name?.["placeholder"]).toBe("example.org/criuimages");
    expect(valuesOf(parts)).toEqual(["json", "relations"]);
  });

  it("is not asked if a target is given", async () => {
    answers.next = ["x", [], [], "here"];
    const [target] = [["python"]];
    expect(await ask({ target }, IMAGES)).toEqual({ target, name: "x", parts: ["codec"], out: "here" });
  });

  /** Returns the values that a question offers. */
  function valuesOf(question: Record<string, unknown> | undefined): unknown {
    const options = question?.["options"] as { value: string }[] | undefined;
    return options?.map(({ value }) => value);
  }
});

describe("critgen init", () => {
  it("asks for missing values on a terminal, and writes nothing after an interruption", async () => {
    const cwd = temporaryFolder();
    expect(await onTerminal(cwd)).toEqual({ code: 130, out: "", err: "" });
    expect(existsSync(join(cwd, "critgen.yaml"))).toBe(false);
    answers.next = ["typescript", "", ["PSTREE"], [], "here"];
    expect((await onTerminal(cwd)).out).toContain("import from here/index.ts");
    expect(readFileSync(join(cwd, "critgen.yaml"), "utf8")).toContain("images: [ PSTREE ]");
  });

  /** Runs `critgen init` as if on a terminal. */
  async function onTerminal(cwd: string, ...args: readonly string[]): Promise<Result> {
    const streams = [process.stdin, process.stdout];
    const before = streams.map((stream) => stream.isTTY);
    try {
      for (const stream of streams) stream.isTTY = true;
      return await critgenHere(["init", ...args], { cwd });
    } finally {
      for (const [i, stream] of streams.entries()) stream.isTTY = before[i] as boolean;
    }
  }

  it.each([
    [{ license: "ISC" }, /^license: UNLICENSED$/m, /License: UNLICENSED for now\. package\.json says ISC, .* LICENSE/],
    [{ license: "WTF" }, /^license: UNLICENSED$/m, /package\.json says WTF, but that is not an SPDX expression/],
    [{ repository: "gist:1" }, /^license: MIT$/m, /Repository: none\. In package\.json, `gist:1` is not the URL/],
  ])("uses valid values of package.json %j, and reports invalid ones", async (manifest, written, told) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "package.json"), JSON.stringify(manifest));
    answers.next = ["typescript", "@acme/x", ["PSTREE"], [], "package", "here"];
    const { code, out, err } = await onTerminal(cwd);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(told);
    expect(readFileSync(join(cwd, "critgen.yaml"), "utf8")).toMatch(written);
    expect(await critgenHere(["generate"], { cwd })).toMatchObject({ code: 0, err: "" });
  });

  it("prefers options to the values of package.json", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "package.json"), JSON.stringify({ license: "MIT", repository: "acme/x" }));
    const given = ["--name", "x", "--license", "UNLICENSED", "--repository", "gitlab:other/y", "--yes"];
    expect((await critgenHere(["init", ...given], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, "critgen.yaml"), "utf8")).toMatch(
      /^license: UNLICENSED\nrepository: gitlab:other\/y$/m,
    );
  });

  it("refuses a license without its text before any question, with advice", async () => {
    const cwd = temporaryFolder();
    const { code, err } = await onTerminal(cwd, "--license", "ISC");
    expect([code, err]).toEqual([2, expect.stringMatching(/no file LICENSE .*; add the file.*, or omit --license\n$/)]);
    const extension = await onTerminal(cwd, "--extend", "none");
    expect(extension).toMatchObject({ code: 2, err: expect.stringContaining("none/images.yaml:1:1") });
    expect(answers.asked).toEqual([]);
  });

  it("shows the config if it cannot write it", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "sub"), "a file");
    answers.next = ["typescript", "@acme/x", ["PSTREE"], [], "sources", "here"];
    const { code, err } = await onTerminal(cwd, "--config", "sub/critgen.yaml");
    expect(code).toBe(2);
    expect(err).toMatch(/sub\/critgen\.yaml would have been:\n\n.*name: "@acme\/x"\n.*output: sources\n/s);
  });

  it("explains how to build a package of sources before it shows its exports", async () => {
    const cwd = temporaryFolder();
    const args = ["init", "--name", "x", "--output", "sources", "--images", "UTSNS", "--out", "lib/x", "--yes"];
    const build = "npm install --prefix lib/x && npm run --prefix lib/x prepack";
    expect((await critgenHere(args, { cwd })).out).toContain(`  ${build}   builds dist/`);
    const hint = `its exports are in lib/x/dist, not built yet; build them with \`${build}\`\n`;
    for (let times = 0; times < 2; times++) expect((await critgenHere(["generate"], { cwd })).out).toContain(hint);
    // npm install would add these to the package's own node_modules.
    mkdirSync(join(cwd, "lib/x/node_modules"));
    for (const name of ["typescript", "@typescript"])
      symlinkSync(join(ROOT, "node_modules", name), join(cwd, "lib/x/node_modules", name));
    const tsc = join(ROOT, "node_modules/.bin/tsc");
    expect(runPlain(tsc, ["-p", "."], { cwd: join(cwd, "lib/x") })).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(join(cwd, "lib/x/package.json"), "utf8")).scripts.prepack).toBe("tsc -p .");
    expect((await critgenHere(["generate"], { cwd })).out).toMatch(/^lib\/x: \d+ files, all up to date\n$/);
    const program = 'console.log(Object.keys(await import("x/images/utsns")).length > 0)';
    mkdirSync(join(cwd, "node_modules"));
    symlinkSync("../lib/x", join(cwd, "node_modules/x"));
    expect(runPlain(process.execPath, ["--input-type=module", "-e", program], { cwd }).out).toBe("true\n");
  });

  it("can write another config file in another folder, and names it in the next steps", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "package.json"), JSON.stringify({ license: 5, repository: "acme/x" }));
    mkdirSync(join(cwd, "LICENSE"));
    const { code, out } = await critgenHere(["init", "--config", "sub/my.yaml", "--name", "x", "--yes"], { cwd });
    expect([code, out]).toEqual([0, expect.stringContaining("critgen generate --config sub/my.yaml --check")]);
    expect(readFileSync(join(cwd, "sub/my.yaml"), "utf8")).toMatch(/^license: MIT\nrepository: github:acme\/x$/m);
    expect(out).toContain("writes sub/generated/");
    const refused = await critgenHere(["init", "--config", "other.yaml", "--parts", "nonsense"], { cwd });
    expect(refused).toMatchObject({
      code: 2,
      err: expect.stringMatching(/there is no part `nonsense`; known: codec, /),
    });
  });
});
