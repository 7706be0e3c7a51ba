import type { Term } from "@rdfjs/types";
import { DataFactory } from "n3";

/** The term that is added as the `n`th, so that two threads agree on it. */
export function nthTerm(n: number): Term {
  const hash = n.toString(16).padStart(64, "0");
  switch (n % 4) {
    case 0:
      return DataFactory.namedNode(`http://a.example/dataset/${n}`);
    case 1:
      return DataFactory.namedNode(`http://a.example/run/${hash}/column/ü${n}`);
    case 2:
      return DataFactory.literal(
        String(n),
        DataFactory.namedNode("http://www.w3.org/2001/XMLSchema#integer"),
      );
    default:
      return DataFactory.literal(`"${n}"\n`, `en-x-${n % 100}`);
  }
}
