/** A line for each query as it is measured. */

export function processLine({ id, muniment: ours, threads, oxigraph, comunica, ratio, ratioNew, agrees }) {
  return [
    id.padEnd(34),
    `rows ${ours.rows ?? ours.bytes}`,
    `ours ${ours.firstMs}/${ours.newMs?.median}/${cell(ours)}`,
    `threads ${cell(threads)}`,
    `oxigraph ${both(oxigraph)}`,
    `comunica ${cell(comunica)}`,
    `ratio ${ratioNew}/${ratio}`,
    agrees.oxigraph,
    agrees.comunica,
  ].join(" | ");
}

export function httpLine({ id, muniment: ours, fuseki, oxigraph, ratio, ratioNew, agrees }) {
  return [
    id.padEnd(34),
    `rows ${ours.rows}`,
    `ours ${ours.firstMs}/${ours.newMs?.median}/${cell(ours)}`,
    `fuseki ${both(fuseki)}`,
    `oxigraph ${both(oxigraph)}`,
    `ratio ${ratioNew}/${ratio}`,
    agrees.fuseki,
    agrees.oxigraph,
  ].join(" | ");
}

function both(peer) {
  return peer.best === undefined ? cell(peer) : `${cell(peer)}, best ${cell(peer.best)}`;
}

function cell(result) {
  if (result === undefined) return "";
  return result.againMs?.median ?? (result.overMs ? `> ${result.overMs}` : (result.failed ?? result.skipped));
}
