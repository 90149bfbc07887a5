import type { ImagePlan } from "../../plan/image.ts";
import type { PackagePlan } from "../../plan/package.ts";

/** A number by the name that go-criu has for it. */
interface NamedNumber {
  readonly name: string;
  readonly value: number;
}

/** An image with a magic. */
export type FramedPlan = ImagePlan & { readonly framing: NonNullable<ImagePlan["framing"]> };

/** Returns the images that own their magic, by name. JSON calls all images with a magic by the name of its owner. */
export function owners({ images }: PackagePlan): FramedPlan[] {
  return images
    .filter((image): image is FramedPlan => image.framing !== undefined && image.alias === undefined)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Returns the view of all magics: those of images, of heads, and of other files. */
export function magicsView(plan: PackagePlan): { readonly magics: readonly NamedNumber[] } {
  const { heads, reserved } = plan.magics;
  const magics = [
    ...owners(plan).map(({ name, framing }) => ({ name, value: framing.magic })),
    ...heads.map(({ name, value }) => ({ name: `IMG_${name.toUpperCase()}`, value })),
    ...reserved.map(({ name, value }) => ({ name, value })),
  ];
  return { magics: magics.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}
