import { alignmentNames } from "../alignments/names.ts";
import { MalformedParameterError } from "../errors.ts";

/** By what axioms quads follow from those that are stored: none, PROV-O's, or those of alignments as well. */
export const entailments = ["none", "prov", "aligned"] as const;
export type Entailment = (typeof entailments)[number];

export interface AskedEntailment {
  /** Default: `none`. */
  readonly entailment?: Entailment;
  /** With `aligned`, the names of those switched on; default: those of the configuration. */
  readonly alignments?: readonly string[];
}

/**
 * What a query is asked with, as its parameters say; `prefix` stands before their names in errors.
 *
 * @throws {MalformedParameterError} also at alignments that would not count.
 */
export function readEntailment(
  entailment: string | undefined,
  alignments: string | undefined,
  prefix = "",
): AskedEntailment {
  const chosen = entailments.find((each) => each === (entailment ?? "none"));
  if (chosen === undefined)
    throw new MalformedParameterError(`${prefix}entailment`, `one of ${entailments.join(", ")}`);
  if (alignments !== undefined && chosen !== "aligned")
    throw new MalformedParameterError(`${prefix}alignments`, `given with ${prefix}entailment aligned alone`);
  const names = alignments === undefined ? undefined : alignmentNames(alignments);
  if (names?.length === 0)
    throw new MalformedParameterError(
      `${prefix}alignments`,
      `names with commas between them; for none, ask with ${prefix}entailment prov`,
    );
  return {
    ...(chosen === "none" ? {} : { entailment: chosen }),
    ...(names === undefined ? {} : { alignments: names }),
  };
}
