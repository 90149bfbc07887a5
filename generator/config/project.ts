import { shownFolder } from "../files/shown-folder.ts";
import type { YamlSource } from "../load/source.ts";
import type { Config } from "../model/config.ts";
import type { Target } from "../targets/target.ts";
import type { Settings } from "./file.ts";

/** The config of one package, with resolved paths, relative to the current folder. */
export interface Project extends Config, Settings {
  readonly target: Target;
  readonly out: string;
  /** Sizes in bytes, by image name, pattern or `all`. */
  readonly budget: Readonly<Record<string, number>>;
  /** The config file, if there is one: its value and its places are those of this package. */
  readonly source: YamlSource | undefined;
}

/** Names a package for messages. */
export function labelOf({ name, target, out }: Pick<Project, "name" | "target" | "out">): string {
  return name === undefined ? `the ${target.naming.language} in ${shownFolder(out)}` : `\`${name}\``;
}
