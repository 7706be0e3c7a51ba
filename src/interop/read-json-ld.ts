import type { Quad, Quad_Graph, Quad_Object, Quad_Predicate, Quad_Subject } from "@rdfjs/types";
import type { JsonLdQuad, JsonLdTerm } from "jsonld";
import { DataFactory } from "n3";
import { doubleText } from "../double-text.ts";
import type { JsonValue } from "../events/event.ts";
import { parseJson } from "../events/json.ts";
import { jsonPointer } from "../events/json-pointer.ts";
import { isExactNumber, isJsonArray, isJsonObject } from "../events/json-value.ts";
import { xsd } from "../vocabulary.ts";
import { faultOfQuad, overflowOf, type TermLimits } from "./check-quad.ts";
import type { Contexts } from "./contexts.ts";
import type { Place } from "./placed-error.ts";
import { MalformedRdfError, RemoteContextError } from "./rdf-errors.ts";

interface Options {
  readonly baseIri?: string;
  readonly contexts: Contexts;
  readonly limits: TermLimits & {
    readonly quads: number;
    readonly characters: number;
    readonly jsonDepth: number;
  };
}

/**
 * Parses JSON-LD 1.1. What a processor would drop without a word (a key that no context defines, a relative IRI, a
 * blank node as property) is refused, for nothing is silently lost (law 6 of the design).
 *
 * @throws {MalformedJsonError} when the bytes are no JSON, or give a key twice.
 * @throws {RemoteContextError} on a context that is not among `contexts`.
 */
export async function readJsonLd(bytes: Uint8Array, { baseIri, contexts, limits }: Options): Promise<Quad[]> {
  const document = parseJson(bytes, { maxDepth: limits.jsonDepth });
  if (!isJsonObject(document) && !isJsonArray(document))
    throw new MalformedRdfError("Expected a JSON object or array", { pointer: "" });
  refuseUnsafe(document, []);

  const dataset = await processed(document, baseIri ?? "", contexts);
  if (dataset.length > limits.quads)
    throw new MalformedRdfError(`Expected at most ${limits.quads} statements`);
  const quads = dataset.map(quadOf);
  const isOverflow = overflowOf(limits.characters);
  for (const quad of quads) {
    if (isOverflow(quad))
      throw new MalformedRdfError(
        `Expected at most ${limits.characters} characters with prefixes written out`,
      );
    const fault = faultOfQuad(quad, limits);
    if (fault !== undefined)
      throw new MalformedRdfError(
        `Expected ${fault.expected}${quoted(fault.text)}`,
        placeOf(document, fault.text),
      );
  }
  return quads;
}

/** `jsonld` loads an HTTP client, which it is never let use; so it is loaded when first needed. */
async function processed(
  document: JsonValue,
  base: string,
  contexts: Contexts,
): Promise<readonly JsonLdQuad[]> {
  const { default: jsonld } = await import("jsonld");
  let refused: RemoteContextError | undefined;
  const documentLoader = async (url: string) => {
    const context = contexts.get(url);
    if (context === undefined) {
      refused ??= new RemoteContextError(url, [...contexts.keys()]);
      throw refused;
    }
    return { contextUrl: null, documentUrl: url, document: JSON.parse(context()) as unknown };
  };
  const eventHandler = [hasGraphContainer(document) ? {} : nodesThatSayNothing, jsonld.safeEventHandler];
  const options = { base, documentLoader, eventHandler };
  try {
    const expanded = await jsonld.expand(document, options);
    writeNumbers(expanded);
    return await jsonld.toRDF(expanded, { ...options, skipExpansion: true });
  } catch (error) {
    if (refused !== undefined) throw refused;
    if (error instanceof MalformedRdfError) throw error;
    const { reason, term } = reasonOf(error);
    const place = term === undefined ? {} : placeOf(document, term);
    throw new MalformedRdfError(`Not valid JSON-LD: ${reason}`, place, { cause: error });
  }
}

/** Numbers that a double would change, and the one key that is none in JavaScript. */
function refuseUnsafe(value: JsonValue, path: (string | number)[]): void {
  if (isExactNumber(value))
    throw new MalformedRdfError("Expected a number that a double holds exactly, or a typed string", {
      pointer: jsonPointer(path),
    });
  if (isJsonArray(value)) for (const [index, item] of value.entries()) refuseUnsafe(item, [...path, index]);
  if (!isJsonObject(value)) return;
  for (const [key, member] of Object.entries(value)) {
    if (key === "__proto__")
      throw new MalformedRdfError('Expected a key other than "__proto__"', { pointer: jsonPointer(path) });
    refuseUnsafe(member, [...path, key]);
  }
}

