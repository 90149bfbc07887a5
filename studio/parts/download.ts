/** Time after which the browser has begun the download, in milliseconds. */
const BEGUN = 60_000;

/** Lets the browser save bytes as a file. No request is made. */
export function download(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), BEGUN);
}
