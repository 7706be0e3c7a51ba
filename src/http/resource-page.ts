import type { Quad, Term } from "@rdfjs/types";
import { type Html, html, linked, page } from "../page.ts";

interface Resource {
  readonly iri: string;
  readonly base: string;
  readonly quads: readonly Quad[];
  /** Whether there are more quads than these. */
  readonly isCut: boolean;
  /** The parameters that keep the view. */
  readonly view: readonly (readonly [string, string])[];
  /** Names for people, by IRI. */
  readonly labels: Readonly<Record<string, string>>;
  /** Where an IRI of this store is answered. */
  readonly hrefOf: (iri: string) => string | undefined;
}

const mostRows = 500;
const mostCharacters = 2_000;

/** The page of one IRI: what is said of it, what else speaks of it, and which bundle or rule says so. */
export function resourcePage(resource: Resource): string {
  const { iri, base, quads, isCut, view, labels, hrefOf } = resource;
  const said = quads.filter(({ subject }) => subject.value === iri);
  const speaks = quads.filter(({ subject, object }) => subject.value !== iri && object.value === iri);
  const states = quads.filter(
    ({ subject, object, graph }) => graph.value === iri && subject.value !== iri && object.value !== iri,
  );
  const link = (term: Term) => termHtml(term, resource);
  const formats = ["turtle", "trig", "jsonld", "provn"].map(
    (format) => html`<a href="${search(...view, ["format", format])}">${format}</a> `,
  );
  const upstream = `/provenance${search(["target", iri], ...view, ["format", "provn"])}`;
  const cameFrom = html`· <a href="${upstream}">what it came from</a>`;
  const cut = html`<p class="note">Of all that is stated, these are the first ${quads.length} statements: ask for RDF to get all.</p>`;
  const kind = iri.startsWith(base) ? (iri.slice(base.length).split("/", 1)[0] ?? "") : "thing";
  const title = labels[iri] ?? iri;

  const body = html`<h1>${title} <span class="badge">${kind}</span></h1>
<p>${linked(iri, iri, hrefOf(iri))}</p>
<p class="dim">The same as ${formats}${said.length > 0 ? cameFrom : html``}</p>
${isCut ? cut : html``}
${section("What is said of it", said, ["property", "value", "said by"], (quad) => [link(quad.predicate), link(quad.object)], resource)}
${section("What speaks of it", speaks, ["subject", "property", "said by"], (quad) => [link(quad.subject), link(quad.predicate)], resource)}
${section("What it says", states, ["subject", "property", "value"], (quad) => [link(quad.subject), link(quad.predicate), link(quad.object)])}`;
  return page({ title, body, home: "/" });
}

function search(...parameters: readonly (readonly [string, string])[]): string {
  return `?${new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value])).toString()}`;
}

/** A table with a row for each triple; with `origins`, and in their cell all that say it. */
function section(
  title: string,
  quads: readonly Quad[],
  columns: readonly string[],
  cells: (quad: Quad) => readonly Html[],
  origins?: Resource,
): Html {
  if (quads.length === 0) return html``;
  const byTriple = new Map<string, Quad[]>();
  for (const quad of [...quads].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))) {
    const same = byTriple.get(keyOf(quad));
    if (same === undefined) byTriple.set(keyOf(quad), [quad]);
    else same.push(quad);
  }
  const triples = [...byTriple.values()];
  const rows = triples.slice(0, mostRows).map((same) => {
    const own = same
      .slice(0, 1)
      .flatMap(cells)
      .map((cell) => html`<td>${cell}</td>`);
    return html`<tr>${own}${origins === undefined ? html`` : html`<td>${originsHtml(same, origins)}</td>`}</tr>\n`;
  });
  const hidden = triples.length - rows.length;
  const more = html`<p class="note">${hidden} more are not shown: ask for RDF to get all.</p>`;
  return html`<h2>${title} <span class="badge">${triples.length}</span></h2>
<div class="scroll" role="region" aria-label="${title}" tabindex="0"><table>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows}</tbody></table></div>${hidden > 0 ? more : html``}`;
}

function keyOf({ predicate, subject, object }: Quad): string {
  const { language, datatype } =
    object.termType === "Literal" ? object : { language: "", datatype: undefined };
  return [predicate.value, subject.value, object.value, object.termType, language, datatype?.value].join(
    "\n",
  );
}

function termHtml(term: Term, { labels, hrefOf }: Resource): Html {
  const { termType, value } = term;
  if (termType === "NamedNode") return linked(value, labels[value] ?? value, hrefOf(value));
  return html`${value.length > mostCharacters ? `${value.slice(0, mostCharacters)}…` : value}`;
}

/** Who says it: the linker, a bundle, or a list of them to unfold. */
function originsHtml(quads: readonly Quad[], { base, labels, hrefOf }: Resource): Html {
  const origins = quads.map(({ graph: { value } }) => {
    const [, strength] = /^graph\/derived\/(\w+)\//.exec(value.slice(base.length)) ?? [];
    if (strength !== undefined) return html`<span class="badge">linker, ${strength}</span>`;
    return linked(value, labels[value] ?? value, hrefOf(value));
  });
  if (origins.length === 1) return html`${origins}`;
  const items = origins.slice(0, mostRows).map((origin) => html`<li>${origin}</li>`);
  return html`<details><summary>${origins.length} graphs</summary><ul>${items}</ul></details>`;
}
