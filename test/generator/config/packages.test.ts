import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Given, loadProjects } from "../../../generator/config/load.ts";
import type { Project } from "../../../generator/config/project.ts";
import { SchemaError } from "../../../generator/model/problem.ts";
import { temporaryFolder } from "../../support/schema.ts";

/** Loads a config from a folder of its own. */
function load(text: string, given: Given = {}): Promise<readonly Project[]> {
  const config = join(temporaryFolder(), "critgen.yaml");
  writeFileSync(config, text);
  return loadProjects({ config, ...given });
}

/** Returns the problems of a config: their codes, lines and columns. */
async function problemsOf(text: string): Promise<string[]> {
  try {
    await load(text);
    return [];
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return error.problems.map(({ code, message, at: { line, column } }) => `${line}:${column} ${code}: ${message}`);
  }
}

const TWO = `version: 2.0.0
images: [MM]
packages:
  - { name: one, out: a }
  - { out: b, images: [PSTREE], version: 3.0.0 }
`;

describe("a list of packages", () => {
  it("shares the keys of the file, and each package can have its own", async () => {
    const [one, two, ...others] = await load(TWO);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ name: "one", version: "2.0.0", images: ["MM"], output: "package" });
    expect(two).toMatchObject({ name: undefined, version: "3.0.0", images: ["PSTREE"], output: "sources" });
    expect([one, two].map((project) => project?.out.split("/").at(-1))).toEqual(["a", "b"]);
  });

  it("shares the schema and its extensions: a package cannot have its own", async () => {
    const [one, two] = await load(`schema: s\nextend: [e]\n${TWO}`);
    expect(one?.schema).toBe(two?.schema);
    expect(one?.extend).toEqual(two?.extend);
    expect(await problemsOf("packages:\n  - { schema: s }")).toEqual(["2:7 unknown-key: `schema` is not a key here"]);
  });

  it.each([
    [
      "packages: []",
      "1:11 bad-value: `packages` must be a list of packages; their keys take precedence over those of the file; here it is []",
    ],
    ["packages:\n  - { nam: x }", "2:7 unknown-key: `nam` is not a key here"],
    [
      "packages:\n  - { out: a }\n  - { out: b, parts: [jsn] }",
      '3:23 bad-value: `parts[0]` must be codec, json, node, columns, history, relations or schema; here it is "jsn"',
    ],
    ["packages:\n  - { target: rust, out: a }", "2:15 unknown-target: critgen has no target `rust`"],
    ["target: rust\npackages: [{ out: a }, { out: b }]", "1:9 unknown-target: critgen has no target `rust`"],
    [
      "packages: [{ name: x, out: a }, { name: x, out: b }]",
      "1:41 duplicate-name: two packages of TypeScript have the name `x`",
    ],
  ])("is refused with the place of the problem: %j", async (text, problem) => {
    expect(await problemsOf(text)).toEqual([problem]);
  });

  it.each([
    ["packages: [{ name: x }, { name: y }]", "1:25 overlapping-folders: the folders of two packages overlap: `x`"],
    [
      "packages: [{ out: a }, { out: ./a/b }]",
      "1:31 overlapping-folders: the folders of two packages overlap: the TypeScript",
    ],
    ["packages: [{ out: a/b }, { out: a }]", "1:33 overlapping-folders"],
  ])("is refused if folders overlap: %s", async (text, problem) => {
    const problems = await problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it("allows folders whose names begin alike", async () => {
    expect(await problemsOf("packages: [{ out: a }, { out: ab }]")).toEqual([]);
  });

  it("is chosen from by name, target and folder on the command line, and --images applies to all", async () => {
    const namesOf = async (given: Given): Promise<(string | undefined)[]> =>
      (await load(TWO, given)).map(({ name }) => name);
    expect(await namesOf({ name: "one" })).toEqual(["one"]);
    expect(await namesOf({ out: "b" })).toEqual([undefined]);
    expect(await namesOf({ target: "typescript" })).toEqual(["one", undefined]);
    expect((await load(TWO, { images: ["CORE"] })).map(({ images }) => images)).toEqual([["CORE"], ["CORE"]]);
    await expect(load(TWO, { name: "onee" })).rejects.toThrow(
      "none of the packages in critgen.yaml has the name `onee`; did you mean one?",
    );
    await expect(load(TWO, { target: "python" })).rejects.toThrow(
      "none of the packages in critgen.yaml has the target `python`; they have: typescript",
    );
  });

  it("does not matter to templates, which take the keys of the file", async () => {
    const [project, ...others] = await load(TWO, { templates: "t", out: "made" });
    expect(others).toEqual([]);
    expect(project).toMatchObject({ name: undefined, images: ["MM"], out: "made" });
  });
});
