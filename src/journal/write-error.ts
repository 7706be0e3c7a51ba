import { OperationalError } from "../errors.ts";

/** The journal could not be written, as on a full disk. What was not acknowledged is not in it; all else is as it was. */
export class JournalWriteError extends OperationalError {
  override readonly name = "JournalWriteError";
  readonly code = "journal-not-written";

  constructor(directory: string, what: string) {
    super(`The journal in ${directory} cannot be written: ${what}`);
  }
}

/**
 * A failed transaction in our words; any other error as it is. `lmdb` rejects with an error of its own, and gives the
 * reason in a second promise that hangs on it, which must be waited for lest Node end the process over it.
 */
export async function writeErrorOr(error: unknown, directory: string): Promise<unknown> {
  if (!(error instanceof Error)) return error;
  if ("commitError" in error && error.commitError instanceof Promise) {
    const reason = await Promise.race([error.commitError.catch((cause: unknown) => cause), nextTurn()]);
    return new JournalWriteError(directory, reason instanceof Error ? reason.message : error.message);
  }
  const isOfLmdb = "code" in error && typeof error.code === "number" && error.code > 0;
  return isOfLmdb ? new JournalWriteError(directory, error.message) : error;
}

function nextTurn(): Promise<undefined> {
  return new Promise((resolve) => setImmediate(() => resolve(undefined)));
}
