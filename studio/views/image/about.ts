/** Facts of the schema about an image. */
export interface ImageAbout {
  readonly image: string | undefined;
  readonly about: string;
  /** First release with it; `null` if none has it. */
  readonly since: string | null | undefined;
}

/** Facts of the schema about a field. */
export interface FieldAbout {
  readonly message: string;
  readonly name: string;
  readonly doc: string;
  readonly since: string | null;
  /** Label and type: `optional uint32`. */
  readonly type: string;
  readonly number: number;
  /** The .proto file that declares it. */
  readonly file: string;
  /** Documentation of the type, if that is a message or an enum. */
  readonly typeDoc: string;
  /** Names of the values of an enum. */
  readonly values: readonly { readonly name: string; readonly number: number; readonly doc: string }[];
}

/** Loads the schema as data, which only this view needs. */
const schema = (): Promise<typeof import("criu-images/schema")> => import("criu-images/schema");

/** Returns the facts about an image. */
export async function imageAbout(image: string | undefined): Promise<ImageAbout> {
  const found = (await schema()).imageSchemas.find(({ name }) => name === image);
  return { image, about: found?.doc ?? "", since: found?.since };
}

/** Returns the facts about a field; `undefined` if the schema has no such field. */
export async function fieldAbout(message: string, number: number): Promise<FieldAbout | undefined> {
  const owner = (await schema()).messageSchemas.find(({ name }) => name === message);
  const field = owner?.fields.find((one) => one.number === number);
  if (owner === undefined || field === undefined) return undefined;
  const { kind } = field.type;
  const own =
    kind === "scalar" || kind === "map" ? undefined : kind === "enum" ? field.type.enum() : field.type.message();
  const type = kind === "scalar" ? field.type.scalar : kind === "map" ? "map" : (own?.name ?? "");
  return {
    message,
    name: field.name,
    doc: field.doc,
    since: field.since,
    type: `${field.label} ${type}`,
    number,
    file: owner.file,
    typeDoc: own?.doc ?? "",
    values:
      own !== undefined && "values" in own ? own.values.map(({ name, number, doc }) => ({ name, number, doc })) : [],
  };
}
