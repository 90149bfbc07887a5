import type { JSX } from "preact";
import { Link } from "../../parts/link.tsx";
import { sizeText, visible } from "../../parts/text.ts";
import { formatRoute } from "../../route/route.ts";
import type { SizedFile } from "./sizes.ts";
import { treemap } from "./treemap.ts";

const AREA = { x: 0, y: 0, width: 1200, height: 300 };

/** Number of files with a tile of their own, and number in the table. */
const TILES = 200;
const ROWS = 12;

/** Sizes of files as a picture, and as a table. */
export function SizePicture({
  checkpoint,
  files,
}: {
  readonly checkpoint: string;
  readonly files: readonly SizedFile[];
}): JSX.Element {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const tiles = treemap(files.slice(0, TILES), ({ size }) => size, AREA);
  return (
    <div class="sizes">
      <svg class="treemap" viewBox={`0 0 ${AREA.width} ${AREA.height}`} preserveAspectRatio="none">
        <title>Sizes of files</title>
        {tiles.map(({ item, x, y, width, height }) => (
          <a
            key={item.name}
            href={placeOf(checkpoint, item)}
            aria-label={`${visible(item.name)}: ${sizeText(item.size)}`}
            // The keyboard has the table below.
            tabIndex={-1}
          >
            <rect class={item.group} {...{ x, y, width, height }}>
              <title>{`${visible(item.name)}: ${sizeText(item.size)}`}</title>
            </rect>
          </a>
        ))}
      </svg>
      <p class="legend">
        <span class="memory">memory and raw data</span> <span class="image">images</span>{" "}
        <span class="other">other files</span>
      </p>
      <table>
        <caption class="hidden">Largest files</caption>
        <tbody>
          {files.slice(0, ROWS).map(({ name, size, group }) => (
            <tr key={name}>
              <th scope="row">
                {group === "other" ? (
                  visible(name)
                ) : (
                  <Link to={{ checkpoint, view: "image", path: [fileOf(name)], query: {} }}>{visible(name)}</Link>
                )}
              </th>
              <td class="number">{sizeText(size)}</td>
              <td class="number">{total === 0 ? "" : `${((100 * size) / total).toFixed(1)} %`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {files.length > ROWS ? <p class="quiet">and {files.length - ROWS} smaller files</p> : null}
    </div>
  );
}

function placeOf(checkpoint: string, { name }: SizedFile): string {
  return formatRoute({ checkpoint, view: "image", path: [fileOf(name)], query: {} });
}

function fileOf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
