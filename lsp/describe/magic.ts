import { degrees, hex } from "../../generator/model/coordinates.ts";
import type { Model } from "../../generator/model/model.ts";
import { nearestPlaces } from "../../registry/gazetteer/gazetteer.ts";
import { pointOf } from "../../registry/gazetteer/towns.ts";
import { factsOf, type MagicFacts } from "../../registry/magic/facts.ts";
import { REACH, titleOf } from "../../registry/magic/place.ts";
import { paragraphs } from "./fields.ts";

/** Describes a magic: its place, its town and the distance to it, and the images that begin with it. */
export function describeMagic(model: Model, value: number): string | undefined {
  const facts = factsOf(model, value);
  return facts === undefined ? describePlace(value) : describeFacts(facts);
}

function describeFacts({ value, coordinates, place, owner, images, since }: MagicFacts): string {
  const town = place === undefined ? owner.town : `${titleOf(place)}, ${place.km.toFixed(1)} km from it`;
  const names = images.map(({ name }) => name).join(", ");
  return paragraphs(
    `Magic \`${hex(value)}\`${coordinates === undefined ? "" : `: ${coordinates}`}`,
    town === undefined ? "" : `Town: ${town}`,
    names === "" ? "" : `Images: ${names}${since === undefined ? "" : `, since ${since}`}`,
  );
}

/** Describes a number that no row has: its place, and the nearest town. */
function describePlace(value: number): string | undefined {
  const point = pointOf(value);
  if (point === undefined) return undefined;
  const [town] = nearestPlaces(point.lat, point.lon, REACH);
  return paragraphs(
    `Magic \`${hex(value)}\`: ${degrees(value)}; no row has it`,
    town === undefined ? "" : `Nearest town: ${titleOf(town)}, ${town.km.toFixed(1)} km from it`,
  );
}
