import { readdirSync } from "node:fs";
import { packageFile } from "../own/package-root.ts";
import type { Templates } from "../targets/target.ts";
import { ownTemplate } from "./own.ts";

/** Returns the templates of a folder in templates/. */
export function ownTemplates(folder: string): Templates {
  const home = `templates/${folder}`;
  return {
    compile: (engine, path) => ownTemplate(engine, `${home}/${path}`),
    partials: () => {
      const files = readdirSync(packageFile(`${home}/partials/`));
      return files.map((file) => file.replace(/\.hbs$/, ""));
    },
  };
}
