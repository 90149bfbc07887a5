import { ImageError } from "criu-images";
import {
  coreImageLayout,
  decodeUtf8,
  entryMessages,
  fieldsOf,
  type MessageLayout,
  visitValues,
} from "criu-images/layouts";

/** The fields of a core that listings of many processes show. */
export interface TaskCore {
  comm?: string;
  task_state?: number;
  exit_code?: number;
  /** Id of the descriptor table; CRIU has an image of its own for it since v1.0. */
  files_id?: number;
}

/** Fields of a core, and of messages in it, that are read. */
const WANTED: Readonly<Record<string, readonly (keyof TaskCore)[]>> = {
  tc: ["comm", "task_state", "exit_code"],
  ids: ["files_id"],
};

/**
 * Reads the entries of a core image without registers, timers and signals, which are the most of it.
 *
 * @throws {ImageError} if it is no core image, or a message that is read is damaged
 */
export function decodeTaskCore(bytes: Uint8Array): { entries: TaskCore[] } {
  const { entries: layout } = coreImageLayout;
  if (layout === undefined) return { entries: [] };
  return { entries: Array.from(entryMessages(coreImageLayout, bytes), (entry) => taskCoreOf(layout, entry)) };
}

function taskCoreOf(of: MessageLayout, entry: Uint8Array): TaskCore {
  const core: TaskCore = {};
  const read = new Map<string, MessageLayout>();
  visitValues(of, entry, "CORE", {
    value: ({ name, layout }, value) => {
      const wanted = WANTED[name];
      if (wanted === undefined || layout.type !== "message" || !(value instanceof Uint8Array)) return;
      read.set(name, layout.message());
      readWanted(core, layout.message(), value, wanted);
    },
    unknown: () => undefined,
  });
  // A message can come in several pieces.
  for (const [name, layout] of read) refuseMissing(core, name, layout);
  return core;
}

/** @throws {ImageError} `missing-field` */
function refuseMissing(core: TaskCore, message: string, layout: MessageLayout): void {
  for (const name of WANTED[message] ?? []) {
    if (core[name] !== undefined || fieldsOf(layout).byName.get(name)?.layout.label !== "required") continue;
    throw new ImageError("missing-field", "a required field is missing", { image: "CORE", path: `${message}.${name}` });
  }
}

function readWanted(core: TaskCore, layout: MessageLayout, bytes: Uint8Array, wanted: readonly string[]): void {
  visitValues(layout, bytes, "CORE", {
    value: ({ name }, value) => {
      if (!wanted.includes(name)) return;
      Object.assign(core, { [name]: value instanceof Uint8Array ? decodeUtf8(value, 0, value.length) : value });
    },
    unknown: () => undefined,
  });
}
