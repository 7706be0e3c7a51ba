import type { Term, Variable } from "@rdfjs/types";
import { type Algebra, AlgebraFactory } from "@traqula/algebra-transformations-1-1";
import { DataFactory } from "n3";
import { xsd } from "../vocabulary.ts";
import { bindsVariable, everyRow } from "./evaluate/every-row.ts";
import { variablesInScope } from "./evaluate/scope.ts";
import { tripleTerm } from "./triple-term.ts";

/**
 * Writes the graph of each `GRAPH` on the patterns within, so that an engine needs to know of graphs in patterns alone:
 * `GRAPH ?g { P }` is P in every graph, each row with its graph (SPARQL 1.1 §18.6).
 *
 * Where P does not bind `?g` by a pattern, such as `VALUES`, the graphs in view are joined to it. A sub-select gives its graph
 * out, and groups by it; what it calls `?g` itself, without giving it out, is another variable, and gets another name. A group
 * without keys has a row also where nothing matches, so for every graph.
 *
 * A `LIMIT` of such a sub-select counts the rows of all graphs together, where it should count those of each.
 */
export function writeGraphs(query: Algebra.Operation): Algebra.Operation {
  let fresh = 0;
  return written(query);

  function written(operation: Algebra.Operation): Algebra.Operation {
    if (operation.type !== "graph") return mapped(operation, written);
    const { name } = operation;
    const input = written(operation.input);
    if (name.termType !== "Variable") return inNamed(input, name);
    return ranging(inEach(input, name), name);
  }

  function inNamed(operation: Algebra.Operation, graph: Term): Algebra.Operation {
    return placed(operation, graph) ?? mapped(operation, (each) => inNamed(each, graph));
  }

  function inEach(operation: Algebra.Operation, graph: Variable): Algebra.Operation {
    const inside = (each: Algebra.Operation) => inEach(each, graph);
    const each = (input: Algebra.Operation) => ranging(inside(input), graph);
    switch (operation.type) {
      case "union":
        return factory.createUnion(operation.input.map(each), false);
      case "leftjoin": {
        const [left, right] = operation.input;
        return { ...mapped(operation, inside), input: [each(left), inside(right)] } as Algebra.LeftJoin;
      }
      case "minus":
        return inMinus(operation, graph);
      case "project":
        return inProjection(operation, graph);
      case "group":
        return inGroup(operation, graph);
      case "extend": {
        if (!operation.variable.equals(graph)) return mapped(operation, inside);
        const other = another(graph);
        const extended = { ...operation, input: ranging(inEach(operation.input, other), other) };
        const terms = [graph, other].map((variable) => factory.createTermExpression(variable));
        return factory.createFilter(extended, factory.createOperatorExpression("sameterm", terms));
      }
      default:
        return placed(operation, graph) ?? mapped(operation, inside);
    }
  }

  /** Only what is in the same graph is taken away, and the graph does not count as a variable that both sides have. */
  function inMinus(operation: Algebra.Minus, graph: Variable): Algebra.Operation {
    const [left, right] = operation.input;
    const inRight = variablesInScope(right);
    const shared = [...variablesInScope(left)].filter((name) => name !== graph.value && inRight.has(name));
    const from = ranging(inEach(left, graph), graph);
    if (shared.length === 0) return from;
    const taken = ranging(inEach(right, graph), graph);
    const isCertain = shared.some((name) => bindsVariable(left, name) && bindsVariable(right, name));
    const minus = factory.createMinus(from, taken);
    return isCertain ? minus : { ...minus, graphScopeVar: graph };
  }

  function inProjection(operation: Algebra.Project, graph: Variable): Algebra.Operation {
    if (operation.variables.some((variable) => variable.equals(graph)))
      return { ...operation, input: ranging(inEach(operation.input, graph), graph) };
    const input = renamed(operation.input, graph, another(graph)) as Algebra.Operation;
    return factory.createProject(ranging(inEach(input, graph), graph), [...operation.variables, graph]);
  }

  function inGroup(operation: Algebra.Group, graph: Variable): Algebra.Operation {
    const input = ranging(inEach(operation.input, graph), graph);
    const { variables } = operation;
    const aggregates = operation.aggregates.map((each) => mapped(each, (inner) => inEach(inner, graph)));
    const isKey = variables.some((variable) => variable.equals(graph));
    const grouped = factory.createGroup(input, isKey ? variables : [...variables, graph], aggregates);
    if (variables.length > 0) return grouped;
    const empty = factory.createMinus(allGraphs(graph), factory.createProject(input, [graph]));
    const ofNothing = factory.createGroup(nothing, [], aggregates);
    return factory.createUnion([grouped, factory.createJoin([empty, ofNothing], false)], false);
  }

  function ranging(operation: Algebra.Operation, graph: Variable): Algebra.Operation {
    return binds(operation, graph) ? operation : factory.createJoin([allGraphs(graph), operation], false);
  }

  function allGraphs(graph: Variable): Algebra.Operation {
    const [subject, predicate, object] = [another(graph), another(graph), another(graph)];
    const anything = factory.createBgp([factory.createPattern(subject, predicate, object, graph)]);
    return factory.createDistinct(factory.createProject(anything, [graph]));
  }

  /** A variable that no query can name. */
  function another({ value }: Variable): Variable {
    fresh += 1;
    return DataFactory.variable(`${value} graph ${fresh}`);
  }
}

