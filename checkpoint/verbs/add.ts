import { FdTypes } from "criu-images";
import type { Draft } from "../draft/draft.ts";
import { ACCESS_NAMES } from "./forms.ts";
import type { Given } from "./given.ts";
import { descriptorsOf, openFiles } from "./open-files.ts";

/** No process asked for signals about the file. */
const NO_OWNER = { uid: 0, euid: 0, signum: 0, pid_type: 0, pid: 0 };

export async function add(draft: Draft, given: Given): Promise<void> {
  const fd = given.get("fd").integer();
  const path = given.get("path").text();
  if (!path.startsWith("/")) throw given.get("path").error("an absolute path is expected");
  const descriptors = await descriptorsOf(draft, given.get("pid"));
  if (descriptors.entries.some((one) => one.fd === fd)) throw given.get("fd").error(`the descriptor ${fd} is taken`);
  const files = await openFiles(draft, given);
  const id = await newId(draft);
  const reg = {
    id,
    flags: flagsIn(given.get("flags")),
    pos: given.get("pos").wide(),
    fown: NO_OWNER,
    name: path,
    build_id: [],
  };
  files.add({ type: FdTypes.REG, id, reg });
  descriptors.add({ id, flags: 0, type: FdTypes.REG, fd });
}

function flagsIn(given: Given): number {
  const mode = ACCESS_NAMES.indexOf(given.any() as (typeof ACCESS_NAMES)[number]);
  return mode === -1 ? given.integer() : mode;
}

/** Returns an id above those of all open files. */
async function newId(draft: Draft): Promise<number> {
  const graph = await draft.checkpoint.graph();
  return 1 + graph.ids("file").reduce<number>((most, id) => Math.max(most, Number(id)), 0);
}
