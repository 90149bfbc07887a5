/**
 * Hash of all that decides what critgen writes: its code, templates, runtime and libraries. In the published package
 * scripts/prepare.mjs replaces this module by one with the hash; sources that run as they are have none.
 */
export const BUILD: string | undefined = undefined;
