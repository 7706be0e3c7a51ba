import type { Term } from "@rdfjs/types";
import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { DataFactory } from "n3";
import { allVariables } from "./evaluate/scope.ts";
import { tripleTerm } from "./triple-term.ts";

/**
 * The same operation, in which what a sub-select does not select has a name that no query can spell: outside of it, a variable of the
 * same name is another (SPARQL 1.1 §12). What stands in an EXISTS keeps its names, since the row's values are put into all of it.
 */
export function renameHidden(operation: Algebra.Operation): Algebra.Operation {
  const named = operation.type === "project" ? withOwnNames(operation) : operation;
  if (!("input" in named)) return named;
  const { input } = named as { readonly input: Algebra.Operation | readonly Algebra.Operation[] };
  const renamed = Array.isArray(input) ? input.map(renameHidden) : renameHidden(input as Algebra.Operation);
  return { ...named, input: renamed } as Algebra.Operation;
}

function withOwnNames(select: Algebra.Project): Algebra.Project {
  const selected = new Set(select.variables.map(({ value }) => value));
  const hidden = new Set([...allVariables(select.input)].filter((name) => !selected.has(name)));
  const nameOf = (name: string) => (hidden.has(name) ? `${name} hidden` : name);
  return hidden.size === 0 ? select : ({ ...select, input: rename(select.input) } as Algebra.Project);

  function rename(part: unknown): unknown {
    if (Array.isArray(part)) return part.map(rename);
    if (typeof part !== "object" || part === null) return part;
    if (!("type" in part)) return "termType" in part ? renameTerm(part as Term) : part;
    const fields = Object.entries(part).map(([name, field]) => [
      name,
      name === "metadata" ? field : rename(field),
    ]);
    const renamed = Object.fromEntries(fields);
    return part.type === "values"
      ? { ...renamed, bindings: (part as Algebra.Values).bindings.map(renameRow) }
      : renamed;
  }

  function renameTerm(term: Term): Term {
    if (term.termType === "Quad") return tripleTerm(term, renameTerm);
    return term.termType === "Variable" ? DataFactory.variable(nameOf(term.value)) : term;
  }

  function renameRow(row: Readonly<Record<string, Term>>): Record<string, Term> {
    return Object.fromEntries(Object.entries(row).map(([name, term]) => [nameOf(name), term]));
  }
}
