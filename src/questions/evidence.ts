import type { Term } from "@rdfjs/types";
import type { Axiom } from "../entailment/axioms.ts";
import { withEntailed } from "../entailment/entailed-quad-view.ts";
import { premisesIn } from "../entailment/premises.ts";
import type { QuadStore, QuadView } from "../quads/quad-store.ts";
import { termKey } from "../quads/term-key.ts";
import { reversed, withPredicates } from "./path.ts";
import type { EvidenceTemplate } from "./question.ts";
import { type Hop, has, type Walk, type Walked, walk } from "./walk.ts";

export type Row = Readonly<Record<string, Term>>;

/** What carries one row. */
export interface RowEvidence {
  readonly bundles: readonly string[];
  readonly linkedHops: number;
}

export interface EvidenceOptions {
  readonly view: QuadView;
  readonly store: QuadStore;
  /** The journal position of the view; absent: the present. */
  readonly position?: number;
  readonly parameters: Readonly<Record<string, Term>>;
  /** Predicates that the mode asks for instead of others. */
  readonly predicates: Readonly<Record<string, string>>;
  /** By what axioms the rows followed; absent: all that they rest on is stated. */
  readonly axioms?: readonly Axiom[];
  /** Most places that one search visits, and most distinct hops whose statements are looked up. */
  readonly maxPlaces: number;
  readonly maxHops: number;
}

/** The evidence of every row, in the order of the rows, and whether a bound left some of it out. */
export interface Evidence {
  readonly rows: readonly RowEvidence[];
  readonly isBounded: boolean;
}

/**
 * Finds what each row rests on: for each template, a path with the fewest linked hops from its subject to its object,
 * and the bundles that state the hops. Templates between the same two variables are alternatives. A variable that a
 * row leaves unbound stands for every value of its column. One search for each distinct anchor is shared by all rows.
 * A hop that follows from others rests on the bundles that state those, and is linked where only linked statements entail it.
 */
export function evidenceOf(
  rows: readonly Row[],
  templates: readonly EvidenceTemplate[],
  options: EvidenceOptions,
): Evidence {
  const { store, view, position, axioms } = options;
  const assertedView = store.view({ mode: "asserted", ...(position === undefined ? {} : { position }) });
  const entailed = (each: QuadView) => (axioms === undefined ? each : withEntailed(each, axioms));
  const walked = { view: entailed(view), assertedView: entailed(assertedView) };
  const found = templates.map((template) => searchOf(rows, template, walked, options));
  const bundlesOfHop =
    axioms === undefined ? hopBundles(options) : premiseBundles(options, assertedView, axioms);

  const evidence = rows.map((row, i) => {
    const byEnds = new Map<string, { linkedHops: number; hops: readonly Hop[] }>();
    for (const [t, { subject, object }] of templates.entries()) {
      const path = found[t]?.pathOf(row, i);
      const ends = `${subject} ${object}`;
      const known = byEnds.get(ends);
      if (path !== undefined && (known === undefined || path.linkedHops < known.linkedHops))
        byEnds.set(ends, path);
    }
    const paths = [...byEnds.values()];
    const bundles = new Set(paths.flatMap(({ hops }) => hops.flatMap((hop) => bundlesOfHop.of(hop))));
    return {
      bundles: [...bundles].sort(),
      linkedHops: paths.reduce((sum, { linkedHops }) => sum + linkedHops, 0),
    };
  });
  return {
    rows: evidence,
    isBounded: bundlesOfHop.isBounded() || found.some(({ isBounded }) => isBounded()),
  };
}

