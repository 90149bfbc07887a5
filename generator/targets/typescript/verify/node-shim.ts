/** Declarations of Node that the module `node.ts` needs, so that a package is verified without Node's own types. */
export const NODE_SHIM = `
declare module "node:crypto" {
  export function randomUUID(): string;
}
declare module "node:fs" {
  interface Kinds {
    isDirectory(): boolean;
    isFIFO(): boolean;
    isFile(): boolean;
    isSocket(): boolean;
    isSymbolicLink(): boolean;
  }
  export interface Dirent extends Kinds {
    readonly name: string;
  }
  export interface Stats extends Kinds {
    readonly mode: number;
    readonly size: number;
  }
  export const constants: { readonly O_RDONLY: number; readonly O_NOFOLLOW: number; readonly O_NONBLOCK: number };
  export function chmodSync(path: string, mode: number): void;
  export function closeSync(fd: number): void;
  export function createReadStream(path: string): AsyncIterable<Uint8Array>;
  export function fstatSync(fd: number): Stats;
  export function lstatSync(path: string): Stats;
  export function lstatSync(path: string, options: { readonly throwIfNoEntry: false }): Stats | undefined;
  export function openSync(path: string, flags: number): number;
  export function readdirSync(path: string, options: { withFileTypes: true }): Dirent[];
  export function readFileSync(path: string | number): Uint8Array;
  export function readlinkSync(path: string): string;
  export function readSync(fd: number, buffer: Uint8Array): number;
  export function realpathSync(path: string): string;
  export function renameSync(from: string, to: string): void;
  export function rmSync(path: string, options: { force: true }): void;
  export function statSync(path: string, options: { readonly throwIfNoEntry: false }): Stats | undefined;
  export function writeFileSync(path: string, bytes: Uint8Array, options?: { readonly flag: "wx" }): void;
}
declare module "node:path" {
  export function basename(path: string): string;
  export function dirname(path: string): string;
  export function join(...parts: string[]): string;
  export function resolve(...parts: string[]): string;
}
`;
