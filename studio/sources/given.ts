/** Files that belong together: the content of a folder, or one archive. */
export interface Given {
  /** Name of the folder or of the archive. */
  readonly name: string;
  readonly files: readonly (readonly [name: string, file: File])[];
}

/** A file as an input has it: with its path in a chosen folder, or an empty one. */
type Chosen = File & { readonly webkitRelativePath: string };

/** Sorts chosen files by the folder that they were chosen with; those without one are archives, or images together. */
export function givenFiles(files: readonly Chosen[], isImage: (name: string) => boolean): Given[] {
  const folders = new Map<string, [string, File][]>();
  const loose: File[] = [];
  for (const file of files) {
    const [top, ...rest] = file.webkitRelativePath.split("/");
    if (top === undefined || rest.length === 0) loose.push(file);
    else folders.set(top, [...(folders.get(top) ?? []), [rest.join("/"), file]]);
  }
  const inFolders = [...folders].map(([name, content]) => ({ name, files: content }));
  return [...inFolders, ...looseFiles(loose, isImage)];
}

/** Takes images as one checkpoint, and each other file as an archive of its own. */
export function looseFiles(files: readonly File[], isImage: (name: string) => boolean): Given[] {
  const images = files.filter(({ name }) => isImage(name));
  const archives = files.filter((file) => !images.includes(file));
  const [first] = images;
  const name = images.length === 1 && first !== undefined ? first.name : `${images.length} images`;
  const together: Given[] =
    images.length === 0 ? [] : [{ name, files: images.map((file) => [file.name, file] as const) }];
  return [...together, ...archives.map((file): Given => ({ name: file.name, files: [[file.name, file]] }))];
}
