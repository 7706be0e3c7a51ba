/** What a lint finds of PROV in RDF. */
export interface LintReport {
  readonly clean: boolean;
  /** By line where lines are known, and else in the order of the document. */
  readonly findings: readonly LintFinding[];
}

/** One thing that is probably not what its writer meant; a name that is at fault in many statements is one finding. */
export interface LintFinding {
  readonly rule: LintRule;
  /** The line of the first statement; absent where the syntax does not tell. */
  readonly line?: number;
  /** The name at fault, or the property. */
  readonly term: string;
  /** What was probably meant. */
  readonly suggestion?: string;
  /** Whether `fix` puts the suggestion in its place. */
  readonly certain: boolean;
  /** The first statement, as a line of N-Quads without its end. */
  readonly statement: string;
  /** How many statements it concerns. */
  readonly count: number;
  /** One sentence for a person. */
  readonly message: string;
}

export type LintRule =
  /** A term of PROV in a namespace that is not PROV's. */
  | "wrong-namespace"
  /** A term with capitals where PROV has none, or the reverse. */
  | "wrong-case"
  /** A name in PROV's namespace that PROV does not have, or not as a property or class. */
  | "unknown-term"
  /** A name that PROV-O reserves for the inverse of a property, and that few tools know (Appendix B). */
  | "inverse-name"
  /** A node that qualifies a relation and does not say to what. */
  | "missing-influencer"
  /** A subject, or an object, that cannot be of the class that the property has as its domain or range. */
  | "wrong-domain"
  | "wrong-range";
