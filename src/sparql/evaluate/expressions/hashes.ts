import { createHash } from "node:crypto";
import { noTerm } from "../../../quads/id-view.ts";
import type { FunctionDefinition } from "./kit.ts";

/** The hash functions (SPARQL 1.1 §17.4.6), over the UTF-8 of a string without language. */
export const hashFunctions: Readonly<Record<string, FunctionDefinition>> = Object.fromEntries(
  ["md5", "sha1", "sha256", "sha384", "sha512"].map((algorithm) => [algorithm, hashFunction(algorithm)]),
);

function hashFunction(algorithm: string): FunctionDefinition {
  return {
    least: 1,
    most: 1,
    value:
      ({ read, make }) =>
      (id) => {
        const text = read.string(id);
        return text === undefined ? noTerm : make.string(createHash(algorithm).update(text).digest("hex"));
      },
  };
}
