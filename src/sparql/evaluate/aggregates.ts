import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { DataFactory } from "n3";
import { noTerm, type TermId, termKind } from "../../quads/id-view.ts";
import { compile } from "./expressions/compile.ts";
import type { ExpressionContext } from "./expressions/expression.ts";
import { type Kit, kitOf } from "./expressions/kit.ts";
import { xsd } from "./expressions/term-makers.ts";
import { compareForOrder } from "./order.ts";
import type { QueryTerms } from "./rows.ts";
import { variablesOfExpression } from "./scope.ts";
import { sumAndMean } from "./sums.ts";

/** The rows of one group, as they are added up. */
export interface Accumulator {
  add(columns: readonly Uint32Array[], row: number): void;
  /** What an aggregate of these rows comes to: the accumulator's only one, or one of those that share it. `noTerm` on an error. */
  value(aggregator: string): TermId;
}

/** The same over the values of an expression, errors left out. */
export interface ValueAccumulator {
  /** Answers false when the term makes the whole aggregate an error. */
  add(id: TermId): boolean;
  value(aggregator: string): TermId;
}

type Aggregate = Algebra.AggregateExpression | Algebra.BoundAggregate;

/** The aggregates of a query's groups. */
export interface Aggregates {
  /** The accumulators of one group: fewer than the aggregates where some share one. */
  begin(): Accumulator[];
  /** What the aggregate at a place comes to in a group. */
  value(accumulators: readonly Accumulator[], place: number): TermId;
}

/** Compiles aggregates that are asked for together: `SUM` and `AVG` of one variable add up its values once. */
export function compileAggregates(
  aggregates: readonly Aggregate[],
  variables: readonly string[],
  context: ExpressionContext,
): Aggregates {
  const placeOf = new Map<string, number>();
  const makers: (() => Accumulator)[] = [];
  const places = aggregates.map((aggregate) => {
    const shared = sharedName(aggregate);
    const place = (shared === undefined ? undefined : placeOf.get(shared)) ?? makers.length;
    if (place === makers.length) makers.push(compileAggregate(aggregate, variables, context));
    if (shared !== undefined) placeOf.set(shared, place);
    return place;
  });
  return {
    begin: () => makers.map((make) => make()),
    value: (accumulators, place) =>
      (accumulators[places[place] as number] as Accumulator).value(aggregates[place]?.aggregator ?? ""),
  };
}

/** The same for aggregates that an accumulator does together. */
function sharedName({ aggregator, distinct, expression }: Aggregate): string | undefined {
  const isVariable = "term" in expression && expression.term.termType === "Variable";
  if (!isVariable || (aggregator !== "sum" && aggregator !== "avg")) return undefined;
  return `${distinct} ${expression.term.value}`;
}

/**
 * Makes the accumulators of an aggregate: one for each group (SPARQL 1.1 §18.5.1). Rows in which a variable of the
 * expression is unbound are passed over, as in Comunica; any other error is the aggregate's, but for `COUNT` and `SAMPLE`.
 */
function compileAggregate(
  aggregate: Aggregate,
  variables: readonly string[],
  context: ExpressionContext,
): () => Accumulator {
  const { distinct } = aggregate;
  if (aggregate.expression.subType === "wildcard") {
    const termOf = counted(context.terms);
    return () => rowCount(distinct, termOf);
  }

  const kit = kitOf(context);
  const expression = compile(aggregate.expression, variables, kit);
  const columnsRead = [...expression.columns];
  const isNeverBound = [...variablesOfExpression(aggregate.expression)].some(
    (name) => !variables.includes(name),
  );
  const make = makerOf(aggregate, kit);
  const passesErrors = aggregate.aggregator === "count" || aggregate.aggregator === "sample";
  return () => {
    const values = make();
    const seen = distinct ? new Set<TermId>() : undefined;
    let isFailed = false;
    return {
      add(columns, row) {
        if (isFailed) return;
        const id = expression.value(columns, row);
        if (id === noTerm) {
          isFailed = !passesErrors && !isNeverBound && !columnsRead.some((i) => columns[i]?.[row] === noTerm);
          return;
        }
        if (seen?.has(id)) return;
        seen?.add(id);
        isFailed = !values.add(id);
      },
      value: (aggregator) => (isFailed ? noTerm : settled(() => values.value(aggregator), kit)),
    };
  };
}

/** A term that a group answers, with the number that it has for good. */
function settled(value: () => TermId, { terms }: Kit): TermId {
  terms.clear();
  return terms.settled(value());
}

function makerOf(
  { aggregator, separator = " " }: { readonly aggregator: string; readonly separator?: string },
  kit: Kit,
): () => ValueAccumulator {
  switch (aggregator) {
    case "count":
      return () => count(kit);
    case "sum":
    case "avg":
      return sumAndMean(kit);
    case "min":
    case "max": {
      const compare = compareForOrder(kit.terms);
      return () => extreme(aggregator === "min" ? compare : (a, b) => compare(b, a));
    }
    case "sample":
      return () => extreme(() => 0);
    case "group_concat":
      return () => joined(separator, kit);
    default:
      throw new Error(`There is no aggregate ${aggregator}`);
  }
}

/** `COUNT(*)`; with `DISTINCT`, of rows that differ. */
function rowCount(isDistinct: boolean, termOf: (count: number) => TermId): Accumulator {
  const seen = new Set<string>();
  let rows = 0;
  return {
    add(columns, row) {
      if (isDistinct) seen.add(columns.map((column) => column[row]).join(" "));
      else rows += 1;
    },
    value: () => termOf(isDistinct ? seen.size : rows),
  };
}

/** The terms of counts, each found once: groups often have as many rows. */
function counted(terms: QueryTerms): (count: number) => TermId {
  const known = new Map<number, TermId>();
  return (count) => {
    let id = known.get(count);
    if (id === undefined) {
      id = terms.intern(DataFactory.literal(`${count}`, integer));
      known.set(count, id);
    }
    return id;
  };
}

const integer = DataFactory.namedNode(`${xsd}integer`);

function count({ make }: Kit): ValueAccumulator {
  let values = 0;
  return {
    add() {
      values += 1;
      return true;
    },
    value: () => make.integer(values),
  };
}

/** The first in an order; of equal ones, the one that came first. */
function extreme(compare: (a: TermId, b: TermId) => number): ValueAccumulator {
  let best = noTerm;
  return {
    add(id) {
      if (best === noTerm || compare(id, best) < 0) best = id;
      return true;
    },
    value: () => best,
  };
}

/** `GROUP_CONCAT`, of the texts of IRIs and literals. */
function joined(separator: string, { terms, make }: Kit): ValueAccumulator {
  const texts: string[] = [];
  return {
    add(id) {
      const kind = terms.kind(id);
      if (kind === termKind.blankNode || kind === termKind.triple) return false;
      texts.push(terms.text(id));
      return true;
    },
    value: () => make.string(texts.join(separator)),
  };
}
