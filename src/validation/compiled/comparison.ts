import type { Literal, Term } from "@rdfjs/types";
import { fromRdf } from "rdf-literal";
import { namespaceOf } from "../../vocabulary.ts";

/**
 * How two terms compare: below, at or above 0; NaN where a value is no date or number for all its datatype; undefined where they
 * cannot be compared. The values are those that the library compares, by the package that it reads them with.
 */
export function compared(one: Term | undefined, other: Term | undefined): number | undefined {
  if (one?.termType !== "Literal" || other?.termType !== "Literal") return undefined;
  if (hasTimeZone(one) !== hasTimeZone(other)) return undefined;
  const first: unknown = fromRdf(one);
  const second: unknown = fromRdf(other);
  if (typeof first === "string" && typeof second === "string") return first.localeCompare(second);
  return typeof first === typeof second ? Number(first) - Number(second) : undefined;
}

const dateTime = `${namespaceOf.xsd}dateTime`;
const endsInTimeZone = /^.*(?:Z|[+-]\d{2}:\d{2})$/;

function hasTimeZone({ value, datatype }: Literal): boolean {
  return datatype.value === dateTime && endsInTimeZone.test(value);
}
