/** What a query may cost. Every loop of the evaluator tells its budget what it did, and is stopped by it. */
export interface Budget {
  /** Notes units of work, about a row read or made each. @throws what ends the query, if something does. */
  spend(work: number): void;
  /** Notes bytes that are held from now on; a negative number gives back, and never throws. @throws {QueryTooLargeError} */
  hold(bytes: number): void;
}

export interface BudgetLimits {
  /** Called now and then; throws to end the query: the time is up, or nobody waits any more. */
  readonly check: () => void;
  readonly bytes: number;
}

/** Work between two looks at the clock: some tenths of a millisecond. */
const workBetweenChecks = 16_384;

export function budgetOf({ check, bytes }: BudgetLimits, tooLarge: () => Error): Budget {
  let work = 0;
  let held = 0;
  return {
    spend(done) {
      work += done;
      if (work < workBetweenChecks) return;
      work = 0;
      check();
    },
    hold(more) {
      held += more;
      if (more > 0 && held > bytes) throw tooLarge();
    },
  };
}

/** A budget for a while: at its end, what was held meanwhile is given back. */
export interface Loan extends Budget {
  giveBack(): void;
}

/** Borrows from a budget. */
export function loanOf(budget: Budget): Loan {
  let held = 0;
  return {
    spend: (work) => budget.spend(work),
    hold(bytes) {
      held += bytes;
      budget.hold(bytes);
    },
    giveBack() {
      budget.hold(-held);
      held = 0;
    },
  };
}
