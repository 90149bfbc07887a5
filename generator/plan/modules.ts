import { camelCase, kebabCase, pascalCase } from "../model/names.ts";

/** What the module of a message exports. */
export interface MessageNames {
  readonly module: string;
  readonly type: string;
  readonly read: string;
  readonly write: string;
  readonly layout: string;
}

export function messageNames(name: string): MessageNames {
  const type = pascalCase(name);
  return {
    module: `src/messages/${kebabCase(name)}.ts`,
    type,
    read: `read${type}`,
    write: `write${type}`,
    layout: `${camelCase(name)}Layout`,
  };
}

export function enumNames(name: string): { readonly module: string; readonly type: string } {
  return { module: `src/enums/${kebabCase(name)}.ts`, type: pascalCase(name) };
}

/** What the modules of an image export. */
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

export function imageNames(name: string): ImageNames {
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
