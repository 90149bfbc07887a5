/** Hash of a schema's files, and its model: serialized by V8, in base64. */
interface KnownSchema {
  readonly key: string;
  readonly model: string;
}

/** In the published package scripts/prepare.mjs replaces this module by one with critgen's own schema. */
export const KNOWN: KnownSchema | undefined = undefined;
