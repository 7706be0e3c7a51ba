import type { QueryEngine } from "@comunica/query-sparql-rdfjs";
import type { Bindings } from "@rdfjs/types";
import { type AsyncIterator, TransformIterator } from "asynciterator";
import { actorNamed, insidesOf } from "./comunica-rules.ts";

/** What we know of Comunica's paths of any length (`@comunica/actor-abstract-path` 5.4): they ask a mediator for each step. */
interface PathActor {
  readonly name: string;
  mediatorQueryOperation: Mediator;
}
interface Mediator {
  mediate: (action: unknown) => Promise<StepOutput>;
}
interface StepOutput {
  readonly bindingsStream: AsyncIterator<Bindings>;
}

/**
 * Has a path of any length between two variables end where a step has nothing that follows. It waits for the end of each step, and begins to when
 * the step may have ended already, which nobody tells it any more: over `:a :q :a ; :r :b` stock Comunica does not end `?x (:q/:r)+ ?y`. The
 * rows of a step now begin, and so end, when somebody reads them.
 */
export function mendPaths(engine: QueryEngine): void {
  const actors = insidesOf(engine).operations.actors as unknown as readonly PathActor[];
  for (const name of ["path-one-or-more", "path-zero-or-more"]) {
    const path = actorNamed(actors, name);
    const { mediatorQueryOperation: mediator } = path;
    path.mediatorQueryOperation = {
      async mediate(action) {
        const output = await mediator.mediate(action);
        const { bindingsStream: rows } = output;
        return {
          ...output,
          bindingsStream: new TransformIterator<Bindings>(async () => rows, { autoStart: false }),
        };
      },
    };
  }
}
