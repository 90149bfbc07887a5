import { listOwn } from "../own/own-files.ts";
import type { Templates } from "../targets/target.ts";
import { ownTemplate } from "./own.ts";

/** Returns the templates of a folder in templates/. */
export function ownTemplates(folder: string): Templates {
  const home = `templates/${folder}`;
  return {
    compile: (engine, path) => ownTemplate(engine, `${home}/${path}`),
    partials: () => listOwn(`${home}/partials`).map((file) => file.replace(/\.hbs$/, "")),
  };
}
