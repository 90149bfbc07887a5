import { ImageError } from "criu-images";
import type { MeasuredImage } from "criu-images/layouts";
import { Turns } from "../bytes/turns.ts";
import type { ImageFile } from "../images/images.ts";
import type { Checkpoint } from "../open/checkpoint.ts";
import { Facts } from "../relations/conditions.ts";
import { FORMAT, type Format } from "../relations/format.ts";
import type { Id } from "../relations/message.ts";
import { passImages, type Stranger } from "../relations/pass.ts";
import { type Entry, eachOccurrence, idOf, placeIn } from "../relations/place.ts";
import { Spaces } from "../relations/spaces.ts";
import { CODES, type FindingCode } from "./codes.ts";
import { Coverage } from "./coverage.ts";
import { ExtentChecks } from "./extents.ts";
import { checkFields } from "./fields.ts";
import { checkMissing, checkOrphans } from "./files.ts";
import type { Finding, Report } from "./finding.ts";
import { Lists } from "./lists.ts";
import { checkOthers } from "./others.ts";
import { checkKeys, References } from "./references.ts";
import { SameChecks } from "./same.ts";
import { Sizes } from "./sizes.ts";
import { checkStore } from "./store.ts";

/** Options of validating. */
export interface ValidateOptions {
  /** Whether files of pages may be absent, as in a checkpoint that was stored without them. */
  readonly withoutPages?: boolean;
  /** Images and relations; those of criu-images by default. */
  readonly format?: Format;
  /** Aborts between two images. */
  readonly signal?: AbortSignal;
}

/**
 * Validates a checkpoint: reads each image once, and checks it alone, against the others, and against the format.
 *
 * @returns findings in the order of files and offsets; none if the checkpoint is sound
 * @throws {Error} the errors of the store, or the reason of `signal`
 */
export async function validate(checkpoint: Checkpoint, options: ValidateOptions = {}): Promise<Finding[]> {
  const validation = new Validation(checkpoint, options.format ?? FORMAT, options.signal);
  await passImages(checkpoint, validation.format, validation);
  return validation.finish(options.withoutPages === true);
}

class Validation {
  readonly format: Format;
  readonly #checkpoint: Checkpoint;
  readonly #turns: Turns;
  readonly #findings: Finding[] = [];
  readonly #report: Report = (finding) => void this.#findings.push(finding);
  readonly #facts: Facts;
  readonly #spaces: Spaces;
  readonly #references: References;
  readonly #lists: Lists;
  readonly #extents: ExtentChecks;
  readonly #same: SameChecks;
  readonly #sizes: Sizes;
  readonly #coverage: Coverage;
  /** Unknown fields and values of a file by their names: each is reported once, with the number of its occurrences. */
  readonly #strangers = new Map<string, { readonly first: Stranger; count: number }>();

  constructor(checkpoint: Checkpoint, format: Format, signal?: AbortSignal) {
    this.format = format;
    this.#turns = new Turns(signal);
    this.#checkpoint = checkpoint;
    this.#facts = new Facts(format);
    this.#references = new References(format);
    this.#spaces = new Spaces(format, this.#facts, (reference) => this.#references.take(reference, this.#spaces));
    this.#lists = new Lists(this.#facts, this.#report);
    this.#extents = new ExtentChecks(format, this.#facts);
    this.#same = new SameChecks(format);
    this.#sizes = new Sizes(format, this.#facts);
    this.#coverage = new Coverage(checkpoint.images.map(({ image }) => image));
  }

  take(entry: Entry): void {
    eachOccurrence(entry, (one) => {
      this.#spaces.take(one);
      this.#lists.take(one);
      this.#same.take(one);
      this.#sizes.take(one);
      checkFields(one, this.#facts, this.#report);
    });
    this.#extents.take(entry);
  }

  stranger(stranger: Stranger): void {
    const { message, field, value } = stranger;
    const key = `${message} ${field} ${value ?? ""}`;
    const known = this.#strangers.get(key);
    if (known === undefined) this.#strangers.set(key, { first: stranger, count: 1 });
    else known.count++;
  }

  end(file: ImageFile, measured: MeasuredImage | undefined): void {
    for (const { first, count } of this.#strangers.values()) this.#report(strangerFinding(first, count));
    this.#strangers.clear();
    for (const problem of measured?.problems ?? []) this.#report(problemFinding(file, problem));
    if (measured !== undefined && measured.sizes.unread > 0) this.#coverage.addDamaged(file.image, idOf(file));
  }

  pause(): Promise<void> {
    return this.#turns.take();
  }

  fail(file: ImageFile, error: unknown): void {
    if (!(error instanceof ImageError)) throw error;
    this.#report(problemFinding(file, error));
    this.#coverage.addDamaged(file.image, idOf(file));
  }

  unknownVersion(entry: Entry, field: string, version: Id): void {
    const known = this.format.versions.map(({ name, value }) => `${value} (${name})`).join(", ");
    const offset = entry.message.values(field).at(-1)?.offset ?? entry.offset;
    const message = `${version} is an unknown version of the format: known are ${known}`;
    this.#report({ code: "unknown-version", ...placeIn(entry, field, offset), message });
  }

  async finish(isWithoutPages: boolean): Promise<Finding[]> {
    await checkOthers(this.#checkpoint, this.format, this.#report);
    this.#spaces.finish();
    const read = {
      checkpoint: this.#checkpoint,
      format: this.format,
      facts: this.#facts,
      spaces: this.#spaces,
      references: this.#references,
      coverage: this.#coverage,
    };
    const pages = Object.values(this.format.extents).map(({ of }) => of);
    checkMissing(read, new Set(isWithoutPages ? pages : []), this.#report);
    checkOrphans(read, this.#report);
    checkKeys(this.format, this.#spaces, this.#report);
    this.#references.check(this.#spaces, this.#coverage, this.#facts, this.#report);
    this.#same.check(this.#report);
    await this.#extents.check(this.#checkpoint, this.#coverage, this.#sizes, this.#report);
    checkStore(this.#checkpoint, this.#report);
    return this.#findings.sort(byPlace);
  }
}

function byPlace(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.offset ?? -1) - (b.offset ?? -1);
}

function strangerFinding({ entry, message, field, value, path, offset }: Stranger, count: number): Finding {
  const times = count === 1 ? "" : `, ${count} times in this file`;
  const place = placeIn(entry, path, offset);
  if (value === undefined)
    return { code: "unknown-field", ...place, message: `${message} has no field ${field}${times}` };
  return { code: "unknown-value", ...place, message: `${value} is no value of ${message}.${field}${times}` };
}

function problemFinding({ file, image }: ImageFile, error: ImageError): Finding {
  const { entry, path = "", offset } = error;
  // Reading images gives no other code: the others are about names, JSON and writing.
  const code = error.code in CODES ? (error.code as FindingCode) : "bad-value";
  const place = { ...(entry !== undefined && { entry }), path, ...(offset !== undefined && { offset }) };
  return { code, file, image, ...place, message: withoutPlace(error) };
}

/** Returns the text of an error without its place, which it begins with. */
function withoutPlace({ image, entry, path, offset, message }: ImageError): string {
  const texts = [
    image,
    entry === undefined ? "" : `entry ${entry}`,
    path,
    offset === undefined ? "" : `offset ${offset}`,
  ];
  const place = `${texts.filter(Boolean).join(", ")}: `;
  return message.startsWith(place) ? message.slice(place.length) : message;
}
