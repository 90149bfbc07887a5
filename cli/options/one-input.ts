/**
 * Returns the input file: the argument, or the value of `--in`; undefined if there is neither.
 *
 * @throws {Error} if there are both
 */
export function oneInput(file: string | undefined, option: string | undefined): string | undefined {
  if (file !== undefined && option !== undefined) {
    throw new Error(`there are two inputs, ${file} and --in ${option}: give one (--out is for the result)`);
  }
  return option ?? file;
}
