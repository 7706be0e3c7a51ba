import { setImmediate as nextTurn } from "node:timers/promises";

/** Characters of a document that are kept, so that it need not be written again. */
const mostKept = 16 * 1024 * 1024;

const pieceLength = 16 * 1024;

/** How long the thread is kept from others before they have a turn. */
const turnMs = 20;

interface Options {
  readonly most?: number;
  /** Ends the making, where nobody waits for it any more. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Settles when a text that is made in pieces could be made to its end, and gives it: so an error is known before anybody has
 * the first of it, as is what only its end tells. A text that is too long to be kept is made a second time, as it is read.
 */
export async function writtenPieces(
  make: () => Iterable<string> | AsyncIterable<string>,
  { most = mostKept, signal }: Options = {},
): Promise<AsyncIterable<string>> {
  const kept: string[] = [];
  let length = 0;
  for await (const piece of inTurns(make())) {
    signal?.throwIfAborted();
    length += piece.length;
    if (length <= most) kept.push(piece);
    else kept.length = 0;
  }
  return length <= most ? ofList(kept) : inTurns(make());
}

async function* ofList(pieces: readonly string[]): AsyncGenerator<string> {
  yield* pieces;
}

/** Pieces of some length from those of any, with turns for others in between. */
async function* inTurns(pieces: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  let text = "";
  let since = performance.now();
  for await (const piece of pieces) {
    text += piece;
    if (text.length >= pieceLength) {
      yield text;
      text = "";
    }
    if (performance.now() - since < turnMs) continue;
    await nextTurn();
    since = performance.now();
  }
  if (text !== "") yield text;
}
