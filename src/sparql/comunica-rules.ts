import type { QueryEngine } from "@comunica/query-sparql-rdfjs";
import type { Algebra } from "@traqula/algebra-transformations-1-1";

/**
 * What we know of Comunica's insides (`@comunica/query-sparql-rdfjs` 5.4): it prepares a query by rules, one after another, and evaluates
 * what comes of it by the actors of a bus.
 */
interface Internals {
  readonly actorInitQuery: { readonly mediatorQueryProcess: { readonly bus: Bus } };
}
interface Bus {
  readonly actors: readonly Rule[];
  addDependencies(dependent: Rule, dependencies: readonly unknown[]): void;
}
interface Rule {
  readonly name: string;
  run: (action: RuleAction) => Promise<RuleAction>;
  readonly mediatorQueryOperation: { readonly bus: Bus };
  readonly mediatorOptimizeQueryOperation: { readonly bus: Bus };
  readonly mediatorJoin: { readonly bus: { readonly actors: readonly unknown[] } };
}
export interface RuleAction {
  readonly operation: Algebra.Operation;
  readonly context: { getRaw(key: string): unknown };
}

interface Insides {
  readonly rules: Bus;
  readonly operations: Bus;
  readonly joins: readonly unknown[];
}

/** The rules by which an engine prepares queries, and the actors that evaluate their operations and their joins. */
export function insidesOf(engine: QueryEngine): Insides {
  const process = (engine as unknown as Internals).actorInitQuery.mediatorQueryProcess.bus.actors.find(
    (actor) => actor.mediatorQueryOperation !== undefined,
  );
  if (process === undefined) throw new Error("Comunica has no actor that prepares and evaluates queries");
  const { mediatorOptimizeQueryOperation, mediatorQueryOperation } = process;
  const operations = mediatorQueryOperation.bus;
  const joining = operations.actors.find((actor) => actor.mediatorJoin !== undefined);
  if (joining === undefined) throw new Error("Comunica has no actor that joins");
  return { rules: mediatorOptimizeQueryOperation.bus, operations, joins: joining.mediatorJoin.bus.actors };
}

/** Has a rule do nothing. It stays where it is, since others are ordered by it. */
export function silenceRule(engine: QueryEngine, name: string): void {
  actorNamed(insidesOf(engine).rules.actors, name).run = async ({ operation, context }) => ({
    operation,
    context,
  });
}

/** The actor of a bus that Comunica's configuration calls by a name. */
export function actorNamed<Named extends { readonly name: string }>(
  actors: readonly Named[],
  name: string,
): Named {
  const actor = actors.find((each) => each.name.endsWith(`#${name}`));
  if (actor === undefined) throw new Error(`Comunica has no actor ${name}`);
  return actor;
}
