import { marked, table } from "./table.mjs";

export function hostileTables({ limitMs, queries, memoryAtTheEndMiB }) {
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
        "MiB resident before, most, 3 s after",
      ],
      queries.map((row) => [
        row.id,
        `${row.status} ${row.how ?? ""}`.trim(),
        `${row.endedMs} ms`,
        `${row.endedAmongOthersMs} ms`,
        `${row.busyAfterMs} ms`,
        `${row.calm.p50}, ${row.calm.p99}`,
        `${row.disturbed.p50}, ${row.disturbed.p99}`,
        marked(row.p99Ratio, row.p99Ratio >= 3),
        Object.values(row.memoryMiB).join(", "),
      ]),
    ),
    "",
    `At the end ${memoryAtTheEndMiB} MiB are resident.`,
  ];
}
