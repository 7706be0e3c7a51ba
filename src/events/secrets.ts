import type { JsonObject, JsonValue } from "./event.ts";
import { parseJson } from "./json.ts";
import { isJsonArray, isJsonObject } from "./json-value.ts";
import { type IsSecretName, namesData, secretMemberTest, secretNameTest } from "./secret-names.ts";

/**
 * The bytes of one event with every secret value of its facets replaced by `"***"`, and what they say then: all else
 * stays as it was sent, byte for byte. For `Configuration.dropSecrets`, before the leaf is made. Throws
 * `MalformedJsonError`, and `BadPatternError` for a name that is no pattern.
 */
export function withoutSecrets(bytes: Uint8Array, secretNames: readonly string[]): JsonSource {
  const spans = new Map<object, Map<string | number, Span>>();
  const json = parseJson(bytes, {
    onMember: (container, key, _value, start, end) => {
      const members = spans.get(container) ?? new Map<string | number, Span>();
      spans.set(container, members.set(key, { start, end }));
    },
  });
  const blanked = secretsOf(json, secretNameTest(secretNames))
    .map(({ container, key }) => spans.get(container)?.get(key))
    .filter((span) => span !== undefined)
    .sort((a, b) => a.start - b.start);
  if (blanked.length === 0) return { bytes, json };

  const pieces: Uint8Array[] = [];
  let kept = 0;
  for (const { start, end } of blanked) {
    pieces.push(bytes.subarray(kept, start), blank);
    kept = end;
  }
  const rest = Buffer.concat([...pieces, bytes.subarray(kept)]);
  return { bytes: rest, json: parseJson(rest) };
}

/** Bytes, and the tree that they were parsed to. */
export interface JsonSource {
  readonly bytes: Uint8Array;
  readonly json: JsonValue;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A member of an object whose value is withheld. */
interface Secret {
  readonly container: JsonObject;
  readonly key: string;
}

const blank = Buffer.from('"***"', "utf8");

function secretsOf(json: JsonValue, isSecretName: IsSecretName): readonly Secret[] {
  const secrets: Secret[] = [];
  if (!isJsonObject(json)) return secrets;
  const datasets = [json.inputs, json.outputs].flatMap((list) => (isJsonArray(list) ? list : []));
  for (const thing of [json.run, json.job, json.dataset, ...datasets].filter(isJsonObject))
    for (const facets of [thing.facets, thing.inputFacets, thing.outputFacets])
      collectFromFacets(facets, isSecretName, secrets);
  return secrets;
}

function collectFromFacets(
  facets: JsonValue | undefined,
  isSecretName: IsSecretName,
  secrets: Secret[],
): void {
  if (!isJsonObject(facets)) return;
  for (const [name, facet] of Object.entries(facets))
    if (!namesData.has(name)) collect(facet, isSecretName, secrets);
}

/** The outermost secrets: members whose key looks secret, and the value of an entry whose `name` or `key` does. */
function collect(value: JsonValue, isSecretName: IsSecretName, secrets: Secret[]): void {
  if (isJsonArray(value)) for (const element of value) collect(element, isSecretName, secrets);
  if (!isJsonObject(value)) return;
  const isSecret = secretMemberTest(value, isSecretName);
  for (const [key, member] of Object.entries(value)) {
    if (key === "facets") collectFromFacets(member, isSecretName, secrets);
    else if (isSecret(key, member)) secrets.push({ container: value, key });
    else collect(member, isSecretName, secrets);
  }
}
