/**
 * The configuration in force: everything outside the events that changes what is derived from them. It is a record
 * of the journal, so that a replay derives with the one that was in force (DESIGN §1). What changes no statement,
 * such as ports and limits, is in `config.ts`.
 */
export interface Configuration {
  /** Refuse what breaks the specification but is understood (`mapping.md`, Events). */
  readonly strict: boolean;
  /** Rewrites of dataset names before IRIs are minted, in this order, each applied once. */
  readonly nameRewrites: readonly NameRewrite[];
  /** Where run facets name the person who ran it. */
  readonly userExtractors: readonly UserExtractor[];
  /** User names that are never a person: masked, empty, service accounts. Compared in lower case. */
  readonly serviceNames: readonly string[];
  /** Regular expressions (case-insensitive) for names whose values are withheld from RDF. */
  readonly secretNames: readonly string[];
  /** Blank secret values in the received bytes too, before the leaf is made. */
  readonly dropSecrets: boolean;
  /** From a tag to DPV statements about the tagged thing. */
  readonly tagRules: readonly TagRule[];
  /** Datasets whose every write replaces what was there, though no lifecycle facet says so. */
  readonly replacingDatasets: readonly DatasetPattern[];
  /** Names of the alignments that are switched on where a query names none, in code-point order; `docs/alignments.md`. */
  readonly alignments: readonly string[];
}

/** Rewrites a dataset whose namespace and name match; `$1` in the replacement is a group of the pattern. */
export interface NameRewrite {
  /** A regular expression over the namespace, anchored at both ends. */
  readonly namespace: string;
  /** A regular expression over the name, anchored at both ends; absent: any. */
  readonly name?: string;
  readonly newNamespace: string;
  readonly newName?: string;
}

/** A path to a user's name in a run facet: `{ facet: "trino_query_context", path: ["user"] }`. */
export interface UserExtractor {
  readonly facet: string;
  readonly path: readonly string[];
}

export interface DatasetPattern {
  /** Regular expressions, anchored at both ends. */
  readonly namespace: string;
  readonly name: string;
}

/** States `property` `object` about what bears a matching tag. */
export interface TagRule {
  /** Stable; shown as the rule of what it derives. */
  readonly id: string;
  readonly key: string;
  /** Absent: any value. */
  readonly value?: string;
  readonly source?: string;
  /** Column to which the tag must be tied; absent: any or none. */
  readonly field?: string;
  readonly property: string;
  /** An IRI. */
  readonly object: string;
}
