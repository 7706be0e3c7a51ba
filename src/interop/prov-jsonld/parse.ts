import type { JsonObject, JsonValue } from "../../events/event.ts";
import { parseJson } from "../../events/json.ts";
import { isJsonArray, isJsonObject } from "../../events/json-value.ts";
import type { Bundle, ProvDocument, Statement } from "../../prov/document.ts";
import { faultAt, type Path } from "../prov-json/parse-values.ts";
import { declaredNamespace, namespaceFault, type Scope, scopeOf } from "../prov-scope.ts";
import { RemoteContextError } from "../rdf-errors.ts";
import { localClass, parseStatement } from "./parse-statement.ts";
import { nameAt } from "./parse-values.ts";
import { contextPrefixes, isSubmissionContext, submissionContext } from "./vocabulary.ts";

/**
 * Parses PROV-JSONLD (W3C Member Submission 25 August 2024) by its own structure, not by an algorithm of JSON-LD: a graph
 * of statements, each an object with its class, its arguments and arrays of attributes.
 *
 * `{"@context": [{"ex": "http://example.org/"}, "https://openprovenance.org/prov-jsonld/context.jsonld"],
 *   "@graph": [{"@type": "Usage", "activity": "ex:a", "entity": "ex:e", "role": ["ex:input"]}]}`
 *
 * Classes and attributes may have the prefix `prov:` or none, as two generations of the format have it.
 *
 * @throws {MalformedProvError} with a JSON pointer.
 * @throws {MalformedJsonError} when the text is no JSON.
 * @throws {RemoteContextError} at any other context.
 */
export function parseProvJsonLd(text: string): ProvDocument {
  const json = parseJson(Buffer.from(text));
  if (!isJsonObject(json)) throw faultAt([], "an object");
  refuseOtherKeys(json, ["@context", "@graph", "@type"], []);
  if (json["@type"] !== undefined && !/^(?:prov:)?Document$/.test(textOf(json["@type"])))
    throw faultAt(["@type"], '"Document"');
  const scope = scopeAt(json["@context"], ["@context"]);

  const statements: Statement[] = [];
  const bundles: Bundle[] = [];
  for (const [node, path] of nodesOf(json["@graph"], ["@graph"])) {
    const name = localClass(node, scope, path);
    if (name === "Bundle") bundles.push(bundleAt(node, scope, path));
    else statements.push(...parseStatement(name, node, scope, path));
  }
  return { prefixes: Object.fromEntries(scope.prefixes), statements, bundles };
}

function bundleAt(node: JsonObject, outer: Scope, path: Path): Bundle {
  refuseOtherKeys(node, ["@context", "@graph", "@type", "@id"], path);
  const scope = scopeAt(node["@context"], [...path, "@context"], outer);
  const statements = nodesOf(node["@graph"], [...path, "@graph"]).flatMap(([inner, innerPath]) =>
    parseStatement(localClass(inner, scope, innerPath), inner, scope, innerPath),
  );
  const id = nameAt(node["@id"], scope, [...path, "@id"]);
  return { id, prefixes: Object.fromEntries(scope.prefixes), statements };
}

function nodesOf(value: JsonValue | undefined, path: Path): (readonly [JsonObject, Path])[] {
  if (!isJsonArray(value)) throw faultAt(path, "an array of statements");
  return value.map((node, index) => {
    if (!isJsonObject(node)) throw faultAt([...path, index], "an object");
    return [node, [...path, index]] as const;
  });
}

/** The prefixes of a context, a later one in place of an earlier one. */
function scopeAt(value: JsonValue | undefined, path: Path, outer?: Scope): Scope {
  const prefixes = new Map<string, string>();
  for (const [index, context] of (isJsonArray(value) ? value : [value]).entries()) {
    const place = isJsonArray(value) ? [...path, index] : path;
    if (typeof context === "string") {
      if (!isSubmissionContext(context)) throw new RemoteContextError(context, [submissionContext]);
      for (const [prefix, iri] of Object.entries(contextPrefixes)) prefixes.set(prefix, iri);
    } else if (isJsonObject(context)) {
      for (const [prefix, iri] of Object.entries(context))
        if (prefix !== "@version") prefixes.set(prefix, namespaceAt(prefix, iri, [...place, prefix]));
    } else if (context !== undefined) {
      throw faultAt(place, "an object with prefixes, or the IRI of a context");
    }
  }
  return scopeOf(prefixes, outer);
}

function namespaceAt(prefix: string, iri: JsonValue, path: Path): string {
  if (typeof iri !== "string" || prefix.startsWith("@") || prefix === "" || prefix === "_")
    throw faultAt(path, "a prefix with its namespace");
  const fault = namespaceFault(iri);
  if (fault !== undefined) throw faultAt(path, `${fault} as namespace`);
  return declaredNamespace(iri);
}

function refuseOtherKeys(json: JsonObject, known: readonly string[], path: Path): void {
  for (const key of Object.keys(json))
    if (!known.includes(key)) throw faultAt([...path, key], `one of ${known.join(", ")}`);
}

function textOf(value: JsonValue): string {
  return typeof value === "string" ? value : "";
}
