import type { Operator } from "../operator.ts";
import type { Rows } from "../rows.ts";

/** One row that binds nothing: what a group begins with. */
export const unit: Operator = {
  name: "unit",
  detail: "",
  variables: [],
  certain: new Set(),
  estimate: 1,
  inputs: [],
  rows: () => [{ columns: [], length: 1 }],
};

/** The input of a plan that is evaluated for other rows each time: what is optional, or asked for by EXISTS. */
export interface Seed extends Operator {
  set(rows: Rows): void;
}

export function seedOf(like: Pick<Operator, "variables" | "certain" | "estimate">): Seed {
  let seeded: Rows = { columns: [], length: 0 };
  return {
    ...like,
    name: "each row",
    detail: "",
    inputs: [],
    set(rows) {
      seeded = rows;
    },
    // Copies: who reads rows may move them in place, and a seed is read by each branch of a union.
    rows: () =>
      seeded.length === 0
        ? []
        : [
            {
              columns: seeded.columns.map((column) => column.slice(0, seeded.length)),
              length: seeded.length,
            },
          ],
  };
}
