import type { Quad } from "@rdfjs/types";
import { nquadOf } from "../quads/nquads.ts";
import type { LintFinding } from "./report.ts";

/** A finding before its place in the document is known. */
export type Fault = Pick<LintFinding, "rule" | "term" | "suggestion" | "certain" | "message">;

/** A statement as it is in the document, and with what is certain put right, which is what structure is judged by. */
export interface Judged {
  readonly original: Quad;
  readonly quad: Quad;
}

/** Told of a fault in a statement; faults of one key are one finding. */
export type Collect = (fault: Fault, original: Quad, key?: string) => void;

/** Gathers findings, each with its first statement and the number of all, in the order of the document. */
export class Collected {
  readonly #lineOf: (quad: Quad) => number | undefined;
  readonly #findings = new Map<string, { fault: Fault; first: Quad; count: number }>();

  constructor(lineOf: (quad: Quad) => number | undefined) {
    this.#lineOf = lineOf;
  }

  readonly add: Collect = (fault, original, key = fault.term) => {
    const id = `${fault.rule} ${key}`;
    const known = this.#findings.get(id);
    if (known === undefined) this.#findings.set(id, { fault, first: original, count: 1 });
    else known.count += 1;
  };

  findings(): LintFinding[] {
    const findings = [...this.#findings.values()].map(({ fault, first, count }): LintFinding => {
      const line = this.#lineOf(first);
      const { rule, term, suggestion, certain, message } = fault;
      return {
        rule,
        ...(line === undefined ? {} : { line }),
        term,
        ...(suggestion === undefined ? {} : { suggestion }),
        certain,
        statement: nquadOf(first).replace(/ \.\n?$/, ""),
        count,
        message,
      };
    });
    return findings.sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
  }
}
