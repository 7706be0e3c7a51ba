/** The parts of two libraries without types that `interop/` uses. */
declare module "rdf-canonize" {
  interface CanonizeOptions {
    readonly algorithm: "RDFC-1.0";
    /** Filled with the canonical label of each label of the input. */
    readonly canonicalIdMap: Map<string, string>;
    readonly createMessageDigest: () => { update(text: string): void; digest(): string };
    readonly maxDeepIterations: number;
  }
  export function canonize(dataset: readonly object[], options: CanonizeOptions): Promise<string>;
}

declare module "jsonld" {
  export interface RemoteDocument {
    readonly contextUrl: null;
    readonly documentUrl: string;
    readonly document: unknown;
  }
  export interface JsonLdOptions {
    readonly base?: string;
    readonly documentLoader: (url: string) => Promise<RemoteDocument>;
    /** Handlers of what it tells, by code or for all; the first that does not pass it on is the last. */
    readonly eventHandler?: readonly object[];
    readonly safe?: boolean;
    readonly skipExpansion?: boolean;
  }
  export interface JsonLdTerm {
    readonly termType: "NamedNode" | "BlankNode" | "Literal" | "DefaultGraph";
    readonly value: string;
    readonly language?: string;
    readonly datatype?: { readonly value: string };
  }
  export interface JsonLdQuad {
    readonly subject: JsonLdTerm;
    readonly predicate: JsonLdTerm;
    readonly object: JsonLdTerm;
    readonly graph: JsonLdTerm;
  }
  const jsonld: {
    expand(document: unknown, options: JsonLdOptions): Promise<unknown[]>;
    /** What safe mode does: throws at whatever would be dropped. */
    readonly safeEventHandler: object;
    toRDF(document: unknown, options: JsonLdOptions): Promise<JsonLdQuad[]>;
  };
  // biome-ignore lint/style/noDefaultExport: so the library exports it.
  export default jsonld;
}