/** The searches of one template, begun at whichever end has fewer distinct values. */
function searchOf(
  rows: readonly Row[],
  template: EvidenceTemplate,
  walked: Walked,
  options: EvidenceOptions,
) {
  const { parameters, predicates, maxPlaces } = options;
  const path = withPredicates(template.path, predicates);
  const subjects = valuesByRow(rows, template.subject, parameters);
  const objects = valuesByRow(rows, template.object, parameters);
  const isForward = distinctSets(subjects) <= distinctSets(objects);
  const [anchors, targets] = isForward ? [subjects, objects] : [objects, subjects];
  const walks = new Map<string, Walk>();
  const walkFrom = (terms: readonly Term[]) => {
    const key = keyOf(terms);
    const known = walks.get(key);
    if (known !== undefined) return known;
    const made = walk(walked, terms, isForward ? path : reversed(path), maxPlaces);
    walks.set(key, made);
    return made;
  };

  return {
    isBounded: () => [...walks.values()].some(({ isBounded }) => isBounded),
    pathOf(_row: Row, i: number) {
      const from = anchors[i] ?? [];
      if (from.length === 0) return undefined;
      const reached = walkFrom(from);
      return (targets[i] ?? [])
        .map((target) => reached.pathTo(target))
        .filter((found) => found !== undefined)
        .reduce<ReturnType<Walk["pathTo"]>>(
          (least, found) => (least === undefined || found.linkedHops < least.linkedHops ? found : least),
          undefined,
        );
    },
  };
}

function valuesByRow(rows: readonly Row[], variable: string, parameters: Row): readonly (readonly Term[])[] {
  const parameter = parameters[variable];
  const inColumn = new Map<string, Term>();
  for (const row of rows) {
    const term = row[variable];
    if (term !== undefined) inColumn.set(termKey(term), term);
  }
  const ofColumn = [...inColumn.values()];
  return rows.map((row) => {
    const own = row[variable] ?? parameter;
    return own === undefined ? ofColumn : [own];
  });
}

function distinctSets(sets: readonly (readonly Term[])[]): number {
  return new Set(sets.map(keyOf)).size;
}

/** Sets of a column's values are one and the same array, so only its length and its first term need be compared. */
function keyOf(terms: readonly Term[]): string {
  const [first] = terms;
  return first === undefined ? "" : `${terms.length} ${termKey(first)}`;
}

/** The bundles that state a hop, or on which the linker's statement of it rests; looked up once for each hop. */
function hopBundles({ view, store, position, maxHops }: EvidenceOptions) {
  const known = new Map<string, readonly string[]>();
  let isBounded = false;
  const lookUp = ({ subject, predicate, object, isLinked }: Hop): readonly string[] => {
    const supports = [...store.derived(subject, predicate, object, position)].flatMap(
      (derived) => derived.supports,
    );
    if (isLinked) return supports;
    const graphs = [...view.match(subject, predicate, object, null)].map(({ graph }) => graph.value);
    return [...supports, ...graphs.filter((graph) => /\/bundle\//.test(graph)).map(bundleOfGraph)];
  };
  return {
    isBounded: () => isBounded,
    of(hop: Hop): readonly string[] {
      const key = `${termKey(hop.subject)} ${hop.predicate.value} ${termKey(hop.object)}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      if (known.size >= maxHops) {
        isBounded = true;
        return [];
      }
      const bundles = lookUp(hop);
      known.set(key, bundles);
      return bundles;
    },
  };
}

/** The bundles of what a hop follows from. */
function premiseBundles(options: EvidenceOptions, assertedView: QuadView, axioms: readonly Axiom[]) {
  const bundlesOfHop = hopBundles(options);
  const premisesOf = premisesIn(options.view, axioms);
  return {
    isBounded: bundlesOfHop.isBounded,
    of(hop: Hop): readonly string[] {
      const bundles: string[] = [];
      for (const premise of premisesOf(hop)) {
        const isLinked = !has(assertedView, premise.subject, premise.predicate, premise.object);
        bundles.push(...bundlesOfHop.of({ ...premise, isLinked }));
        if (bundlesOfHop.isBounded()) break;
      }
      return bundles;
    },
  };
}

/** A graph of a posted document is `{bundle}/graph/{n}`. */
function bundleOfGraph(graph: string): string {
  return graph.replace(/\/graph\/\d+$/, "");
}
