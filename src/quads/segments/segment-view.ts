import {
  anyGraph,
  type IdDataset,
  type IdView,
  noTerm,
  type QuadCursor,
  type TermId,
  type TermReader,
} from "../id-view.ts";
import { neighboursIn } from "../lineage/neighbours.ts";
import { SegmentCursor } from "./cursor.ts";
import { GraphSet } from "./graph-set.ts";
import { gspo } from "./segment.ts";
import { fewGraphs, type GraphRestriction, restrictionTo, rowsOfGraphs, type Snapshot } from "./snapshot.ts";
import { firstAt, groupCount, lowerBound } from "./sorted-rows.ts";

/** The view of a snapshot; `snapshot` is asked for when something is first read. */
export function segmentView(
  terms: TermReader,
  snapshot: () => Snapshot,
  restriction?: GraphRestriction,
): IdView {
  let scratch: SegmentCursor | undefined;
  const cursor = () => new SegmentCursor(snapshot(), restriction);
  const candidates = (subject: TermId, predicate: TermId, object: TermId, graph: TermId) => {
    scratch ??= cursor();
    scratch.seek(subject, predicate, object, graph);
    return scratch.candidates;
  };

  return {
    terms,
    cursor,
    neighbours(predicate, isInverse) {
      // Few graphs have few quads, which a cursor reads by their graphs.
      if (restriction !== undefined && restriction.defaultGraphs.length <= fewGraphs) return undefined;
      return neighboursIn(snapshot(), predicate, isInverse, restriction?.isDefault);
    },
    estimate(subject, predicate, object, graph) {
      const found = candidates(subject, predicate, object, graph);
      if (restriction === undefined || (graph !== noTerm && graph !== anyGraph)) return found;
      const graphs = graph === noTerm ? restriction.defaultGraphs : restriction.namedGraphs;
      if (graphs.length > fewGraphs) return found;
      return Math.min(found, rowsOfGraphs(snapshot().segments, graphs));
    },
    distinct(predicate, position) {
      let sum = 0;
      for (const { counts } of snapshot().segments) {
        const { predicates } = counts;
        const place = lowerBound(predicates, 0, predicates.length, predicate);
        if (predicates[place] !== predicate) continue;
        sum += (position === "subject" ? counts.subjects : counts.objects)[place] as number;
      }
      return sum;
    },
    graphs: () => graphsOf(snapshot(), cursor(), restriction),
    dataset({ defaultGraphs, namedGraphs }: IdDataset) {
      const isVisible = restriction?.isNamed;
      const within = (graphs: readonly TermId[]) =>
        isVisible === undefined ? graphs : graphs.filter((graph) => isVisible.has(graph));
      return segmentView(terms, snapshot, restrictionTo(within(defaultGraphs), within(namedGraphs)));
    },
  };
}

function* graphsOf(
  { segments, isWhole, visibility, erasures }: Snapshot,
  cursor: QuadCursor,
  restriction: GraphRestriction | undefined,
): Iterable<TermId> {
  const given = new GraphSet();
  for (const [i, { orders }] of segments.entries()) {
    const sorted = orders[gspo];
    for (let group = 0; group < groupCount(sorted); group++) {
      if (sorted.offsets[group] === sorted.offsets[group + 1]) continue;
      const graph = firstAt(sorted, group);
      if (given.has(graph) || restriction?.isNamed.has(graph) === false) continue;
      if (isWhole[i] !== true || visibility.intervals.erasures !== erasures) {
        cursor.seek(noTerm, noTerm, noTerm, graph);
        if (!cursor.next()) continue;
      }
      given.add(graph);
      yield graph;
    }
  }
}
