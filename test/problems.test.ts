import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { formatProblems } from "../cli/terminal/problems.ts";
import { terminalOf } from "../cli/terminal/terminal.ts";
import { chosenOf } from "../generator/config/choose.ts";
import { loadProjects } from "../generator/config/load.ts";
import { loadModel } from "../generator/generate.ts";
import { pathOf, SchemaError } from "../generator/model/problem.ts";

// Compares docs/problems.md with the output: each section has an invalid schema and the exact text.
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const [introduction = "", ...sections] = readFileSync(join(ROOT, "docs/problems.md"), "utf8").split(/^## /m);
const folders: string[] = [];

function block(text: string, language: string): string | undefined {
  return new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "ms").exec(text)?.[1];
}

/** Returns the schema of the introduction with a section's additions. */
function schemaOf(section: string): string {
  const folder = mkdtempSync(join(tmpdir(), "critgen-problems-"));
  folders.push(folder);
  mkdirSync(join(folder, "messages"));
  const rows = block(section, "yaml")?.replaceAll(/^(?=.)/gm, "  ") ?? "";
  writeFileSync(join(folder, "images.yaml"), `${block(introduction, "yaml")}${rows}`);
  writeFileSync(join(folder, "messages/greeting.proto"), block(introduction, "proto") ?? "");
  cpSync(join(ROOT, "schema/messages/opts.proto"), join(folder, "messages/opts.proto"));
  // Excludes the names for people: this schema lacks their fields.
  const [display = ""] = readFileSync(join(ROOT, "schema/display.yaml"), "utf8").split("# names:");
  writeFileSync(join(folder, "display.yaml"), display);
  writeFileSync(join(folder, "history.yaml"), "v1.0: { date: 2013-11-25 }\n");
  const proto = block(section, "proto");
  if (proto !== undefined) writeFileSync(join(folder, "messages/parting.proto"), proto);
  const config = block(section, "yml");
  if (config !== undefined) writeFileSync(join(folder, "critgen.yaml"), config);
  execFileSync("sh", ["-c", block(section, "sh") ?? ""], { cwd: folder });
  return folder;
}

/** Returns the output of `critgen generate` in a terminal of 80 columns without colours. */
async function shown(folder: string): Promise<string> {
  const before = process.cwd();
  // Runs in the folder, so that lines break alike for any path.
  process.chdir(folder);
  try {
    if (existsSync("critgen.yaml")) {
      for (const project of await loadProjects({ schema: folder })) chosenOf(loadModel(folder), project);
    }
    loadModel(folder);
    return "nothing is wrong";
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    const read = (file: string): string | undefined => {
      try {
        return readFileSync(pathOf(folder, file), "utf8");
      } catch {
        return undefined;
      }
    };
    return formatProblems("schema", error.problems, read, terminalOf({})).replaceAll("./critgen.yaml", "critgen.yaml");
  } finally {
    process.chdir(before);
  }
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe("docs/problems.md", () => {
  it.each(sections.map((section) => ({ code: section.split("\n")[0] ?? "", section })))(
    "shows the exact output for $code",
    async ({ code, section }) => {
      const text = await shown(schemaOf(section));
      expect(text).toContain(`error ${code}: `);
      expect(`${text}\n`).toBe(block(section, "text"));
      for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    },
  );

  it("has every code", () => {
    const source = ["generator", "upstream"]
      .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
      .filter(({ name }) => name.endsWith(".ts"))
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8"))
      .join("\n");
    const found = [...source.matchAll(/code: "([a-z-]+)"|"(duplicate-key)" : "(yaml-syntax)"/g)].flatMap((m) =>
      m.slice(1),
    );
    const codes = [...new Set(found.filter((code) => code !== undefined))];
    const documented = sections.map((section) => section.split("\n")[0] ?? "");
    expect(documented.filter((code) => !codes.includes(code))).toEqual([]);
    expect(documented).toEqual(documented.toSorted());
    // Problems that are also rules of the audit have their sections in audit.md.
    const audit = readFileSync(join(ROOT, "docs/audit.md"), "utf8");
    const rules = [...audit.matchAll(/^## ([a-z]+(?:-[a-z]+)*)$/gm)].map(([, rule]) => rule);
    expect(codes.filter((code) => ![...documented, ...rules].includes(code))).toEqual([]);
  });

  it("starts from a valid schema", async () => {
    expect(await shown(schemaOf(""))).toBe("nothing is wrong");
  });
});
