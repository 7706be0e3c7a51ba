import type { Term } from "@rdfjs/types";
import { validators } from "rdf-validate-datatype";
import { termKey } from "../../quads/term-key.ts";
import { namespaceOf } from "../../vocabulary.ts";
import { type CheckCompiler, eachValue, numberOf, parameter } from "./check.ts";
import { compared } from "./comparison.ts";

/** Compilers of the constraints that look at one value at a time, by the local name of their component (SHACL §4.1, §4.3–4.4). */
export const valueChecks: Readonly<Record<string, CheckCompiler>> = {
  ClassConstraintComponent: (constraint, { reading }) => {
    const iri = reading.classOf(constraint);
    return eachValue((value, _, { classes }) => {
      const types = value.values(rdfType);
      if (types.size === 0) return false;
      const below = classes.subclasses(iri);
      for (const { term } of types) if (term.termType === "NamedNode" && below.has(term.value)) return true;
      return false;
    });
  },

  DatatypeConstraintComponent: (constraint) => {
    const datatype = parameter(constraint, "datatype");
    if (datatype?.termType !== "NamedNode") return undefined;
    const isLexical = validators.find(datatype) ?? (() => true);
    return eachValue(
      ({ term }) =>
        term.termType === "Literal" && term.datatype.value === datatype.value && isLexical(term.value),
    );
  },

  NodeKindConstraintComponent: (constraint) => {
    const kind = parameter(constraint, "nodeKind")?.value.slice(namespaceOf.sh.length) ?? "";
    const isTaken = {
      NamedNode: ["IRI", "BlankNodeOrIRI", "IRIOrLiteral"].includes(kind),
      BlankNode: ["BlankNode", "BlankNodeOrIRI", "BlankNodeOrLiteral"].includes(kind),
      Literal: ["Literal", "BlankNodeOrLiteral", "IRIOrLiteral"].includes(kind),
      Variable: true,
    };
    return eachValue(({ term }) => isTaken[term.termType]);
  },

  MinExclusiveConstraintComponent: bounded("minExclusive", (order) => order > 0),
  MinInclusiveConstraintComponent: bounded("minInclusive", (order) => order >= 0),
  MaxExclusiveConstraintComponent: bounded("maxExclusive", (order) => order < 0),
  MaxInclusiveConstraintComponent: bounded("maxInclusive", (order) => order <= 0),

  MinLengthConstraintComponent: (constraint) => {
    const least = numberOf(constraint, "minLength");
    return eachValue(({ term }) => term.termType !== "BlankNode" && term.value.length >= least);
  },

  MaxLengthConstraintComponent: (constraint) => {
    const most = numberOf(constraint, "maxLength");
    return eachValue(({ term }) => term.termType !== "BlankNode" && term.value.length <= most);
  },

  PatternConstraintComponent: (constraint) => {
    const pattern = new RegExp(
      parameter(constraint, "pattern")?.value ?? "",
      parameter(constraint, "flags")?.value,
    );
    return eachValue(({ term }) => term.termType !== "BlankNode" && pattern.test(term.value));
  },

  LanguageInConstraintComponent: (constraint, { reading }) => {
    const taken = reading.members(listOf(constraint, "languageIn")).map(({ value }) => value);
    return eachValue(({ term }) => {
      const language = term.termType === "Literal" ? term.language.toLowerCase() : "";
      return language !== "" && taken.some((each) => language.startsWith(each));
    });
  },

  InConstraintComponent: (constraint, { reading }) => {
    const taken = new Set(reading.members(listOf(constraint, "in")).map(termKey));
    return eachValue(({ key }) => taken.has(key));
  },
};

const rdfType = `${namespaceOf.rdf}type`;

function bounded(name: string, isWithin: (order: number) => boolean): CheckCompiler {
  return (constraint) => {
    const bound = parameter(constraint, name);
    return eachValue(({ term }) => {
      const order = compared(term, bound);
      return order !== undefined && isWithin(order);
    });
  };
}

function listOf(constraint: Parameters<CheckCompiler>[0], name: string): Term {
  const list = parameter(constraint, name);
  if (list === undefined) throw new Error(`sh:${name} without its list`);
  return list;
}
