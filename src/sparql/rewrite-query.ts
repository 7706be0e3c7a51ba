import type { Term, Variable } from "@rdfjs/types";
import { type Algebra, AlgebraFactory } from "@traqula/algebra-transformations-1-1";
import { DataFactory } from "n3";
import { xsd } from "../vocabulary.ts";
import { ParameterNotFreeError, ServiceRefusedError } from "./errors.ts";
import { variablesInScope } from "./evaluate/scope.ts";
import { tripleTerm } from "./triple-term.ts";

export interface Rewriting {
  /** Terms by variable name, without `?`. */
  readonly parameters?: Readonly<Record<string, Term>>;
  /** Predicate IRIs to ask for instead of others. */
  readonly predicates?: Readonly<Record<string, string>>;
}

/**
 * Puts parameters and predicates into a query's algebra, so that values are terms and never text.
 *
 * A parameter stands wherever the query speaks of its variable, in sub-queries, `EXISTS` and the ends of paths too.
 * Where only a variable may stand, it becomes one that is bound to the value: a variable of the answer is bound before
 * the projection, a group key in the group's input, and a variable that both sides of a `MINUS` share on both sides,
 * since `MINUS` compares by shared variables (SPARQL 1.1 §8.3.2). A `VALUES` table of parameters alone is a default,
 * which the parameters replace; of a wider table the rows of the given value stay.
 *
 * Predicates are replaced in patterns, paths and `CONSTRUCT` templates: an answer must not state the stronger edge
 * when the weaker one was asked for.
 * @throws {ParameterNotFreeError} when the query computes the variable itself.
 * @throws {ServiceRefusedError} when the query has a `SERVICE`.
 */
