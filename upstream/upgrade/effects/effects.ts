import type { Format } from "../../../generator/model/format/format.ts";
import type { Effect, Effects } from "./effect.ts";
import { enumEffects } from "./enums.ts";
import { exportEffects } from "./exports.ts";
import { imageEffects } from "./images.ts";
import { meaningEffects } from "./meanings.ts";
import { messageEffects } from "./messages.ts";
import { sidesOf } from "./sides.ts";

/** Returns the effects of the changes between two formats on programs that use the package of the older one. */
export function effectsOf(before: Format, after: Format): Effects {
  const sides = sidesOf(before, after);
  const exported = exportEffects(sides);
  const { byElement: onFields, ...messages } = messageEffects(sides);
  const { byElement: onValues, ...enums } = enumEffects(sides);
  const { byElement: onImages, literals } = imageEffects(sides);
  const images = new Set(before.images.keys());
  const all = [...exported.byElement, ...onFields, ...onValues, ...onImages, ...meaningEffects(sides)];
  return { byElement: gathered(all), modules: exported.modules, literals, images, ...messages, ...enums };
}

/** Gathers effects by their element. */
function gathered(all: Iterable<readonly [key: string, effect: Effect]>): ReadonlyMap<string, readonly Effect[]> {
  const byElement = new Map<string, Effect[]>();
  for (const [key, effect] of all) {
    const known = byElement.get(key);
    if (known === undefined) byElement.set(key, [effect]);
    else known.push(effect);
  }
  return byElement;
}
