/** What tells a schema from others, and its model, as V8 writes values, in base64. */
interface KnownSchema {
  readonly key: string;
  readonly model: string;
}

/** In what is published another module stands in place of this one, with critgen's own schema: scripts/prepare.mjs makes it. */
export const KNOWN: KnownSchema | undefined = undefined;