export function rewriteQuery(query: Algebra.Operation, rewriting: Rewriting): Algebra.Operation {
  const parameters = new Map(Object.entries(rewriting.parameters ?? {}));
  const predicates = new Map(Object.entries(rewriting.predicates ?? {}));
  const answer = answerOf(query);
  let stand = 0;

  const given = (term: Term) => (term.termType === "Variable" ? parameters.get(term.value) : undefined);
  const isGiven = (variable: Variable) => parameters.has(variable.value);
  const substitute = (term: Term): Term =>
    term.termType === "Quad" ? tripleTerm(term, substitute) : (given(term) ?? term);
  const replace = (term: Term): Term => {
    const iri = term.termType === "NamedNode" ? predicates.get(term.value) : undefined;
    return iri === undefined ? term : DataFactory.namedNode(iri);
  };
  /** Binds `variable` to the value that is given for `parameter`. */
  const bind = (input: Algebra.Operation, parameter: Variable, variable: Variable): Algebra.Operation => {
    const value = factory.createTermExpression(parameters.get(parameter.value) ?? parameter);
    return factory.createExtend(input, variable, value);
  };
  /** Variables that no query can name, to stand for parameters where a variable must. */
  const standIns = (variables: readonly Variable[]): readonly (readonly [Variable, Variable])[] => {
    stand++;
    return variables.map((each) => [each, DataFactory.variable(`${each.value} given ${stand}`)]);
  };

  return rewrite(query);

  function rewrite<Part>(part: Part): Part {
    return rewritePart(part) as Part;
  }

  function rewritePart(part: unknown): unknown {
    if (Array.isArray(part)) return part.map(rewritePart);
    if (typeof part !== "object" || part === null) return part;
    if ("type" in part) return rewriteOperation(part as Algebra.Operation);
    return "termType" in part ? substitute(part as Term) : part;
  }

  function rewriteFields<Operation extends Algebra.Operation>(operation: Operation): Operation {
    const fields = Object.entries(operation).map(([name, field]) => [name, rewritePart(field)]);
    return Object.fromEntries(fields) as Operation;
  }

  function rewriteOperation(operation: Algebra.Operation): Algebra.Operation {
    switch (operation.type) {
      case "service":
        throw new ServiceRefusedError();
      case "project":
        return rewriteProjection(operation);
      case "group":
        return rewriteGroup(operation);
      case "minus":
        return rewriteMinus(operation);
      case "values":
        return rewriteValues(operation);
      case "extend":
        if (isGiven(operation.variable)) throw new ParameterNotFreeError(operation.variable.value);
        return rewriteFields(operation);
      case "pattern": {
        const { subject, predicate, object, graph } = operation;
        return factory.createPattern(
          substitute(subject),
          replace(substitute(predicate)),
          substitute(object),
          substitute(graph),
        );
      }
      case "link":
        return { ...operation, iri: replace(operation.iri) } as Algebra.Link;
      case "nps":
        return { ...operation, iris: operation.iris.map(replace) } as Algebra.Nps;
      case "expression":
        return asksWhetherGivenIsBound(operation) ? isTrue : rewriteFields(operation);
      default:
        return rewriteFields(operation);
    }
  }

  /** The answer binds what it projects; a sub-query need not, since nobody asks it for what is given. */
  function rewriteProjection(operation: Algebra.Project): Algebra.Operation {
    const input = rewrite(operation.input);
    if (operation !== answer)
      return factory.createProject(
        input,
        operation.variables.filter((variable) => !isGiven(variable)),
      );
    const bound = operation.variables.filter(isGiven).reduce((each, name) => bind(each, name, name), input);
    return factory.createProject(bound, operation.variables);
  }

  function rewriteGroup(operation: Algebra.Group): Algebra.Operation {
    const keys = standIns(operation.variables.filter(isGiven));
    const input = keys.reduce((each, [name, key]) => bind(each, name, key), rewrite(operation.input));
    const ungiven = operation.variables.filter((variable) => !isGiven(variable));
    const aggregates = operation.aggregates.map((each) => ({
      ...rewriteFields(each),
      variable: each.variable,
    }));
    return factory.createGroup(input, [...ungiven, ...keys.map(([, key]) => key)], aggregates);
  }

  function rewriteMinus(operation: Algebra.Minus): Algebra.Operation {
    const [left, right] = operation.input;
    const inRight = variablesInScope(right);
    const shared = [...variablesInScope(left)]
      .filter((name) => parameters.has(name) && inRight.has(name))
      .map((name) => DataFactory.variable(name));
    const names = standIns(shared);
    const side = (input: Algebra.Operation) =>
      names.reduce((each, [name, standIn]) => bind(each, name, standIn), rewrite(input));
    const { graphScopeVar, ...minus } = operation;
    const scope = graphScopeVar === undefined || isGiven(graphScopeVar) ? {} : { graphScopeVar };
    return { ...minus, input: [side(left), side(right)], ...scope };
  }

  function rewriteValues(operation: Algebra.Values): Algebra.Operation {
    const kept = operation.variables.filter((variable) => !isGiven(variable));
    if (kept.length === operation.variables.length) return operation;
    if (kept.length === 0) return factory.createValues([], [{}]);
    const rows = operation.bindings.filter((row) =>
      Object.entries(row).every(([name, term]) => parameters.get(name)?.equals(term) ?? true),
    );
    const names = new Set(kept.map(({ value }) => value));
    const columns = rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => names.has(name))),
    );
    return factory.createValues(kept, columns);
  }

  function asksWhetherGivenIsBound(expression: Algebra.Expression): boolean {
    if (expression.subType !== "operator" || !("operator" in expression) || expression.operator !== "bound")
      return false;
    const [argument] = expression.args;
    return argument !== undefined && "term" in argument && given(argument.term) !== undefined;
  }
}

const factory = new AlgebraFactory();
const isTrue = factory.createTermExpression(DataFactory.literal("true", xsd.boolean));

/** The projection whose rows are the query's answer. */
export function answerOf(query: Algebra.Operation): Algebra.Project | undefined {
  if (query.type === "project") return query;
  if (
    query.type === "slice" ||
    query.type === "distinct" ||
    query.type === "reduced" ||
    query.type === "from"
  )
    return answerOf(query.input);
  return undefined;
}
