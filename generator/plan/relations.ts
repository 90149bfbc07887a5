import { type ResolvedPath, resolvePath } from "../model/field-path.ts";
import type { Model } from "../model/model.ts";
import type { Case, Choice, FieldPath, PrivacyClass, Range, Relations, Topic, Unit } from "../model/relations.ts";
import { found, numbersOf, planConditions } from "./conditions.ts";
import { planExtents } from "./extents.ts";
import { planNavigation } from "./navigation.ts";
import { byName, messageAt, planCase, planCount, planFiles } from "./relation-cells.ts";
import type {
  CasePlan,
  ChoicePlan,
  ClassPlan,
  CountPlan,
  PrivacyPlan,
  RangePlan,
  RelationsPlan,
  UnitPlan,
} from "./relation-plan.ts";
import { planSpace } from "./space.ts";

export type { RelationsPlan } from "./relation-plan.ts";

/** Plans the relations of the images and messages that a model has, and leaves out all others. */
export function planRelations(model: Model): RelationsPlan {
  return new Sections(model).plan();
}

const pathOf = ({ path }: FieldPath): string => path;
const pathsOf = (all: readonly FieldPath[]): string[] => all.map(pathOf);
const nameOf = ({ name }: { readonly name: string }): string => name;

/** A field with cases. */
interface Cases extends FieldPath {
  readonly cases: readonly Case[];
}

class Sections {
  readonly #model: Model;
  readonly #relations: Relations;

  constructor(model: Model) {
    this.#model = model;
    this.#relations = model.relations;
  }

  plan(): RelationsPlan {
    return { ...this.#places(), ...this.#agreements(), ...this.#content() };
  }

  /** Plans files, ids, and the places of bytes. */
  #places(): Pick<RelationsPlan, "files" | "alone" | "spaces" | "references" | "units" | "extents" | "navigation"> {
    const { files, alone, spaces, references, units, extents } = this.#relations;
    const model = this.#model;
    return {
      files: planFiles(model, files),
      alone: pathsOf(alone).filter((path) => model.images.some(({ name }) => name === path)),
      spaces: byName(spaces, nameOf, (space) => planSpace(model, space)),
      references: byName(references, pathOf, (one) => this.#cases(one)),
      units: byName(units, nameOf, (unit) => this.#unit(unit)),
      extents: byName(
        extents,
        ({ image }) => image,
        (one) => planExtents(model, one),
      ),
      navigation: planNavigation(model),
    };
  }

  /** Plans fields that agree, and their limits. */
  #agreements(): Pick<RelationsPlan, "equal" | "same" | "chosen" | "unique" | "ranges" | "limits" | "counts"> {
    const { equalities, same, choices, unique, ranges, limits, counts } = this.#relations;
    return {
      equal: byName(this.#here(equalities), pathOf, ({ others }) => pathsOf(others)),
      same: byName(
        this.#here(same).filter(({ other }) => this.#isHere(other)),
        pathOf,
        ({ other, of }) => ({ field: other.path, of }),
      ),
      chosen: byName(choices, pathOf, (choice) => this.#choice(choice)),
      unique: pathsOf(this.#here(unique)),
      ranges: byName(this.#here(ranges), pathOf, (range) => this.#range(range)),
      limits: byName(this.#here(limits), pathOf, ({ max }) => (typeof max === "string" ? max : Number(max))),
      counts: byName(counts, pathOf, (one) => this.#counts(one)),
    };
  }

  /** Plans what fields are about. */
  #content(): Pick<RelationsPlan, "identity" | "noise" | "topics" | "privacy"> {
    const { identities, noise, topics, privacy } = this.#relations;
    return {
      identity: byName(this.#withContent(identities), pathOf, ({ fields }) => pathsOf(fields)),
      noise: pathsOf(this.#withContent(noise)),
      topics: byName(topics, nameOf, (topic) => this.#class(topic)),
      privacy: byName(privacy, nameOf, (one) => this.#privacy(one)),
    };
  }

  #at(path: string): ResolvedPath | undefined {
    return found(resolvePath(this.#model, path));
  }

  #isHere({ path }: FieldPath): boolean {
    return this.#at(path) !== undefined;
  }

  #here<T extends FieldPath>(all: readonly T[]): T[] {
    return all.filter((one) => this.#isHere(one));
  }

  /** Keeps paths of fields, and of images and their bytes. */
  #withContent<T extends FieldPath>(all: readonly T[]): T[] {
    return all.filter((one) => this.#isHere(one) || isBytes(this.#model, one.path));
  }

  #cases({ path, cases }: Cases): CasePlan[] | undefined {
    const around = this.#at(path)?.messages.toReversed();
    return around && cases.flatMap((one) => planCase(this.#model, one, around) ?? []);
  }

  #counts({ path, cases }: Cases): CountPlan[] | undefined {
    const around = this.#at(path)?.messages.toReversed();
    return around && cases.flatMap((one) => planCount(this.#model, one, around) ?? []);
  }

  #choice({ path, fields }: Choice): Readonly<Record<string, ChoicePlan>> | undefined {
    const numbers = numbersOf(this.#model, this.#at(path));
    return (
      numbers &&
      byName(
        [...fields],
        ([value]) => `${numbers.get(value) ?? value}`,
        ([, { path: field, optional }]) => ({ field, ...(optional && { optional }) }),
      )
    );
  }

  #range({ path, from, to, ...when }: Range): RangePlan {
    const message = messageAt(this.#model, this.#at(path));
    return { from, to, ...planConditions(this.#model, when, message === undefined ? [] : [message]) };
  }

  #unit({ about, pairs, key, sizes }: Unit): UnitPlan {
    return { about, ...(this.#isHere(pairs) && { pairs: pairs.path }), key: Number(key), sizes: sizes.map(Number) };
  }

  #class({ about, content }: Topic): ClassPlan {
    return { about, content: pathsOf(this.#withContent(content)) };
  }

  #privacy({ about, form, known, pairs, content }: PrivacyClass): PrivacyPlan {
    return {
      ...{ about, form },
      ...(known.length > 0 && { known }),
      ...(pairs.length > 0 && { pairs }),
      content: pathsOf(this.#withContent(content)),
    };
  }
}

/** Returns whether a path is an image of the model, or its extra or rest. */
function isBytes(model: Model, path: string): boolean {
  return model.images.some(({ name }) => path === name || path === `${name}.extra` || path === `${name}.rest`);
}
