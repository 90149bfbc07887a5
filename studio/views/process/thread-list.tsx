import type { JSX } from "preact";
import { ImageLink } from "../../parts/image-link.tsx";
import { countText, visible } from "../../parts/text.ts";
import type { ThreadLine } from "./threads.ts";

/** Threads of a process, each with its registers. */
export function ThreadList({
  checkpoint,
  threads,
}: {
  readonly checkpoint: string;
  readonly threads: readonly ThreadLine[];
}): JSX.Element {
  return (
    <section aria-label="Threads">
      <h2>{threads.length === 0 ? "No threads were dumped" : countText(threads.length, "thread")}</h2>
      {threads.map(({ tid, name, file, registers, problem }, i) => (
        <details key={tid} class="fold" open={i === 0}>
          <summary>
            <span class="number">{tid}</span> {visible(name ?? "")}
          </summary>
          <ImageLink checkpoint={checkpoint} file={file}>
            {file}
          </ImageLink>
          {problem === undefined ? null : <p class="failed">{visible(problem)}</p>}
          <dl class="registers">
            {registers.map((one) => (
              <div key={one.name}>
                <dt>{one.name}</dt>
                <dd>
                  <ImageLink checkpoint={checkpoint} file={file} offset={one.offset}>
                    {one.value}
                  </ImageLink>
                </dd>
              </div>
            ))}
          </dl>
        </details>
      ))}
    </section>
  );
}
