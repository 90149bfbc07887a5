import type { Answer } from "../../engine/opened.ts";
import type { Forms } from "../../parts/forms.ts";
import { type FileLine, filesOf } from "./files.ts";
import { processForms } from "./forms.ts";
import { type MountLine, mountsOf } from "./mounts.ts";
import { type Referrer, referrersOf } from "./referrers.ts";
import { type FieldSection, sectionsOf } from "./sections.ts";
import { type ThreadLine, threadsOf } from "./threads.ts";

interface Process {
  readonly pid: number;
}

const threads: Answer<Process, readonly ThreadLine[]> = (opened, { pid }, call) => threadsOf(opened, pid, call);
const files: Answer<Process, readonly FileLine[]> = (opened, { pid }, call) => filesOf(opened, pid, call);
const mounts: Answer<Process, readonly MountLine[]> = (opened, { pid }) => mountsOf(opened, pid);
const sections: Answer<Process, readonly FieldSection[]> = (opened, { pid }, call) => sectionsOf(opened, pid, call);
const referrers: Answer<Process, readonly Referrer[]> = (opened, { pid }) => referrersOf(opened, pid);
const forms: Answer<Process, Forms> = (opened, { pid }) => processForms(opened, pid);

/** Answers about one process. */
export const processAnswers = {
  "process.threads": threads,
  "process.files": files,
  "process.mounts": mounts,
  "process.sections": sections,
  "process.referrers": referrers,
  "process.forms": forms,
};
