import type { Quad, Term } from "@rdfjs/types";
import { namespaceOf } from "../vocabulary.ts";
import { type Html, html, page } from "./page.ts";

interface Resource {
  readonly iri: string;
  readonly base: string;
  readonly quads: readonly Quad[];
  /** The name behind a keyed IRI, for callers who may read it. */
  readonly nameOf: (iri: string) => string | undefined;
}

const mostRows = 500;

/** The page of one IRI: what is said of it, what else speaks of it, and which bundle or rule says so. */
export function resourcePage({ iri, base, quads, nameOf }: Resource): string {
  const said = quads.filter((quad) => quad.subject.value === iri);
  const speaks = quads.filter((quad) => quad.subject.value !== iri && quad.object.value === iri);
  const stated = quads.filter(
    (quad) => quad.graph.value === iri && quad.subject.value !== iri && quad.object.value !== iri,
  );
  const link = (term: Term) => termHtml(term, base, nameOf);
  const origin = (quad: Quad) => originHtml(quad, base);

  const body = html`
<p class="dim">Muniment · what is known of</p>
<h1>${nameOf(iri) ?? readable(iri, base)}</h1>
<p><code>${iri}</code></p>
<p class="dim">As <a href="?" type="text/turtle">this IRI</a> with <code>Accept: text/turtle</code>, <code>application/trig</code> or <code>application/ld+json</code>.</p>
${section("It is said that it", said, ["property", "value", "stated by"], (quad) => [link(quad.predicate), link(quad.object), origin(quad)])}
${section("Others that speak of it", speaks, ["subject", "property", "stated by"], (quad) => [link(quad.subject), link(quad.predicate), origin(quad)])}
${section("What it states", stated, ["subject", "property", "value"], (quad) => [link(quad.subject), link(quad.predicate), link(quad.object)])}`;
  return page({ title: readable(iri, base), body });
}

function section(
  title: string,
  quads: readonly Quad[],
  columns: readonly string[],
  cells: (quad: Quad) => readonly Html[],
): Html {
  if (quads.length === 0) return html``;
  const rows = [...quads]
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .slice(0, mostRows)
    .map((quad) => html`<tr>${cells(quad).map((cell) => html`<td>${cell}</td>`)}</tr>\n`);
  const more =
    quads.length > mostRows
      ? html`<p class="dim">${quads.length - mostRows} more: ask for RDF to get all.</p>`
      : html``;
  return html`<h2>${title} <span class="badge">${quads.length}</span></h2>
<div class="scroll"><table>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows}</tbody></table></div>${more}`;
}

function keyOf({ predicate, subject, object, graph }: Quad): string {
  return [predicate.value, subject.value, object.value, graph.value].join("\n");
}

function termHtml(term: Term, base: string, nameOf: (iri: string) => string | undefined): Html {
  if (term.termType !== "NamedNode")
    return html`${term.value.length > 2_000 ? `${term.value.slice(0, 2_000)}…` : term.value}`;
  const text = nameOf(term.value) ?? readable(term.value, base);
  if (term.value.startsWith(base))
    return html`<a href="/id/${term.value.slice(base.length)}" title="${term.value}">${text}</a>`;
  if (/^https?:/.test(term.value))
    return html`<a href="${term.value}" title="${term.value}" rel="noreferrer">${text}</a>`;
  return html`<code>${term.value}</code>`;
}

function originHtml({ graph }: Quad, base: string): Html {
  const path = graph.value.slice(base.length);
  const derived = /^graph\/derived\/(\w+)\//.exec(path);
  if (derived !== null) return html`<span class="badge">${derived[1] ?? ""}</span>`;
  return html`<a href="/id/${path}">${path.startsWith("bundle/") ? `bundle ${path.slice(7, 15)}…` : path.slice(0, 24)}</a>`;
}

/** An IRI as a person reads it: prefixed where we know the vocabulary, else the decoded path below the base. */
function readable(iri: string, base: string): string {
  for (const [prefix, namespace] of Object.entries(namespaceOf)) {
    if (iri.startsWith(namespace)) return `${prefix}:${iri.slice(namespace.length)}`;
  }
  if (!iri.startsWith(base)) return iri;
  const parts = iri.slice(base.length).split("/").map(decoded);
  return parts.map((part) => (/^[0-9a-f]{64}$/.test(part) ? `${part.slice(0, 8)}…` : part)).join(" / ");
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
