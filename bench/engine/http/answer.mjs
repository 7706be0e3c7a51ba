import { Parser } from "n3";
import { answerHash, pairsOfQuad } from "../answer-hash.mjs";

/** How many rows an answer has, and their hash whatever their order. */
export function readAnswer(body, isGraph) {
  const hash = answerHash();
  if (isGraph) {
    // A graph has each triple once, though a server may send it more often.
    const distinct = new Set(body.toString().split("\n"));
    const quads = new Parser({ format: "application/n-triples" }).parse([...distinct].join("\n"));
    for (const quad of quads) hash.visit(pairsOfQuad(quad));
    return { rows: quads.length, hash: hash.value() };
  }
  const answer = JSON.parse(body);
  if (answer.boolean !== undefined) return { rows: answer.boolean ? 1 : 0, hash: `${answer.boolean}` };
  const { bindings } = answer.results;
  for (const row of bindings) hash.visit(Object.entries(row).map(([name, term]) => [name, termOf(term)]));
  return { rows: bindings.length, hash: hash.value() };
}

function termOf({ type, value, datatype, "xml:lang": language = "" }) {
  if (type === "uri") return { termType: "NamedNode", value };
  if (type === "bnode") return { termType: "BlankNode", value };
  const iri = datatype ?? (language === "" ? xsdString : langString);
  return { termType: "Literal", value, language, datatype: { value: iri } };
}

const xsdString = "http://www.w3.org/2001/XMLSchema#string";
const langString = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString";
