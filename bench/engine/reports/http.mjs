import { marked, sameAs, table, timeOf, timesOfPeer } from "./table.mjs";

export function httpTables({ union, servers, queries }, { parts }) {
  const inProcess = new Map(parts.process?.figures.queries.map((row) => [row.id, row]));
  const has = inProcess.size > 0;
  const { muniment, fuseki, oxigraph } = servers;
  return [
    `Each a process of its own on loopback, asked in turns by one client over a kept connection, the whole answer read (SPARQL JSON; CONSTRUCT as N-Triples). Fuseki ${fuseki.version} over TDB2 (loaded in ${fuseki.loadMs} ms, ${fuseki.rssMiB} MiB resident), oxigraph ${oxigraph.version} (${oxigraph.loadMs} ms, ${oxigraph.rssMiB} MiB), \`muniment serve\` (started in ${muniment.startMs} ms, ${muniment.rssMiB} MiB). The peers' default graph is the union of all graphs, ${union}. Milliseconds, medians of 5 to 50 warm runs.`,
    "",
    ...table(
      [
        "query",
        "rows",
        ...(has ? ["in process", "in a thread", "hop"] : []),
        "HTTP, first",
        "HTTP, new string",
        "HTTP, repeated",
        "Fuseki",
        "Oxigraph",
        "fastest peer / new",
        "fastest peer / repeated",
        "same answer",
      ],
      queries.map(({ id, muniment: ours, fuseki: jena, oxigraph: oxi, ratio, ratioNew, agrees }) => {
        const own = inProcess.get(id);
        return [
          ratio < 1 ? `**${id}**` : id,
          ours.rows ?? "",
          ...(has ? [timeOf(own?.muniment), timeOf(own?.threads), own?.hopMs ?? ""] : []),
          ours.firstMs ?? "",
          ours.newMs?.median ?? "",
          timeOf(ours),
          timesOfPeer(jena),
          timesOfPeer(oxi),
          marked(ratioNew, ratioNew < 1 && ours.newMs.median > 2),
          marked(ratio),
          sameAs([agrees.fuseki, agrees.oxigraph]),
        ];
      }),
    ),
  ];
}
