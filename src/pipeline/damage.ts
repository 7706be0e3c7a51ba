import { join } from "node:path";
import { OperationalError } from "../errors.ts";
import { JournalDamagedError } from "../journal/errors.ts";
import type { Journal } from "../journal/journal.ts";
import { journalFile } from "../journal/tables.ts";

/**
 * Why a journal could not be replayed: bytes that are not as they were written break whatever parses them, so when the
 * journal's own verification finds any, they are the reason; otherwise the error stands, and the fault is ours.
 */
export async function damageOr(error: unknown, journal: Journal): Promise<unknown> {
  if (error instanceof OperationalError) return error;
  const [first, ...more] = (await journal.verify()).problems;
  if (first === undefined) return error;
  const place = first.position === undefined ? "" : `record ${first.position}, `;
  const others = more.length === 0 ? "" : `, and ${more.length} more`;
  return new JournalDamagedError(
    join(journal.directory, journalFile),
    `${place}${first.what}: expected ${first.expected}, found ${first.found}${others}`,
  );
}
