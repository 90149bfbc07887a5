/** Runs a slow step. A command shows the words on a terminal meanwhile. */
export type Progress = <T>(what: string, step: () => Promise<T>) => Promise<T>;

/** Runs steps without showing anything. */
export const quietly: Progress = (_, step) => step();
