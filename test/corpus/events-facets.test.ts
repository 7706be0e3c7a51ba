import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../../src/events/event.ts";
import { type FacetPlace, facetBreach } from "../../src/events/facet-schemas.ts";
import { parseJson } from "../../src/events/json.ts";
import { isJsonArray, isJsonObject } from "../../src/events/json-value.ts";
import { corpusFiles, corpusPath, describeCorpus } from "./corpus.ts";

/** One facet that a schema of the specification defines. */
interface SpecifiedFacet {
  readonly place: FacetPlace;
  readonly name: string;
  readonly schema: JsonObject;
  readonly root: JsonObject;
}

/**
 * Our table of facets against the schemas themselves: from each schema, an example with the required properties alone
 * and one with all of them must pass; and the latter, with any one required property gone or any one value of a wrong
 * kind, must not.
 */
describeCorpus("facetBreach, against the schemas of the specification", () => {
  const facets = specifiedFacets();

  it("finds the facets of the 38 core schemas, of gcp and of iceberg", () => {
    expect(facets).toHaveLength(46);
  });

  it.each(facets)(
    "passes what the schema of the $place facet $name passes, and no more",
    ({ place, name, schema, root }) => {
      const minimal = example(schema, root, false, 0);
      const full = example(schema, root, true, 0);
      const damaged = [...damages(full, schema, root, [], 0)];

      const passed = damaged.filter(({ value }) => facetBreach(place, name, value) === undefined);

      expect([minimal, full].map((each) => facetBreach(place, name, each))).toEqual([undefined, undefined]);
      expect(passed.map(({ path }) => path)).toEqual([]);
      expect(damaged.length).toBeGreaterThan(6);
    },
  );
});

const placeOf: Readonly<Record<string, FacetPlace>> = {
  RunFacet: "run",
  JobFacet: "job",
  DatasetFacet: "dataset",
  InputDatasetFacet: "input",
  OutputDatasetFacet: "output",
};

function specifiedFacets(): readonly SpecifiedFacet[] {
  const folder = ["openlineage", "schemas", "current"];
  return corpusFiles(...folder)
    .filter((file) => file.includes("facets/"))
    .flatMap((file) => {
      const root = objectIn(parseJson(readFileSync(corpusPath(...folder, file))));
      const name = Object.keys(objectIn(root.properties))[0] ?? basename(file);
      return Object.values(objectIn(root.$defs)).flatMap((definition) => {
        const schema = objectIn(definition);
        const [base] = arrayIn(schema.allOf).map((part) =>
          String(textIn(objectIn(part).$ref)?.split("/").at(-1)),
        );
        const place = placeOf[base ?? ""];
        return place === undefined ? [] : [{ place, name, schema, root }];
      });
    });
}

/** What a schema asks for, its references followed and its parts put together; of alternatives, the first. */
function resolved(schema: JsonObject, root: JsonObject): JsonObject {
  const reference = textIn(schema.$ref);
  if (reference?.startsWith("#/$defs/"))
    return resolved(objectIn(objectIn(root.$defs)[reference.slice(8)]), root);
  if (reference !== undefined) return baseFacet;
  const alternatives = [...arrayIn(schema.oneOf), ...arrayIn(schema.anyOf)].slice(0, 1);
  const parts = [...arrayIn(schema.allOf), ...alternatives].map((part) => resolved(objectIn(part), root));
  const both = (key: string) => [schema, ...parts].map((part) => part[key]);
  return {
    ...Object.assign({}, ...parts),
    ...schema,
    properties: Object.assign({}, ...both("properties").map(objectIn)),
    required: both("required").flatMap(arrayIn),
  };
}

const baseFacet: JsonObject = {
  type: "object",
  properties: { _producer: { type: "string", format: "uri" }, _schemaURL: { type: "string", format: "uri" } },
  required: ["_producer", "_schemaURL"],
};

function example(schema: JsonObject, root: JsonObject, isFull: boolean, depth: number): JsonObject {
  return objectIn(exampleValue(schema, root, isFull, depth));
}

