import { type Checkpoint, foldersWithImages, openCheckpoint, openFiles, openStore } from "criu-checkpoint";
import type { Call } from "../rpc/message.ts";
import type { Given } from "../sources/given.ts";
import { type Served, servedBytes, servedCheckpoints } from "../sources/served.ts";
import { isImageName } from "./image-names.ts";
import { type OpenCheckpoints, Opened, type Summary } from "./opened.ts";
import { blobSpool } from "./spool.ts";

type Content = Parameters<typeof openFiles>[0] extends Iterable<readonly [string, infer One]> ? One : never;

/** A source of checkpoints, whether it was given by hand or is served. */
interface Source {
  readonly name: string;
  readonly files: readonly (readonly [string, Content])[];
}

/** Checkpoints that are open in the worker. */
export class Session implements OpenCheckpoints {
  readonly #opened = new Map<string, Opened>();

  /** Returns an open checkpoint. @throws {Error} if there is none of the name */
  get(name: string): Opened {
    const found = this.#opened.get(name);
    if (found === undefined) throw new Error(`${name} is not open`);
    return found;
  }

  /**
   * Opens a source; one with several checkpoints gives several.
   *
   * @throws {SourceError} if it has none
   */
  async open({ name, files }: Source, call: Call): Promise<Summary[]> {
    const options = { signal: call.signal, progress: call.progress, spool: blobSpool };
    const [first] = files;
    const isArchive = files.length === 1 && first !== undefined && !isImageName(first[0]);
    const open = (folder?: string): Promise<Checkpoint> => {
      const given = folder === undefined ? options : { ...options, folder };
      return isArchive ? openCheckpoint(first[1], given) : openFiles(files, given);
    };
    try {
      return [this.add(name, await open())];
    } catch (error) {
      if ((error as { code?: unknown }).code !== "several") throw error;
      const folders = await foldersIn(isArchive ? await openStore(first[1], options) : undefined, files);
      const all: Summary[] = [];
      for (const folder of folders) all.push(this.add(`${name}:${folder.slice(0, -1)}`, await open(folder)));
      return all;
    }
  }

  /** Opens a checkpoint of the server that the page came from. */
  openServed(base: string, { name, files }: Served, call: Call): Promise<Summary[]> {
    const content = files.map((file): [string, Content] => [
      file.name,
      servedBytes(new URL(file.url, base), file.size),
    ]);
    return this.open({ name, files: content }, call);
  }

  async close(name: string): Promise<void> {
    const opened = this.get(name);
    this.#opened.delete(name);
    await opened.release();
  }

  /** Lists a checkpoint; another name is found if one has that already. */
  add(wanted: string, checkpoint: Checkpoint, ...sources: readonly Opened[]): Summary {
    let name = wanted;
    for (let i = 2; this.#opened.has(name); i++) name = `${wanted} (${i})`;
    this.#opened.set(name, new Opened(name, checkpoint, this, sources));
    const { store, images } = checkpoint;
    const size = [...store.files.values()].reduce((sum, file) => sum + file.size, 0);
    return { name, form: store.form, images: images.length, size };
  }
}

/** Lists the folders of images, most of one source at once. */
async function foldersIn(
  store: Awaited<ReturnType<typeof openStore>> | undefined,
  files: Source["files"],
): Promise<string[]> {
  if (store !== undefined) {
    const found = foldersWithImages(store);
    await store.close();
    return [...found];
  }
  const names = files.map(([name]) => name.slice(0, name.lastIndexOf("/") + 1));
  return [...new Set(names.filter((folder, i) => isImageName(files[i]?.[0].slice(folder.length) ?? "")))];
}

/** Requests about the session itself. */
export type SessionHandlers = ReturnType<typeof sessionHandlers>;

/** Creates the handlers of requests about the session itself. */
export function sessionHandlers(session: Session) {
  return {
    open: (given: Given, call: Call) => session.open(given, call),
    served: ({ base }: { readonly base: string }) => servedCheckpoints(base),
    openServed: ({ base, served }: { readonly base: string; readonly served: Served }, call: Call) =>
      session.openServed(base, served, call),
    close: ({ name }: { readonly name: string }) => session.close(name),
  };
}
