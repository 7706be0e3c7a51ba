import type { Literal, NamedNode, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import { namespaceOf } from "../../vocabulary.ts";
import type { ReadConstraint, ReadShape, ShaclResult, ShapesReading } from "../shacl-engine.ts";
import { type Check, type CheckContext, type Conforms, type Fault, noFaults } from "./check.ts";
import type { DataGraph, DataNode, NodeSet } from "./data-graph.ts";
import { logicChecks } from "./logic-checks.ts";
import { compiledPath, type Walk } from "./paths.ts";
import { setChecks } from "./set-checks.ts";
import { valueChecks } from "./value-checks.ts";

/** A shape as functions of a focus node. */
export interface CompiledShape {
  readonly conforms: Conforms;
  /** Adds what `rdf-validate-shacl` would report, in its order but for that of the values. */
  report(focus: DataNode, graph: DataGraph, results: ShaclResult[]): void;
}

/** What of a shape cannot be compiled, so that `rdf-validate-shacl` judges the whole of it. */
export interface NotCompiled {
  readonly shape: Term;
  /** The constraint component or path, prefixed as in Turtle: `sh:AndConstraintComponent`. */
  readonly construct: string;
}

/** Compiles a shape with all that it refers to, each once; refused, when a part of it cannot be compiled. */
export function compiledShape(
  node: Term,
  reading: ShapesReading,
): CompiledShape | { readonly refused: NotCompiled } {
  const refused: string[] = [];
  const known = new Map<string, CompiledShape>();
  const shapeOf = (each: Term): CompiledShape => {
    const shape = known.get(each.value) ?? compile(reading.shape(each));
    known.set(each.value, shape);
    return shape;
  };
  const context: CheckContext = {
    reading,
    conformsTo: (shape) => ("termType" in shape ? shapeOf(shape) : compile(shape)).conforms,
  };

  const compile = (shape: ReadShape): CompiledShape => {
    if (shape.deactivated) return { conforms: () => true, report: () => {} };
    const walk = shape.pathObject === null ? onTheSpot : compiledPath(shape.pathObject);
    if (walk === undefined) refused.push("sh:path");
    return shapeOfParts(walk ?? onTheSpot, shape.constraints.map(partOf));
  };
  const partOf = (constraint: ReadConstraint): Part => {
    const name = constraint.component.node.value.slice(namespaceOf.sh.length);
    if (name === "PropertyConstraintComponent") return propertyPart(shapeOf(constraint.paramValue));
    const check = checkOf[name]?.(constraint, context);
    if (check === undefined) refused.push(`sh:${name}`);
    return constraintPart(check ?? (() => noFaults), wordingOf(constraint, reading));
  };

  const shape = shapeOf(node);
  const [construct] = refused;
  return construct === undefined ? shape : { refused: { shape: node, construct } };
}

const checkOf = { ...valueChecks, ...setChecks, ...logicChecks };

/** The values of a node shape: its focus node. */
const onTheSpot: Walk = ({ alone }) => alone;

function shapeOfParts(walk: Walk, parts: readonly Part[]): CompiledShape {
  return {
    conforms(focus, graph) {
      const values = walk(focus, graph);
      for (const part of parts) if (!part.conforms(focus, values, graph)) return false;
      return true;
    },
    report(focus, graph, results) {
      const values = walk(focus, graph);
      for (const part of parts) part.report(focus, values, graph, results);
    },
  };
}

/** A constraint of a shape, or the property shape that it holds. */
interface Part {
  conforms(focus: DataNode, values: NodeSet, graph: DataGraph): boolean;
  report(focus: DataNode, values: NodeSet, graph: DataGraph, results: ShaclResult[]): void;
}

/** The value nodes are the focus nodes of the property shape (SHACL §4.7.2), and its results stand for themselves. */
function propertyPart(shape: CompiledShape): Part {
  return {
    conforms(_, values, graph) {
      for (const value of values) if (!shape.conforms(value, graph)) return false;
      return true;
    },
    report(_, values, graph, results) {
      for (const value of values) shape.report(value, graph, results);
    },
  };
}

function constraintPart(check: Check, result: (focus: DataNode, fault: Fault) => ShaclResult): Part {
  return {
    conforms: (focus, values, graph) => check(focus, values, graph).length === 0,
    report(focus, values, graph, results) {
      for (const fault of check(focus, values, graph)) results.push(result(focus, fault));
    },
  };
}

/** How a fault of a constraint is worded as a result (SHACL §3.6). */
function wordingOf(
  constraint: ReadConstraint,
  reading: ShapesReading,
): (focus: DataNode, fault: Fault) => ShaclResult {
  const { shape, component } = constraint;
  const own: Term | undefined = shape.path?.term;
  const severity: NamedNode = DataFactory.namedNode(shape.severity.value);
  const sourceConstraintComponent = DataFactory.namedNode(component.node.value);
  let usual: readonly Literal[] | undefined;
  const messagesOf = (message: string | undefined) => {
    if (message !== undefined) return reading.messages(constraint, message);
    usual ??= reading.messages(constraint);
    return usual;
  };
  return (focus, { value, path = own, message }) => ({
    focusNode: focus.term,
    ...(path === undefined ? {} : { path }),
    ...(value === undefined ? {} : { value: value.term }),
    severity,
    sourceShape: shape.shapeNode,
    sourceConstraintComponent,
    messages: messagesOf(message),
  });
}
