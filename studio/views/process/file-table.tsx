import type { JSX } from "preact";
import { ImageLink } from "../../parts/image-link.tsx";
import { Link } from "../../parts/link.tsx";
import { countText, visible } from "../../parts/text.ts";
import type { FileLine } from "./files.ts";
import type { Holder } from "./open-files.ts";

/** Titles of columns. A phone has no room for columns, and shows them in each row. */
const PEERS = "other end";
const SHARED = "shared with";

/** Open files of a process, with the other ends of sockets and pipes. */
export function FileTable({
  checkpoint,
  files,
}: {
  readonly checkpoint: string;
  readonly files: readonly FileLine[];
}): JSX.Element {
  if (files.length === 0) return <h2>No open files</h2>;
  return (
    <section aria-label="Open files">
      <h2>{countText(files.length, "open file")}</h2>
      <table class="files">
        <thead>
          <tr>
            <th scope="col">fd</th>
            <th scope="col">type</th>
            <th scope="col">file</th>
            <th scope="col">{PEERS}</th>
            <th scope="col">{SHARED}</th>
          </tr>
        </thead>
        <tbody>
          {files.map((one) => (
            <tr key={one.fd} id={`fd-${one.fd}`}>
              <td class="number">{one.fd}</td>
              <td>{one.type}</td>
              <td>
                <FileText checkpoint={checkpoint} {...one} />
              </td>
              <HolderCell title={PEERS} checkpoint={checkpoint} holders={one.peers} />
              <HolderCell title={SHARED} checkpoint={checkpoint} holders={one.shared} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function FileText({ checkpoint, text, file, entry }: FileLine & { readonly checkpoint: string }): JSX.Element {
  const shown = visible(text === "" ? (file ?? "not in the images that can be read") : text);
  if (file === undefined) return <span class="failed">{shown}</span>;
  return (
    <ImageLink checkpoint={checkpoint} file={file} entry={entry}>
      {shown}
    </ImageLink>
  );
}

/** Number of descriptors that are shown. */
const MOST = 8;

function HolderCell({
  title,
  checkpoint,
  holders,
}: {
  readonly title: string;
  readonly checkpoint: string;
  readonly holders: readonly Holder[];
}): JSX.Element {
  return (
    <td class={holders.length === 0 ? "none" : ""} data-title={title}>
      {holders.slice(0, MOST).map(({ pid, fd }) => (
        <span key={`${pid} ${fd}`} class="holder">
          <Link to={{ checkpoint, view: "process", path: [`${pid}`], query: { fd: `${fd}` } }}>
            {pid} fd {fd}
          </Link>{" "}
        </span>
      ))}
      {holders.length > MOST ? `and ${holders.length - MOST} more` : ""}
    </td>
  );
}
