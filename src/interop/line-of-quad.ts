import { EventEmitter } from "node:events";
import { Parser } from "n3";
import { essenceOf, mediaTypeOfFormat } from "./media-types.ts";

/**
 * The line of a text on which its quad of that number ends, counted from 0 for the quad and from 1 for the line: the text is
 * parsed again, line by line, so this is for errors alone. Undefined where the syntax has no lines to tell, which is so in
 * JSON-LD and RDF/XML. The text must be one that was parsed before.
 */
export function lineOfQuad(text: string, mediaType: string, number: number): number | undefined {
  const essence = essenceOf(mediaType);
  if (!syntaxesOfLines.has(essence)) return undefined;
  const input = new EventEmitter();
  let quads = 0;
  new Parser({ format: essence }).parse(input, (_error, quad) => {
    if (quad) quads += 1;
  });
  const lines = text.split(/(?<=\n)/);
  for (const [i, line] of lines.entries()) {
    input.emit("data", line);
    if (quads > number) return i + 1;
  }
  // The parser waits for what may follow the last character.
  input.emit("end");
  return quads > number ? lines.length : undefined;
}

const { turtle, trig, ntriples, nquads } = mediaTypeOfFormat;
const syntaxesOfLines: ReadonlySet<string> = new Set([turtle, trig, ntriples, nquads]);
