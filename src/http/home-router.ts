import express, { type Router } from "express";
import type { Muniment } from "../muniment.ts";
import { html, page } from "../page.ts";
import { allow } from "./problem.ts";

interface Dependencies {
  readonly questions: () => Muniment["questions"];
  readonly stats: Muniment["stats"];
}

/** `GET /`: where a person lands who opens the server's address, with the questions as links. */
export function homeRouter({ questions, stats }: Dependencies): Router {
  const router = express.Router();
  router.get("/", (_request, response) => {
    const { records, quads, refusals, lastReceivedSeconds } = stats();
    const last = records === 0 ? "never" : new Date(lastReceivedSeconds * 1000).toISOString().slice(0, 16);
    const items = questions().map(
      ({ id, title, question }) => html`<li><a href="/questions/${id}">${title}</a><p>${question}</p></li>\n`,
    );
    const body = html`<h1>Where data came from, and who answers for it</h1>
<dl>
<div><dt>records in the journal</dt><dd>${records.toLocaleString("en")}</dd></div>
<div><dt>statements</dt><dd>${quads.toLocaleString("en")}</dd></div>
<div><dt>refused inputs</dt><dd><a href="/refusals">${refusals.toLocaleString("en")}</a></dd></div>
<div><dt>last received (UTC)</dt><dd>${last.replace("T", " ")}</dd></div>
</dl>
<h2>Questions</h2>
<ul class="cards">
${items}</ul>
<h2>For programs</h2>
<dl>
<div><dt>OpenLineage events</dt><dd><code>POST /api/v1/lineage</code></dd></div>
<div><dt>PROV and RDF documents</dt><dd><code>POST /prov</code></dd></div>
<div><dt>SPARQL 1.2</dt><dd><a href="/sparql"><code>/sparql</code></a></dd></div>
<div><dt>where something came from</dt><dd><a href="/provenance"><code>/provenance</code></a></dd></div>
<div><dt>everything</dt><dd><a href="/export?format=trig"><code>/export</code></a></dd></div>
<div><dt>valid by PROV-CONSTRAINTS</dt><dd><a href="/check"><code>/check</code></a></dd></div>
<div><dt>vocabulary</dt><dd><a href="/ontology"><code>/ontology</code></a></dd></div>
<div><dt>linked vocabularies</dt><dd><a href="/alignments"><code>/alignments</code></a></dd></div>
<div><dt>state</dt><dd><a href="/readyz"><code>/readyz</code></a> <a href="/metrics"><code>/metrics</code></a></dd></div>
</dl>`;
    response.type("html").send(page({ title: "Provenance store", body, home: "/" }));
  });
  router.all("/", allow("GET", "HEAD"));
  return router;
}
