import type { NamedNode, Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import { parseNQuads } from "../quads/nquads.ts";

/**
 * Reads stored text: lines of canonical N-Quads, each in a named graph. Most are of absolute IRIs and texts without escapes, and
 * one expression takes them apart; any other, with a blank node, a language or an escape, is left to the parser. So what is no
 * N-Quads is refused as the parser refuses it.
 */
export function quadsInText(text: string): Quad[] {
  const quads: Quad[] = [];
  const node = remembered();
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf("\n", start);
    const line = text.slice(start, end === -1 ? text.length : end);
    start = end === -1 ? text.length : end + 1;
    const parts = plainLine.exec(line);
    if (parts === null) {
      quads.push(...parseNQuads(line));
      continue;
    }
    const [, subject = "", predicate = "", iri, lexical = "", datatype, graph = ""] = parts;
    const object =
      iri === undefined
        ? DataFactory.literal(lexical, datatype === undefined ? undefined : node(datatype))
        : node(iri);
    quads.push(DataFactory.quad(node(subject), node(predicate), object, node(graph)));
  }
  return quads;
}

const iri = '<([A-Za-z][A-Za-z0-9+.-]*:[^\\x00-\\x20<>\\\\"{}|^`]*)>';
const plainLine = new RegExp(`^${iri} ${iri} (?:${iri}|"([^"\\\\\\r]*)"(?:\\^\\^${iri})?) ${iri} \\.$`);

/** Terms of one text: subjects, predicates and graphs come again and again. */
function remembered(): (iri: string) => NamedNode {
  const nodes = new Map<string, NamedNode>();
  return (iri) => {
    const known = nodes.get(iri);
    if (known !== undefined) return known;
    const node = DataFactory.namedNode(iri);
    nodes.set(iri, node);
    return node;
  };
}
