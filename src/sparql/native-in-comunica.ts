import { Actor, passTest, type TestResult } from "@comunica/core";
import type { QueryEngine } from "@comunica/query-sparql-rdfjs";
import { BindingsFactory } from "@comunica/utils-bindings-factory";
import { MetadataValidationState } from "@comunica/utils-metadata";
import type { Term } from "@rdfjs/types";
import { AsyncIterator } from "asynciterator";
import { DataFactory } from "n3";
import { noTerm } from "../quads/id-view.ts";
import { insidesOf, type RuleAction, silenceRule } from "./comunica-rules.ts";
import type { Operator } from "./evaluate/operator.ts";
import type { QueryTerms, Rows } from "./evaluate/rows.ts";
import { type PartsOfQuery, partEvaluatorKey } from "./part-evaluator.ts";
import { type NativeOperation, nativeType } from "./split-query.ts";

/**
 * Has an engine of Comunica's evaluate native operations with our evaluator (Comunica's architecture: "buses, actors and mediators").
 *
 * Comunica prepares a query by rules that move and rewrite what they know, which a part must not suffer: it becomes visible after the
 * last of them. Then Comunica may put the values of other rows into it, as it does in joins and for `EXISTS`.
 *
 * Blank nodes keep their labels: Comunica renames those of each of its sources, and would not find ours again among them.
 */
export function evaluateNatively(engine: QueryEngine): void {
  silenceRule(engine, "query-source-skolemize");
  const { rules, operations } = insidesOf(engine);
  const others = [...rules.actors];
  const last = new UnfoldActor(rules);
  for (const other of others) rules.addDependencies(other, [last]);
  if (rules.actors.at(-1) !== (last as unknown))
    throw new Error("Comunica prepares a query after our last rule");
  new NativeActor(operations);
}

/** The last rule: shows Comunica what a native operation is made of. */
class UnfoldActor extends Actor<never, never, never, undefined> {
  constructor(bus: unknown) {
    super({ name: "muniment:unfold", bus } as never);
  }

  override async test(): Promise<TestResult<never>> {
    return passTest(undefined as never);
  }

  override async run({ operation, context }: RuleAction): Promise<never> {
    return { operation: unfolded(operation), context } as never;
  }
}

function unfolded(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(unfolded);
  if (typeof part !== "object" || part === null || !("type" in part)) return part;
  if (part.type === nativeType) {
    const native = part as NativeOperation;
    return { ...native, input: native.metadata.part.operation };
  }
  const fields = Object.entries(part).map(([name, field]) => [
    name,
    name === "metadata" ? field : unfolded(field),
  ]);
  return Object.fromEntries(fields);
}

/** The only actor for native operations. */
class NativeActor extends Actor<never, never, never, undefined> {
  constructor(bus: unknown) {
    super({ name: "muniment:native", bus, operationName: nativeType } as never);
  }

  override async test(): Promise<TestResult<never>> {
    return passTest({ httpRequests: 0 } as never);
  }

  override async run({ operation, context }: RuleAction): Promise<never> {
    const { operatorOf, terms, fail } = context.getRaw(partEvaluatorKey) as PartsOfQuery;
    const { metadata, input } = operation as unknown as NativeOperation;
    const operator = operatorOf(metadata.part, input);
    const { estimate, variables, certain } = operator;
    const described = {
      state: new MetadataValidationState(),
      cardinality: { type: "estimate", value: estimate },
      variables: variables.map((name) => ({
        variable: DataFactory.variable(name),
        canBeUndef: !certain.has(name),
      })),
    };
    const bindingsStream = new NativeBindings(operator, terms, fail);
    return { type: "bindings", bindingsStream, metadata: async () => described } as never;
  }
}

type Bindings = ReturnType<BindingsFactory["bindings"]>;

const factory = new BindingsFactory(DataFactory as never);

/** The rows of an operator as Comunica reads them. Nothing is evaluated before the first is read. */
class NativeBindings extends AsyncIterator<Bindings> {
  readonly #variables: readonly ReturnType<typeof DataFactory.variable>[];
  readonly #operator: Operator;
  readonly #terms: QueryTerms;
  readonly #fail: (error: unknown) => void;
  #chunks: Iterator<Rows> | undefined;
  #chunk: Rows = { columns: [], length: 0 };
  #row = 0;

  constructor(operator: Operator, terms: QueryTerms, fail: (error: unknown) => void) {
    super();
    this.#operator = operator;
    this.#terms = terms;
    this.#fail = fail;
    this.#variables = operator.variables.map((name) => DataFactory.variable(name));
    this.readable = true;
  }

  override read(): Bindings | null {
    if (this.done) return null;
    try {
      while (this.#row >= this.#chunk.length) {
        this.#chunks ??= this.#operator.rows()[Symbol.iterator]();
        const next = this.#chunks.next();
        if (next.done === true) {
          this.close();
          return null;
        }
        this.#chunk = next.value;
        this.#row = 0;
      }
      return this.#take(this.#row++);
    } catch (error) {
      // Thrown or emitted, it would reach whoever of Comunica's reads, which may be nobody any more, and not who asked.
      this.#fail(error);
      this.close();
      return null;
    }
  }

  #take(row: number): Bindings {
    const entries: [ReturnType<typeof DataFactory.variable>, Term][] = [];
    this.#variables.forEach((variable, place) => {
      const id = this.#chunk.columns[place]?.[row] ?? noTerm;
      if (id !== noTerm) entries.push([variable, this.#terms.term(id)]);
    });
    return factory.bindings(entries as never);
  }

  protected override _end(destroy?: boolean): void {
    this.#chunks?.return?.();
    super._end(destroy);
  }
}
