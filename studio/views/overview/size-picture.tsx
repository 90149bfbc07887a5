import type { JSX } from "preact";
import { Link } from "../../parts/link.tsx";
import { sizeText, visible } from "../../parts/text.ts";
import { formatRoute } from "../../route/route.ts";
import type { SizedFile } from "./sizes.ts";
import { type Tile, treemap } from "./treemap.ts";

const AREA = { x: 0, y: 0, width: 1200, height: 300 };

/** Number of files with a tile of their own, and number in the table. */
const TILES = 200;
const ROWS = 12;

/** Least part of the picture's width and height that a tile with its name takes. */
const NAMED = { width: 0.09, height: 0.14 };

interface Props {
  readonly checkpoint: string;
  readonly files: readonly SizedFile[];
}

/** Sizes of files as a picture, and as a table. */
export function SizePicture({ checkpoint, files }: Props): JSX.Element {
  return (
    <div class="sizes">
      <Tiles checkpoint={checkpoint} files={files.slice(0, TILES)} />
      <Legend files={files} />
      <Table checkpoint={checkpoint} files={files} />
      {files.length > ROWS ? <p class="quiet">and {files.length - ROWS} smaller files</p> : null}
    </div>
  );
}

const GROUPS: Readonly<Record<SizedFile["group"], string>> = {
  memory: "memory and raw data",
  image: "images",
  other: "other files",
};

/** Sums of the groups that the checkpoint has. */
function Legend({ files }: Pick<Props, "files">): JSX.Element {
  const sums = Object.entries(GROUPS).map(([group, title]) => {
    const own = files.filter((one) => one.group === group);
    return { group, title, count: own.length, size: own.reduce((sum, { size }) => sum + size, 0) };
  });
  return (
    <p class="legend">
      {sums
        .filter(({ count }) => count > 0)
        .map(({ group, title, size }) => (
          <span key={group} class={group}>
            {sizeText(size)} {title}
          </span>
        ))}
    </p>
  );
}

function Tiles({ checkpoint, files }: Props): JSX.Element {
  const tiles = treemap(files, ({ size }) => size, AREA);
  return (
    <div class="tiles">
      <svg class="treemap" viewBox={`0 0 ${AREA.width} ${AREA.height}`} preserveAspectRatio="none">
        <title>Sizes of files</title>
        {tiles.map((tile) => (
          <SizeTile key={tile.item.name} checkpoint={checkpoint} tile={tile} />
        ))}
      </svg>
      {tiles.map((tile) => (
        <TileName key={tile.item.name} {...tile} />
      ))}
    </div>
  );
}

/** Tile of a file, which leads to it if it is an image of this checkpoint. */
function SizeTile({
  checkpoint,
  tile: { item, x, y, width, height },
}: {
  readonly checkpoint: string;
  readonly tile: Tile<SizedFile>;
}): JSX.Element {
  const shape = (
    <rect class={item.group} {...{ x, y, width, height }}>
      <title>{textOf(item)}</title>
    </rect>
  );
  if (item.file === undefined) return shape;
  return (
    <a
      href={formatRoute({ checkpoint, view: "image", path: [item.file], query: {} })}
      aria-label={textOf(item)}
      // The keyboard has the table below.
      tabIndex={-1}
    >
      {shape}
    </a>
  );
}

/** Name of a file on its tile, if that is large enough. The picture is stretched, so that texts cannot be in it. */
function TileName({ item, x, y, width, height }: Tile<SizedFile>): JSX.Element | null {
  const part = { x: x / AREA.width, y: y / AREA.height, width: width / AREA.width, height: height / AREA.height };
  if (part.width < NAMED.width || part.height < NAMED.height) return null;
  const style = {
    left: `${100 * part.x}%`,
    top: `${100 * part.y}%`,
    maxWidth: `calc(${100 * part.width}% - 0.6rem)`,
  };
  return (
    <span class="tile-name" style={style} aria-hidden="true">
      {visible(item.name)}
    </span>
  );
}

function Table({ checkpoint, files }: Props): JSX.Element {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  return (
    <table>
      <caption class="hidden">Largest files</caption>
      <tbody>
        {files.slice(0, ROWS).map(({ name, size, file }) => (
          <tr key={name}>
            <th scope="row">
              {file === undefined ? (
                visible(name)
              ) : (
                <Link to={{ checkpoint, view: "image", path: [file], query: {} }}>{visible(name)}</Link>
              )}
            </th>
            <td class="number">{sizeText(size)}</td>
            <td class="number">{total === 0 ? "" : percentText(size / total)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function percentText(part: number): string {
  return part < 0.0005 ? "< 0.1 %" : `${(100 * part).toFixed(1)} %`;
}

function textOf({ name, size }: SizedFile): string {
  return `${visible(name)}: ${sizeText(size)}`;
}
