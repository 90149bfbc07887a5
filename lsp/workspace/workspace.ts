import { resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type Disk, DiskFiles, diskOfNow } from "../../generator/load/disk.ts";
import type { SchemaFiles } from "../../generator/load/files.ts";
import { configProblems } from "./config-problems.ts";
import { type Host, Session } from "./session.ts";
import { filesToServe, keyOfSettings, type Settings, settingsOf, settingsOfBroken } from "./settings.ts";
import type { SchemaSource } from "./snapshot.ts";

/** A file of a served schema. */
export interface Served {
  readonly session: Session;
  readonly source: SchemaSource;
}

/** The schemas of an editor's folders and open files, with the texts that it has not saved. */
export class Workspace {
  readonly #unsaved = new Map<string, string>();
  /** The disk as of the last notice that its files changed, or as of the last edit if there are no notices. */
  #disk: Disk = diskOfNow();
  #hasNotices = false;
  readonly #folders = new Set<string>();
  readonly #sessions = new Map<string, Session>();
  /** Last settings of each file: they stay while critgen.yaml is broken. */
  readonly #settings = new Map<string, Settings>();

  readonly #host: Host = {
    files: () => this.#files(),
    saved: () => new DiskFiles(),
    turn: () => setImmediate(),
    configProblems,
  };

  get sessions(): readonly Session[] {
    return [...this.#sessions.values()];
  }

  addFolder(folder: string): void {
    this.#folders.add(resolve(folder));
    this.#discover();
  }

  removeFolder(folder: string): void {
    this.#folders.delete(resolve(folder));
    this.#discover();
  }

  /** Sets the text of an open file. */
  open(path: string, text: string): void {
    const isNew = !this.#unsaved.has(path);
    this.#unsaved.set(path, text);
    this.#change(isNew || path.endsWith("critgen.yaml"));
  }

  /** Closes a file: its text is again that on the disk. */
  close(path: string): void {
    this.#unsaved.delete(path);
    this.#change(true);
  }

  /** Keeps what was read from the disk until a notice that files changed: the editor sends such notices. */
  keepDisk(): void {
    this.#hasNotices = true;
  }

  /** Notes that files changed on the disk. */
  refresh(): void {
    this.#change(true);
  }

  /** Returns the schema of a file, and the file in it; undefined if it belongs to none. */
  served(path: string): Served | undefined {
    const session = this.#sessionOf(path);
    const source = session?.now.sources.get(path);
    return session === undefined || source === undefined ? undefined : { session, source };
  }

  /** Returns the same without reading the schema again: all but the text is as of the last one without faults. */
  typed(path: string): Served | undefined {
    const session = this.#sessionOf(path);
    const known = session?.whole.sources.get(path);
    const text = this.#unsaved.get(path);
    if (session === undefined || known === undefined || text === undefined) return this.served(path);
    return { session, source: known.text === text ? known : known.withText(text) };
  }

  #sessionOf(path: string): Session | undefined {
    const settings = this.#settings.get(path) ?? this.#settingsOf(path);
    return settings && this.#sessions.get(keyOfSettings(settings));
  }

  #files(): SchemaFiles {
    return new DiskFiles(this.#unsaved, this.#disk);
  }

  #change(isDiscovery: boolean): void {
    if (isDiscovery || !this.#hasNotices) this.#disk = diskOfNow();
    for (const session of this.#sessions.values()) session.change();
    if (isDiscovery) this.#discover();
  }

  #settingsOf(path: string): Settings | undefined {
    const found = settingsOf(path, this.#files());
    if (found !== undefined) this.#settings.set(path, found);
    return found ?? this.#settings.get(path) ?? settingsOfBroken(path);
  }

  /** Finds the schemas of all folders and open files. Those that are served already stay. */
  #discover(): void {
    const files = this.#files();
    const paths = [...[...this.#folders].flatMap((folder) => filesToServe(folder, files)), ...this.#unsaved.keys()];
    const all = paths.flatMap((path) => this.#settingsOf(path) ?? []);
    const found = new Map(all.map((settings) => [keyOfSettings(settings), settings]));
    for (const key of this.#sessions.keys()) if (!found.has(key)) this.#sessions.delete(key);
    for (const [key, settings] of found) {
      if (!this.#sessions.has(key)) this.#sessions.set(key, new Session(settings, this.#host));
    }
  }
}
