import { marked, table } from "./table.mjs";

export function hostileTables({ limitMs, allocators }) {
  const [[, usual]] = Object.entries(allocators);
  return [
    `The limit is ${limitMs} ms. Three other clients ask small queries, each the next 5 ms after its answer.`,
    "",
    ...table(
      [
        "hostile query",
        "ended with",
        "alone, after",
        "among others, after",
        "processor used from 0.5 s to 1.5 s after",
        "others' p50, p99 before",
        "others' p50, p99 meanwhile",
        "p99 / before",
      ],
      usual.queries.map((row) => [
        row.id,
        `${row.status} ${row.how ?? ""}`.trim(),
        `${row.endedMs} ms`,
        `${row.endedAmongOthersMs} ms`,
        `${row.busyAfterMs} ms`,
        `${row.calm.p50}, ${row.calm.p99}`,
        `${row.disturbed.p50}, ${row.disturbed.p99}`,
        marked(row.p99Ratio, row.p99Ratio >= 3),
      ]),
    ),
    "",
    ...table(
      ["MiB resident before, most, 3 s after", ...Object.keys(allocators)],
      [
        ...usual.queries.map(({ id }, i) => [
          id,
          ...Object.values(allocators).map(({ queries }) => Object.values(queries[i].memoryMiB).join(", ")),
        ]),
        ["at the end", ...Object.values(allocators).map(({ memoryAtTheEndMiB }) => memoryAtTheEndMiB)],
      ],
    ),
  ];
}
