import { lastOf, layoutMessages, type ResolvedPath, resolvePath } from "../model/field-path.ts";
import type { Message, Model } from "../model/model.ts";
import type { Case, ExpectedFile, FieldPath, Key, PrivacyForm, Size, Space, Topic } from "../model/relations.ts";
import { messageNamed } from "../model/walk.ts";
import { type BlocksPlan, planBlocks } from "./blocks.ts";
import { type ConditionsPlan, found, numbersOf, planConditions } from "./conditions.ts";
import { type NavigationPlan, planNavigation } from "./navigation.ts";

interface CasePlan extends ConditionsPlan {
  readonly to: string;
  readonly weak?: true;
  readonly of?: string;
  readonly without?: number;
}

type KeyPlan = ConditionsPlan & { readonly path: string };

/** Values by name, in the order of relations.yaml. */
type ByName<T> = Readonly<Record<string, T>>;

interface SpacePlan {
  readonly about: string;
  readonly scope?: "file";
  readonly keys?: readonly KeyPlan[];
  readonly named?: readonly KeyPlan[];
  readonly files?: ByName<ConditionsPlan | null>;
  readonly except?: readonly (number | string)[];
  readonly optional?: true;
  readonly arbitrary?: true;
}

interface ClassPlan {
  readonly about: string;
  readonly content: readonly string[];
}

interface ChoicePlan {
  readonly field: string;
  readonly optional?: true;
}

interface CountPlan extends ConditionsPlan {
  readonly count: number;
}

interface UnitPlan {
  readonly about: string;
  readonly pairs?: string;
  readonly key: number;
  readonly sizes: readonly number[];
}

interface ExtentsPlan {
  readonly file: string;
  readonly of: string;
  readonly address: string;
  readonly count: readonly string[];
  readonly unit: string;
  readonly where: readonly CasePlan[];
  readonly aligned?: ConditionsPlan;
  readonly blocks?: readonly BlocksPlan[];
  readonly within?: KeyPlan;
  readonly size?: readonly SizePlan[];
}

interface SizePlan extends ConditionsPlan {
  readonly path: string;
  readonly plus?: readonly string[];
  readonly minus?: readonly string[];
  readonly of: string;
}

interface PrivacyPlan extends ClassPlan {
  readonly form: PrivacyForm;
  readonly known?: readonly string[];
  readonly pairs?: readonly number[];
}

/** Relations of a package's images, as plain data. */
export interface RelationsPlan {
  readonly files: ByName<ConditionsPlan | null>;
  readonly alone: readonly string[];
  readonly spaces: ByName<SpacePlan>;
  readonly references: ByName<readonly CasePlan[]>;
  readonly equal: ByName<readonly string[]>;
  readonly same: ByName<{ readonly field: string; readonly of: string }>;
  readonly chosen: ByName<ByName<ChoicePlan>>;
  readonly unique: readonly string[];
  readonly ranges: ByName<ConditionsPlan & { readonly from: string; readonly to: string }>;
  readonly limits: ByName<number | string>;
  readonly counts: ByName<readonly CountPlan[]>;
  readonly units: ByName<UnitPlan>;
  readonly extents: ByName<ExtentsPlan>;
  readonly identity: ByName<readonly string[]>;
  readonly noise: readonly string[];
  readonly topics: ByName<ClassPlan>;
  readonly privacy: ByName<PrivacyPlan>;
  readonly navigation: readonly NavigationPlan[];
}

