import type { ColumnsDamage } from "../columns/errors.ts";
import type { Journal } from "../journal/journal.ts";
import type { VerificationReport } from "../journal/verify.ts";
import type { QuadStore } from "../quads/quad-store.ts";
import { compareStores } from "./compare-stores.ts";
import type { Index } from "./open-index.ts";
import { replay } from "./replay.ts";

/** Whether nothing was changed: the log against itself, and the indexes against a rebuild. */
export interface Verification {
  readonly isVerified: boolean;
  readonly journal: VerificationReport;
  readonly index: {
    readonly statements: number;
    /** What was not as it had been written in the files of the index. */
    readonly damaged: readonly ColumnsDamage[];
    /** In the running index but not in a rebuild, as N-Quads; at most 100. */
    readonly unexpected: readonly string[];
    /** In a rebuild but not in the running index; at most 100. */
    readonly missing: readonly string[];
  };
}

const mostShown = 100;

/** Checks tree, commitments and heads, then rebuilds every index from the journal and compares (laws 4 and 5). */
export async function verifyStore(
  journal: Journal,
  running: QuadStore,
  rebuilt: Index,
  {
    damaged,
    onProgress,
  }: {
    readonly damaged: readonly ColumnsDamage[];
    readonly onProgress?: ((done: number, size: number) => void) | undefined;
  },
): Promise<Verification> {
  const report = await journal.verify(onProgress === undefined ? {} : { onProgress });
  try {
    await replay(journal, rebuilt.writer);
  } catch (error) {
    // Damaged bytes break whatever parses them. Where the log is whole, the fault is ours.
    if (report.problems.length === 0) throw error;
    return withoutRebuild(report, damaged, error);
  }
  const { statements, unexpected, missing } = compareStores(running, rebuilt.store);
  return {
    isVerified: [report.problems, damaged, unexpected, missing].every(({ length }) => length === 0),
    journal: report,
    index: {
      statements,
      damaged,
      unexpected: unexpected.slice(0, mostShown),
      missing: missing.slice(0, mostShown),
    },
  };
}

/** What is told of a log that is so damaged that no index can be made of it to compare with. */
function withoutRebuild(
  report: VerificationReport,
  damaged: readonly ColumnsDamage[],
  error: unknown,
): Verification {
  const found = error instanceof Error ? error.message : String(error);
  const problem = { what: "rebuild", expected: "a log that the indexes can be made of anew", found };
  return {
    isVerified: false,
    journal: { ...report, problems: [...report.problems, problem] },
    index: { statements: 0, damaged, unexpected: [], missing: [] },
  };
}
