import type { Alignment } from "../alignments/alignment.ts";
import { alignmentsNamed, axiomsOf as quadsOfAxioms } from "../alignments/axioms.ts";
import { type Axiom, axiomsOf } from "../entailment/axioms.ts";
import { ontologyOf } from "../entailment/ontology.ts";
import { provAxioms } from "../entailment/prov-axioms.ts";
import { oncePer } from "../once-per.ts";
import type { AlignmentHistory } from "./alignments-in-force.ts";
import type { AskedEntailment, Entailment } from "./asked-entailment.ts";

/** The axioms of a query, and by what names they were asked for. */
export interface AxiomsInForce {
  readonly entailment: Exclude<Entailment, "none">;
  /** Those switched on, in code-point order of their names. */
  readonly alignments: readonly string[];
  /** The same list for the same alignments, so that what is made of it is made once. */
  readonly axioms: readonly Axiom[];
}

interface Union {
  readonly alignments: readonly Alignment[];
  readonly axioms: readonly Axiom[];
}

/** So many sets of alignments keep their axioms. */
const mostKept = 16;

/** Chooses the axioms of queries. */
export class AxiomChoice {
  readonly #history: Pick<AlignmentHistory, "at">;
  #kept: readonly Union[] = [];

  constructor(history: Pick<AlignmentHistory, "at">) {
    this.#history = history;
  }

  /**
   * The axioms that were in force at a journal position, or now; undefined where nothing is to follow.
   *
   * @throws {UnknownAlignmentError} and {@link UnsupportedAxiomError} where those switched on cannot be expanded together.
   */
  async at(
    { entailment = "none", alignments }: AskedEntailment,
    position?: number,
  ): Promise<AxiomsInForce | undefined> {
    if (entailment === "none") return undefined;
    if (entailment === "prov") return { entailment, alignments: [], axioms: provAxioms() };
    const inForce = await this.#history.at(position);
    const chosen = alignmentsNamed(alignments ?? inForce.byDefault, inForce.alignments);
    const { axioms } = this.#union(chosen);
    ontologyOf(axioms);
    return { entailment, alignments: chosen.map(({ name }) => name), axioms };
  }

  #union(alignments: readonly Alignment[]): Union {
    const known = this.#kept.find(
      (each) =>
        each.alignments.length === alignments.length &&
        each.alignments.every((alignment, i) => alignment === alignments[i]),
    );
    const union = known ?? {
      alignments,
      axioms: axiomsWith(alignments),
    };
    this.#kept = [union, ...this.#kept.filter((each) => each !== union)].slice(0, mostKept);
    return union;
  }
}

/**
 * Refuses an alignment that cannot be expanded even by itself, so that who puts it learns so and not who asks.
 * @throws {UnsupportedAxiomError}
 */
export function refuseUnsupported(alignment: Alignment): void {
  ontologyOf(axiomsWith([alignment]));
}

function axiomsWith(alignments: readonly Alignment[]): readonly Axiom[] {
  return [...provAxioms(), ...alignments.flatMap(axiomsOfAlignment)];
}

const axiomsOfAlignment = oncePer((alignment: Alignment) => axiomsOf(quadsOfAxioms(alignment)));