const factory = new AlgebraFactory();

/** No row. Of an empty VALUES, Comunica believes that what is grouped of it is empty too. */
const nothing = factory.createFilter(
  factory.createValues([], [{}]),
  factory.createTermExpression(DataFactory.literal("false", xsd.boolean)),
);

/** A pattern or a path in a graph, unless it has one; what a `SERVICE` asks is not ours. Undefined for all else. */
function placed(operation: Algebra.Operation, graph: Term): Algebra.Operation | undefined {
  if (operation.type === "service") return operation;
  if (operation.type !== "pattern" && operation.type !== "path") return undefined;
  if (operation.graph.termType !== "DefaultGraph") return operation;
  if (operation.type === "path") return { ...operation, graph };
  const { subject, predicate, object } = operation;
  return factory.createPattern(subject, predicate, object, graph);
}

/** Whether every row of an operation has one of its patterns in the graph. */
function binds(operation: Algebra.Operation, graph: Variable): boolean {
  return everyRow(operation, graph, (pattern) => pattern.graph.equals(graph));
}

/** A copy of an operation or expression whose operations are changed, those of its expressions too. */
function mapped<Part>(part: Part, change: (operation: Algebra.Operation) => Algebra.Operation): Part {
  const inner = (field: unknown): unknown => {
    if (Array.isArray(field)) return field.map(inner);
    if (typeof field !== "object" || field === null || !("type" in field)) return field;
    return field.type === "expression" ? mapped(field, change) : change(field as Algebra.Operation);
  };
  if (typeof part === "object" && part !== null && "termType" in part) return part;
  return Object.fromEntries(
    Object.entries(part as object).map(([name, field]) => [name, inner(field)]),
  ) as Part;
}

/** A copy in which one variable has another name, wherever it stands. */
function renamed(part: unknown, from: Variable, to: Variable): unknown {
  if (Array.isArray(part)) return part.map((each) => renamed(each, from, to));
  if (typeof part !== "object" || part === null) return part;
  if ("type" in part && part.type === "pattern") {
    const { subject, predicate, object, graph } = part as Algebra.Pattern;
    const [s, p, o, g] = [subject, predicate, object, graph].map((term) => renamed(term, from, to) as Term);
    return factory.createPattern(s as Term, p as Term, o as Term, g);
  }
  if ("termType" in part) return renamedTerm(part as Term, from, to);
  const fields = Object.entries(part).map(([name, field]) => [
    "type" in part || name !== from.value ? name : to.value,
    renamed(field, from, to),
  ]);
  return Object.fromEntries(fields);
}

function renamedTerm(term: Term, from: Variable, to: Variable): Term {
  if (term.termType !== "Quad") return from.equals(term) ? to : term;
  return tripleTerm(term, (each) => renamedTerm(each, from, to));
}
