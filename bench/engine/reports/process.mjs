import { marked, sameAs, table, timeOf, timesOfPeer } from "./table.mjs";

export function processTables(figures, { machine, data }) {
  const { queries, limitMs, oxigraphVersion } = figures;
  const { packages } = machine;
  return [
    `oxigraph ${oxigraphVersion} in WebAssembly, Comunica ${packages["@comunica/query-sparql-rdfjs"]}, n3 ${packages.n3}. ${data.records} records, ingested in ${data.ingestSeconds} s. Milliseconds, medians of 5 to 25 warm runs (Comunica: at least three, or the first run where it took over 2 s), each engine in a process of its own, in turns.`,
    "",
    ...queryTable(queries, limitMs),
    "",
    ...storeTables(figures),
  ];
}

function queryTable(queries, limitMs) {
  const heads = [
    "query",
    "rows",
    "first",
    "new string",
    "known shape",
    "repeated",
    "in a thread",
    "hop",
    "Oxigraph",
    "Oxigraph / new",
    "Oxigraph / repeated",
    "Comunica",
    "Comunica / repeated",
    "same answer",
  ];
  return table(
    heads,
    queries.map(({ id, muniment: ours, threads, hopMs, oxigraph, comunica, ratio, ratioNew, agrees }) => [
      ratio < 1 ? `**${id}**` : id,
      ours.rows ?? (ours.bytes === undefined ? "" : `${ours.bytes} B`),
      ours.firstMs ?? "",
      ours.newMs?.median ?? "",
      ours.likeMs?.median ?? "",
      ours.againMs?.median ?? ours.failed ?? `> ${limitMs.muniment}`,
      timeOf(threads),
      hopMs ?? "",
      timesOfPeer(oxigraph),
      // A new string is held to the larger of Oxigraph's time and 2 ms.
      marked(ratioNew, ratioNew < 1 && ours.newMs.median > 2),
      marked(ratio),
      timeOf(comunica),
      comunica?.againMs === undefined || ours.againMs === undefined
        ? ""
        : Number((comunica.againMs.median / ours.againMs.median).toPrecision(3)),
      sameAs([agrees.oxigraph, agrees.comunica]),
    ]),
  );
}

function storeTables({ store, opened }) {
  const { bytesAQuad, scans, views } = store;
  return [
    `Opening the store by its index files: ${store.opened.openMs} ms, and ${store.opened.answerMs} ms more to the first answer; then the heap is ${store.opened.heapMiB} MiB, arrays ${store.opened.arraysMiB} MiB, resident ${store.opened.residentMiB} MiB. Making the index anew from the journal: ${store.replayMs} ms. Loading the N-Quads and their union: Oxigraph ${opened.oxigraph.openMs} ms (${opened.oxigraph.rssMiB} MiB resident)${opened.comunica ? `, the union alone into N3.Store ${opened.comunica.openMs} ms (${opened.comunica.rssMiB} MiB)` : ""}. Ours resident, the index read and the linker not: ${opened.muniment.rssMiB} MiB. Bytes a quad: dictionary ${bytesAQuad.dictionary} (${store.terms} terms), segments ${bytesAQuad.segments} (rows ${store.segments.join(", ")}), together ${bytesAQuad.both}.`,
    "",
    ...table(
      ["scan", "rows", "ms", "rows/s"],
      Object.entries(scans).map(([name, scan]) => [name, scan.rows, scan.ms, scan.rowsASecond]),
    ),
    "",
    ...table(
      [
        "view",
        "rows now",
        "ms now",
        "rows, recorded by half of the journal",
        "ms",
        "/ now",
        "rows, each looked at",
        "ms",
        "/ now",
        "rows, half of the bundles",
        "ms",
        "/ now",
      ],
      views.map(({ id, now, ...others }) => [
        id,
        now.rows,
        now.ms,
        ...[others.half, others.each, others.bundles].flatMap(({ rows, ms, ratio }) => [
          rows,
          ms,
          marked(ratio, ratio > 1.5),
        ]),
      ]),
    ),
  ];
}
