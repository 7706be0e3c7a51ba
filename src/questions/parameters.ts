import type { Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import { MalformedParameterError, ProvenanceError } from "../errors.ts";
import { readInstant } from "../instant.ts";
import { isIri } from "../iri-grammar.ts";
import type { Iris } from "../mapping/iris.ts";
import type { Mode, QuadView } from "../quads/quad-store.ts";
import { xsd } from "../vocabulary.ts";
import type { Parameter, Question } from "./question.ts";

/** A question was asked without a value that it needs. */
export class MissingParameterError extends ProvenanceError {
  override readonly name = "MissingParameterError";
  readonly code = "missing-parameter";
  readonly parameter: string;

  constructor({ name, description }: Pick<Parameter, "name" | "description">) {
    super(`"${name}" is required: ${description}`);
    this.parameter = name;
  }
}

/** A question was asked with a value that it does not take, which may be a slip in a name. */
export class UnknownParameterError extends ProvenanceError {
  override readonly name = "UnknownParameterError";
  readonly code = "unknown-parameter";
  readonly parameter: string;

  constructor(name: string, allowed: readonly string[]) {
    super(`"${name}" is no parameter here; there are ${allowed.join(", ") || "none"}`);
    this.parameter = name;
  }
}

export interface ParameterContext {
  readonly mode: Mode;
  readonly iris: Iris;
  readonly view: QuadView;
}

/**
 * The terms that a question is asked with, from a user's text: given values, else defaults. A parameter that may be
 * left out, and is, has none. An empty text counts as left out, as an HTML form sends it.
 */
export function readParameters(
  { parameters }: Question,
  input: Readonly<Record<string, string>>,
  context: ParameterContext,
): Readonly<Record<string, Term>> {
  const asked = parameters.filter(({ type }) => type !== "mode");
  for (const name of Object.keys(input)) {
    if (!asked.some((parameter) => parameter.name === name)) {
      throw new UnknownParameterError(
        name,
        asked.map((parameter) => parameter.name),
      );
    }
  }
  const terms: Record<string, Term> = {};
  for (const parameter of parameters) {
    const given = parameter.type === "mode" ? context.mode : input[parameter.name]?.trim();
    const text = given === undefined || given === "" ? parameter.default : given;
    if (text !== undefined) terms[parameter.name] = readTerm(parameter, text, context);
    else if (parameter.required) throw new MissingParameterError(parameter);
  }
  refuseEmptyWindow(terms);
  return terms;
}

/** A window without a moment would be answered with no rows, which reads like good news: its ends were mixed up. */
function refuseEmptyWindow({ from, to }: Readonly<Record<string, Term>>): void {
  if (from === undefined || to === undefined) return;
  if (Date.parse(to.value) <= Date.parse(from.value))
    throw new MalformedParameterError("to", `later than "from", ${from.value}`);
}

function readTerm(parameter: Parameter, text: string, context: ParameterContext): Term {
  const { name, type } = parameter;
  switch (type) {
    case "iri":
      return readIri(parameter, text, context);
    case "dataset":
      return datasetByName(name, text, context) ?? readIri(parameter, text, context);
    case "dateTime": {
      const instant = readInstant(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text)?.instant;
      if (instant === undefined) {
        throw new MalformedParameterError(name, "an xsd:dateTime such as 2026-11-03T06:00:00Z, or a date");
      }
      return DataFactory.literal(instant, xsd.dateTime);
    }
    case "integer":
      if (!/^[+-]?\d+$/.test(text)) throw new MalformedParameterError(name, "an integer");
      return DataFactory.literal(text, xsd.integer);
    case "boolean":
      if (text !== "true" && text !== "false") throw new MalformedParameterError(name, "true or false");
      return DataFactory.literal(text, xsd.boolean);
    case "mode":
    case "string":
      return DataFactory.literal(text);
  }
}

/** An absolute IRI, or a path under the base that begins like one of ours: `dataset/bureau/feed`. */
function readIri({ name, type }: Parameter, text: string, { iris }: ParameterContext): Term {
  const bare = text.replace(/^<(.*)>$/, "$1");
  if (isIri(bare)) return DataFactory.namedNode(bare);
  if (ourPath.test(bare) && isIri(iris.base + bare)) return DataFactory.namedNode(iris.base + bare);
  throw new MalformedParameterError(
    name,
    type === "dataset"
      ? `an IRI, a path under the base such as dataset/bureau/feed, or namespace/name of a recorded data set, and none is called "${text}"`
      : "an IRI, or a path under the base such as dataset/bureau/feed",
  );
}

const ourPath = /^(dataset|job|agent|bundle|facet)\//;

/**
 * The recorded data set that a text names as `namespace/name`. Both parts may hold slashes, so every way to cut the
 * text is looked up; when two are recorded, the asker must give the IRI. An IRI of something recorded comes first.
 */
function datasetByName(name: string, text: string, { iris, view }: ParameterContext): Term | undefined {
  if (isIri(text) && isRecorded(view, DataFactory.namedNode(text))) return undefined;
  const cuts = [...text.matchAll(/\//g)].map(({ index }) => index);
  const found = cuts
    .map((at) => iris.dataset({ namespace: text.slice(0, at), name: text.slice(at + 1) }))
    .filter((dataset) => isRecorded(view, dataset));
  if (found.length > 1) {
    const candidates = found.map(({ value }) => `<${value}>`).join(" or ");
    throw new MalformedParameterError(name, `an IRI, since "${text}" names several data sets: ${candidates}`);
  }
  return found[0];
}

/** Whether anything at all is said of a term, as subject or as object. */
export function isRecorded(view: QuadView, term: Term): boolean {
  const union = DataFactory.defaultGraph();
  if (term.termType !== "Literal") for (const _ of view.match(term, null, null, union)) return true;
  for (const _ of view.match(null, null, term, union)) return true;
  return false;
}
