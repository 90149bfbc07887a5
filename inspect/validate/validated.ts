import { checkHost, type Finding, type Host, validate } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { type Refused, refusal } from "../open/choices.ts";
import { releaseFindings } from "./release.ts";

/** A request to validate a checkpoint. */
export interface ToValidate {
  readonly path: string;
  readonly parents: readonly string[];
  readonly withoutPages: boolean;
  /** Release of CRIU that must know all of it. */
  readonly release?: string;
  /** Machine on which it must be restored. */
  readonly host?: Host;
}

/** A checkpoint and its findings. */
export interface Validated {
  readonly checkpoint: string;
  /** Folder of its images in it: empty, or with a slash at its end. */
  readonly folder: string;
  readonly findings: readonly Finding[];
}

/** Validates a checkpoint. */
export async function validated(request: ToValidate): Promise<Validated | Refused> {
  try {
    return await findingsOf(request);
  } catch (error) {
    return refusal(request.path, error);
  }
}

async function findingsOf({ path, parents, withoutPages, release, host }: ToValidate): Promise<Validated> {
  const checkpoint = await openCheckpoint(path, { parents });
  try {
    const findings = await validate(checkpoint, { withoutPages });
    const missed = release === undefined ? [] : await releaseFindings(path, release);
    const there = host === undefined ? [] : await checkHost(checkpoint, host);
    return { checkpoint: path, folder: checkpoint.folder, findings: [...findings, ...missed, ...there] };
  } finally {
    await checkpoint.close();
  }
}
