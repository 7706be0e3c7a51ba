import express, { type Router } from "express";
import type { Muniment } from "../muniment.ts";
import { html, page } from "./page.ts";

type Dependencies = { readonly questions: () => Muniment["questions"]; readonly stats: Muniment["stats"] };

/** `GET /`: where a person lands who opens the server's address, with the questions as links. */
export function homeRouter({ questions, stats }: Dependencies): Router {
  const router = express.Router();
  router.get("/", (_request, response) => {
    const { records, quads, refusals } = stats();
    const items = questions().map(
      ({ id, title, question }) =>
        html`<tr><th scope="row"><a href="/questions/${id}?format=html">${title}</a></th><td>${question}</td></tr>\n`,
    );
    const body = html`
<p class="dim">Muniment · provenance store</p>
<h1>Where data came from, and who answers for it</h1>
<p>${records} records in the journal, ${quads} statements in the index, <a href="/refusals">${refusals} refusals</a>.</p>
<h2>Questions</h2>
<div class="scroll"><table><tbody>
${items}</tbody></table></div>
<h2>For programs</h2>
<p>OpenLineage events: <code>POST /api/v1/lineage</code>. RDF: <code>POST /prov</code>. SPARQL 1.1: <a href="/sparql"><code>/sparql</code></a>.
Everything: <a href="/export?format=trig"><code>/export</code></a>. The rest is in <code>docs/http-api.md</code>.</p>`;
    response.type("html").send(page({ title: "Provenance store", body }));
  });
  return router;
}
