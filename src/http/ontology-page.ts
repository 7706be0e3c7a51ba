import { type Ontology, type OntologyTerm, prefixedName, termKinds, termsOfKind } from "../ontology.ts";
import { alignmentsWithProv, type Facts, factsOf, headingOf } from "../ontology-text.ts";
import { type Html, html, linked, page } from "../page.ts";
import { namespaceOf } from "../vocabulary.ts";

/** The page of the vocabulary: what it is, where it meets PROV-O, and every term. */
export function ontologyPage(ontology: Ontology): string {
  const { title, description, version, license } = ontology;
  const contents = termKinds.map(
    (kind) =>
      html`<div><dt>${headingOf[kind]}</dt><dd>${spaced(
        termsOfKind(ontology, kind).map(({ local }) => html`<a href="#${local}">${local}</a>`),
      )}</dd></div>\n`,
  );
  const sections = termKinds.map(
    (
      kind,
    ) => html`<h2>${headingOf[kind]} <span class="badge">${termsOfKind(ontology, kind).length}</span></h2>
${termsOfKind(ontology, kind).map((term) => termSection(term))}`,
  );
  const rows = alignmentsWithProv(ontology).map(
    ({ term, word, iri }) =>
      html`<tr><td><a href="#${term.local}">mun:${term.local}</a></td><td>${word}</td><td>${termLink(iri)}</td></tr>\n`,
  );
  const body = html`<h1>${title} <span class="badge">${version}</span></h1>
<p class="lead">${description}</p>
<dl>
<div><dt>prefix</dt><dd><code>mun:</code></dd></div>
<div><dt>namespace</dt><dd><code>${namespaceOf.mun}</code></dd></div>
<div><dt>licence</dt><dd>${linked(license, license, undefined)}</dd></div>
<div><dt>the same as</dt><dd>${formatLinks}</dd></div>
</dl>
<p>A term is told by its label, its definition, who states it, and its axioms. Domains and ranges are given only where they are true of every use.</p>
<dl>
${contents}</dl>
<h2>Where it meets PROV-O</h2>
<p>Whoever asks with PROV-O and its axioms finds what is said with these terms.</p>
<div class="scroll" role="region" aria-label="Where it meets PROV-O" tabindex="0"><table>
<thead><tr><th scope="col">term</th><th scope="col">is</th><th scope="col">of PROV-O</th></tr></thead>
<tbody>
${rows}</tbody></table></div>
${sections}`;
  return page({ title, body, home: "/" });
}

/** The page of one term, with the properties that a class has. */
export function termPage(ontology: Ontology, term: OntologyTerm): string {
  const terms = (isUse: (other: OntologyTerm) => boolean) =>
    ontology.terms.filter(isUse).map(({ iri }) => iri);
  const uses: readonly Facts[] = [
    { word: "domain of", iris: terms(({ domains }) => domains.includes(term.iri)) },
    { word: "range of", iris: terms(({ ranges }) => ranges.includes(term.iri)) },
  ].filter(({ iris }) => iris.length > 0);
  const body = html`<h1>${term.label} <span class="badge">${term.kind}</span></h1>
<p><code>${term.iri}</code></p>
<p class="lead">${withLinks(term.definition)}</p>
<p>${withLinks(term.scopeNote)}</p>
${listHtml([...factsOf(term), ...uses])}
<p class="dim">The same as ${formatLinks}; all of <a href="/ontology#${term.local}">${ontology.title}</a></p>`;
  return page({ title: `mun:${term.local}`, body, home: "/" });
}

function termSection(term: OntologyTerm): Html {
  return html`<section id="${term.local}">
<h3><a href="/ontology/${term.local}">mun:${term.local}</a> <span class="badge">${term.label}</span></h3>
<p>${withLinks(term.definition)} <span class="dim">${withLinks(term.scopeNote)}</span></p>
${listHtml(factsOf(term))}
</section>
`;
}

function listHtml(facts: readonly Facts[]): Html {
  const items = facts.map(
    ({ word, iris }) => html`<div><dt>${word}</dt><dd>${spaced(iris.map(termLink))}</dd></div>\n`,
  );
  return items.length === 0 ? html`` : html`<dl>\n${items}</dl>`;
}

const formatLinks = spaced(
  ["turtle", "jsonld", "rdfxml", "ntriples"].map((format) => html`<a href="?format=${format}">${format}</a>`),
);

/** A link to a term by its prefixed name: to its page here where it is ours, else to where its namespace leads. */
function termLink(iri: string): Html {
  const isOwn = iri.startsWith(namespaceOf.mun);
  return linked(iri, prefixedName(iri), isOwn ? `/ontology/${iri.slice(namespaceOf.mun.length)}` : undefined);
}

/** A text in which our own terms are links. */
function withLinks(text: string): Html {
  const parts = text.split(/\bmun:([A-Za-z-]*[A-Za-z])/);
  return html`${parts.map((part, index) => (index % 2 === 0 ? html`${part}` : termLink(namespaceOf.mun + part)))}`;
}

function spaced(parts: readonly Html[]): Html {
  return html`${parts.map((part, index) => (index === 0 ? part : html` ${part}`))}`;
}