/** Plans the relations of the images and messages that a model has, and leaves out all others. */
export function planRelations(model: Model): RelationsPlan {
  const { relations } = model;
  const at = (path: string): ResolvedPath | undefined => found(resolvePath(model, path));
  const isHere = ({ path }: FieldPath): boolean => at(path) !== undefined;
  const hasContent = (one: FieldPath): boolean => isHere(one) || isBytes(model, one.path);
  const planClasses = (classes: readonly Topic[]): ByName<ClassPlan> =>
    byName(
      classes,
      ({ name }) => name,
      ({ about, content }) => ({ about, content: content.filter(hasContent).map(({ path }) => path) }),
    );
  return {
    files: planFiles(model, relations.files),
    alone: relations.alone.map(({ path }) => path).filter((path) => model.images.some(({ name }) => name === path)),
    spaces: byName(
      relations.spaces,
      ({ name }) => name,
      (space) => planSpace(model, space),
    ),
    references: byName(
      relations.references,
      ({ path }) => path,
      ({ path, cases }) => {
        const around = at(path)?.messages.toReversed();
        return around && cases.flatMap((one) => planCase(model, one, around) ?? []);
      },
    ),
    equal: byName(
      relations.equalities.filter(isHere),
      ({ path }) => path,
      ({ others }) => others.map(({ path }) => path),
    ),
    same: byName(
      relations.same.filter((one) => isHere(one) && isHere(one.other)),
      ({ path }) => path,
      ({ other, of }) => ({ field: other.path, of }),
    ),
    chosen: byName(
      relations.choices,
      ({ path }) => path,
      ({ path, fields }) => {
        const numbers = numbersOf(model, at(path));
        return (
          numbers &&
          byName(
            [...fields],
            ([value]) => `${numbers.get(value) ?? value}`,
            ([, { path: field, optional }]) => ({ field, ...(optional && { optional }) }),
          )
        );
      },
    ),
    unique: relations.unique.filter(isHere).map(({ path }) => path),
    ranges: byName(
      relations.ranges.filter(isHere),
      ({ path }) => path,
      ({ path, from, to, ...when }) => {
        const message = messageAt(model, at(path));
        return { from, to, ...planConditions(model, when, message === undefined ? [] : [message]) };
      },
    ),
    limits: byName(
      relations.limits.filter(isHere),
      ({ path }) => path,
      ({ max }) => (typeof max === "string" ? max : Number(max)),
    ),
    counts: byName(
      relations.counts,
      ({ path }) => path,
      ({ path, cases }) => {
        const around = at(path)?.messages.toReversed();
        return around && cases.flatMap((one) => planCount(model, one, around) ?? []);
      },
    ),
    units: byName(
      relations.units,
      ({ name }) => name,
      ({ about, pairs, key, sizes }) => {
        return { about, ...(isHere(pairs) && { pairs: pairs.path }), key: Number(key), sizes: sizes.map(Number) };
      },
    ),
    extents: byName(
      relations.extents,
      ({ image }) => image,
      ({ image, file, of, address, count, unit, where, aligned, blocks, within, sizes }) => {
        const row = model.images.find(({ name }) => name === image);
        const around = row && layoutMessages(model, row);
        return (
          around && {
            file,
            of,
            address,
            count: count.map(({ path }) => path),
            unit,
            where: where.flatMap((one) => planCase(model, one, around) ?? []),
            ...(aligned !== undefined && { aligned: planConditions(model, aligned, around) ?? {} }),
            ...planBlocks(model, messageNamed(model, row.layout.entries?.message), blocks),
            ...(within !== undefined && planWithin(model, within)),
            ...planSizes(model, sizes),
          }
        );
      },
    ),
    identity: byName(
      relations.identities.filter(hasContent),
      ({ path }) => path,
      ({ fields }) => fields.map(({ path }) => path),
    ),
    noise: relations.noise.filter(hasContent).map(({ path }) => path),
    topics: planClasses(relations.topics),
    privacy: byName(
      relations.privacy,
      ({ name }) => name,
      ({ about, form, known, pairs, content }) => ({
        ...{ about, form },
        ...(known.length > 0 && { known }),
        ...(pairs.length > 0 && { pairs }),
        content: content.filter(hasContent).map(({ path }) => path),
      }),
    ),
    navigation: planNavigation(model),
  };
}

