import type { Attribute, Statement, StatementType } from "../prov/document.ts";
import { factOf } from "./definitions.ts";
import { argumentOf, attributeKey, type Fact } from "./fact.ts";
import type { Finding } from "./finding.ts";
import { noTerm, type Term, Terms } from "./terms.ts";
import { Uniqueness } from "./uniqueness.ts";

/** What an inference concludes. */
export interface Conclusion {
  readonly inference: number;
  readonly premises: readonly Fact[];
  readonly type: StatementType;
  readonly id?: Term;
  readonly args: readonly Term[];
}

/**
 * One PROV instance, which is the top level of a document or a bundle, on its way to its normal form: facts that only
 * become more, and the terms that they are about.
 */
export class Instance {
  readonly terms = new Terms();
  readonly findings: Finding[] = [];
  readonly uniqueness = new Uniqueness(this.terms, this.findings);
  /** In the order in which they came in; those that were merged into others stay. */
  readonly #facts: Fact[] = [];
  /** Statements of other specifications, which are left as they are. */
  readonly others: Statement[] = [];

  /** Takes in the statements of an instance, which is a set: the same statement again adds nothing. */
  constructor(statements: readonly Statement[]) {
    const seen = new Set<string>();
    for (const statement of statements) {
      const key = statementKey(statement);
      if (seen.has(key)) continue;
      seen.add(key);
      const fact = factOf(statement, this.terms);
      if (fact === undefined) this.others.push(statement);
      else this.#take(fact);
    }
  }

  /** Adds what an inference concludes; without an identifier where the type has one, that is a new variable. */
  conclude({ inference, premises, type, id, args }: Conclusion): void {
    const isPlain = type === "alternateOf" || type === "specializationOf";
    this.#take({
      type,
      id: id ?? (isPlain ? noTerm : this.terms.fresh()),
      args,
      attributes: new Map(),
      origins: [...premises],
      inference,
    });
  }

  /** How many facts there were in all: those up to here never move. */
  get length(): number {
    return this.#facts.length;
  }

  /** The fact at an index, unless it was merged into another. */
  at(index: number): Fact | undefined {
    const fact = this.#facts[index];
    return fact?.mergedInto === undefined ? fact : undefined;
  }

  /** The facts of some types, or of all. */
  *facts(...types: readonly StatementType[]): Iterable<Fact> {
    for (const fact of this.#facts)
      if (fact.mergedInto === undefined && (types.length === 0 || types.includes(fact.type))) yield fact;
  }

  /** What stands for an argument of a fact. */
  argument(fact: Fact, name: string): Term {
    return this.terms.find(argumentOf(fact, name));
  }

  #take(fact: Fact): void {
    this.#facts.push(fact);
    this.uniqueness.insert(fact);
  }
}

/** The same for two statements that say the same in the same words; attributes are a set. */
function statementKey({ type, id, args, attributes }: Statement): string {
  const pairs = attributes.map((attribute: Attribute) => attributeKey(attribute));
  const given = Object.entries(args).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([type, id ?? null, given, [...new Set(pairs)].sort()]);
}
