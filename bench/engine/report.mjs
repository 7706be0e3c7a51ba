import { readFileSync, writeFileSync } from "node:fs";

const page = new URL("../../docs/performance.md", import.meta.url);
const begin = "<!-- bench:engine: written by bench/engine/run.mjs; do not edit -->";
const end = "<!-- /bench:engine -->";

/** Puts the engine's tables between their markers of `docs/performance.md`. */
export function writeEngineTables(results) {
  const [before, rest] = readFileSync(page, "utf8").split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`docs/performance.md has no "${begin}" … "${end}"`);
  writeFileSync(page, `${before}${begin}\n\n${tablesOf(results)}\n${end}${after}`);
}

function tablesOf({ machine, data, opened, store, queries, limitMs, loadBefore, loadAfter }) {
  const { packages } = machine;
  return [
    `Measured ${machine.at.slice(0, 10)} at commit ${machine.commit}${machine.isClean ? "" : " with changes that were not committed"}; ${machine.cores} cores of ${machine.cpu}, ${machine.memoryGiB} GiB; Node ${machine.node}, oxigraph ${machine.oxigraph}, Comunica ${packages["@comunica/query-sparql-rdfjs"]}, n3 ${packages.n3}; load ${loadBefore}–${loadAfter}. ${data.quadsInStore} quads from ${data.runs} generated runs (${data.records} records, ingested in ${data.ingestSeconds} s). Milliseconds, medians of five (Comunica: three, or the first run where it took over 2 s), each engine in a process of its own, in turns.`,
    "",
    ...queryTable(queries, limitMs),
    "",
    ...storeTables(store, opened),
  ].join("\n");
}

function queryTable(queries, limitMs) {
  const heads = [
    "query",
    "rows",
    "first",
    "new string",
    "repeated",
    "in a thread",
    "Oxigraph",
    "Oxigraph / new",
    "Oxigraph / repeated",
    "Comunica",
    "Comunica / repeated",
    "same answer",
  ];
  return table(
    heads,
    queries.map(({ id, muniment: ours, threads, oxigraph, comunica, ratio, ratioNew, agrees }) => [
      ratio < 1 ? `**${id}**` : id,
      ours.rows ?? (ours.bytes === undefined ? "" : `${ours.bytes} B`),
      ours.firstMs ?? "",
      ours.newMs?.median ?? "",
      ours.againMs?.median ?? ours.failed ?? `> ${limitMs.muniment}`,
      timeOf(threads),
      timeOf(oxigraph),
      markedNew(ratioNew, ours),
      ratio === undefined ? "" : ratio < 1 ? `**${ratio}**` : ratio,
      timeOf(comunica),
      comunica?.againMs === undefined || ours.againMs === undefined
        ? ""
        : Number((comunica.againMs.median / ours.againMs.median).toPrecision(3)),
      sameAs(agrees),
    ]),
  );
}

/** A new string is held to the larger of Oxigraph's time and 2 ms. */
function markedNew(ratio, { newMs }) {
  if (ratio === undefined) return "";
  return ratio < 1 && newMs.median > 2 ? `**${ratio}**` : ratio;
}

function timeOf(result) {
  if (result === undefined) return "";
  return (
    result.againMs?.median ?? (result.overMs === undefined ? (result.failed ?? "–") : `> ${result.overMs}`)
  );
}

function sameAs({ oxigraph, comunica }) {
  const short = { "the same rows": "yes", "as many rows": "count", "not compared": "–" };
  return [oxigraph, comunica].map((each) => short[each] ?? each).join(", ");
}

function storeTables(store, opened) {
  const { bytesAQuad, scans, asOfHalf } = store;
  return [
    `Opening, which is a replay of the journal: ${store.openMs} ms. Loading the N-Quads and their union: Oxigraph ${opened.oxigraph.openMs} ms (${opened.oxigraph.rssMiB} MiB resident)${opened.comunica ? `, the union alone into N3.Store ${opened.comunica.openMs} ms (${opened.comunica.rssMiB} MiB)` : ""}. Ours resident, linker and journal included: ${opened.muniment.rssMiB} MiB. Bytes a quad: dictionary ${bytesAQuad.dictionary} (${store.terms} terms), segments ${bytesAQuad.segments} (rows ${store.segments.join(", ")}), together ${bytesAQuad.both}.`,
    "",
    ...table(
      ["scan", "rows", "ms", "rows/s"],
      Object.entries(scans).map(([name, scan]) => [name, scan.rows, scan.ms, scan.rowsASecond]),
    ),
    "",
    ...table(
      [
        "as recorded when half of the journal was",
        "rows now",
        "ms now",
        "rows then",
        "ms then",
        "then / now",
      ],
      asOfHalf.map(({ id, now, then, ratio }) => [id, now.rows, now.ms, then.rows, then.ms, ratio]),
    ),
    "",
  ];
}

function table(heads, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)];
}
