import { namespaceOf } from "../vocabulary.ts";

/** An IRI that is, or was meant to be, of PROV. */
export interface ProvName {
  readonly local: string;
  /**
   * `right`: in PROV's namespace, to the letter. `mistaken`: in one that was taken for it. `endless`: the prefix was perhaps
   * declared without its `#`. `document`: a place in a W3C document, which may well be meant as such.
   */
  readonly namespace: "right" | "mistaken" | "endless" | "document";
}

const host = "https?://(?:www\\.)?w3c?\\.(?:org|com)";
const part = "[-_]?(?:o|dm|n|owl|xml|aq|dc|dictionary|links|o-inverses)";
const patterns = (
  [
    ["mistaken", `${host}/(?:\\d{4}/)?ns/prov(?:${part})?(?:\\.owl)?(?:/#|[#/:])`],
    ["document", `${host}/tr/(?:\\d{4}/rec-)?prov-(?:o|dm)(?:-\\d{8})?(?:/#|[#/])`],
    ["endless", `${host}/ns/prov`],
  ] as const
).map(([namespace, pattern]) => ({ namespace, pattern: new RegExp(`^${pattern}([\\w-]+)$`, "i") }));

/**
 * Reads an IRI as a term of PROV: of its namespace, or of one that was taken for it, such as `…/ns/prov-o#`, which is the
 * IRI of the ontology's file, `https:` or `w3c.org`. Undefined for all other IRIs, and for a namespace by itself.
 */
export function provNameOf(iri: string): ProvName | undefined {
  if (iri.startsWith(namespaceOf.prov)) {
    const local = iri.slice(namespaceOf.prov.length);
    return local === "" ? undefined : { local, namespace: "right" };
  }
  for (const { pattern, namespace } of patterns) {
    const local = pattern.exec(iri)?.[1];
    if (local !== undefined) return { local, namespace };
  }
  return undefined;
}

/** Whether what a prefix stands for was taken for PROV's namespace. */
export function isMistakenNamespace(iri: string): boolean {
  const namespace = provNameOf(`${iri}x`)?.namespace;
  return namespace !== undefined && namespace !== "right";
}
