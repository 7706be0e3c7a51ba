import { EventEmitter } from "node:events";
import { setImmediate } from "node:timers/promises";
import type { Quad } from "@rdfjs/types";
import { Lexer, Parser, type TokenCallback } from "n3";
import { faultOfQuad, overflowOf, type TermLimits } from "./check-quad.ts";
import type { Place } from "./placed-error.ts";
import { MalformedRdfError } from "./rdf-errors.ts";

interface Options {
  readonly mediaType: string;
  readonly baseIri?: string;
  readonly onPrefix?: (prefix: string, namespace: string) => void;
  /** Told each statement with the line on which it is complete. */
  readonly onQuad?: ((quad: Quad, line: number) => void) | undefined;
  readonly limits: TermLimits & { readonly quads: number; readonly characters: number };
}

/** Parses Turtle, TriG, N-Triples or N-Quads, piece by piece so that other work goes on in between. */
export async function readText(
  text: string,
  { mediaType, baseIri, onPrefix, onQuad: listener, limits }: Options,
): Promise<Quad[]> {
  const quads: Quad[] = [];
  const input = new EventEmitter();
  let failure: Error | undefined;
  const lines = listener === undefined ? undefined : linesBeforeTokens(mediaType);
  const parser = new Parser({
    format: mediaType,
    ...(baseIri === undefined ? {} : { baseIRI: baseIri }),
    ...(lines === undefined ? {} : { lexer: lines.lexer }),
  });
  const onQuad = (error: Error | null, quad: Quad | null) => {
    if (failure !== undefined) return;
    if (error) failure = syntaxError(error, text);
    else if (quad) failure = take(quad);
  };
  parser.parse(input, onQuad, (prefix, namespace) => onPrefix?.(prefix, namespace.value));
  const isOverflow = overflowOf(limits.characters);
  const take = (quad: Quad): Error | undefined => {
    if (isOverflow(quad))
      return new MalformedRdfError(
        `Expected at most ${limits.characters} characters with prefixes written out`,
      );
    const fault = faultOfQuad(quad, limits);
    if (fault !== undefined)
      return new MalformedRdfError(`Expected ${fault.expected}`, placeOf(text, fault.text));
    if (quads.push(quad) > limits.quads)
      return new MalformedRdfError(`Expected at most ${limits.quads} statements`);
    if (lines !== undefined) listener?.(quad, lines.current());
    return undefined;
  };

  const feed = (event: "data" | "end", piece?: string) => {
    try {
      input.emit(event, piece);
    } catch (error) {
      // N3 trips over the faulty IRI of a prefix after it has told of it.
      throw failure ?? error;
    }
    if (failure !== undefined) throw failure;
  };
  for (const piece of piecesOf(text)) {
    feed("data", piece);
    await setImmediate();
  }
  feed("end");
  return quads;
}

/** The parser tells of a statement at the token after it, so the line is that of the token before. */
function linesBeforeTokens(mediaType: string): { readonly lexer: Lexer; readonly current: () => number } {
  const inner = new Lexer({ lineMode: /n-(triples|quads)$/.test(mediaType) });
  let [before, at] = [1, 1];
  const tokenize = (input: EventEmitter, callback: TokenCallback) =>
    inner.tokenize(input, (error, token) => {
      if (token) [before, at] = [at, token.line];
      callback(error, token);
    });
  return { lexer: { tokenize } as Lexer, current: () => before };
}

const pieceLength = 256 * 1024;

function* piecesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const cut = start + pieceLength;
    const splitsPair = /[\uD800-\uDBFF]/.test(text.charAt(cut - 1));
    const end = splitsPair ? cut + 1 : cut;
    yield text.slice(start, end);
    start = end;
  }
}

/** N3 quotes what it found; the text of a document is not echoed, so its place must do. */
function syntaxError(error: Error, text: string): MalformedRdfError {
  const found = /^Unexpected "(?<token>.*)" on line (?<line>\d+)\.$/s.exec(error.message)?.groups;
  if (found !== undefined) {
    const line = Number(found.line);
    return new MalformedRdfError("Unexpected text", withColumn(line, found.token ?? "", text));
  }
  const line = / on line (\d+)\.?$/.exec(error.message)?.[1];
  const what = error.message
    .replace(/ on line \d+\.?$/, "")
    .replace(/\.$/, "")
    .replace(/^Unexpected\s*$/, "Unexpected text");
  return new MalformedRdfError(what, line === undefined ? {} : { line: Number(line) });
}

function withColumn(line: number, token: string, text: string): Place {
  const index = text.split(/\r\n|\r|\n/, line)[line - 1]?.indexOf(token.split(/[\r\n]/, 1)[0] ?? "") ?? -1;
  return index < 0 ? { line } : { line, column: index + 1 };
}

/** Where a text occurs first. A text that only escapes or prefixes made up occurs nowhere. */
function placeOf(text: string, part: string): Place {
  const index = part === "" ? -1 : text.indexOf(part);
  if (index < 0) return {};
  const before = text.slice(0, index).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
