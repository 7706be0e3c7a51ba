import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { type TermId, termKind } from "../../../quads/id-view.ts";
import type { QueryTerms } from "../rows.ts";
import { type Comparison, comparison, isNumeric } from "./comparison.ts";
import {
  isError,
  isFalse,
  isTrue,
  type TermFunction,
  type TermTest,
  type Truth,
  truthOf,
} from "./compiled.ts";
import { type LiteralReader, literalReader } from "./literal-reader.ts";
import { type ScratchTerms, scratchTerms } from "./scratch-terms.ts";
import { type TermMakers, termMakers } from "./term-makers.ts";

/** What expressions know of the query that they stand in. */
export interface ExpressionContext {
  readonly terms: QueryTerms;
  /** What `NOW()` answers. */
  readonly now: Date;
  /** What the function `IRI` resolves against. */
  readonly baseIri?: string;
  /** `EXISTS`, for one row after another; made by the operators. */
  readonly exists: (
    pattern: Algebra.Operation,
    variables: readonly string[],
  ) => (columns: readonly Uint32Array[], row: number) => boolean;
}

/** What the functions of one expression share. */
export interface Kit {
  readonly context: ExpressionContext;
  readonly terms: ScratchTerms;
  readonly read: LiteralReader;
  readonly make: TermMakers;
  readonly compare: Comparison;
  /** The effective boolean value of a term that is no error (SPARQL 1.2 §17.2.2). */
  readonly truth: (id: TermId) => Truth;
}

/** A function of SPARQL: how many arguments it takes, and how it is made for one use of it. */
export interface FunctionDefinition {
  readonly least: number;
  readonly most: number;
  /** It answers anew each time that it is asked. */
  readonly isVolatile?: boolean;
  /** `constants` are those of its arguments that are the same for every row. */
  readonly value?: (kit: Kit, constants: readonly (TermId | undefined)[]) => TermFunction;
  /** Instead of `value`, where the answer is yes or no. */
  readonly test?: (kit: Kit, constants: readonly (TermId | undefined)[]) => TermTest;
}

export function kitOf(context: ExpressionContext): Kit {
  const terms = scratchTerms(context.terms);
  const read = literalReader(terms);
  return {
    context,
    terms,
    read,
    make: termMakers(terms),
    compare: comparison(terms),
    truth: (id) => effectiveBooleanValue(id, terms, read),
  };
}

function effectiveBooleanValue(id: TermId, terms: QueryTerms, read: LiteralReader): Truth {
  const kind = terms.kind(id);
  if (kind === termKind.boolean) return truthOf(terms.number(id) === 1);
  if (isNumeric(kind)) {
    const number = terms.number(id);
    return truthOf(number !== 0 && !Number.isNaN(number));
  }
  if (kind !== termKind.string && kind !== termKind.otherLiteral) return isError;
  const text = read.stringLiteral(id);
  return text === undefined ? isError : text === "" ? isFalse : isTrue;
}
