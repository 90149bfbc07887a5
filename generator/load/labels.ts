import type { Fault } from "./refuse.ts";
import type { Declaration } from "./scan.ts";

const LABELS = ["optional", "required", "repeated"];

/** In proto2 each field of a message has a label; those of a oneof, and maps, have none. `required` is of proto2 alone. */
export function checkLabel(
  { kind, path, within, first, default: value }: Declaration,
  syntax: string,
): Fault | undefined {
  if ((kind !== "field" && kind !== "map") || first === undefined) return undefined;
  const { text, at } = first;
  const has = LABELS.includes(text);
  const bad = (message: string, hint: string): Fault => ({
    code: "bad-label",
    message: `\`${path}\` ${message}`,
    hint,
    at,
  });
  if (has && within === "oneof") return bad(`is ${text}, in a oneof`, `take \`${text}\` out, or the field`);
  if (has && kind === "map") return bad(`is ${text}, and a map`, `take \`${text}\` out`);
  if (syntax === "proto3" && text === "required")
    return bad("is required, which no field is in proto3", `take \`${text}\` out`);
  if (syntax === "proto2" && !has && kind === "field" && within === "message") {
    return bad("has no label", `write optional, required or repeated before \`${text}\``);
  }
  if (syntax !== "proto3" || value === undefined) return undefined;
  return {
    code: "bad-default",
    message: `\`${path}\` has a default, which no field has in proto3`,
    hint: "take it out",
  };
}
