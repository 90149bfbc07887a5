/**
 * Breaks text at spaces into lines of a width in characters. A longer word gets a line of its own.
 *
 * @param stays returns whether a word cannot begin a line
 */
export function wrap(text: string, width: number, stays: (word: string) => boolean = () => false): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && !stays(word) && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines;
}
