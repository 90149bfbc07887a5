import { coordinates, degrees, hex } from "../../generator/model/coordinates.ts";
import type { Image, Model } from "../../generator/model/model.ts";
import { magicsOf, type RegistryMagic } from "../../generator/model/registry.ts";
import type { Finding } from "../rules/finding.ts";
import { type FindingView, findingView } from "./findings.ts";
import { type FindingIndex, type Mark, worst } from "./mark.ts";
import { project } from "./projection.ts";

/** A magic of the registry, as the page shows it. */
export interface MagicView {
  /** Id of the HTML element; it does not contain a name of the schema. */
  readonly id: string;
  readonly title: string;
  readonly kind: RegistryMagic["kind"];
  readonly value: number;
  readonly hex: string;
  /** The digits of the latitude, and those of the longitude. */
  readonly north: string;
  readonly east: string;
  readonly town: string | undefined;
  /** `58°31'N 31°16'E` */
  readonly place: string | undefined;
  /** The two parts of `place`. */
  readonly northPlace: string | undefined;
  readonly eastPlace: string | undefined;
  readonly about: string;
  readonly images: readonly { readonly name: string; readonly file: string; readonly about: string }[];
  readonly mark: Mark;
  readonly isMarked: boolean;
  readonly findings: readonly FindingView[];
  /** Position on the map, in its units. */
  readonly point: { readonly x: number; readonly y: number } | undefined;
}

export function magicViews(model: Model, index: FindingIndex): MagicView[] {
  return magicsOf(model).map((magic, i) => magicView(model, index, magic, `m${i}`));
}

function magicView(model: Model, index: FindingIndex, magic: RegistryMagic, id: string): MagicView {
  const { name, value, kind, town } = magic;
  const images = kind === "image" ? beginningWith(model, magic) : [];
  const findings: readonly Finding[] = index.of(name, ...images.map((image) => image.name));
  const digits = hex(value).slice(2);
  const at = coordinates(value);
  const place = degrees(value);
  const [northPlace, eastPlace] = place?.split(" ") ?? [];
  return {
    id,
    title: kind === "head" ? `${name} head` : name,
    kind,
    value,
    hex: hex(value),
    north: digits.slice(0, 4),
    east: digits.slice(4),
    town,
    place,
    northPlace,
    eastPlace,
    about: aboutOf(model, magic),
    images,
    mark: worst(findings),
    isMarked: findings.length > 0,
    findings: findings.map(findingView),
    point: at && project({ lat: at.latitude, lon: at.longitude }),
  };
}

/** Returns the rows with this magic, its owner first. */
function beginningWith({ images }: Model, { name, value }: RegistryMagic): Image[] {
  const isOwner = (image: Image): boolean => image.name === name;
  const rows = images.filter((image) => isOwner(image) || (image.magic === value && image.alias !== undefined));
  return rows.sort((a, b) => Number(isOwner(b)) - Number(isOwner(a)));
}

function aboutOf({ heads, reserved }: Model, { name, kind }: RegistryMagic): string {
  const all = kind === "head" ? Object.values(heads) : kind === "reserved" ? reserved : [];
  return all.find((one) => one.name === name)?.about ?? "";
}
