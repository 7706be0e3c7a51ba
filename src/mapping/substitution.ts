import type { Configuration } from "../configuration.ts";
import { canonicalJson } from "../events/canonical-json.ts";
import type { JsonObject, JsonValue } from "../events/event.ts";
import { isExactNumber, isJsonArray, isJsonObject } from "../events/json-value.ts";
import {
  type IsSecretName,
  namesData,
  saysNothing,
  secretMemberTest,
  secretNameTest,
} from "../events/secret-names.ts";
import { own } from "../own.ts";
import { mun } from "../vocabulary.ts";
import { isMasked, isServiceName, ownerOf, userOf } from "./agents.ts";
import type { Identity } from "./bundle.ts";
import type { Iris } from "./iris.ts";
import { mapMembers } from "./json.ts";

/** A value whose canonical JSON takes more bytes is kept in the received bytes alone (DESIGN §1). */
export const maxValueBytes = 16 * 1024;

interface Substitution {
  readonly iris: Iris;
  readonly configuration: Configuration;
  readonly identify: (identity: Identity) => void;
}
type Substitute = (name: string, facet: JsonObject) => JsonObject;
type Path = readonly string[];

/**
 * Takes out of a facet what may not stand in RDF, before anything is made of it: names of persons become keyed IRIs,
 * secrets become the IRI `mun:withheld`, blobs become their size and keyed hash. The original stays in the received
 * bytes, which can be destroyed.
 */
export function substitutionOf({ iris, configuration, identify }: Substitution): Substitute {
  const { userExtractors, serviceNames, secretNames } = configuration;
  const isSecretName = secretNameTest(secretNames);
  const user = (value: JsonValue) => {
    const name = nameIn(value);
    if (name === undefined) return saysNothing(value) ? value : mun.withheld.value;
    if (isMasked(name) || isServiceName(name, serviceNames)) return value;
    const person = userOf(name, iris);
    identify(person);
    return person.agent.value;
  };
  const owners = (value: JsonValue) => {
    const names = nameIn(value);
    if (names === undefined) return saysNothing(value) ? value : mun.withheld.value;
    const agents = ownersIn(names).map((name) => ownerOf(name, serviceNames, iris));
    for (const { identity } of agents) if (identity !== undefined) identify(identity);
    return agents.map(({ agent, name }) => agent?.value ?? name).join(", ");
  };
  const withhold = (value: JsonValue) => (saysNothing(value) ? value : mun.withheld.value);

  const substitute: Substitute = (name, facet) => {
    let result = facet;
    const apply = (path: Path, replacement: (value: JsonValue) => JsonValue) => {
      const replaced = replaceAt(result, path, replacement);
      if (isJsonObject(replaced)) result = replaced;
    };
    for (const { path, facet: named } of userExtractors) if (named === name) apply(path, user);
    for (const path of own(userPaths, name) ?? []) apply(path, user);
    for (const path of own(ownerPaths, name) ?? []) apply(path, owners);
    for (const path of own(withheldPaths, name) ?? []) apply(path, withhold);
    for (const path of own(nestedFacetPaths, name) ?? [])
      apply(path, (nested) =>
        isJsonObject(nested)
          ? mapMembers(nested, (inner, key) => (isJsonObject(inner) ? substitute(key, inner) : inner))
          : nested,
      );
    if (!namesData.has(name)) result = withoutSecrets(result, isSecretName);
    return withoutBlobs(name, result, iris);
  };
  return substitute;
}

/** Names of users beside those of the configured extractors; none of them says who ran the run. */
const userPaths: Readonly<Record<string, readonly Path[]>> = {
  airflow: [
    ["task", "run_as_user"],
    ["dagRun", "triggering_user_name"],
  ],
  airflowDagRun: [["dagRun", "triggering_user_name"]],
};

/** Where facets name owners; Airflow's is a list with commas. */
const ownerPaths: Readonly<Record<string, readonly Path[]>> = {
  ownership: [["owners", "*", "name"]],
  airflow: [
    ["dag", "owner"],
    ["task", "owner"],
  ],
  airflowDagRun: [["dag", "owner"]],
};

/** Where names are the keys of an object, or are mail addresses. */
const withheldPaths: Readonly<Record<string, readonly Path[]>> = {
  airflow: [
    ["dag", "owner_links"],
    ["task", "email"],
  ],
  airflowDagRun: [["dag", "owner_links"]],
};

/** Where a facet holds the facets of another thing. */
const nestedFacetPaths: Readonly<Record<string, readonly Path[]>> = Object.fromEntries(
  ["parent", "parentRun"].map((name) => [
    name,
    [
      ["run", "facets"],
      ["job", "facets"],
      ["root", "run", "facets"],
      ["root", "job", "facets"],
    ],
  ]),
);

/** Facets of the specification that are long by their nature: only a long text in them is a blob. */
const isLongByNature: ReadonlySet<string> = namesData;

function replaceAt(value: JsonValue, path: Path, replacement: (value: JsonValue) => JsonValue): JsonValue {
  const [key, ...rest] = path;
  if (key === undefined) return replacement(value);
  if (isJsonArray(value))
    return key === "*" ? value.map((element) => replaceAt(element, rest, replacement)) : value;
  if (!isJsonObject(value) || (key !== "*" && !(key in value))) return value;
  return mapMembers(value, (member, name) =>
    key === "*" || name === key ? replaceAt(member, rest, replacement) : member,
  );
}

/** The text of a name; a number may be one. */
function nameIn(value: JsonValue): string | undefined {
  if (isExactNumber(value)) return value.exactDecimal;
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value : undefined;
}

function ownersIn(text: string): readonly string[] {
  return text.split(",").map((name) => name.trim());
}

/** Withholds what `events/secrets.ts` blanks. */
function withoutSecrets(object: JsonObject, isSecretName: IsSecretName): JsonObject {
  const clean = (value: JsonValue): JsonValue => {
    if (isJsonArray(value)) return value.map(clean);
    return isJsonObject(value) ? withoutSecrets(value, isSecretName) : value;
  };
  const isSecret = secretMemberTest(object, isSecretName);
  return mapMembers(object, (value, key) => (isSecret(key, value) ? mun.withheld.value : clean(value)));
}

function withoutBlobs(name: string, facet: JsonObject, iris: Iris): JsonObject {
  const shorten = (value: JsonValue): JsonValue => {
    if (typeof value === "string") return isLong(value) ? blobOf(value, iris) : value;
    if (isJsonArray(value)) return value.map(shorten);
    return isJsonObject(value) ? mapMembers(value, shorten) : value;
  };
  return mapMembers(facet, (value) => {
    if (isLongByNature.has(name) || typeof value === "string") return shorten(value);
    if (typeof value !== "object" || value === null) return value;
    const content = canonicalJson(value);
    return isLong(content) ? blobOf(content, iris) : value;
  });
}

function isLong(content: string): boolean {
  return (
    content.length > maxValueBytes ||
    (content.length * 3 > maxValueBytes && Buffer.byteLength(content) > maxValueBytes)
  );
}

function blobOf(content: string, iris: Iris): JsonObject {
  const blob: Record<string, JsonValue> = Object.create(null);
  blob["mun:bytes"] = Buffer.byteLength(content);
  blob["mun:key"] = iris.keyedHash("facet", content);
  return blob;
}
