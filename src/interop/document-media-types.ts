import { parseJson } from "../events/json.ts";
import { MalformedJsonError } from "../events/json-error.ts";
import { isJsonArray, isJsonObject } from "../events/json-value.ts";
import type { Received } from "../principal.ts";
import { essenceOf, mediaTypeOfFormat, rdfMediaTypes } from "./media-types.ts";
import type { ProvFormat } from "./prov-formats.ts";
import { isSubmissionContext, submissionContext } from "./prov-jsonld/vocabulary.ts";

/** PROV-JSON by a name that is no other thing's: nobody registered one, and tools send `application/json`. */
const provJsonMediaType = "application/provenance+json";

/** The syntaxes of PROV by their media types: PROV-N and PROV-XML have registered ones, PROV-JSON has three in use. */
const syntaxOf: ReadonlyMap<string, ProvFormat> = new Map([
  ["text/provenance-notation", "provn"],
  ["application/provenance+xml", "provxml"],
  [provJsonMediaType, "provjson"],
  ["application/prov+json", "provjson"],
]);

/** The media types of the documents that a store takes, without parameters and without `application/json`, which events have too. */
export const documentMediaTypes: readonly string[] = [...syntaxOf.keys(), ...rdfMediaTypes];

/** Whether a media type, with or without parameters, is one of them. */
export function isDocumentMediaType(mediaType: string): boolean {
  return documentMediaTypes.includes(essenceOf(mediaType));
}

/** The media type under which a document of each format is handed over. */
export const mediaTypeOfDocument: Readonly<Record<ProvFormat, string>> = {
  ...mediaTypeOfFormat,
  provn: "text/provenance-notation",
  provxml: "application/provenance+xml",
  provjson: provJsonMediaType,
  provjsonld: `${mediaTypeOfFormat.jsonld};profile="${submissionContext}"`,
};

/**
 * A document as it is kept: `application/json` among documents is PROV-JSON, as ProvToolbox and ProvStore send it, and is kept
 * by a name that tells it from events.
 */
export function documentOf({ bytes, mediaType }: Received): Received {
  return { bytes, mediaType: essenceOf(mediaType) === "application/json" ? provJsonMediaType : mediaType };
}

/** The syntax of PROV that a document is in; undefined when it is to be read as RDF. PROV-JSONLD is JSON-LD with its own context. */
export function provSyntaxOf(received: Received): ProvFormat | undefined {
  const { bytes, mediaType } = documentOf(received);
  const essence = essenceOf(mediaType);
  if (essence !== mediaTypeOfFormat.jsonld) return syntaxOf.get(essence);
  return isProvJsonLdProfile(mediaType) || namesSubmissionContext(bytes) ? "provjsonld" : undefined;
}

function isProvJsonLdProfile(mediaType: string): boolean {
  const profiles = /;\s*profile\s*=\s*(?:"([^"]*)"|([^\s;]+))/i.exec(mediaType);
  return (profiles?.[1] ?? profiles?.[2] ?? "").split(/\s+/).some(isSubmissionContext);
}

/** Whether the context of a document is that of PROV-JSONLD. What is no JSON is for its reader to refuse. */
function namesSubmissionContext(bytes: Uint8Array): boolean {
  if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes("prov-jsonld")) return false;
  const context = contextOf(bytes);
  return (isJsonArray(context) ? context : [context]).some(
    (each) => typeof each === "string" && isSubmissionContext(each),
  );
}

function contextOf(bytes: Uint8Array) {
  try {
    const json = parseJson(bytes);
    return isJsonObject(json) ? json["@context"] : undefined;
  } catch (error) {
    if (error instanceof MalformedJsonError) return undefined;
    throw error;
  }
}
