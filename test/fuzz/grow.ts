import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { Session } from "node:inspector";
import { join } from "node:path";
import { type Chosen, check, checkAll, type Sample, type Stock } from "./fuzz.ts";

/* Keeps inputs that run new code, as V8's own coverage reports; the code is not instrumented. */

/** Size limit of kept inputs in bytes; a smaller input will reach the same code. */
const LARGEST = 512;

/** Code of the package, and code that inspects images with it. */
const OWN = /\/(?:generated\/dist|inspect)\//;

/** Records the executed code, and keeps inputs in a folder. */
export class Growth {
  private readonly session: Session = new Session();
  private readonly seen: Set<string> = new Set();
  private readonly folder: string;
  kept = 0;

  constructor(folder: string) {
    this.folder = folder;
    this.session.connect();
    this.session.post("Profiler.enable");
    this.session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  /** Marks the code that real images and kept inputs reach as known. */
  async begin({ rows, all }: Stock, kept: readonly Sample[]): Promise<void> {
    for (const bytes of [...all, ...kept.map((one) => one.bytes)]) await checkAll(rows, bytes).catch(() => undefined);
    for (const place of this.fresh()) this.seen.add(place);
  }

  /** Keeps the inputs of a checked litter that ran new code: checks them again, one by one. */
  async look(litter: readonly Chosen[]): Promise<void> {
    if (this.fresh().length === 0) return;
    for (const chosen of litter) {
      await check(chosen).catch(() => undefined);
      const fresh = this.fresh();
      for (const place of fresh) this.seen.add(place);
      if (fresh.length > 0 && chosen.bytes.length <= LARGEST) this.keep(chosen.bytes);
    }
  }

  private keep(bytes: Uint8Array): void {
    const name = createHash("sha1").update(bytes).digest("hex").slice(0, 12);
    writeFileSync(join(this.folder, `${name}.img`), bytes);
    this.kept++;
  }

  /** Returns the ranges of code that ran for the first time since the last call. */
  private fresh(): string[] {
    const places: string[] = [];
    this.session.post("Profiler.takePreciseCoverage", (_, { result }) => {
      for (const { url, functions } of result) {
        if (!OWN.test(url)) continue;
        for (const { ranges } of functions) {
          for (const { startOffset, count } of ranges) {
            const place = `${url}:${startOffset}`;
            if (count > 0 && !this.seen.has(place)) places.push(place);
          }
        }
      }
    });
    return places;
  }
}