/** Plans things by name, and drops those without a plan. */
function byName<T, R>(all: readonly T[], nameOf: (one: T) => string, plan: (one: T) => R | undefined): ByName<R> {
  return Object.fromEntries(
    all.flatMap((one): [string, R][] => {
      const planned = plan(one);
      return planned === undefined ? [] : [[nameOf(one), planned]];
    }),
  );
}

/** Returns whether a path is an image of the model, or its extra or rest. */
function isBytes(model: Model, path: string): boolean {
  return model.images.some(({ name }) => path === name || path === `${name}.extra` || path === `${name}.rest`);
}

function messageAt(model: Model, path: ResolvedPath | undefined): Message | undefined {
  const type = path && lastOf(path).field.type;
  return type?.kind === "message" ? messageNamed(model, type.name) : undefined;
}

/** Plans expected files. One whose conditions name an image that the model lacks is optional. */
function planFiles(model: Model, files: readonly ExpectedFile[]): ByName<ConditionsPlan | null> {
  const here = files.filter(({ image }) => model.images.some(({ name }) => name === image));
  return byName(
    here,
    ({ image }) => image,
    ({ always }) => (always && planConditions(model, always, [])) ?? null,
  );
}

/** Plans a space; none if neither its keys nor its files are in the model. */
function planSpace(model: Model, { about, scope, keys, named, files, except, ...facts }: Space): SpacePlan | undefined {
  const plan = {
    keys: keys.flatMap((key) => planKey(model, key)),
    named: named.flatMap((key) => planKey(model, key)),
    files: planFiles(model, files),
    except: except.flatMap(
      (one) => (typeof one === "bigint" ? Number(one) : found(resolvePath(model, one.path)) && one.path) ?? [],
    ),
  };
  if (plan.keys.length + plan.named.length + Object.keys(plan.files).length === 0) return undefined;
  return {
    about,
    ...(scope === "file" && { scope }),
    ...(plan.keys.length > 0 && { keys: plan.keys }),
    ...(plan.named.length > 0 && { named: plan.named }),
    ...(Object.keys(plan.files).length > 0 && { files: plan.files }),
    ...(plan.except.length > 0 && { except: plan.except }),
    ...(facts.optional && { optional: true }),
    ...(facts.arbitrary && { arbitrary: true }),
  };
}

function planKey(model: Model, key: Key): KeyPlan[] {
  const path = found(resolvePath(model, key.path));
  const when = path && planConditions(model, key, path.messages.toReversed());
  return when === undefined ? [] : [{ path: key.path, ...when }];
}

function planWithin(model: Model, { path, ...conditions }: Key): { readonly within?: KeyPlan } {
  const message = messageAt(model, found(resolvePath(model, path)));
  const when = message && planConditions(model, conditions, [message]);
  return when === undefined ? {} : { within: { path, ...when } };
}

function planSizes(model: Model, sizes: readonly Size[]): { readonly size?: readonly SizePlan[] } {
  const all = sizes.flatMap(({ path, sum, of, ...conditions }) => {
    const owner = found(resolvePath(model, path));
    const when = owner && planConditions(model, conditions, [lastOf(owner).owner]);
    const named = (isSubtracted: boolean): string[] =>
      sum.flatMap((one) => (one.isSubtracted === isSubtracted ? one.field : []));
    const [plus, minus] = [named(false), named(true)];
    const terms = { ...(plus.length > 0 && { plus }), ...(minus.length > 0 && { minus }) };
    return when === undefined ? [] : [{ path, ...terms, of, ...when }];
  });
  return all.length > 0 ? { size: all } : {};
}

function planCount(model: Model, one: Case, around: readonly Message[]): CountPlan | undefined {
  const when = planConditions(model, one, around);
  return when && { count: Number(one.to), ...when };
}

function planCase(model: Model, one: Case, around: readonly Message[]): CasePlan | undefined {
  const { to, weak, of, without } = one;
  const when = planConditions(model, one, around);
  const bits = without === undefined ? {} : { without: Number(without) };
  return when && { to, ...(weak && { weak }), ...(of !== undefined && { of }), ...bits, ...when };
}
