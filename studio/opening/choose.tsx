import type { JSX } from "preact";
import { isImageName } from "../engine/image-names.ts";
import { givenFiles } from "../sources/given.ts";
import { useStudio } from "../state/studio.ts";
import { openGiven } from "./opening.ts";

/** Buttons that open a folder, or files. */
export function Choose(): JSX.Element {
  const studio = useStudio();
  const take = (input: HTMLInputElement): void => {
    const files = [...(input.files ?? [])];
    // The same folder can be chosen again.
    input.value = "";
    void openGiven(studio, givenFiles(files, isImageName));
  };
  return (
    <span class="choose">
      <label class="button">
        <Opens thing="files" />
        <input class="hidden" type="file" multiple onChange={({ currentTarget }) => take(currentTarget)} />
      </label>
      <label class="button">
        <Opens thing="folder" />
        <input
          class="hidden"
          type="file"
          ref={(input) => input?.setAttribute("webkitdirectory", "")}
          onChange={({ currentTarget }) => take(currentTarget)}
        />
      </label>
    </span>
  );
}

/** Label of a button. A bar on a phone has no room for its verb, which is still read aloud. */
function Opens({ thing }: { readonly thing: string }): JSX.Element {
  return (
    <span>
      <span class="verb">Open </span>
      {thing}…
    </span>
  );
}
