import { byName, type ImageLayout, type MeasuredImage, measureImage } from "criu-images/layouts";
import { headName, type Schema, versionIn } from "../schema/schema.ts";
import { hex32 } from "../wire/word.ts";
import type { Carried, Place } from "./carried.ts";
import type { History } from "./since.ts";
import { walkMessage } from "./walk.ts";

/** Schema and history for counting, and the collection of the results. */
export interface Count {
  readonly schema: Schema;
  readonly history: History;
  readonly carried: Carried;
}

/** A file that may be an image. */
export interface CountedFile {
  /** Name without folders; `undefined` if it is unknown. */
  readonly name: string | undefined;
  /** Place for messages. */
  readonly place: string;
  readonly size: number | undefined;
  chunks(): AsyncIterable<Uint8Array>;
}

/**
 * Counts the features of a file; a raw image is itself the only feature.
 *
 * @throws {ImageError} if it is no image
 */
export async function countFile(
  task: Count,
  { place, name, size, chunks }: CountedFile,
): Promise<MeasuredImage | undefined> {
  const { schema } = task;
  const file = name ?? place;
  const top: Place = { file, step: "", release: 0 };
  const [meant] = name === undefined ? [] : byName(schema.layouts, name);
  if (meant !== undefined && meant.magic === undefined) {
    countImage(task, meant, top);
    return undefined;
  }
  let release: number | undefined;
  const image = await measureImage(schema.layouts, chunks(), {
    file: name,
    size,
    onMessage: (message) => {
      release ??= countImage(task, message.image, top);
      countVersion(task, versionIn(schema, message), top);
      walkMessage(task, message.layout, message.bytes, { file, step: message.path, outer: top, release });
    },
  });
  if (release === undefined) countImage(task, image.layout, top);
  countHead(task, image, top);
  return image;
}

function countImage({ carried, history }: Count, { image }: ImageLayout, top: Place): number {
  const former = history.formerFile(top.file);
  return carried.add(former ?? image, top, "", () =>
    former === undefined
      ? { kind: "image", name: image, since: history.image(image) }
      : { kind: "image", name: former.image, since: former.since, until: former.until },
  );
}

/** Counts the version that an inventory names. A version with heads is as old as heads are. */
function countVersion({ carried, history }: Count, version: ReturnType<typeof versionIn>, top: Place): void {
  if (version === undefined || version.known?.heads === false) return;
  const { field, value, path, known } = version;
  carried.add(`version ${value}`, top, path, () => ({
    kind: "format version",
    name: `${field} ${value}`,
    since: known === undefined ? null : history.head("common"),
  }));
}

function countHead({ carried, history, schema }: Count, { head }: MeasuredImage, top: Place): void {
  const kind = headName(schema, head);
  if (kind !== undefined)
    carried.add(`head ${kind}`, top, "", () => ({ kind: "head", name: kind, since: history.head(kind) }));
}

/** Counts an image without a row: no release in the history has it. */
export function countUnknown({ carried }: Count, file: string, magic: number | undefined): void {
  const name = magic === undefined ? file : `with magic ${hex32(magic)}`;
  carried.add(`unknown ${name}`, { file, step: "", release: 0 }, "", () => ({ kind: "image", name, since: null }));
}
