import { type Attribute, argumentsOf, type Statement, type StatementType } from "../prov/document.ts";
import { noTerm, type Term } from "./terms.ts";

/** A statement of an instance while it is normalised: terms for names, and where it comes from. */
export interface Fact {
  readonly type: StatementType;
  /** `noTerm` where the relation has none. */
  readonly id: Term;
  /** In the order of `argumentsOf`. */
  readonly args: readonly Term[];
  /** By `attributeKey`; a set, as PROV-CONSTRAINTS has it. */
  attributes: Map<string, Attribute>;
  /** Statements of the input, facts that were merged into this one, and the premises of the inference that made it. */
  readonly origins: (Statement | Fact)[];
  /** The number of the inference that made it; 0 for what was given. */
  readonly inference: number;
  /** The fact that this one is a part of since they were merged. */
  mergedInto?: Fact;
}

/** What a fact says of one argument. */
export function argumentOf(fact: Fact, name: string): Term {
  return fact.args[(argumentsOf[fact.type] as readonly string[]).indexOf(name)] ?? noTerm;
}

/** What makes two attributes the same: name and typed value. Of a language tag the case means nothing (BCP 47 §2.1.1). */
export function attributeKey({ name, value }: Attribute): string {
  return `${name}\n${value.datatype}\n${value.language?.toLowerCase() ?? ""}\n${value.text}`;
}

/**
 * The statements of the input that facts rest on, each once, the nearest first, and at most as many as a person reads.
 */
export function givenStatements(facts: readonly Fact[], most = 20): Statement[] {
  const given = new Set<Statement>();
  // A set hands out what is added to it while it is walked through.
  const seen = new Set(facts);
  for (const { origins } of seen) {
    if (given.size >= most) break;
    for (const origin of origins.slice(0, most)) {
      if ("origins" in origin) seen.add(origin);
      else given.add(origin);
    }
  }
  return [...given];
}
