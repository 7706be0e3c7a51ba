import type { Term } from "@rdfjs/types";
import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { noTerm, type TermId, termKind } from "../../quads/id-view.ts";
import { newBlankNode } from "./new-blank-node.ts";
import type { Operator } from "./operator.ts";
import { distinct } from "./operators/project.ts";
import { unit } from "./operators/unit.ts";
import type { Planner } from "./planner.ts";
import { RowsBuilder } from "./rows-builder.ts";
import { variablesInScope } from "./scope.ts";

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
  const names = new Set(
    template.flatMap(({ subject, predicate, object }) => variables([subject, predicate, object])),
  );
  const blankLabels = [...new Set(template.flatMap(({ subject, object }) => blanks([subject, object])))];
  const rows = plan(input, unit, { variables: names, isSet: blankLabels.length === 0 });
  /** Where a term of the template is found: at that place of the row, of the row's new blank nodes, or in `id` itself. */
  const place = (term: Term) => {
    if (term.termType === "BlankNode")
      return { column: -1, blank: blankLabels.indexOf(term.value), id: noTerm };
    return term.termType === "Variable"
      ? { column: rows.variables.indexOf(term.value), blank: -1, id: noTerm }
      : { column: -1, blank: -1, id: terms.intern(term) };
  };
  const triples = template.map(({ subject, predicate, object }) => [subject, predicate, object].map(place));
  return observe({
    ...unit,
    variables: columns,
    certain: new Set(columns),
    name: "construct",
    detail: `${template.length} triples a row`,
    inputs: [rows],
    *rows() {
      const out = new RowsBuilder(3);
      const key: TermId[] = [noTerm, noTerm, noTerm];
      for (const chunk of rows.rows()) {
        for (let row = 0; row < chunk.length; row++) {
          const made = blankLabels.map(() => terms.intern(newBlankNode()));
          for (const triple of triples) {
            triple.forEach(({ column, blank, id }, i) => {
              key[i] = column >= 0 ? (chunk.columns[column]?.[row] ?? noTerm) : (made[blank] ?? id);
            });
            if (!isTriple(key)) continue;
            key.forEach((id, i) => {
              (out.columns[i] as Uint32Array)[out.length] = id;
            });
            out.added();
          }
        }
        if (out.length > 0) yield out.take();
      }
    },
  });

  function isTriple([subject = noTerm, predicate = noTerm, object = noTerm]: readonly TermId[]): boolean {
    if (subject === noTerm || predicate === noTerm || object === noTerm) return false;
    const kind = terms.kind(subject);
    return (kind === termKind.iri || kind === termKind.blankNode) && terms.kind(predicate) === termKind.iri;
  }
}

/** The triples of which what is described is the subject. */
function described({ terms: described, input }: Algebra.Describe, { context, plan }: Planner): Operator {
  const { view, terms, observe, budget } = context;
  const names = new Set(variables(described));
  const inScope = variablesInScope(input);
  const rows = plan(input, unit, {
    variables: new Set([...names].filter((name) => inScope.has(name))),
    isSet: true,
  });
  return observe({
    ...unit,
    variables: columns,
    certain: new Set(columns),
    name: "describe",
    detail: "",
    inputs: [rows],
    *rows() {
      const nodes = new Set<TermId>();
      for (const term of described) if (term.termType !== "Variable") nodes.add(terms.idOf(term));
      for (const chunk of rows.rows())
        for (const name of names) {
          const column = chunk.columns[rows.variables.indexOf(name)];
          for (let row = 0; row < chunk.length; row++) nodes.add(column?.[row] ?? noTerm);
        }
      nodes.delete(noTerm);
      const cursor = view.cursor();
      const out = new RowsBuilder(3);
      for (const node of nodes) {
        cursor.seek(node, noTerm, noTerm, noTerm);
        while (cursor.next()) {
          const triple = [cursor.subject, cursor.predicate, cursor.object];
          triple.forEach((id, i) => {
            (out.columns[i] as Uint32Array)[out.length] = id;
          });
          out.added();
          budget.spend(1);
        }
        if (out.isFull) yield out.take();
      }
      if (out.length > 0) yield out.take();
    },
  });
}

function blanks(terms: readonly Term[]): string[] {
  return terms.flatMap((term) => (term.termType === "BlankNode" ? [term.value] : []));
}

function variables(terms: readonly Term[]): string[] {
  return terms.flatMap((term) => (term.termType === "Variable" ? [term.value] : []));
}
