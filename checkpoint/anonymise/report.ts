/** Reason for which a file of the source is not in the result. */
export type LeftOut = "log" | "archive" | "unknown" | "unreadable" | "link";

/** Private content that was replaced. */
export interface Replaced {
  /** Name of the file in the result. */
  readonly file: string;
  /** `message.field`, `IMAGE.extra`, or the kind of a file's content. */
  readonly field: string;
  /** Class of privacy. */
  readonly class: string;
  /** Number of values. */
  readonly count: number;
}

/** Report of a replacement: places and counts, and no original. */
export interface AnonymiseReport {
  readonly replaced: readonly Replaced[];
  /** Classes that were kept. */
  readonly kept: readonly string[];
  /** Number of unknown fields and values, and of pads, that are not in the result. */
  readonly unknown: number;
  /** Number of files that are not in the result, by the reason. */
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
  /** Facts that the result still tells. */
  readonly tells: readonly string[];
}

/** Facts that every result tells. docs/anonymise.md explains them. */
const TELLS: readonly string[] = [
  "the number of processes, threads, open files, sockets, mounts, memory areas and pages, and how they are connected",
  "pids, descriptors, inode numbers, device numbers, ids of namespaces, and addresses in memory",
  "sizes, positions and flags of files, of memory areas, and of data that were on their way",
  "times: of timers, and the dump since the machine started",
  "limits, capabilities, signal actions, scheduling, and settings of namespaces",
  "the architecture and the features of the processor, and the release of CRIU as far as the format tells it",
  "which names, addresses and ids are equal, how often each occurs, and how many bits addresses have in common",
];

/** Collects a report. */
export class Tally {
  readonly #counts = new Map<string, Replaced>();
  readonly #leftOut: Partial<Record<LeftOut, number>> = {};
  readonly #kept: ReadonlySet<string>;
  #unknown = 0;

  constructor(kept: ReadonlySet<string>) {
    this.#kept = kept;
  }

  replaced(file: string, field: string, privacy: string, more = 1): void {
    const key = `${file} ${field} ${privacy}`;
    const { count } = this.#counts.get(key) ?? { count: 0 };
    this.#counts.set(key, { file, field, class: privacy, count: count + more });
  }

  unknown(count: number): void {
    this.#unknown += count;
  }

  leftOut(reason: LeftOut): void {
    this.#leftOut[reason] = (this.#leftOut[reason] ?? 0) + 1;
  }

  get report(): AnonymiseReport {
    const kept = [...this.#kept].sort();
    return {
      replaced: [...this.#counts.values()],
      kept,
      unknown: this.#unknown,
      leftOut: { ...this.#leftOut },
      tells: [...TELLS, ...kept.map((name) => `all content of the class \`${name}\`, which was kept`)],
    };
  }
}
