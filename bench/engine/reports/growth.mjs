import { table } from "./table.mjs";

export function growthTables(sizes) {
  const bins = Object.keys(sizes[0].closures);
  return [
    ...table(
      [
        "quads",
        "terms",
        "loaded, quads/s",
        "bytes a quad: dictionary",
        "segments",
        "both",
        "intervals",
        "all arrays",
        "heap",
        "resident",
        "rows of the segments",
      ],
      sizes.map(({ quads, terms, quadsASecond, bytesAQuad: each, segments }) => [
        quads,
        terms,
        quadsASecond,
        each.dictionary,
        each.segments,
        Number((each.dictionary + each.segments).toPrecision(3)),
        each.intervals,
        each.allArrays,
        each.heap,
        each.resident,
        segments.join(", "),
      ]),
    ),
    "",
    ...table(
      [
        "quads",
        ...bins.flatMap((bin) => [
          `closures of ${bin === "more" ? "more than 300" : `up ${bin}`}: how many`,
          "rows",
          "ms",
          "µs a row",
        ]),
      ],
      sizes.map(({ quads, closures }) => [
        quads,
        ...bins.flatMap((bin) => {
          const { walks, rows = "", ms = "", usARow = "" } = closures[bin];
          return [walks, rows, ms, usARow];
        }),
      ]),
    ),
  ];
}
