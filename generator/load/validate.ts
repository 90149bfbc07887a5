import { Ajv, type Options, type ValidateFunction } from "ajv";
import { listOwn, readOwn } from "../own/own-files.ts";

/*
 * Compiles critgen's JSON Schemas, which editors use too. In the published package scripts/prepare.mjs replaces this
 * module by one with the compiled schemas, so that no compiler is needed.
 */

const FOLDER = "schema";
const ENDING = ".schema.json";

/**
 * Creates a validator with all JSON Schemas, by file name.
 *
 * @public used by scripts/prepare.mjs
 */
export function createAjv(options: Options = {}): Ajv {
  // The schemas are critgen's own: validating them would take longer than using them.
  const own = { allErrors: true, verbose: true, strict: false, meta: false, validateSchema: false };
  const ajv = new Ajv({ ...own, ...options });
  for (const file of listOwn(FOLDER).filter((name) => name.endsWith(ENDING))) {
    ajv.addSchema(JSON.parse(readOwn(`${FOLDER}/${file}`)) as object, file);
  }
  return ajv;
}

let ajv: Ajv | undefined;

/** Returns the validator of a JSON Schema. */
export function validatorOf(name: string): ValidateFunction {
  ajv ??= createAjv();
  const validate = ajv.getSchema(`${name}${ENDING}`);
  if (validate === undefined) throw new Error(`there is no JSON Schema \`${name}\``);
  return validate;
}
