import { type Columns, settledName } from "../../columns/columns.ts";
import { columnAt, sharedMemoryOf } from "../../columns/typed-columns.ts";
import type { Segment } from "./segment.ts";
import type { SortedRows } from "./sorted-rows.ts";

/** Names of the orders in `Segment.orders`. */
const orderNames = ["spo", "pos", "osp", "gspo"] as const;

/** A segment at rest. It never changes, and so none of its columns does. */
export function columnsOfSegment({ rows, orders, counts, span }: Segment): Columns {
  const { first, last, firstDerived, layers, latestFrom } = span;
  const columns: Record<string, Uint32Array | Float64Array> = {
    [settledName("facts")]: Float64Array.of(rows, first, last, firstDerived, layers, latestFrom),
  };
  orderNames.forEach((name, order) => {
    const { base, shift, firsts, buckets, offsets, numbers } = orders[order] as SortedRows;
    columns[settledName(`${name}.facts`)] = Float64Array.of(base, shift);
    columns[settledName(`${name}.firsts`)] = firsts;
    columns[settledName(`${name}.buckets`)] = buckets;
    columns[settledName(`${name}.offsets`)] = offsets;
    columns[settledName(`${name}.numbers`)] = numbers;
  });
  for (const name of ["predicates", "subjects", "objects"] as const)
    columns[settledName(`counts.${name}`)] = counts[name];
  return columns;
}

/** The segment that rests in columns. */
export function restedSegment(columns: Columns): Segment {
  const [rows, first, last, firstDerived, layers, latestFrom] = columnAt(
    columns,
    settledName("facts"),
    "float64",
  ) as unknown as readonly [number, number, number, number, number, number];
  return {
    rows,
    orders: orderNames.map((name) => restedRows(columns, name)) as unknown as Segment["orders"],
    counts: {
      predicates: numbersAt(columns, "counts.predicates"),
      subjects: numbersAt(columns, "counts.subjects"),
      objects: numbersAt(columns, "counts.objects"),
    },
    span: { first, last, firstDerived, layers, latestFrom },
  };
}

function restedRows(columns: Columns, order: string): SortedRows {
  const [base, shift] = columnAt(columns, settledName(`${order}.facts`), "float64") as unknown as readonly [
    number,
    number,
  ];
  return {
    base,
    shift,
    firsts: numbersAt(columns, `${order}.firsts`),
    buckets: numbersAt(columns, `${order}.buckets`),
    offsets: numbersAt(columns, `${order}.offsets`),
    numbers: numbersAt(columns, `${order}.numbers`),
  };
}

/** Numbers that threads can share. */
function numbersAt(columns: Columns, name: string): Uint32Array {
  return new Uint32Array(sharedMemoryOf(columnAt(columns, settledName(name), "uint32")));
}
