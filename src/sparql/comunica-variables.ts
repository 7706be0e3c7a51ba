import type { QueryEngine } from "@comunica/query-sparql-rdfjs";
import type { Variable } from "@rdfjs/types";
import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { actorNamed, insidesOf } from "./comunica-rules.ts";
import { bindsVariable } from "./evaluate/every-row.ts";

/** What we know of Comunica's operations (`@comunica/bus-query-operation` 5.4): they tell which variables a row may leave unbound. */
interface OperationActor {
  readonly name: string;
  run: (action: { readonly operation: Algebra.Operation }, found: unknown) => Promise<Output>;
}
interface Output {
  readonly metadata: () => Promise<Metadata>;
}
interface Metadata {
  readonly variables: readonly { readonly variable: Variable; readonly canBeUndef: boolean }[];
}

/**
 * Has Comunica know which variables `BIND` and `GROUP BY` may leave unbound: what is computed, at an error, and a key that the rows need not
 * bind (SPARQL 1.1 §10.1, §11.2). It takes them all for bound, and joins such rows by a hash of nothing: what they are compatible with is lost.
 */
export function mendVariables(engine: QueryEngine): void {
  const actors = insidesOf(engine).operations.actors as unknown as readonly OperationActor[];
  for (const name of ["extend", "group"]) {
    const actor = actorNamed(actors, name);
    const run = actor.run.bind(actor);
    actor.run = async (action, found) => {
      const output = await run(action, found);
      return { ...output, metadata: async () => withUnbound(await output.metadata(), action.operation) };
    };
  }
}

function withUnbound(metadata: Metadata, operation: Algebra.Operation): Metadata {
  const variables = metadata.variables.map(({ variable, canBeUndef }) => ({
    variable,
    canBeUndef: canBeUndef || mayLeaveUnbound(operation, variable),
  }));
  return { ...metadata, variables };
}

function mayLeaveUnbound(operation: Algebra.Operation, variable: Variable): boolean {
  if (operation.type === "extend") return operation.variable.equals(variable);
  if (operation.type !== "group") return false;
  const isKey = operation.variables.some((each) => each.equals(variable));
  if (isKey) return !bindsVariable(operation.input, variable.value);
  return operation.aggregates.some((each) => each.variable.equals(variable) && each.aggregator !== "count");
}
