import type { Finding } from "criu-checkpoint";

/** A checkpoint and its findings. */
export interface Validated {
  readonly checkpoint: string;
  /** Folder of its images in it: empty, or with a slash at its end. */
  readonly folder: string;
  readonly findings: readonly Finding[];
}
