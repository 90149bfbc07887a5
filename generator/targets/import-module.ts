/**
 * Imports a module by its URL. In the bundle scripts/prepare.mjs replaces this module, because bundlers turn an import
 * of an unknown module into `require`.
 */
export function importModule(url: string): Promise<unknown> {
  return import(url);
}
