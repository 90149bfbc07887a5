/** The towns, packed by gzip, in base64. scripts/studio/compiler.mjs makes this module. */
declare module "virtual:places" {
  export const PLACES: string;
}
