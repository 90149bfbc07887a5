import type { JSX } from "preact";
import { Choose } from "../opening/choose.tsx";
import { Openings } from "../opening/openings.tsx";
import { Link } from "../parts/link.tsx";
import { visible } from "../parts/text.ts";
import { useStudio } from "../state/studio.ts";
import { tryRoute } from "../try/route.ts";

/** First page: asks for a checkpoint. */
export function Welcome(): JSX.Element {
  const wanted = useStudio().route.value.checkpoint;
  return (
    <main class="welcome" id="main">
      <h1>Look into a checkpoint</h1>
      {wanted === "" ? null : (
        <p class="note">
          This address is about <b>{visible(wanted)}</b>. Open it to see the place.
        </p>
      )}
      <div class="drop-here">
        <p class="lead">
          Drop a folder with images of CRIU here, or an archive of Podman, <span class="word">CRI-O</span>, containerd
          or Docker: tar, gzip, zstd, xz, bzip2, an image layout of OCI, or a stream.
        </p>
        <Choose />
      </div>
      <Openings />
      <p>
        Or <Link to={tryRoute("")}>try a schema</Link>: change it, and see the code that critgen generates from it.
      </p>
      <p class="quiet">Nothing is uploaded. The page reads the files in this browser, and makes no request.</p>
    </main>
  );
}
