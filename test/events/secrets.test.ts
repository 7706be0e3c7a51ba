import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/events/canonical-json.ts";
import { parseJson } from "../../src/events/json.ts";
import { secretNameTest } from "../../src/events/secret-names.ts";
import { withoutSecrets } from "../../src/events/secrets.ts";

const names = ["password|token", "^secret"];
const blanked = (text: string): string =>
  Buffer.from(withoutSecrets(Buffer.from(text, "utf8"), names).bytes).toString("utf8");

describe("withoutSecrets", () => {
  it("blanks variables and parameters whose name looks secret, and leaves every other byte", () => {
    const text = `{ "run" : {"facets":{
      "environmentVariables":{"environmentVariables":[{"name":"DB_PASSWORD","value":"p\\u00e4ss"},{"name":"HOME","value":"/é"}]},
      "executionParameters":{"parameters":[{"value": {"a":[1]}, "key":"secretThing"},{"key":"token","name":"x","value":null}]}
    }}}`;

    expect(blanked(text)).toBe(text.replace('"p\\u00e4ss"', '"***"').replace('{"a":[1]}', '"***"'));
  });

  it("blanks members of any facet whose key looks secret, wherever facets stand", () => {
    const facet = '{"x":{"Api-Token":123.50,"deep":[{"PASSWORD":{"a":"b"}}],"password_set":true}}';
    const clean = '{"x":{"Api-Token":"***","deep":[{"PASSWORD":"***"}],"password_set":true}}';
    const event = (facets: string): string =>
      `{"job":{"facets":${facets}},"dataset":{"facets":${facets}},"inputs":[{"facets":${facets},"inputFacets":${facets}}],
        "outputs":[{"outputFacets":${facets}}],"run":{"facets":{"parent":{"run":{"facets":${facets}}}}}}`;

    expect(blanked(event(facet))).toBe(event(clean));
  });

  it("leaves columns, tags and names alone", () => {
    const text = `{"outputs":[{"facets":{"schema":{"fields":[{"name":"password","type":"string"}]},
      "columnLineage":{"fields":{"password":{"inputFields":[]}}},"tags":{"tags":[{"key":"token","value":"true"}]},
      "x":{"key":"password","name":"token","other":1}}}],"password":"not in a facet"}`;

    expect(blanked(text)).toBe(text);
  });

  it("gives the very bytes back when there is nothing to blank", () => {
    const bytes = Buffer.from('{"run":{"facets":{"x":{"a":1}}}}');

    expect(withoutSecrets(bytes, names).bytes).toBe(bytes);
    expect(withoutSecrets(Buffer.from('{"run":{"facets":{"x":{"token":1}}}}'), []).json).toBeDefined();
  });

  it("makes the tree that it was, with only the secrets replaced", () => {
    const key = fc.constantFrom("a", "b", "token", "password", "né", "value", "name");
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: "binary" }),
        fc.double({ noDefaultInfinity: true, noNaN: true }),
        fc.constantFrom(null, true),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(key, tie("value"), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(value, fc.constantFrom("", "\n "), (facet, space) => {
        const bytes = Buffer.from(JSON.stringify({ run: { facets: { x: facet } } }, null, space));
        const expected = { run: { facets: { x: replaced(facet) } } };

        const actual = withoutSecrets(bytes, names);

        expect(canonicalJson(actual.json)).toBe(
          canonicalJson(parseJson(Buffer.from(JSON.stringify(expected)))),
        );
        expect(canonicalJson(parseJson(actual.bytes))).toBe(canonicalJson(actual.json));
      }),
    );
  });
});

/** The same rule on plain values, said as plainly as can be. */
function replaced(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(replaced);
  if (typeof value !== "object" || value === null) return value;
  const entries = new Map<string, unknown>(Object.entries(value));
  const name = entries.get("name");
  const isEntry = typeof name === "string" && /password|token|^secret/i.test(name);
  return Object.fromEntries(
    [...entries].map(([key, member]) => {
      const isSecret = key === "token" || key === "password" || (isEntry && key === "value");
      const says = member !== null && member !== true && member !== "";
      return [key, isSecret ? (says ? "***" : member) : replaced(member)];
    }),
  );
}

describe("the test of a member", () => {
  it("looks at the beginning of a text that is no name", () => {
    const isSecretName = secretNameTest(["password"]);

    expect(isSecretName(`my password ${"x".repeat(10_000)}`)).toBe(true);
    expect(isSecretName(`${"x".repeat(10_000)} password`)).toBe(false);
  });

  it("compiles a list of patterns once", () => {
    const list = ["password"];

    expect(secretNameTest(list)).toBe(secretNameTest(list));
  });
});
