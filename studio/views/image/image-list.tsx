import type { JSX } from "preact";
import { Link } from "../../parts/link.tsx";
import { countText, sizeText, visible } from "../../parts/text.ts";
import { go } from "../../state/studio.ts";
import type { ListedImage } from "./listed.ts";

interface Props {
  readonly checkpoint: string;
  readonly images: readonly ListedImage[];
  /** File that is shown. */
  readonly shown: string | undefined;
}

/** Files of the checkpoint: a list, and a choice where there is no room for one. */
export function ImageList({ checkpoint, images, shown }: Props): JSX.Element {
  const to = (file: string) => ({ checkpoint, view: "image", path: [file], query: {} });
  return (
    <nav class="image-list" aria-label="Files">
      <label class="image-choice">
        <span class="hidden">File</span>
        <select value={shown ?? ""} onChange={({ currentTarget }) => go(to(currentTarget.value))}>
          {shown === undefined ? <option value="">Choose a file…</option> : null}
          {images.map(({ file }) => (
            <option key={file} value={file}>
              {visible(file)}
            </option>
          ))}
        </select>
      </label>
      <ul>
        {images.map((one) => (
          <li key={one.file} class={one.image === undefined ? "quiet" : ""}>
            <Link to={to(one.file)} current={one.file === shown}>
              <span class="file">{visible(one.file)}</span>
              {one.findings === 0 ? null : (
                <span class="mark-bad" title={countText(one.findings, "finding")}>
                  {one.findings}
                </span>
              )}
              <span class="quiet">{sizeText(one.size)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
