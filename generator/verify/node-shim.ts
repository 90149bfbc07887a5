/** What the one module for Node needs of Node: a package is verified without Node's own type definitions. */
export const NODE_SHIM = `
declare module "node:fs" {
  interface Entry {
    readonly name: string;
    isFile(): boolean;
  }
  export function createReadStream(path: string): AsyncIterable<Uint8Array>;
  export function readdirSync(path: string, options: { withFileTypes: true }): Entry[];
  export function readFileSync(path: string): Uint8Array;
  export function realpathSync(path: string): string;
  export function renameSync(from: string, to: string): void;
  export function rmSync(path: string, options: { force: true }): void;
  export function statSync(
    path: string,
    options: { readonly throwIfNoEntry: false },
  ): { isFile(): boolean } | undefined;
  export function writeFileSync(path: string, bytes: Uint8Array): void;
}
declare module "node:path" {
  export function basename(path: string): string;
  export function join(...parts: string[]): string;
}
declare module "node:process" {
  export const pid: number;
}
`;
