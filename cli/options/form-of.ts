import type { ArchiveForm, Checkpoint } from "criu-checkpoint";

/** Returns the form that a name asks for; that of the source for all other names. */
export function formOf(out: string, { store }: Checkpoint): ArchiveForm | "folder" {
  const [, ending = ""] = /\.(tar|tar\.gz|tgz|tar\.zst)$/.exec(out) ?? [];
  if (ending !== "") return ending === "tgz" ? "tar.gz" : (ending as ArchiveForm);
  return store.form as ArchiveForm | "folder";
}
