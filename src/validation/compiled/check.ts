import type { Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import { namespaceOf } from "../../vocabulary.ts";
import type { ReadConstraint, ReadShape, ShapesReading } from "../shacl-engine.ts";
import type { DataGraph, DataNode, NodeSet } from "./data-graph.ts";

/** What a constraint finds wrong: with a value, with what a value states, or with the values as a whole. */
export interface Fault {
  readonly value?: DataNode;
  /** Where it is another than that of the shape. */
  readonly path?: Term;
  /** Where the component words it by itself. */
  readonly message?: string;
}

/** A constraint as a function of a focus node and its value nodes. Answers `noFaults`, and nothing new, where all is well. */
export type Check = (focus: DataNode, values: NodeSet, graph: DataGraph) => readonly Fault[];

export const noFaults: readonly Fault[] = [];

/** Whether a node meets a shape. */
export type Conforms = (focus: DataNode, graph: DataGraph) => boolean;

/** What the compiler of a constraint may ask. */
export interface CheckContext {
  readonly reading: ShapesReading;
  /** The compiled form of another shape, or of a reading of it with another path. */
  readonly conformsTo: (shape: Term | ReadShape) => Conforms;
}

/** Makes the check of a constraint; undefined, when it cannot. */
export type CheckCompiler = (constraint: ReadConstraint, context: CheckContext) => Check | undefined;

/** A check of each value on its own. */
export function eachValue(isMet: (value: DataNode, focus: DataNode, graph: DataGraph) => boolean): Check {
  return (focus, values, graph) => {
    let faults: Fault[] | undefined;
    for (const value of values) {
      if (isMet(value, focus, graph)) continue;
      faults ??= [];
      faults.push({ value });
    }
    return faults ?? noFaults;
  };
}

/** A check of the values as a whole. */
export function allValues(isMet: (values: NodeSet, focus: DataNode, graph: DataGraph) => boolean): Check {
  return (focus, values, graph) => (isMet(values, focus, graph) ? noFaults : theWhole);
}

const theWhole: readonly Fault[] = [{}];

/** The value of a parameter, such as `sh:minCount`; absent when it is optional and not given. */
export function parameter(constraint: ReadConstraint, name: string): Term | undefined {
  return constraint.getParameterValue(shaclTerm(name));
}

/** A number that is a parameter. */
export function numberOf(constraint: ReadConstraint, name: string): number {
  return Number(parameter(constraint, name)?.value);
}

/** The library reads as true what is written `true`, and not `"1"^^xsd:boolean`; `loadShapes` refuses that. */
export function isTrue(term: Term | undefined): boolean {
  return term !== undefined && DataFactory.literal("true", xsdBoolean).equals(term);
}

const shaclTerm = (name: string) => DataFactory.namedNode(namespaceOf.sh + name);
const xsdBoolean = DataFactory.namedNode(`${namespaceOf.xsd}boolean`);
