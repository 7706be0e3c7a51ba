import type { Term } from "@rdfjs/types";
import type { Row } from "./evidence.ts";

/** Orders rows by their columns from left to right, in an order of terms that no engine or locale changes. */
export function rowOrder(columns: readonly string[]): (a: Row, b: Row) => number {
  return (a, b) => {
    for (const column of columns) {
      const order = compareTerms(a[column], b[column]);
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** What is unbound comes first, then numbers by value, then everything else by code point. */
function compareTerms(a: Term | undefined, b: Term | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  const [numberA, numberB] = [numberOf(a), numberOf(b)];
  if (numberA !== undefined && numberB !== undefined && numberA !== numberB) return numberA - numberB;
  return compareText(textOf(a), textOf(b));
}

function numberOf(term: Term): number | undefined {
  if (term.termType !== "Literal" || !/#(integer|decimal|double|float|int|long)$/.test(term.datatype.value))
    return undefined;
  const number = Number(term.value);
  return Number.isNaN(number) ? undefined : number;
}

function textOf(term: Term): string {
  return term.termType === "Literal"
    ? `${term.value}\0${term.datatype.value}\0${term.language}`
    : `${term.value}\0${term.termType}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