/** A node without properties states nothing, and may be there; safe mode takes it for a loss. */
const nodesThatSayNothing = { "empty object": () => {}, "object with only @id": () => {} };

/** Whether a context makes a graph of each value of a property. Of a node that says nothing there, `jsonld` drops the property too. */
function hasGraphContainer(value: JsonValue): boolean {
  if (isJsonArray(value)) return value.some(hasGraphContainer);
  if (!isJsonObject(value)) return false;
  const container = value["@container"];
  if (container === "@graph" || (isJsonArray(container) && container.includes("@graph"))) return true;
  return Object.values(value).some(hasGraphContainer);
}

/**
 * `jsonld` writes every `xsd:double` anew, though JSON-LD-API §8.2.2 asks that of JSON numbers only, and makes "NaN" of
 * "INF"; of numbers it takes 1e-7 for an integer, 0, and cuts others to 16 digits. So numbers are written before it does, and
 * a double that is a string is hidden from it behind a datatype that no document can use, having a space.
 */
const writtenDouble = `${xsd.double.value} as written`;

function writeNumbers(value: unknown): void {
  if (Array.isArray(value)) for (const item of value) writeNumbers(item);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  const node = value as Record<string, unknown>;
  if (node["@type"] === "@json") return;
  if (!("@value" in node)) {
    for (const member of Object.values(node)) writeNumbers(member);
    return;
  }
  if (node["@type"] === writtenDouble) throw new MalformedRdfError("Expected an IRI as datatype");
  if (typeof node["@value"] === "number") writeNumber(node, node["@value"]);
  if (node["@type"] === xsd.double.value) node["@type"] = writtenDouble;
}

/** JSON-LD-API §8.2.2, but that no digit is cut off. */
function writeNumber(node: Record<string, unknown>, number: number): void {
  const type = node["@type"];
  const isWhole = type !== xsd.double.value && Number.isInteger(number) && Math.abs(number) < 1e21;
  node["@value"] = isWhole ? String(number) : doubleText(number);
  node["@type"] = type ?? (isWhole ? xsd.integer : xsd.double).value;
}

function quadOf({ subject, predicate, object, graph }: JsonLdQuad): Quad {
  return DataFactory.quad(
    termOf(subject) as Quad_Subject,
    termOf(predicate) as Quad_Predicate,
    termOf(object) as Quad_Object,
    termOf(graph) as Quad_Graph,
  );
}

function termOf({ termType, value, language, datatype }: JsonLdTerm) {
  switch (termType) {
    case "NamedNode":
      return DataFactory.namedNode(value);
    case "BlankNode":
      return DataFactory.blankNode(value.replace(/^_:/, ""));
    case "DefaultGraph":
      return DataFactory.defaultGraph();
    default: {
      if (language !== undefined && language !== "") return DataFactory.literal(value, language);
      const iri = datatype?.value ?? xsd.string.value;
      return DataFactory.literal(
        value,
        DataFactory.namedNode(iri === writtenDouble ? xsd.double.value : iri),
      );
    }
  }
}

/** Where a term is a key or a value first: the processor tells of terms alone, and what a context made of one is nowhere. */
function placeOf(document: JsonValue, term: string): Place {
  const path = pathTo(document, term, []);
  return path === undefined ? {} : { pointer: jsonPointer(path) };
}

function pathTo(
  value: JsonValue,
  term: string,
  path: readonly (string | number)[],
): readonly (string | number)[] | undefined {
  if (value === term) return path;
  const members = isJsonArray(value) ? value.entries() : isJsonObject(value) ? Object.entries(value) : [];
  for (const [key, member] of members) {
    const inner = key === term ? [...path, key] : pathTo(member, term, [...path, key]);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** The code of a `JsonLdError`, or the event that safe mode stopped at, with the term that it is about. */
function reasonOf(error: unknown): { readonly reason: string; readonly term?: string } {
  const details = fieldOf(error, "details");
  const event = fieldOf(details, "event");
  if (event !== undefined) {
    const about = fieldOf(event, "details");
    const term = fieldOf(about, "property") ?? fieldOf(about, "id") ?? fieldOf(about, "type");
    const code = String(fieldOf(event, "code"));
    return typeof term === "string" ? { reason: `${code}${quoted(term)}`, term } : { reason: code };
  }
  const code = fieldOf(details, "code");
  return { reason: typeof code === "string" ? code : "it cannot be processed" };
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[field] : undefined;
}

function quoted(text: string): string {
  return text === "" ? "" : ` (${JSON.stringify(text.slice(0, 100))})`;
}
