const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];

/** Formats a number of bytes for people: `4.0 KiB`. */
export function sizeText(bytes: number): string {
  const unit = Math.min(UNITS.length - 1, bytes < 1024 ? 0 : Math.floor(Math.log2(bytes) / 10));
  return unit === 0 ? `${bytes} B` : `${(bytes / 1024 ** unit).toFixed(1)} ${UNITS[unit]}`;
}

/** Formats a count with its noun: `1 image`, `12 images`. */
export function countText(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? noun : plural}`;
}

/** Formats an offset or an address. */
export function hexText(value: number | bigint): string {
  return `0x${value.toString(16)}`;
}

/** Replaces characters that a browser would not show, or that would change the direction of a line. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`);
}
