import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalConfiguration } from "../../src/configuration/canonical-configuration.ts";
import { defaultConfiguration } from "../../src/configuration/default-configuration.ts";
import { parseConfiguration } from "../../src/configuration/parse-configuration.ts";
import { dpv, pd } from "./terms.ts";

const aRule = {
  id: "pii-email",
  key: "pii",
  value: "email",
  property: "dpv:hasPersonalData",
  object: "pd:EmailAddress",
};
const aRewrite = { namespace: "s3[an]://(.*)", newNamespace: "s3://$1" };

describe("parseConfiguration", () => {
  it("takes the default for what is left out", () => {
    expect(parseConfiguration({})).toEqual(defaultConfiguration);
    expect(parseConfiguration({ strict: true }).serviceNames).toBe(defaultConfiguration.serviceNames);
  });

  it("reads back what it wrote canonically, whatever the order of the keys", () => {
    const aText = fc.string({ maxLength: 8 });
    const configurations = fc.record(
      {
        strict: fc.boolean(),
        dropSecrets: fc.boolean(),
        serviceNames: fc.array(aText),
        nameRewrites: fc.constantFrom([], [aRewrite], [{ ...aRewrite, name: "(a)(b)", newName: "$2$1" }]),
        tagRules: fc.constantFrom([], [aRule], [{ ...aRule, source: "s", field: "f" }]),
        replacingDatasets: fc.constantFrom([], [{ namespace: ".*", name: "tmp_.*" }]),
        alignments: fc.subarray(["dcat", "p-plan", "mine-2"]),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(configurations, (given) => {
        const configuration = parseConfiguration(given);
        const text = canonicalConfiguration(configuration);
        const reversed = parseConfiguration(Object.fromEntries(Object.entries(given).reverse()));

        expect(parseConfiguration(JSON.parse(text))).toEqual(configuration);
        expect(canonicalConfiguration(reversed)).toBe(text);
      }),
    );
  });

  it("accepts its own default", () => {
    expect(parseConfiguration(JSON.parse(JSON.stringify(defaultConfiguration)))).toEqual(
      defaultConfiguration,
    );
  });

  it("takes the alignments in one order, each once", () => {
    expect(parseConfiguration({ alignments: ["p-plan", "dcat", "p-plan"] }).alignments).toEqual([
      "dcat",
      "p-plan",
    ]);
  });

  it.each(["", "P-Plan", "a b", "-a", "prov-o", "a".repeat(65)])(
    "refuses %j as the name of an alignment",
    (name) => {
      expect(() => parseConfiguration({ alignments: ["p-plan", name] })).toThrow(/\/alignments\/1/);
    },
  );

  it("compares service names in lower case", () => {
    expect(parseConfiguration({ serviceNames: ["SVC-Etl"] }).serviceNames).toEqual(["svc-etl"]);
  });

  it("writes prefixed names in full", () => {
    expect(parseConfiguration({ tagRules: [aRule] }).tagRules).toEqual([
      { ...aRule, property: `${dpv}hasPersonalData`, object: `${pd}EmailAddress` },
    ]);
  });

  it.each([
    ["", "x"],
    ["", null],
    ["", []],
    ["/strikt", { strikt: true }],
    ["/strict", { strict: "yes" }],
    ["/serviceNames", { serviceNames: "root" }],
    ["/serviceNames/1", { serviceNames: ["root", 1] }],
    ["/secretNames/0", { secretNames: ["("] }],
    ["/secretNames/0", { secretNames: [""] }],
    ["/secretNames/0", { secretNames: ["x*"] }],
    ["/secretNames/0", { secretNames: ["(a+)+b"] }],
    ["/secretNames/0", { secretNames: ["x".repeat(501)] }],
    ["/nameRewrites/0", { nameRewrites: [{ namespace: "a" }] }],
    ["/nameRewrites/0/namespace", { nameRewrites: [{ ...aRewrite, namespace: "[" }] }],
    ["/nameRewrites/0/newNamespace", { nameRewrites: [{ ...aRewrite, newNamespace: "$2" }] }],
    ["/nameRewrites/0/newName", { nameRewrites: [{ ...aRewrite, newName: "$1" }] }],
    ["/userExtractors/0", { userExtractors: [{ facet: "f", path: [] }] }],
    ["/userExtractors/0/path/0", { userExtractors: [{ facet: "f", path: [""] }] }],
    ["/replacingDatasets/0", { replacingDatasets: [{ namespace: "a" }] }],
    ["/tagRules/0/id", { tagRules: [{ ...aRule, id: "a b" }] }],
    ["/tagRules/0/object", { tagRules: [{ ...aRule, object: "EmailAddress" }] }],
    ["/tagRules/0/object", { tagRules: [{ ...aRule, object: "http://ex/a b" }] }],
    ["/tagRules/0/property", { tagRules: [{ ...aRule, property: "mun:linked" }] }],
    ["/tagRules/0/kind", { tagRules: [{ ...aRule, kind: "x" }] }],
    ["/tagRules", { tagRules: [aRule, aRule] }],
  ])("refuses at %s: %j", (pointer, json) => {
    expect(() => parseConfiguration(json)).toThrow(
      expect.objectContaining({ code: "malformed-configuration", pointer }),
    );
  });

  it("says what is allowed", () => {
    expect(() => parseConfiguration({ strikt: true })).toThrow("one of strict, nameRewrites, userExtractors");
  });
});
