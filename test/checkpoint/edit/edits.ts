import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { type Checkpoint, type Edited, editCheckpoint, type Recipe } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { checkpoint } from "../../support/checkpoints.ts";

/** Returns the names of all checkpoints among the fixtures; those of a chain are `chain/0`, `chain/1`, … */
export function checkpoints(): string[] {
  const files = readdirSync(checkpoint(""), { recursive: true, encoding: "utf8" });
  return [...new Set(files.filter((file) => file.endsWith("inventory.img")).map(dirname))];
}

/** Applies a recipe to a checkpoint of the fixtures. */
export async function edited(name: string, recipe: Recipe): Promise<Edited> {
  return editCheckpoint(await openCheckpoint(checkpoint(name)), recipe);
}

/** Returns the bytes of all files, as texts by name. */
export async function contentOf({ store }: Checkpoint): Promise<Record<string, string>> {
  const content: Record<string, string> = {};
  for (const { name, kind, size } of store.files.values())
    content[name] = kind === "file" ? Buffer.from(await store.bytes(name).read(0, size)).toString("latin1") : kind;
  return content;
}
