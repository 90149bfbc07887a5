import type { Model } from "./model.ts";
import { camelCase, kebabCase, pascalCase } from "./names.ts";

/** Names that the table gives to generated code. */
type Naming = Pick<Model, "names">;

/** Returns the name of a message, an enum or an image in generated code: its own, unless the table gives another. */
export function codeName({ names }: Naming, name: string): string {
  return names.get(name)?.as ?? name;
}

/** Returns the name of a field in generated code and in JSON. */
export function fieldName({ names }: Naming, message: string, field: string): string {
  return names.get(`${message}.${field}`)?.as ?? field;
}

/** Exports of a message's module. */
export interface MessageNames {
  readonly module: string;
  readonly type: string;
  readonly read: string;
  readonly write: string;
  readonly layout: string;
  readonly defaults: string;
}

export function messageNames(model: Naming, message: string): MessageNames {
  const name = codeName(model, message);
  const type = pascalCase(name);
  return {
    module: `src/messages/${kebabCase(name)}.ts`,
    type,
    read: `read${type}`,
    write: `write${type}`,
    layout: `${camelCase(name)}Layout`,
    defaults: `${camelCase(name)}Defaults`,
  };
}

export function enumNames(model: Naming, of: string): { readonly module: string; readonly type: string } {
  const name = codeName(model, of);
  return { module: `src/enums/${kebabCase(name)}.ts`, type: pascalCase(name) };
}

/** Exports of an image's modules. */
export interface ImageNames {
  readonly module: string;
  readonly columnsModule: string;
  readonly type: string;
  readonly descriptor: string;
  readonly decode: string;
  readonly encode: string;
  readonly iterate: string;
  readonly stream: string;
  readonly format: string;
  readonly parse: string;
  readonly columnsType: string;
  readonly decodeColumns: string;
  readonly layout: string;
}

export function imageNames(model: Naming, image: string): ImageNames {
  const name = codeName(model, image);
  const pascal = pascalCase(name);
  const type = `${pascal}Image`;
  return {
    module: `src/images/${kebabCase(name)}.ts`,
    columnsModule: `src/columns/${kebabCase(name)}.ts`,
    type,
    descriptor: `${camelCase(name)}Image`,
    decode: `decode${type}`,
    encode: `encode${type}`,
    iterate: `iterate${type}`,
    stream: `stream${type}`,
    format: `format${type}Name`,
    parse: `parse${type}Name`,
    columnsType: `${pascal}Columns`,
    decodeColumns: `decode${pascal}Columns`,
    layout: `${camelCase(name)}ImageLayout`,
  };
}
