import { hex } from "../../generator/model/coordinates.ts";
import { layoutText } from "../../generator/model/format/layout-text.ts";
import type { Condition, Image, Model } from "../../generator/model/model.ts";
import { messagesOf } from "../../generator/model/walk.ts";

/** A piece of an image, in the order of the file. */
interface Segment {
  readonly title: string;
  readonly code: string | undefined;
  readonly note: string;
  /** Messages of the piece. */
  readonly messages: readonly string[];
}

/** Lists the pieces of an image from its start. */
export function segmentsOf(model: Model, image: Image): Segment[] {
  const { first, entries, extra, rest } = image.layout;
  const inner = [...messagesOf(image)].map(({ message }) => message).slice(first === undefined ? 1 : 2);
  return [
    ...magics(model, image),
    ...(first === undefined ? [] : [segment("First message", "once, after its size in 4 bytes", [first.message])]),
    ...(entries === undefined
      ? []
      : [
          segment("Entries", `until the end, each after its size in 4 bytes${whenText(entries.when)}`, [
            entries.message,
          ]),
        ]),
    ...(extra === undefined ? [] : [{ ...segment("Extra", "after each entry", inner), code: extraOf(image) }]),
    ...(rest === undefined ? [] : [segment("Rest", `bytes until the end${whenText(rest.when)}`, [])]),
  ];
}

function magics({ heads }: Model, { magic, head, alias }: Image): Segment[] {
  if (magic === undefined) return [segment("Content", "raw bytes, without magic and framing", [])];
  const own = alias === undefined ? "4 bytes, little-endian" : `4 bytes, those of ${alias}`;
  const numbers = [{ ...segment("Magic", own, []), code: hex(magic) }];
  if (head === "none") return numbers;
  return [
    { ...segment("Head", `4 bytes of all images like this, since format v1.1`, []), code: hex(heads[head].value) },
    ...numbers,
  ];
}

function segment(title: string, note: string, messages: readonly string[]): Segment {
  return { title, note, messages, code: undefined };
}

function whenText(when: Condition | undefined): string {
  return when === undefined ? "" : `, ${when.is ? "if" : "unless"} ${when.field} of the first message is set`;
}

function extraOf({ layout }: Image): string | undefined {
  return layoutText(layout).match(/extra (.*?)(?:; rest.*)?$/)?.[1];
}
