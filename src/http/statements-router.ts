import type { Literal, NamedNode } from "@rdfjs/types";
import express, { type Router } from "express";
import { DataFactory } from "n3";
import { MalformedParameterError } from "../errors.ts";
import { isIri } from "../iri-grammar.ts";
import type { AskedView, Muniment } from "../muniment.ts";
import type { StatementPattern } from "../pipeline/reasons.ts";
import { parseNQuads } from "../quads/nquads.ts";
import { oneValue, onlyParameters, viewNames, viewParameters } from "./parameters.ts";
import { allow } from "./problem.ts";

interface Dependencies {
  readonly statements: Muniment["statements"];
  readonly answerRows: number;
}

/** `GET /statements?s=&p=&o=`: why statements hold. Who states them, or which rule derived them from which bundles. */
export function statementsRouter({ statements, answerRows }: Dependencies): Router {
  const router = express.Router();
  router.get("/statements", async (request, response) => {
    const parameters = onlyParameters(request, ["s", "p", "o", ...viewNames]);
    const asked: StatementPattern & AskedView = {
      subject: iriParameter("s", oneValue(parameters, "s")),
      predicate: iriParameter("p", oneValue(parameters, "p")),
      object: termParameter("o", oneValue(parameters, "o")),
      ...viewParameters(parameters),
    };
    if (asked.subject === undefined && asked.object === undefined)
      throw new MalformedParameterError("s", 'given, or "o": all statements at once are an export');
    const found = await statements(asked);
    response.json({
      statements: found.slice(0, answerRows),
      limits: found.length > answerRows ? [{ ...reached, value: answerRows }] : [],
    });
  });
  router.all("/statements", allow("GET", "HEAD"));
  return router;
}

const reached = { name: "answerRows", effect: "there are more statements than these" };

function iriParameter(
  name: string,
  text: string | undefined,
  expected = "an absolute IRI",
): NamedNode | undefined {
  if (text === undefined) return undefined;
  const bare = text.replace(/^<(.*)>$/s, "$1");
  if (!isIri(bare)) throw new MalformedParameterError(name, expected);
  return DataFactory.namedNode(bare);
}

/** An IRI, bare or in its brackets, or a literal as N-Triples write it. */
function termParameter(name: string, text: string | undefined): NamedNode | Literal | undefined {
  return text?.startsWith('"') ? literalParameter(name, text) : iriParameter(name, text, aTerm);
}

function literalParameter(name: string, text: string): Literal {
  const literal = parsedLiteral(text);
  if (literal === undefined) throw new MalformedParameterError(name, aTerm);
  return literal;
}

const aTerm =
  'an absolute IRI, or a literal such as "v42" or "5"^^<http://www.w3.org/2001/XMLSchema#integer>';

/** The literal that a text is, to its end. */
function parsedLiteral(text: string): Literal | undefined {
  try {
    const [quad, ...more] = parseNQuads(`<x:s> <x:p> ${text} .`);
    const isAlone = more.length === 0 && quad?.graph.termType === "DefaultGraph";
    return isAlone && quad.object.termType === "Literal" ? quad.object : undefined;
  } catch {
    return undefined;
  }
}
