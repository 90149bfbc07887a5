import { describe, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import { expectProblem, proto, row, table, tinySchema } from "../../support/schema.ts";

const ROWS = [row("THING", "magic: 0x22222222, town: T, entries: m"), row("PAGES", "raw: true")];
const PROTO = proto(`import "opts.proto";
enum kind { K = 0; }
message m { optional uint32 a = 1 [(criu).flags = "bits"]; optional kind b = 2; optional a c = 3; message inner { optional uint32 x = 1; } }
message a { optional uint32 d = 1; }`);
const OPTIONS = proto(`import "google/protobuf/descriptor.proto";
message CRIU_Opts { optional string flags = 3; }
extend google.protobuf.FieldOptions { optional CRIU_Opts criu = 1018; }`);

function texts(places: string) {
  return {
    images: table(...ROWS).replace("images:", `places:\n  ${places}\nimages:`),
    protos: { "m.proto": PROTO, "opts.proto": OPTIONS },
    display: "flags: { bits: { X: 1 } }\ndicts: {}\n",
  };
}

describe("placing fields", () => {
  it.each(["m.a: PAGES", "m.a: [PAGES, THING]", "m.a.X: none", "m.b.K: PAGES", "m.inner.x: PAGES", "a.d: none"])(
    "can be %s",
    (places) => {
      loadModel(tinySchema(texts(places)));
    },
  );

  it.each([
    ["§m.nothing: PAGES", "`m` has no field `nothing`", "fields of m: a, b, c"],
    ["§pagemapp.a: PAGES", "`pagemapp.a` begins with no message of the schema", "message.field"],
    ["§inner.x: PAGES", "`inner.x` begins with no message of the schema", "did you mean m.inner?"],
    ["§m.inner.nothing: PAGES", "`m.inner` has no field `nothing`", "fields of m.inner: x"],
    ["§m.a.NOTHING: PAGES", "`m.a` has no bit or value `NOTHING`", "known: X"],
    ["§m.b.NOTHING: PAGES", "`m.b` has no bit or value `NOTHING`", "known: K"],
    ["§m.c.d: PAGES", "`m.c` has no bit or value `d`", "no named bits or values"],
    ["§m.a: PAGE", "there is no image `PAGE`", "did you mean PAGES?"],
    ["§m.a: [THING, NOTHING_LIKE]", "there is no image `NOTHING_LIKE`", "rows of the table"],
  ])("cannot be %s", (places, message, hint) => {
    expectProblem(texts(places), { code: "bad-place", message, hint });
  });

  it.each([
    ["m.a: §pages", "bad-value", "must be"],
    ["m.a: §[]", "bad-value", "must be"],
    ["§m: PAGES", "bad-name", "a field, as message.field"],
  ])("cannot have the form %s", (places, code, message) => {
    expectProblem(texts(places), { code, message });
  });
});
