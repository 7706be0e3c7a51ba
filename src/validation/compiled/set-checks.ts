import { DataFactory } from "n3";
import { termKey } from "../../quads/term-key.ts";
import {
  allValues,
  type CheckCompiler,
  eachValue,
  type Fault,
  isTrue,
  noFaults,
  numberOf,
  parameter,
} from "./check.ts";
import { compared } from "./comparison.ts";
import type { DataNode, NodeSet } from "./data-graph.ts";

/** Compilers of the constraints that look at values together, or at other statements about the focus node (SHACL §4.2, §4.5, §4.8). */
export const setChecks: Readonly<Record<string, CheckCompiler>> = {
  MinCountConstraintComponent: (constraint) => {
    const least = numberOf(constraint, "minCount");
    return allValues((values) => values.size >= least);
  },

  MaxCountConstraintComponent: (constraint) => {
    const most = numberOf(constraint, "maxCount");
    return allValues((values) => values.size <= most);
  },

  HasValueConstraintComponent: (constraint) => {
    const wanted = parameter(constraint, "hasValue");
    if (wanted === undefined) return undefined;
    const key = termKey(wanted);
    return allValues((values) => some(values, (value) => value.key === key));
  },

  UniqueLangConstraintComponent: (constraint) => {
    if (!isTrue(parameter(constraint, "uniqueLang"))) return () => noFaults;
    return (_, values) => repeatedLanguages(values);
  },

  EqualsConstraintComponent: (constraint) => {
    const other = parameter(constraint, "equals")?.value ?? "";
    if (constraint.shape.isPropertyShape) {
      return (focus, values) => {
        const others = focus.values(other);
        const missing = [...values].filter((value) => !others.has(value));
        const further = [...others].filter((value) => !values.has(value));
        return [...missing, ...further].map((value) => ({ value }));
      };
    }
    return (focus) => {
      const others = focus.values(other);
      if (others.size === 0) return [{ value: focus }];
      return [...others].filter((value) => value !== focus).map((value) => ({ value }));
    };
  },

  DisjointConstraintComponent: (constraint) => {
    const other = parameter(constraint, "disjoint")?.value ?? "";
    return eachValue((value, focus) => !focus.values(other).has(value));
  },

  LessThanConstraintComponent: ordered("lessThan", (order) => order >= 0),
  LessThanOrEqualsConstraintComponent: ordered("lessThanOrEquals", (order) => order > 0),

  ClosedConstraintComponent: (constraint, { reading }) => {
    if (!isTrue(parameter(constraint, "closed"))) return () => noFaults;
    const ignored = parameter(constraint, "ignoredProperties");
    const known = new Set(
      [
        ...reading.valuesOfProperties(constraint.shape.shapeNode, "path"),
        ...(ignored === undefined ? [] : reading.members(ignored)),
      ]
        .filter(({ termType }) => termType === "NamedNode")
        .map(({ value }) => value),
    );
    return (_, values) => unknownStatements(values, known);
  },
};

function some(values: NodeSet, isWanted: (value: DataNode) => boolean): boolean {
  for (const value of values) if (isWanted(value)) return true;
  return false;
}

/** In the order in which the graph first stated a text of the language. */
function repeatedLanguages(values: NodeSet): Fault[] {
  const counts = new Map<string, number>();
  for (const { term } of [...values].sort((a, b) => a.ordinal - b.ordinal)) {
    const language = term.termType === "Literal" ? term.language.toLowerCase() : "";
    if (language !== "") counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([language, count]) => ({ message: `Language "${language}" has been used by ${count} values` }));
}

/** `isBroken` says when the order of a value and of one that it is compared with is at odds with the constraint. */
function ordered(name: string, isBroken: (order: number) => boolean): CheckCompiler {
  return (constraint) => {
    const other = parameter(constraint, name)?.value ?? "";
    return (focus, values) => {
      const others = focus.values(other);
      if (others.size === 0 || values.size === 0) return noFaults;
      const faults: Fault[] = [];
      for (const value of values) {
        for (const { term } of others) {
          const order = compared(value.term, term);
          if (order === undefined || isBroken(order)) faults.push({ value });
        }
      }
      return faults;
    };
  };
}

function unknownStatements(values: NodeSet, known: ReadonlySet<string>): Fault[] {
  const faults: Fault[] = [];
  for (const node of values) {
    for (const predicate of node.predicates) {
      if (known.has(predicate)) continue;
      const path = DataFactory.namedNode(predicate);
      for (const value of node.values(predicate)) faults.push({ path, value });
    }
  }
  return faults;
}
