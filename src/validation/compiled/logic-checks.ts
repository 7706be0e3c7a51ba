import type { Term } from "@rdfjs/types";
import type { ReadConstraint } from "../shacl-engine.ts";
import {
  allValues,
  type CheckCompiler,
  type CheckContext,
  type Conforms,
  eachValue,
  isTrue,
  numberOf,
  parameter,
} from "./check.ts";
import type { DataGraph, NodeSet } from "./data-graph.ts";

/** Compilers of the constraints that apply other shapes to the values (SHACL §4.6, §4.7). */
export const logicChecks: Readonly<Record<string, CheckCompiler>> = {
  NotConstraintComponent: (constraint, context) => {
    const conforms = shapeIn(constraint, "not", context);
    return eachValue((value, _, graph) => !conforms(value, graph));
  },

  AndConstraintComponent: (constraint, context) => {
    const members = context.reading.members(given(constraint, "and"));
    const { pathObject, isPropertyShape } = constraint.shape;
    if (!isPropertyShape) {
      const conforming = members.map((member) => context.conformsTo(member));
      return eachValue((value, _, graph) => conforming.every((conforms) => conforms(value, graph)));
    }
    // The library gives the members the path of the shape that they stand in, and forgets it where it is no predicate.
    if (pathObject === null || !("termType" in pathObject)) return undefined;
    const conforming = members.map((member) =>
      context.conformsTo(context.reading.shape(member).overridePath(pathObject)),
    );
    return eachValue((_, focus, graph) => conforming.every((conforms) => conforms(focus, graph)));
  },

  OrConstraintComponent: (constraint, context) => {
    const conforming = shapesIn(constraint, "or", context);
    return eachValue((value, _, graph) => conforming.some((conforms) => conforms(value, graph)));
  },

  XoneConstraintComponent: (constraint, context) => {
    const conforming = shapesIn(constraint, "xone", context);
    return eachValue(
      (value, _, graph) => conforming.filter((conforms) => conforms(value, graph)).length === 1,
    );
  },

  NodeConstraintComponent: (constraint, context) => {
    const conforms = shapeIn(constraint, "node", context);
    return eachValue((value, _, graph) => conforms(value, graph));
  },

  QualifiedMinCountConstraintComponent: (constraint, context) => {
    const least = numberOf(constraint, "qualifiedMinCount");
    const count = qualifiedCount(constraint, context);
    return allValues((values, _, graph) => count(values, graph) >= least);
  },

  QualifiedMaxCountConstraintComponent: (constraint, context) => {
    const most = numberOf(constraint, "qualifiedMaxCount");
    const count = qualifiedCount(constraint, context);
    return allValues((values, _, graph) => count(values, graph) <= most);
  },
};

function given(constraint: ReadConstraint, name: string): Term {
  const value = parameter(constraint, name);
  if (value === undefined) throw new Error(`No sh:${name} where it was read`);
  return value;
}

function shapeIn(constraint: ReadConstraint, name: string, { conformsTo }: CheckContext): Conforms {
  return conformsTo(given(constraint, name));
}

function shapesIn(
  constraint: ReadConstraint,
  name: string,
  { conformsTo, reading }: CheckContext,
): Conforms[] {
  return reading.members(given(constraint, name)).map((member) => conformsTo(member));
}

function qualifiedCount(
  constraint: ReadConstraint,
  { conformsTo, reading }: CheckContext,
): (values: NodeSet, graph: DataGraph) => number {
  const shape = given(constraint, "qualifiedValueShape");
  const conforms = conformsTo(shape);
  const isDisjoint = isTrue(parameter(constraint, "qualifiedValueShapesDisjoint"));
  const siblings = (isDisjoint ? reading.siblings(constraint.shape.shapeNode, shape) : []).map((each) =>
    conformsTo(each),
  );
  return (values, graph) => {
    let count = 0;
    for (const value of values)
      if (conforms(value, graph) && !siblings.some((sibling) => sibling(value, graph))) count += 1;
    return count;
  };
}
