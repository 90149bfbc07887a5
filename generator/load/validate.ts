import { readdirSync, readFileSync } from "node:fs";
import { Ajv, type Options, type ValidateFunction } from "ajv";
import { packageFile } from "../model/package-root.ts";

/*
 * What holds values against critgen's JSON Schemas, which editors use too. In what is published another module stands in
 * place of this one, with all of them compiled, and has no need of a compiler: scripts/prepare.mjs makes it.
 */

const FOLDER = packageFile("schema/");
const ENDING = ".schema.json";

/**
 * All JSON Schemas, by the names of their files.
 *
 * @public used by scripts/prepare.mjs
 */
export function createAjv(options: Options = {}): Ajv {
  // They are critgen's own: to hold them against the schema of schemas would take longer than their use.
  const own = { allErrors: true, verbose: true, strict: false, meta: false, validateSchema: false };
  const ajv = new Ajv({ ...own, ...options });
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(ENDING))) {
    ajv.addSchema(JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as object, file);
  }
  return ajv;
}

let ajv: Ajv | undefined;

/** What holds a value against a JSON Schema. */
export function validatorOf(name: string): ValidateFunction {
  ajv ??= createAjv();
  const validate = ajv.getSchema(`${name}${ENDING}`);
  if (validate === undefined) throw new Error(`there is no JSON Schema \`${name}\``);
  return validate;
}
