import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { decodeAnyImage, imageOfFile } from "criu-images";
import { type ImageLayout, imageLayouts, type MessageLayout } from "criu-images/layouts";

/* Reads the images of a checkpoint, and lists the fields in them with the paths that relations.yaml knows. */

type Value = Readonly<Record<string, unknown>>;

/** A message in an image. */
export interface Around {
  readonly message: string;
  readonly value: Value;
}

/** A field that is present, once for each element of a list. */
export interface Occurrence {
  readonly file: ImageFile;
  /** `message.field` */
  readonly field: string;
  /** `IMAGE.field.field` */
  readonly path: string;
  readonly value: unknown;
  /** The messages around it, the innermost first. */
  readonly around: readonly Around[];
}

export interface ImageFile {
  readonly name: string;
  readonly image: string;
  readonly id: bigint | undefined;
  /** Entries and the first message. */
  readonly messages: readonly (readonly [MessageLayout, Value])[];
}

/** Reads all images of a folder. */
export function filesIn(folder: string): ImageFile[] {
  const names = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
  return filesOf(names, (name) => readFileSync(join(folder, name)));
}

/** Reads all images that have messages, and lists the raw ones without their content. */
export function filesOf(names: Iterable<string>, read: (name: string) => Uint8Array): ImageFile[] {
  return [...names].flatMap((name) => {
    const found = imageOfFile(name);
    if (found === undefined) return [];
    const layout: ImageLayout | undefined = imageLayouts.find(({ image }) => image === found.image);
    const id = typeof found.id === "string" || found.id === undefined ? undefined : BigInt(found.id);
    const isRaw = layout?.magic === undefined;
    const image = isRaw ? {} : (decodeAnyImage(read(name), { file: name }) as unknown as Value);
    return { name, image: found.image, id, messages: isRaw ? [] : messagesOf(layout, image) };
  });
}

function messagesOf({ first, entries }: ImageLayout, image: Value): ImageFile["messages"] {
  const list = (image["entries"] ?? []) as readonly Value[];
  return [
    ...(first === undefined || image["first"] === undefined ? [] : [[first, image["first"] as Value] as const]),
    ...(entries === undefined ? [] : list.map((entry) => [entries, entry] as const)),
  ];
}

export function* occurrencesIn(file: ImageFile): Generator<Occurrence> {
  for (const [layout, value] of file.messages) yield* fieldsOf(file, layout, value, file.image, []);
}

function* fieldsOf(
  file: ImageFile,
  layout: MessageLayout,
  value: Value,
  way: string,
  outer: readonly Around[],
): Generator<Occurrence> {
  const around = [{ message: layout.message, value }, ...outer];
  for (const field of layout.fields) {
    const path = `${way}.${field.name}`;
    for (const one of [value[field.name] ?? []].flat(1) as readonly unknown[]) {
      yield { file, field: `${layout.message}.${field.name}`, path, value: one, around };
      if (field.type === "message") yield* fieldsOf(file, field.message(), one as Value, path, around);
    }
  }
}
