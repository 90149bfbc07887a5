/** Endings of archives, which a name loses before it gets its own. */
const ENDING = /\.(?:tar(?:\.(?:gz|zst|xz|bz2))?|tgz|img)$/;

/** Returns the name of an edited checkpoint: that of its source, without characters that file systems refuse. */
export function archiveName(checkpoint: string, form: string): string {
  const name = checkpoint.replace(ENDING, "").replaceAll(/[^\w.@-]+/g, "-");
  return `${name || "checkpoint"}-edited.${form}`;
}
