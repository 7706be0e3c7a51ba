import { type Html, html, linked, page } from "../page.ts";
import type { Answer } from "./answer.ts";
import {
  type Cell,
  entailmentText,
  footerOf,
  legalNote,
  peopleTable,
  spoken,
  textOf,
} from "./people-table.ts";

/** What a page has beside the answer when a server writes it; a page that is kept as a file has none of it. */
export interface PageOptions {
  /** Where the way back leads. */
  readonly home?: string;
  /** Where an IRI of this store is answered; else an `http` IRI is its own link. */
  readonly hrefOf?: (iri: string) => string | undefined;
  /** A form to ask again. */
  readonly form?: Html;
}

/** An answer as one HTML file: every text is escaped, and only `http` and `https` IRIs are links. */
export function answerHtml(answer: Answer, { home, form, hrefOf }: PageOptions = {}): string {
  const { question, parameters, labels, mode, at, recordedAsOf } = answer;
  const asked = question.parameters.flatMap(({ name, type }) => {
    const term = parameters[name];
    return term === undefined || type === "mode" ? [] : [[spoken(name), textOf(term, labels)] as const];
  });
  const facts = [...asked, ["mode", mode] as const, ["evaluated at", at] as const];
  if (recordedAsOf !== null) facts.push(["as recorded on", recordedAsOf] as const);
  const entailment = entailmentText(answer);
  if (entailment !== undefined) facts.push(["entailment", entailment] as const);
  const body = html`<h1>${question.title}</h1>
<p class="lead">${question.question}</p>
<dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${table(answer, hrefOf ?? (() => undefined))}
<ul class="plain dim">${footerOf(answer).map((line) => html`<li>${line}</li>`)}</ul>
${form ?? html``}
<h2>What the answer means</h2>
<p>${question.answer}</p>
<h2>Law</h2>
<p>${legalNote(question.law)}</p>`;
  return page({ title: question.title, body, ...(home === undefined ? {} : { home }) });
}

type HrefOf = NonNullable<PageOptions["hrefOf"]>;

function table(answer: Answer, hrefOf: HrefOf): Html {
  const { columns, rows } = peopleTable(answer);
  if (rows.length === 0) return html`<p class="note">No rows.</p>`;
  const heads = [...columns.map(spoken), "linked hops", "rests on"];
  const body = rows.map(({ cells, bundles, linkedHops }) => {
    const own = cells.map((values) => html`<td>${cellsHtml(values, hrefOf)}</td>`);
    return html`<tr>${own}<td class="figure">${linkedHops}</td><td>${bundleList(bundles, hrefOf)}</td></tr>\n`;
  });
  return html`<div class="scroll" role="region" aria-label="Answer" tabindex="0">
<table>
<caption>${answer.question.title}</caption>
<thead><tr>${heads.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>
${body}</tbody>
</table>
</div>`;
}

function cellsHtml(cells: readonly Cell[], hrefOf: HrefOf): readonly Html[] {
  if (cells.length === 0) return [html`–`];
  return cells.map((cell, i) => html`${i === 0 ? html`` : html`<br>`}${cellHtml(cell, hrefOf)}`);
}

function cellHtml({ text, iri }: Cell, hrefOf: HrefOf): Html {
  return iri === undefined ? html`${text}` : linked(iri, text, hrefOf(iri));
}

function bundleList(bundles: readonly string[], hrefOf: HrefOf): Html {
  if (bundles.length === 0) return html`–`;
  const noun = bundles.length === 1 ? "bundle" : "bundles";
  const items = bundles.map((iri) => html`<li>${linked(iri, shortBundle(iri), hrefOf(iri))}</li>`);
  return html`<details><summary>${bundles.length} ${noun}</summary><ul>${items}</ul></details>`;
}

function shortBundle(iri: string): string {
  return `${iri.replace(/^.*\//, "").slice(0, 12)}…`;
}
