import { existsSync } from "node:fs";
import { dirname, join, parse, relative } from "node:path";
import { Document, isCollection } from "yaml";
import { DEFAULT_OUT } from "../config/file.ts";
import type { Answers } from "./answers.ts";

/** Path of the config's JSON Schema in a project that has critgen installed, for editors. */
const SHAPE = "node_modules/critgen/schema/critgen.schema.json";

/** Formats a config. It contains only answers, because the defaults suit the rest. */
export function configText({ name, images, parts, out, ...more }: Answers, file: string): string {
  const { license, repository, extend, output, target = [] } = more;
  const isList = target.length > 1;
  const values = {
    ...(!isList && target.length === 1 && { target: target[0] }),
    ...(name !== undefined && { name, version: "0.1.0", license: license ?? "MIT" }),
    ...(name !== undefined && repository !== undefined && { repository }),
    ...(extend !== undefined && { extend }),
    ...(images !== undefined && { images }),
    parts: parts === undefined || parts.length === 0 ? ["codec"] : parts,
    ...(output !== undefined && { output }),
    ...(!isList && out !== undefined && { out }),
    ...(isList && {
      packages: target.map((one) => ({ target: one, out: `${out ?? DEFAULT_OUT}/${parse(one).name}` })),
    }),
  };
  const document = new Document(values);
  for (const key of ["extend", "images", "parts"]) {
    const list = document.get(key);
    if (isCollection(list)) list.flow = true;
  }
  document.commentBefore = [
    ...(existsSync(SHAPE) ? [` yaml-language-server: $schema=${relative(dirname(file), join(".", SHAPE))}`, ""] : []),
    " Config of `critgen generate`. docs/package.md of critgen explains each key.",
  ].join("\n");
  return document.toString({ lineWidth: 120 });
}
