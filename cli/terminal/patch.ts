/** Limits the header of a patch to the two lines that name the files. */
const HEADER = { includeIndex: false, includeUnderline: false, includeFileHeaders: true };

/** Formats the change of a file as a patch. An absent text means that the file does not exist. */
export async function patchText(path: string, from: string | undefined, to: string | undefined): Promise<string> {
  const { createTwoFilesPatch } = await import("diff");
  const names = [from === undefined ? "/dev/null" : path, to === undefined ? "/dev/null" : path] as const;
  return createTwoFilesPatch(...names, from ?? "", to ?? "", "", "", { headerOptions: HEADER });
}
