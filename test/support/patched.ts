import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

type Calls = "linkSync" | "renameSync" | "symlinkSync";

/** Runs `work` while a function of Node is replaced, in every module that imports it. */
export async function patched<T>(name: Calls, call: () => void, work: () => T | Promise<T>): Promise<T> {
  const own = fs[name];
  const set = (value: unknown): void => {
    Object.assign(fs, { [name]: value });
    syncBuiltinESMExports();
  };
  set(call);
  try {
    return await work();
  } finally {
    set(own);
  }
}

/** Returns a function that throws a system error. */
export function failing(code: string): () => never {
  return () => {
    throw Object.assign(new Error(code), { code });
  };
}
