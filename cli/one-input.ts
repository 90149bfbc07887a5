/**
 * The file that is meant, by itself or with `--in`; undefined where none is named.
 *
 * @throws {Error} where there are two
 */
export function oneInput(file: string | undefined, option: string | undefined): string | undefined {
  if (file !== undefined && option !== undefined) {
    throw new Error(`two inputs: ${file}, and ${option} with --in; it takes one (--out is for the result)`);
  }
  return option ?? file;
}
