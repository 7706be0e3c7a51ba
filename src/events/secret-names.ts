import { oncePer } from "../once-per.ts";
import type { JsonObject, JsonValue } from "./event.ts";
import { maxMatchedLength, partPattern } from "./patterns.ts";

/** Whether a name looks like that of a secret. */
export type IsSecretName = (name: string) => boolean;

/**
 * The test of `Configuration.secretNames`, compiled once for each list. Of a text that is too long to be a name its beginning
 * is looked at. Throws `BadPatternError`.
 */
export const secretNameTest: (secretNames: readonly string[]) => IsSecretName = oncePer((secretNames) => {
  const patterns = secretNames.map(partPattern);
  return (name) => {
    const start = name.slice(0, maxMatchedLength);
    return patterns.some((pattern) => pattern.test(start));
  };
});

/**
 * Facets whose keys and names are those of columns, tags and owners: a column called `password` is no password, and
 * without it there is no lineage.
 */
export const namesData: ReadonlySet<string> = new Set([
  "schema",
  "columnLineage",
  "lineage",
  "tags",
  "symlinks",
  "ownership",
  "dataQualityMetrics",
  "dataQualityAssertions",
  "test",
]);

/**
 * Which members of an object are secrets, as what is stored and what is stated of it agree: those whose key looks secret, and
 * the value of an entry whose `name` or `key` does. What says nothing is none.
 */
export function secretMemberTest(
  object: JsonObject,
  isSecretName: IsSecretName,
): (key: string, member: JsonValue) => boolean {
  const isSecretEntry = [object.name, object.key].some(
    (name) => typeof name === "string" && isSecretName(name),
  );
  return (key, member) =>
    !saysNothing(member) &&
    ((!isNamingKey(key, member) && isSecretName(key)) || (isSecretEntry && /value$/i.test(key)));
}

/** Whether a value can hide nothing. */
export function saysNothing(value: JsonValue): boolean {
  return value === null || typeof value === "boolean" || value === "";
}

/** Whether a member is itself a name, as in `{"key": "password", "value": "…"}`, or the specification's own. */
function isNamingKey(key: string, member: JsonValue): boolean {
  return key.startsWith("_") || ((key === "key" || key === "name") && typeof member === "string");
}
