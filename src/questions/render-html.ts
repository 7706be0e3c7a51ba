import type { Answer } from "./answer.ts";
import { type Cell, footerOf, legalNote, peopleTable, spoken, textOf } from "./people-table.ts";

/**
 * An answer as one HTML file: no script, nothing fetched, readable in light, in dark and on paper. Every text is
 * escaped, and only `http` and `https` IRIs are links.
 */
export function answerHtml(answer: Answer): string {
  const { question, parameters, labels, mode, at, recordedAsOf } = answer;
  const asked = question.parameters.flatMap(({ name, type }) => {
    const term = parameters[name];
    return term === undefined || type === "mode" ? [] : [[spoken(name), textOf(term, labels)] as const];
  });
  const facts = [...asked, ["mode", mode] as const, ["evaluated at", at] as const];
  if (recordedAsOf !== null) facts.push(["as recorded on", recordedAsOf] as const);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(question.title)} · Muniment</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(question.title)}</h1>
<p class="question">${escapeHtml(question.question)}</p>
<dl>${facts.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`).join("")}</dl>
${table(answer)}
<ul class="footer">${footerOf(answer)
    .map((line) => `<li>${escapeHtml(line)}</li>`)
    .join("")}</ul>
<h2>What the answer means</h2>
<p>${escapeHtml(question.answer)}</p>
<h2>Law</h2>
<p>${escapeHtml(legalNote(question.law))}</p>
</main>
</body>
</html>
`;
}

function table(answer: Answer): string {
  const { columns, rows } = peopleTable(answer);
  if (rows.length === 0) return `<p class="none">No rows.</p>`;
  const heads = [...columns.map(spoken), "linked hops", "rests on"].map(
    (name) => `<th scope="col">${escapeHtml(name)}</th>`,
  );
  const body = rows.map(({ cells, bundles, linkedHops }) => {
    const own = cells.map((values) => `<td>${values.map(cellHtml).join("<br>") || "–"}</td>`).join("");
    return `<tr>${own}<td class="figure">${linkedHops}</td><td>${bundleList(bundles)}</td></tr>`;
  });
  return `<div class="scroll" role="region" aria-label="Answer" tabindex="0">
<table>
<caption>${escapeHtml(answer.question.title)}</caption>
<thead><tr>${heads.join("")}</tr></thead>
<tbody>
${body.join("\n")}
</tbody>
</table>
</div>`;
}

function cellHtml({ text, iri }: Cell): string {
  if (iri === undefined) return escapeHtml(text);
  const isLink = /^https?:/i.test(iri);
  return isLink
    ? `<a href="${escapeHtml(iri)}" title="${escapeHtml(iri)}">${escapeHtml(text)}</a>`
    : `<span title="${escapeHtml(iri)}">${escapeHtml(text)}</span>`;
}

function bundleList(bundles: readonly string[]): string {
  if (bundles.length === 0) return "–";
  const noun = bundles.length === 1 ? "bundle" : "bundles";
  const items = bundles.map((iri) => `<li>${cellHtml({ text: shortBundle(iri), iri })}</li>`);
  return `<details><summary>${bundles.length} ${noun}</summary><ul>${items.join("")}</ul></details>`;
}

function shortBundle(iri: string): string {
  return `${iri.replace(/^.*\//, "").slice(0, 12)}…`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

const style = `
:root { color-scheme: light dark; --ink: #1c1b18; --paper: #fdfcf8; --line: #d9d4c5; --dim: #6b6658; --link: #7a2e12; --band: #f4f0e4; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece7da; --paper: #191815; --line: #3a372f; --dim: #a8a291; --link: #f0a27e; --band: #23211c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 84rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font: 600 1.6rem/1.25 Georgia, serif; margin: 0 0 .25rem; }
h2 { font: 600 1.1rem/1.3 Georgia, serif; margin: 2rem 0 .25rem; }
p { margin: .25rem 0 .75rem; max-width: 48rem; }
.question { font-size: 1.1rem; color: var(--dim); }
dl { display: flex; flex-wrap: wrap; gap: .25rem 1.75rem; margin: 1rem 0 1.25rem; }
dt { font-size: .78rem; color: var(--dim); }
dd { margin: 0; overflow-wrap: anywhere; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.scroll { overflow-x: auto; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .9rem .4rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; min-width: 5rem; }
th { font-weight: 600; color: var(--dim); white-space: nowrap; }
tbody tr:hover { background: var(--band); }
.figure { font-variant-numeric: tabular-nums; }
details ul { margin: .25rem 0; padding-left: 1rem; font: .8rem/1.5 ui-monospace, monospace; }
summary { cursor: pointer; white-space: nowrap; }
.footer { list-style: none; padding: 0; margin: 1rem 0; color: var(--dim); }
@media print { :root { --ink: #000; --paper: #fff; --link: #000; --dim: #333; } main { padding: 0; max-width: none; } thead { display: table-header-group; } tr { break-inside: avoid; } .scroll { overflow: visible; } }
`;
