import type { Term } from "@rdfjs/types";
import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { noTerm, type TermId, termKind } from "../../quads/id-view.ts";
import { newBlankNode } from "./new-blank-node.ts";
import type { EvaluationContext, Operator } from "./operator.ts";
import { distinct } from "./operators/project.ts";
import { unit } from "./operators/unit.ts";
import type { Planner } from "./planner.ts";
import type { QueryTerms, Rows } from "./rows.ts";
import { RowsBuilder } from "./rows-builder.ts";
import { variablesInScope, variablesOfTerm } from "./scope.ts";

const columns = ["subject", "predicate", "object"];

/** The triples of a CONSTRUCT or a DESCRIBE, each once, as rows of three columns. */
export function templateOf(operation: Algebra.Construct | Algebra.Describe, planner: Planner): Operator {
  const triples =
    operation.type === "construct" ? constructed(operation, planner) : described(operation, planner);
  return distinct(triples, planner.context);
}

/**
 * A template's triples for each row, but those that a row leaves incomplete, or that are no RDF. Its blank nodes are made anew
 * for each row, so that repeats of a row count (SPARQL 1.1 §16.2.1).
 */
function constructed({ template, input }: Algebra.Construct, { context, plan }: Planner): Operator {
  const { terms, observe } = context;
  const all = template.flatMap(({ subject, predicate, object }) => [subject, predicate, object]);
  const names = new Set(all.flatMap((term) => [...variablesOfTerm(term)]));
  const blankLabels = [...new Set(all.flatMap(blanks))];
  const rows = plan(input, unit, { variables: names, isSet: blankLabels.length === 0 });
  const triples = template.map(({ subject, predicate, object }) => [subject, predicate, object].map(place));
  return observe({
    ...unit,
    variables: columns,
    certain: new Set(columns),
    name: "construct",
    detail: `${template.length} triples a row`,
    inputs: [rows],
    rows: () => rowsOfTemplate(rows, blankLabels.length, triples, terms),
  });

  /** Where a term of the template is found: in a column, among the new blank nodes of the row, or in itself. */
  function place(term: Term): IdAt {
    if (term.termType === "BlankNode") {
      const blank = blankLabels.indexOf(term.value);
      return (_columns, _row, made) => made[blank] ?? noTerm;
    }
    if (term.termType === "Variable") {
      const column = rows.variables.indexOf(term.value);
      return (columns, row) => columns[column]?.[row] ?? noTerm;
    }
    if (term.termType !== "Quad") {
      const id = terms.intern(term);
      return () => id;
    }
    const parts = [term.subject, term.predicate, term.object].map(place);
    return (columns, row, made) => {
      const [s = noTerm, p = noTerm, o = noTerm] = parts.map((idAt) => idAt(columns, row, made));
      return isTriple([s, p, o], terms) ? terms.internTriple(s, p, o) : noTerm;
    };
  }
}

type IdAt = (columns: readonly Uint32Array[], row: number, made: readonly TermId[]) => TermId;

function* rowsOfTemplate(
  input: Operator,
  blankNodes: number,
  triples: readonly (readonly IdAt[])[],
  terms: QueryTerms,
): Iterable<Rows> {
  const out = new RowsBuilder(3);
  for (const { columns, length } of input.rows()) {
    for (let row = 0; row < length; row++) {
      const made = Array.from({ length: blankNodes }, () => terms.intern(newBlankNode()));
      for (const triple of triples) {
        const ids = triple.map((idAt) => idAt(columns, row, made));
        if (isTriple(ids, terms)) add(ids, out);
      }
    }
    if (out.isFull) yield out.take();
  }
  if (out.length > 0) yield out.last();
}

function isTriple(ids: readonly TermId[], terms: QueryTerms): boolean {
  const [subject = noTerm, predicate = noTerm, object = noTerm] = ids;
  if (subject === noTerm || predicate === noTerm || object === noTerm) return false;
  const kind = terms.kind(subject);
  return (kind === termKind.iri || kind === termKind.blankNode) && terms.kind(predicate) === termKind.iri;
}

function add(triple: readonly TermId[], out: RowsBuilder): void {
  triple.forEach((id, i) => {
    (out.columns[i] as Uint32Array)[out.length] = id;
  });
  out.added();
}

/** The triples of which what is described is the subject. */
function described({ terms: described, input }: Algebra.Describe, { context, plan }: Planner): Operator {
  const names = new Set(variables(described));
  const inScope = variablesInScope(input);
  const rows = plan(input, unit, {
    variables: new Set([...names].filter((name) => inScope.has(name))),
    isSet: true,
  });
  return context.observe({
    ...unit,
    variables: columns,
    certain: new Set(columns),
    name: "describe",
    detail: "",
    inputs: [rows],
    rows: () => rowsAbout(() => nodesOf(described, names, rows, context.terms), context),
  });
}

/** What is described: the terms that are written, and what the variables are bound to. */
function nodesOf(
  described: readonly Term[],
  names: ReadonlySet<string>,
  rows: Operator,
  terms: QueryTerms,
): ReadonlySet<TermId> {
  const nodes = new Set<TermId>();
  for (const term of described) if (term.termType !== "Variable") nodes.add(terms.idOf(term));
  for (const chunk of rows.rows())
    for (const name of names) {
      const column = chunk.columns[rows.variables.indexOf(name)];
      for (let row = 0; row < chunk.length; row++) nodes.add(column?.[row] ?? noTerm);
    }
  nodes.delete(noTerm);
  return nodes;
}

function* rowsAbout(nodes: () => Iterable<TermId>, { view, budget }: EvaluationContext): Iterable<Rows> {
  const cursor = view.cursor();
  const out = new RowsBuilder(3);
  for (const node of nodes()) {
    cursor.seek(node, noTerm, noTerm, noTerm);
    while (cursor.next()) {
      add([cursor.subject, cursor.predicate, cursor.object], out);
      budget.spend(1);
    }
    if (out.isFull) yield out.take();
  }
  if (out.length > 0) yield out.last();
}

function blanks(term: Term): string[] {
  if (term.termType === "Quad") return [term.subject, term.predicate, term.object].flatMap(blanks);
  return term.termType === "BlankNode" ? [term.value] : [];
}

function variables(terms: readonly Term[]): string[] {
  return terms.flatMap((term) => (term.termType === "Variable" ? [term.value] : []));
}
