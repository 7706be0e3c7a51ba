import { randomUUID } from "node:crypto";
import type { BlankNode } from "@rdfjs/types";
import { DataFactory } from "n3";

/** A blank node that no store and no other query has. */
export function newBlankNode(): BlankNode {
  return DataFactory.blankNode(`b${randomUUID().replaceAll("-", "")}`);
}