function exampleValue(unresolved: JsonObject, root: JsonObject, isFull: boolean, depth: number): JsonValue {
  const schema = resolved(unresolved, root);
  const constant = schema.const ?? arrayIn(schema.enum)[0];
  if (constant !== undefined) return constant;
  if (schema.type === "array")
    return depth > 8 ? [] : [exampleValue(objectIn(schema.items), root, isFull, depth + 1)];
  if (schema.type === "boolean") return true;
  if (schema.type === "integer" || schema.type === "number") return 7;
  if (schema.type === "string") return textOfFormat[textIn(schema.format) ?? "none"] ?? "text";

  const required = arrayIn(schema.required);
  const members = Object.entries(objectIn(schema.properties))
    .filter(([key]) => required.includes(key) || (isFull && depth < 8))
    .map(([key, member]): [string, JsonValue] => [
      key,
      exampleValue(objectIn(member), root, isFull, depth + 1),
    ]);
  const mapped = schema.additionalProperties;
  if (isJsonObject(mapped) && isFull) members.push(["anyKey", exampleValue(mapped, root, isFull, depth + 1)]);
  return Object.fromEntries(members);
}

const textOfFormat: Readonly<Record<string, string>> = {
  uri: "https://example.org/x",
  uuid: "0198f1d2-0000-7000-8000-000000000001",
  "date-time": "2026-10-20T00:00:00Z",
};

interface Damage {
  readonly path: string;
  readonly value: JsonObject;
}

/** The example with one thing wrong, in every way that its schema forbids. */
function* damages(
  whole: JsonObject,
  unresolved: JsonObject,
  root: JsonObject,
  path: readonly (string | number)[],
  depth: number,
): Generator<Damage> {
  const schema = resolved(unresolved, root);
  const at = valueAt(whole, path);
  if (at === undefined || depth > 8) return;
  const wrong = (value: JsonValue | undefined, below: readonly string[] = []): Damage => ({
    path: [...path, ...below].join("/"),
    value: objectIn(replacedAt(whole, [...path, ...below], value)),
  });
  if (path.length > 0 && schema.type !== undefined) yield wrong(schema.type === "array" ? {} : [[]]);
  if (schema.const !== undefined || schema.enum !== undefined || schema.format !== undefined)
    yield wrong("no such text");
  if (schema.type === "integer") yield wrong(1.5);
  for (const key of arrayIn(schema.required)) if (typeof key === "string") yield wrong(undefined, [key]);
  for (const [key, member] of Object.entries(objectIn(schema.properties)))
    yield* damages(whole, objectIn(member), root, [...path, key], depth + 1);
  if (isJsonArray(at)) yield* damages(whole, objectIn(schema.items), root, [...path, 0], depth + 1);
  if (isJsonObject(schema.additionalProperties))
    yield* damages(whole, schema.additionalProperties, root, [...path, "anyKey"], depth + 1);
  if (schema.additionalProperties === false) yield wrong("text", ["another"]);
}

function valueAt(value: JsonValue | undefined, path: readonly (string | number)[]): JsonValue | undefined {
  const [key, ...rest] = path;
  if (key === undefined || value === undefined) return value;
  if (isJsonArray(value)) return valueAt(value[Number(key)], rest);
  return isJsonObject(value) ? valueAt(value[key], rest) : undefined;
}

function replacedAt(
  value: JsonValue,
  [key, ...rest]: readonly (string | number)[],
  by: JsonValue | undefined,
): JsonValue {
  if (key === undefined) return by ?? null;
  if (isJsonArray(value))
    return value.map((element, index) => (index === key ? replacedAt(element, rest, by) : element));
  const members = new Map(Object.entries(objectIn(value)));
  if (rest.length > 0) members.set(`${key}`, replacedAt(members.get(`${key}`) ?? {}, rest, by));
  else if (by === undefined) members.delete(`${key}`);
  else members.set(`${key}`, by);
  return Object.fromEntries(members);
}

function objectIn(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function arrayIn(value: JsonValue | undefined): readonly JsonValue[] {
  return isJsonArray(value) ? value : [];
}

function textIn(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
