import type { JSX } from "preact";
import { ImageLink } from "../../parts/image-link.tsx";
import { Link } from "../../parts/link.tsx";
import { countText, visible } from "../../parts/text.ts";
import type { FileLine } from "./files.ts";
import type { Holder } from "./open-files.ts";

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
      <table>
        <thead>
          <tr>
            <th scope="col">fd</th>
            <th scope="col">type</th>
            <th scope="col">file</th>
            <th scope="col">other end</th>
            <th scope="col">shared with</th>
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
              <td>
                <Holders checkpoint={checkpoint} holders={one.peers} />
              </td>
              <td>
                <Holders checkpoint={checkpoint} holders={one.shared} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function FileText({ checkpoint, text, file, entry }: FileLine & { readonly checkpoint: string }): JSX.Element {
  const shown = visible(text === "" ? (file ?? "not in the checkpoint") : text);
  if (file === undefined) return <>{shown}</>;
  return (
    <ImageLink checkpoint={checkpoint} file={file} entry={entry}>
      {shown}
    </ImageLink>
  );
}

/** Number of descriptors that are shown. */
const MOST = 8;

function Holders({
  checkpoint,
  holders,
}: {
  readonly checkpoint: string;
  readonly holders: readonly Holder[];
}): JSX.Element {
  return (
    <>
      {holders.slice(0, MOST).map(({ pid, fd }) => (
        <span key={`${pid} ${fd}`} class="holder">
          <Link to={{ checkpoint, view: "process", path: [`${pid}`], query: { fd: `${fd}` } }}>
            {pid} fd {fd}
          </Link>{" "}
        </span>
      ))}
      {holders.length > MOST ? `and ${holders.length - MOST} more` : ""}
    </>
  );
}
