import type { Quad } from "@rdfjs/types";
import { Store } from "n3";
import type { CurrentStatements } from "../quads/current-statements.ts";
import type { TermId } from "../quads/id-view.ts";
import type { ClassHierarchy } from "./class-hierarchy.ts";
import { compiledShapes } from "./compiled/compiled-shapes.ts";
import { storedGraph } from "./compiled/stored-graph.ts";
import type { LookedAtNumbers } from "./looked-at.ts";
import { type ShaclResult, shaclEngine } from "./shacl-engine.ts";
import type { FocusNode, Standing } from "./targets.ts";

/**
 * Judges graphs by shapes: by compiled functions, and by `rdf-validate-shacl` where a shape or a graph is not for those
 * (`docs/decisions/compiled-shapes.md`).
 */
export interface Judge {
  /** The classes of PROV-O and of the shapes graph. */
  readonly classes: ClassHierarchy;
  /** The library's own report of a graph, which is not asked for where the compiled shapes find no fault. */
  report(graph: readonly Quad[]): Promise<ShaclResult[]>;
  /** The results about these focus nodes, as the library would have them, most of them without it. */
  resultsAbout(focusNodes: readonly FocusNode[], graph: Iterable<Quad>): Promise<ShaclResult[]>;
  /** The results about things of a store, as far as compiled shapes can say; and the things of which they cannot. */
  resultsIn(
    statements: CurrentStatements,
    lookedAt: LookedAtNumbers,
    things: readonly TermId[],
  ): StoredResults;
  /** Whether a shape has the thing as its target, by what is known of it. */
  isTarget(thing: Standing): boolean;
}

/** Results about some things of a store, and the other things. */
export interface StoredResults {
  readonly results: readonly ShaclResult[];
  readonly left: readonly TermId[];
}

/** A judge by a shapes graph that `loadShapes` vouched for. */
export function judgeBy(shapes: readonly Quad[]): Judge {
  const engine = shaclEngine(shapes);
  const compiled = compiledShapes(engine.reading);

  return {
    classes: engine.reading.classes,
    isTarget: (thing) => engine.isTarget(thing),
    async report(quads) {
      const graph = compiled.graph(quads);
      const conforms = graph !== undefined && compiled.conforms(graph) === true;
      return conforms ? [] : engine.validate(inOneGraph(quads));
    },
    async resultsAbout(focusNodes, quads) {
      const graph = compiled.graph(quads);
      if (graph === undefined) return engine.validate(inOneGraph(quads), focusNodes);
      const { results, left } = compiled.results(graph, focusNodes);
      if (left.size === 0) return results;
      const others = await engine.validate(inOneGraph(quads), focusNodes, ({ value }) => left.has(value));
      return [...results, ...others];
    },
    resultsIn(statements, lookedAt, things) {
      const graph = storedGraph(statements, lookedAt, engine.reading.classes);
      const left = things.filter((thing) => !graph.isOfRdf11(thing));
      const judged = left.length === 0 ? things : things.filter((thing) => graph.isOfRdf11(thing));
      const compiledResults = compiled.resultsAbout(
        judged.map((thing) => graph.nodeAt(thing)),
        graph,
      );
      return compiledResults.left.size === 0
        ? { results: compiledResults.results, left }
        : { results: [], left: things };
    },
  };
}

/** Without graph names: a shape sees a thing with all that is said of it. */
function inOneGraph(quads: Iterable<Quad>): Store {
  const store = new Store();
  for (const { subject, predicate, object } of quads) store.addQuad(subject, predicate, object);
  return store;
}
