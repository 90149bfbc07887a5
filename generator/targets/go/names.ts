import { kebabCase, pascalCase } from "../../model/names.ts";
import type { Reference } from "../../plan/reference.ts";

/** A definition of the schema by its name for generated code. */
type Coded = Pick<Reference, "code">;

/** Names that a message declares. */
export interface MessageNames {
  readonly type: string;
  /** Function that returns its layout. */
  readonly layout: string;
}

export function messageNames({ code }: Coded): MessageNames {
  const type = pascalCase(code);
  return { type, layout: `layoutOf${type}` };
}

/** Returns the type of the entries of a map field: a message with a key and a value. */
export function mapEntryCode({ code }: Coded, field: string): string {
  return `${code}_${field}_entry`;
}

/** Names that an enum declares. */
export interface EnumNames {
  readonly type: string;
  /** Variable with its values. */
  readonly values: string;
}

export function enumNames({ code }: Coded): EnumNames {
  const type = pascalCase(code);
  return { type, values: `valuesOf${type}` };
}

/** Returns the constant of an enum's value. */
export function valueName(type: string, value: string): string {
  return `${type}_${value}`;
}

/** Returns the constant with the default of a field. */
export function defaultName(type: string, field: string): string {
  return `${type}${field}Default`;
}

/** Names that an image declares. */
export interface ImageNames {
  readonly type: string;
  readonly descriptor: string;
  readonly decode: string;
  readonly encode: string;
  readonly stream: string;
  /** Functions that format and parse the name of its file. */
  readonly format: string;
  readonly parse: string;
  readonly layout: string;
}

export function imageNames({ code }: Coded): ImageNames {
  const type = `${pascalCase(code)}Image`;
  return {
    type,
    descriptor: `descriptorOf${type}`,
    decode: `Decode${type}`,
    encode: `Encode${type}`,
    stream: `Stream${type}`,
    format: `${type}Name`,
    parse: `Parse${type}Name`,
    layout: `layoutOf${type}`,
  };
}

/** Returns the type of an extra with named parts. */
export function extraName(record: string): string {
  return `${record}Extra`;
}

/** Returns distinct names for the fields of a struct, none of them taken. */
export function fieldNames(names: readonly string[], taken: readonly string[] = []): string[] {
  const used = new Set(taken);
  return names.map((name) => {
    const pascal = pascalCase(name);
    let free = /^[A-Z]/.test(pascal) ? pascal : `X${pascal}`;
    while (used.has(free)) free += "_";
    used.add(free);
    return free;
  });
}

/**
 * Returns the file of the messages and enums of a .proto file. A suffix keeps systems and processors out of its end.
 */
export function messagesFile(source: string): string {
  const [name = ""] = source.split("/").slice(-1);
  return `${fileStem(name.replace(/\.proto$/, ""))}_messages.go`;
}

export function imageFile({ code }: Coded): string {
  return `${fileStem(code)}_image.go`;
}

function fileStem(name: string): string {
  return kebabCase(name.replaceAll(/\W/g, "_")).replaceAll("-", "_") || "x";
}

/** Returns the name of the package with a module path: its last element in small letters, without a major version. */
export function packageName(module: string | undefined): string {
  const elements = (module ?? "").replace(/\/v\d+$/, "").split("/");
  const name = (elements.at(-1) ?? "").toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  return /^[a-z]/.test(name) ? name : "criuimages";
}
