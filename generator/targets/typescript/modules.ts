/* Paths of modules in a package that others import, or that the index does not export. */

export const MAGIC = "src/magic.ts";
export const ALL = "src/all.ts";
export const INDEX = "src/index.ts";
export const MESSAGE_LAYOUTS = "src/layouts/messages.ts";
export const IMAGE_LAYOUTS = "src/layouts/images.ts";
export const JSON_MODULE = "src/json.ts";
export const NAMES = "src/names.ts";
export const HISTORY = "src/history.ts";
export const SCHEMA = "src/schema.ts";
export const RELATIONS = "src/relations.ts";
export const NODE = "src/node.ts";
export const SELF_TEST = "src/self-test.ts";
