import type { PackageName } from "../target.ts";

const ELEMENT = /^[A-Za-z0-9_~-](?:[\w.~-]*[\w~-])?$/;

/** Rules for the name of a package: it is the path of a Go module. */
export const PACKAGE_NAME: PackageName = {
  example: "example.org/criuimages",
  problemOf: (name) => {
    const bad = name.split("/").find((element) => !ELEMENT.test(element));
    if (bad === undefined) return undefined;
    return bad === "" ? "a module path has no empty elements" : `a module path cannot have the element \`${bad}\``;
  },
};
