import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { planFile, type Target } from "../../../../generator/targets/target.ts";

const FOLDER = new URL("templates/", import.meta.url);

/** A target that writes what it is given as plain text. It lives in the tests alone: the generator does not know it. */
export const TOY: Target = {
  naming: {
    language: "Toy",
    canSpell: (code) => code !== "unspeakable",
    declaredBy: ({ messages }) =>
      messages.map(({ name, at }) => ({ kind: "message", name, at, identifiers: [name.toUpperCase()] })),
    reserved: new Set(["TOY"]),
  },
  packageName: {
    example: "toy",
    problemOf: (name) => (name === "joy" ? "a toy cannot have the name `joy`" : undefined),
  },
  parts: ["codec", "json"],
  files: (plan) => [
    ...plan.messages.map((message) => planFile(`${message.code}.txt`, "message.txt", message.source, message)),
    ...plan.images.map((image) => planFile(`images/${image.code}.txt`, "image.txt", image.source, image)),
    planFile("names.txt", "names.txt", "display.yaml", plan),
  ],
  templates: {
    compile: (engine, path) =>
      engine.compile(readFileSync(fileURLToPath(new URL(path, FOLDER)), "utf8"), { strict: true, noEscape: true }),
    partials: () => ["type", "extra"],
  },
  helpers: {
    join: (texts: readonly string[]) => texts.join(" and "),
    upper: (text: string) => text.toUpperCase(),
  },
  print: (text, path) => `== ${path}\n${text}`,
  runtime: (files) => [["runtime.txt", `for ${files.length} files\n`]],
  pathInProject: (path) => path,
  verify: async () => ({ defects: [], unverified: "there is no `toy` on the PATH" }),
};
