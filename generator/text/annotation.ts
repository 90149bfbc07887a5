/** A remark on a line, as a GitHub workflow shows it in a pull request. */
export interface Annotation {
  readonly level: "error" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
  /** Path from the root of the repository; absent if no line is to blame. Lines and columns count from 1. */
  readonly at?: { readonly file: string; readonly line: number; readonly column?: number };
}

/** Writes an annotation as the command of a GitHub workflow. No text in it can end the command or begin another one. */
export function annotationText({ level, title, message, at }: Annotation): string {
  const { file, line, column: col } = at ?? {};
  const properties = Object.entries({ file, line, col, title }).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${escapeProperty(String(value))}`],
  );
  return `::${level} ${properties.join(",")}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
