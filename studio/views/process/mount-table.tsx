import type { JSX } from "preact";
import { ImageLink } from "../../parts/image-link.tsx";
import { countText, visible } from "../../parts/text.ts";
import type { MountLine } from "./mounts.ts";

/** Mounts that a process sees. */
export function MountTable({
  checkpoint,
  mounts,
}: {
  readonly checkpoint: string;
  readonly mounts: readonly MountLine[];
}): JSX.Element | null {
  if (mounts.length === 0) return null;
  return (
    <details class="fold">
      <summary>
        <h2>{countText(mounts.length, "mount")}</h2>
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">where</th>
            <th scope="col">file system</th>
            <th scope="col">source</th>
            <th scope="col">options</th>
          </tr>
        </thead>
        <tbody>
          {mounts.map(({ mountpoint, fstype, source, options, file, entry }) => (
            <tr key={entry}>
              <td>
                <ImageLink checkpoint={checkpoint} file={file} entry={entry}>
                  {visible(mountpoint)}
                </ImageLink>
              </td>
              <td>{visible(fstype)}</td>
              <td>{visible(source)}</td>
              <td>{visible(options)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
