import type { JSX } from "preact";
import { Link } from "../../parts/link.tsx";
import { visible } from "../../parts/text.ts";
import { useAnswer } from "../ask.ts";

/** Number of processes with a link. */
const MOST = 12;

/** Links to the search in the memory of each process, which is much larger than all images. */
export function MemoryLinks({
  checkpoint,
  pattern,
}: {
  readonly checkpoint: string;
  readonly pattern: string;
}): JSX.Element | null {
  const processes = useAnswer(checkpoint, "memory.processes", {});
  if (processes.state !== "done" || processes.value.length === 0) return null;
  return (
    <p class="memory-links">
      <span class="quiet">Memory has a search of its own:</span>{" "}
      {processes.value.slice(0, MOST).map(({ pid, comm = "" }) => (
        <span key={pid} class="place">
          <Link to={{ checkpoint, view: "memory", path: [`${pid}`], query: { form: "text", find: pattern } }}>
            {pid} {visible(comm)}
          </Link>{" "}
        </span>
      ))}
      {processes.value.length > MOST ? `and ${processes.value.length - MOST} more` : ""}
    </p>
  );
}
