import { passTestWithSideData } from "@comunica/core";
import type { QueryEngine } from "@comunica/query-sparql-rdfjs";
import type { Bindings, Term } from "@rdfjs/types";
import { type Algebra, AlgebraFactory } from "@traqula/algebra-transformations-1-1";
import { type AsyncIterator, MultiTransformIterator, TransformIterator } from "asynciterator";
import type { JoinAction, JoinActor, JoinOutput } from "./comunica-joins.ts";
import { actorNamed, insidesOf } from "./comunica-rules.ts";

interface OptionalJoin extends JoinActor {
  readonly mediatorQueryOperation: {
    readonly mediate: (action: object) => Promise<JoinOutput>;
  };
  readonly constructResultMetadata: (
    entries: JoinAction["entries"],
    metadatas: readonly unknown[],
    context: unknown,
    own: object,
    isOptional: boolean,
  ) => ReturnType<JoinOutput["metadata"]>;
}

/**
 * Has Comunica evaluate every `OPTIONAL` with a condition (SPARQL 1.1 §18.5, LeftJoin). It does so by putting each row of the left into the
 * right, and where that would be another right (filters, groups, what is computed there), the query ended with "RDF joining failed". There
 * each row of the left is now joined with the right, and the condition asked of what comes of it: the right is evaluated once a row.
 */
export function mendConditions(engine: QueryEngine): void {
  const join = actorNamed(insidesOf(engine).joins as readonly OptionalJoin[], "optional-bind");
  const [test, getOutput] = [join.test.bind(join), join.getOutput.bind(join)];
  join.test = async (action) => {
    const found = await test(action);
    if (!found.isFailed() || conditional(action) === undefined) return found;
    const metadatas = await Promise.all(action.entries.map(({ output }) => output.metadata()));
    return passTestWithSideData(onlyThis, { metadatas, isByRow: true }) as never;
  };
  join.getOutput = async (action, found) => {
    const filter = conditional(action);
    const isByRow = filter !== undefined && "isByRow" in (found as object);
    return isByRow ? { result: byRow(join, action, filter) } : getOutput(action, found);
  };
}

/** What the choice among joins goes by; no other can do it. */
const onlyThis = { iterations: 0, persistedItems: 0, blockingItems: 0, requestTime: 0 };

/** The right side of an `OPTIONAL` that has a condition: Comunica makes a filter of both. */
function conditional({ type, entries }: JoinAction): Algebra.Filter | undefined {
  const right = entries[1];
  return type === "optional" && right?.operationRequired === true
    ? (right.operation as Algebra.Filter)
    : undefined;
}

function byRow(join: OptionalJoin, { entries, context }: JoinAction, filter: Algebra.Filter): JoinOutput {
  const [left, right] = entries.map(({ output }) => output) as [JoinOutput, JoinOutput];
  right.bindingsStream.close();
  const joined = (row: Bindings) => {
    const operation = factory.createFilter(
      factory.createJoin([tableOf(row), filter.input], false),
      filter.expression,
    );
    const rows = async () =>
      (await join.mediatorQueryOperation.mediate({ operation, context })).bindingsStream;
    return new TransformIterator<Bindings>(rows, { autoStart: false });
  };
  const bindingsStream: AsyncIterator<Bindings> = new MultiTransformIterator(left.bindingsStream, {
    autoStart: false,
    optional: true,
    multiTransform: joined,
  });
  const metadata = async () => {
    const metadatas = await Promise.all([left.metadata(), right.metadata()]);
    return join.constructResultMetadata(entries, metadatas, context, {}, true);
  };
  return { type: "bindings", bindingsStream, metadata };
}

function tableOf(row: Bindings): Algebra.Values {
  const terms = [...row].map(([variable, term]): [string, Term] => [variable.value, term]);
  return factory.createValues([...row.keys()], [Object.fromEntries(terms) as never]);
}

const factory = new AlgebraFactory();
