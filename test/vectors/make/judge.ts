import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { images, layouts, magicOf } from "../../support/facts.ts";
import { SYSTEM_PYTHON } from "../../support/python.ts";

/* Asks CRIU's own tool, over Google's protobuf, for the JSON of images. */

/** JSON of an image, or the reason why there is none. */
export interface Answer {
  readonly json?: string;
  readonly error?: string;
}

const PROGRAM = fileURLToPath(new URL("judge.py", import.meta.url));
const PROTOS = fileURLToPath(new URL("../../../schema/messages", import.meta.url));

/** Images that the tool has no handler for, but whose layout is that of all others: their message. */
const HANDLERS = Object.fromEntries(
  Object.entries(layouts).flatMap(([image, { entry, ...others }]) =>
    typeof entry === "string" && Object.keys(others).length === 0 ? [[image, entry]] : [],
  ),
);

const MAGICS = Object.fromEntries(images.map(({ name }) => [name, magicOf(name)]));

/** Converts images, as hex, to JSON. The tool reads little-endian images alone. */
export function judged(all: readonly string[]): readonly Answer[] {
  const input = JSON.stringify({ protos: PROTOS, handlers: HANDLERS, magics: MAGICS, images: all });
  const { status, stdout, stderr } = spawnSync(SYSTEM_PYTHON, [PROGRAM], {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`the judge cannot run: ${stderr}`);
  return JSON.parse(stdout) as Answer[];
}
