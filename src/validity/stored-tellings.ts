import type { NamedNode, Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import { nameTextBy, statementText } from "../constraints/statement-text.ts";
import { readProvO } from "../interop/prov-o/read.ts";
import { eventsOf, type Telling } from "../plausibility/tellings.ts";
import { timeOf } from "../plausibility/times.ts";
import type { Statement } from "../prov/document.ts";
import type { QuadView } from "../quads/quad-store.ts";
import { mun, namespaceOf, prov } from "../vocabulary.ts";

/**
 * What producers tell of when things started, ended and came to be, before anything is merged: each event of a run is told by its
 * producer, what a posted document states by that document. `base` begins what the store mints.
 */
export function* storedTellings(view: QuadView, base: string): Iterable<Telling> {
  const eventTimes = new Map<string, string>();
  for (const { subject, object } of ownStatements(view, mun.eventTime))
    eventTimes.set(subject.value, object.value);
  yield* tellingsOfEvents(view, eventTimes);
  for (const graph of graphsWithTimes(view, base))
    if (!eventTimes.has(graph)) yield* tellingsOfDocument(view, graph);
}

const nameText = nameTextBy({});

function* tellingsOfEvents(view: QuadView, eventTimes: ReadonlyMap<string, string>): Iterable<Telling> {
  const producers = new Map<string, string>();
  for (const { subject, object } of ownStatements(view, prov.wasAttributedTo))
    producers.set(subject.value, object.value);
  const runs = new Map<string, string>();
  for (const { subject, object } of ownStatements(view, mun.about)) runs.set(subject.value, object.value);
  for (const { subject, object } of ownStatements(view, mun.eventType)) {
    const [event, argument] = eventOfType[object.value.toUpperCase()] ?? [];
    const [text, run] = [eventTimes.get(subject.value), runs.get(subject.value)];
    const time = timeOf(text);
    if (event === undefined || argument === undefined || time === undefined || run === undefined) continue;
    const statement: Statement = {
      type: "activity",
      id: run,
      args: { [argument]: time.text },
      attributes: [],
    };
    const teller = producers.get(subject.value) ?? subject.value;
    yield { thing: run, event, time, teller, statement: statementText(statement, nameText) };
  }
}

const eventOfType: Readonly<Record<string, readonly ["started" | "ended", "startTime" | "endTime"]>> = {
  START: ["started", "startTime"],
  COMPLETE: ["ended", "endTime"],
  FAIL: ["ended", "endTime"],
  ABORT: ["ended", "endTime"],
};

/** What bundles say of themselves. */
function* ownStatements(view: QuadView, predicate: NamedNode): Iterable<Quad> {
  for (const quad of view.match(null, predicate, null, null))
    if (quad.subject.value === quad.graph.value) yield quad;
}

function graphsWithTimes(view: QuadView, base: string): ReadonlySet<string> {
  const graphs = new Set<string>();
  for (const local of ["startedAtTime", "endedAtTime", "generatedAtTime", "invalidatedAtTime", "atTime"]) {
    const property = DataFactory.namedNode(namespaceOf.prov + local);
    for (const { graph } of view.match(null, property, null, null))
      if (graph.value.startsWith(`${base}bundle/`)) graphs.add(graph.value);
  }
  return graphs;
}

function* tellingsOfDocument(view: QuadView, graph: string): Iterable<Telling> {
  const quads = [...view.match(null, null, null, DataFactory.namedNode(graph))].map((quad) =>
    DataFactory.quad(quad.subject, quad.predicate, quad.object),
  );
  for (const statement of readProvO(quads).document.statements)
    for (const event of eventsOf(statement))
      yield { ...event, teller: graph, statement: statementText(statement, nameText) };
}
