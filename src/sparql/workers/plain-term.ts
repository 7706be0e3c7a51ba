import type { BaseQuad, Literal, Term } from "@rdfjs/types";
import { DataFactory } from "n3";

/** A term as it is posted. */
export type PlainTerm =
  | readonly [kind: "NamedNode" | "BlankNode", value: string]
  | readonly [
      kind: "Literal",
      value: string,
      datatype: string,
      language: string,
      direction: "ltr" | "rtl" | "",
    ]
  | readonly [kind: "Quad", subject: PlainTerm, predicate: PlainTerm, object: PlainTerm];

export function plainTerm(term: Term): PlainTerm {
  switch (term.termType) {
    case "NamedNode":
    case "BlankNode":
      return [term.termType, term.value];
    case "Literal":
      return ["Literal", term.value, term.datatype.value, term.language, term.direction ?? ""];
    case "Quad":
      return ["Quad", plainTerm(term.subject), plainTerm(term.predicate), plainTerm(term.object)];
    default:
      throw new TypeError(`A ${term.termType} is no term of a row`);
  }
}

export function termOfPlain(plain: PlainTerm): Term {
  if (plain[0] === "NamedNode") return DataFactory.namedNode(plain[1]);
  if (plain[0] === "BlankNode") return DataFactory.blankNode(plain[1]);
  if (plain[0] === "Quad") {
    const [, ...triple] = plain as Extract<PlainTerm, readonly ["Quad", ...unknown[]]>;
    const [subject, predicate, object] = triple.map((each) => termOfPlain(each) as never);
    return DataFactory.quad(subject as never, predicate as never, object as never) as BaseQuad;
  }
  const [, value, datatype, language, direction] = plain as Extract<
    PlainTerm,
    readonly ["Literal", ...unknown[]]
  >;
  if (language === "") return DataFactory.literal(value, DataFactory.namedNode(datatype));
  return DataFactory.literal(
    value,
    direction === "" ? language : ({ language, direction } as never),
  ) as Literal;
}
