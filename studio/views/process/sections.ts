import type { Opened } from "../../engine/opened.ts";
import type { Call } from "../../rpc/message.ts";
import { type FieldLine, fieldsOf } from "./fields.ts";

/** Fields of a process that belong together. */
export interface FieldSection {
  readonly title: string;
  readonly file: string;
  readonly fields: readonly FieldLine[];
  /** Number of fields that were left out. */
  readonly more: number;
  /** Path of the message that all of the fields are in, with its dot; empty if there is none. */
  readonly within: string;
  /** Number of elements that were left out, because all of their fields are zero, such as actions of signals. */
  readonly zeros: number;
}

/** Number of fields of a section. */
const MOST = 300;

/** Groups of fields of a core image, and of images of one process; other groups have the name of their message. */
const TITLES: Readonly<Record<string, string>> = {
  tc: "Task",
  "tc.timers": "Timers",
  "tc.rlimits": "Limits",
  "tc.sigactions": "Signal actions",
  "tc.signals_s": "Pending signals of the process",
  thread_core: "Main thread",
  "thread_core.creds": "Credentials",
  "thread_core.sas": "Signal stack",
  "thread_core.signals_p": "Pending signals of the thread",
  ids: "Namespaces and tables",
  IDS: "Namespaces and tables",
  CREDS: "Credentials",
  RLIMIT: "Limits",
  SIGACT: "Signal actions",
  SIGNAL: "Pending signals of the process",
  ITIMERS: "Timers",
  POSIX_TIMERS: "Timers of POSIX",
  CORE: "Machine",
  FS: "Working folder and root",
  PSTREE: "Place in the process tree",
};

/** Images with memory, which a view of their own shows, and registers, which the list of threads has. */
const LEFT_OUT = new Set(["MM", "PAGEMAP", "VMAS", "PAGES_OLD"]);

/** Collects the fields of all images of a process, in groups. Images that cannot be read are left out. */
export async function sectionsOf(opened: Opened, pid: number, call: Call): Promise<FieldSection[]> {
  const graph = await opened.checkpoint.graph();
  const process = graph.of("process", pid);
  const sections: FieldSection[] = [];
  for (const { place } of process.definitions) {
    if (place.entry === undefined) continue;
    const fields = await readable(fieldsOf(opened, place.file, place.entry, call));
    sections.push(...grouped(place.image, place.file, fields));
  }
  for (const { file, image } of process.files) {
    if (LEFT_OUT.has(image)) continue;
    const { length } = await graph.entriesIn(file).catch(() => [undefined]);
    for (let entry = 0; entry < Math.min(length, 64); entry++) {
      const fields = await readable(fieldsOf(opened, file, entry, call));
      sections.push(...grouped(image, file, fields));
    }
  }
  return sections;
}

function readable(fields: Promise<FieldLine[]>): Promise<FieldLine[]> {
  return fields.catch(() => []);
}

/** Groups the fields of an entry by the messages that have a title of their own. */
function grouped(image: string, file: string, fields: readonly FieldLine[]): FieldSection[] {
  const groups = new Map<string, FieldLine[]>();
  for (const field of fields) {
    const title = titleOf(image, field.path);
    if (title === undefined) continue;
    const known = groups.get(title);
    if (known === undefined) groups.set(title, [field]);
    else known.push(field);
  }
  return [...groups].map(([title, all]) => {
    const { kept, zeros } = withoutZeros(all);
    const [shown, more] = [kept.slice(0, MOST), Math.max(0, kept.length - MOST)];
    return { title, file, fields: shown, more, zeros, within: commonPath(shown) };
  });
}

/** Leaves out the elements of lists whose fields are all zero: they tell no more than their number. */
export function withoutZeros(fields: readonly FieldLine[]): {
  readonly kept: readonly FieldLine[];
  readonly zeros: number;
} {
  const elements = new Map<string, boolean>();
  for (const { path, value } of fields) {
    const element = elementOf(path);
    if (element !== undefined) elements.set(element, (elements.get(element) ?? true) && isZero(value));
  }
  const isLeftOut = ({ path }: FieldLine): boolean => elements.get(elementOf(path) ?? "") === true;
  return {
    kept: fields.filter((field) => !isLeftOut(field)),
    zeros: [...elements.values()].filter((zero) => zero).length,
  };
}

/** Returns the path of the innermost message that has all fields, with its dot. */
export function commonPath(fields: readonly Pick<FieldLine, "path">[]): string {
  const [first = "", ...rest] = fields.map(({ path }) => path.slice(0, path.lastIndexOf(".") + 1));
  let within = first;
  while (rest.some((one) => !one.startsWith(within)))
    within = within.slice(0, within.slice(0, -1).lastIndexOf(".") + 1);
  return within;
}

/** Returns the element of a list that a field belongs to. */
function elementOf(path: string): string | undefined {
  return /^.*\[\d+\](?=\.)/.exec(path)?.[0];
}

function isZero(value: string): boolean {
  return /^(?:"?(?:0x)?0+"?|false|"")$/.test(value);
}

function titleOf(image: string, path: string): string | undefined {
  const steps = path.split(".").map((step) => step.replace(/\[\d+\]$/, ""));
  for (let length = Math.min(2, steps.length - 1); length > 0; length--) {
    const prefix = steps.slice(0, length).join(".");
    if (isRegisters(prefix)) return undefined;
    const title = TITLES[prefix];
    if (title !== undefined) return title;
  }
  return steps.length > 1 ? (TITLES[image] ?? steps[0]) : (TITLES[image] ?? image);
}

function isRegisters(prefix: string): boolean {
  return /^(?:thread_info|ti_\w+)$/.test(prefix);
}
