import { linkMap } from "criu-checkpoint";
import { printable } from "../../generator/text/printable.ts";
import { hex } from "../../inspect/explore/hex.ts";
import { toJson } from "../../inspect/explore/json.ts";
import type { ExitCode } from "../run/action.ts";
import type { Asked } from "./asked.ts";

/** Prints the program and the libraries that the dynamic linker has loaded, with their addresses. */
export async function printLinkMap({ memory, given }: Asked): Promise<ExitCode> {
  const objects = await linkMap(memory);
  if (objects === undefined) {
    console.error("critgen: the program is static: no dynamic linker has loaded it");
    return 1;
  }
  if (given.json) {
    console.log(toJson(objects.map((one) => ({ ...one, base: hex(one.base), dynamic: hex(one.dynamic) }))));
    return 0;
  }
  const digits = Math.max(...objects.map(({ base }) => hex(base).length));
  for (const { base, name, path, namespace } of objects) {
    const shown = name || path || "?";
    console.log(
      `${hex(base).padEnd(digits)}  ${printable(shown)}${namespace === 0 ? "" : ` (namespace ${namespace})`}`,
    );
  }
  return 0;
}
