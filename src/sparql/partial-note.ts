import { mediaTypeOfFormat } from "../interop/media-types.ts";
import type { Cut } from "./partial-result.ts";

/** How a format says that it is not the whole answer: what its texts end in, and what they end in instead. */
interface Note {
  readonly end: string;
  write(cut: Cut): string;
}

const comment: Note = { end: "", write: (cut) => `# ${sentenceOf(cut)}\n` };

/**
 * JSON has a member `partial` after its results, where readers that do not know it pass over it; XML a comment, and the syntaxes of RDF
 * too. In CSV and TSV there is no place, and in JSON-LD none that would state nothing.
 */
const noteOf: Readonly<Record<string, Note>> = {
  "application/sparql-results+json": {
    end: "}\n",
    write: (cut) => `,"partial":${JSON.stringify(cut)}}\n`,
  },
  "application/sparql-results+xml": {
    end: "</sparql>\n",
    write: (cut) => `<!-- ${sentenceOf(cut).replaceAll("--", "- -")} -->\n</sparql>\n`,
  },
  [mediaTypeOfFormat.turtle]: comment,
  [mediaTypeOfFormat.trig]: comment,
  [mediaTypeOfFormat.ntriples]: comment,
  [mediaTypeOfFormat.nquads]: comment,
};

/** Whether an answer that was cut can say so in this format. */
export function hasRoomForNote(mediaType: string): boolean {
  return mediaType in noteOf;
}

/** The pieces of an answer, and at their end what it was cut by. It holds the last piece back until it knows. */
export async function* withNote(
  pieces: AsyncIterable<string | Uint8Array>,
  mediaType: string,
  cut: () => Cut | undefined,
): AsyncGenerator<string | Uint8Array> {
  let last: string | Uint8Array | undefined;
  for await (const piece of pieces) {
    if (last !== undefined) yield last;
    last = piece;
  }
  const found = cut();
  const note = noteOf[mediaType];
  if (found === undefined || note === undefined) {
    if (last !== undefined) yield last;
    return;
  }
  const text = typeof last === "string" ? last : Buffer.from(last ?? []).toString();
  if (!text.endsWith(note.end)) throw new Error(`A text of ${mediaType} must end in ${note.end}`);
  yield text.slice(0, text.length - note.end.length) + note.write(found);
}

function sentenceOf({ code, detail, rows }: Cut): string {
  return `Partial: ${code} after ${rows} ${rows === 1 ? "row" : "rows"}. ${detail.replace(/\s+/g, " ")}`;
}
