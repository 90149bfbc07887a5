import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { ask } from "../../../generator/init/ask.ts";
import { critgenHere } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";

/* What becomes of answers. That the questions are asked on a terminal is in test/cli/package.test.ts. */

/** What is answered, question by question; nothing for Ctrl-C. */
const answers = vi.hoisted(() => ({ next: [] as unknown[], asked: [] as Record<string, unknown>[] }));
const CANCEL = Symbol("cancel");

vi.mock("@clack/prompts", () => {
  const question = async (options: Record<string, unknown>): Promise<unknown> => {
    answers.asked.push(options);
    return answers.next.length === 0 ? CANCEL : answers.next.shift();
  };
  return {
    ...{ text: question, multiselect: question, autocompleteMultiselect: question },
    ...{ intro: () => {}, cancel: () => {}, isCancel: (answer: unknown) => answer === CANCEL },
  };
});

beforeEach(() => {
  answers.next = [];
  answers.asked = [];
});

const IMAGES = [{ name: "PSTREE", about: "The tree" }];

describe("answers", () => {
  it("are taken as they are, and the codec always is a part", async () => {
    answers.next = ["@acme/x", ["PSTREE"], ["json", "codec"], "out"];
    expect(await ask({}, IMAGES)).toEqual({
      name: "@acme/x",
      images: ["PSTREE"],
      parts: ["codec", "json"],
      out: "out",
    });
    expect(answers.asked[1]?.["options"]).toEqual([{ value: "PSTREE", label: "PSTREE", hint: "The tree" }]);
  });

  it("that are empty are left out, and those that were given are not asked for", async () => {
    answers.next = ["", [], []];
    expect(await ask({ out: "mine" }, IMAGES)).toEqual({ parts: ["codec"], out: "mine" });
    expect(answers.asked).toHaveLength(3);
  });

  it("are none where they are broken off, and nothing is asked any more", async () => {
    answers.next = ["x"];
    expect(await ask({}, IMAGES)).toBeUndefined();
    expect(answers.asked).toHaveLength(2);
  });

  it("are refused while they are typed where no package can be called so", async () => {
    await ask({}, IMAGES);
    const validate = answers.asked[0]?.["validate"] as (name: string | undefined) => string | undefined;
    for (const name of [undefined, "", "x", "@acme/x"]) expect(validate(name)).toBeUndefined();
    expect(validate("A'b")).toMatch(/a package cannot be called/);
  });
});

describe("critgen init", () => {
  it("asks on a terminal for what was not given, and writes nothing where that is broken off", async () => {
    const cwd = temporaryFolder();
    const streams = [process.stdin, process.stdout];
    const before = streams.map((stream) => stream.isTTY);
    try {
      for (const stream of streams) stream.isTTY = true;
      expect(await critgenHere(["init"], { cwd })).toEqual({ code: 130, out: "", err: "" });
      expect(existsSync(join(cwd, "critgen.yaml"))).toBe(false);
      answers.next = ["", ["PSTREE"], [], "here"];
      expect((await critgenHere(["init"], { cwd })).out).toContain("import from here/index.ts");
      expect(readFileSync(join(cwd, "critgen.yaml"), "utf8")).toContain("images: [ PSTREE ]");
    } finally {
      for (const [i, stream] of streams.entries()) stream.isTTY = before[i] as boolean;
    }
  });

  it("writes another file, in a folder of its own, and names it in what comes next", async () => {
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
