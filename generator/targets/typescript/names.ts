import { camelCase, kebabCase, pascalCase } from "../../model/names.ts";
import type { Reference } from "../../plan/reference.ts";

/** A definition of the schema by its name for generated code. */
type Coded = Pick<Reference, "code">;

/** Exports of a message's module. */
export interface MessageNames {
  readonly module: string;
  readonly type: string;
  readonly decode: string;
  readonly encode: string;
  readonly read: string;
  readonly write: string;
  readonly layout: string;
  readonly defaults: string;
}

/** Returns the constant that describes a message or an enum as data. */
export function schemaName({ code }: Coded): string {
  return `${camelCase(code)}Schema`;
}

export function messageNames({ code }: Coded): MessageNames {
  const type = pascalCase(code);
  return {
    module: `src/messages/${kebabCase(code)}.ts`,
    type,
    decode: `decode${type}`,
    encode: `encode${type}`,
    read: `read${type}`,
    write: `write${type}`,
    layout: `${camelCase(code)}Layout`,
    defaults: `${camelCase(code)}Defaults`,
  };
}

export function enumNames({ code }: Coded): { readonly module: string; readonly type: string } {
  return { module: `src/enums/${kebabCase(code)}.ts`, type: pascalCase(code) };
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
  readonly schema: string;
}

export function imageNames({ code }: Coded): ImageNames {
  const pascal = pascalCase(code);
  const type = `${pascal}Image`;
  return {
    module: `src/images/${kebabCase(code)}.ts`,
    columnsModule: `src/columns/${kebabCase(code)}.ts`,
    type,
    descriptor: `${camelCase(code)}Image`,
    decode: `decode${type}`,
    encode: `encode${type}`,
    iterate: `iterate${type}`,
    stream: `stream${type}`,
    format: `format${type}Name`,
    parse: `parse${type}Name`,
    columnsType: `${pascal}Columns`,
    decodeColumns: `decode${pascal}Columns`,
    layout: `${camelCase(code)}ImageLayout`,
    schema: `${camelCase(code)}ImageSchema`,
  };
}

/** Returns the name of the function that reads an entry or part with its extra. */
export function readerOf(record: string): string {
  return `read${record}`;
}

/** Returns the name of the function that writes the extra of an entry or part. */
export function writerOf(record: string): string {
  return `write${record}Extra`;
}
