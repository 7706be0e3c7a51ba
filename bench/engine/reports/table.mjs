/** Lines of a Markdown table. */
export function table(heads, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)];
}

/** A time, or why there is none. */
export function timeOf(result) {
  if (result === undefined) return "";
  return (
    result.againMs?.median ?? (result.overMs === undefined ? (result.failed ?? "–") : `> ${result.overMs}`)
  );
}

/** A peer's time with our text and, where another was faster, with that. */
export function timesOfPeer(peer) {
  if (peer === undefined) return "";
  return peer.best === undefined ? timeOf(peer) : `${timeOf(peer)}, best ${timeOf(peer.best)}`;
}

/** A ratio, bold where we are slower. */
export function marked(ratio, isSlower = ratio < 1) {
  if (ratio === undefined) return "";
  return isSlower ? `**${ratio}**` : ratio;
}

/** Whether answers were ours, in a word each. */
export function sameAs(agreements) {
  const short = { "the same rows": "yes", "as many rows": "count", "not compared": "–" };
  return agreements.map((each) => short[each] ?? each).join(", ");
}
