import { type Html, html, page } from "../page.ts";
import { entailments } from "../pipeline/asked-entailment.ts";
import { modes } from "../quads/quad-store.ts";
import { spoken } from "../questions/people-table.ts";
import type { Parameter, Question } from "../questions/question.ts";

/** What was asked with, by parameter, as the asker wrote it. */
export type Given = Readonly<Record<string, string>>;

/** The page of a question that was not asked yet, or not as it can be: then with the reason. */
export function questionPage(question: Question, given: Given, fault?: string): string {
  const told = fault === undefined ? html`` : html`<p class="note" role="alert">${fault}</p>`;
  const body = html`<h1>${question.title}</h1>
<p class="lead">${question.question}</p>
${told}
${questionForm(question, given)}
<h2>What the answer means</h2>
<p>${question.answer}</p>`;
  return page({ title: question.title, body, home: "/" });
}

/** A form to ask a question, with what it was asked with before. */
export function questionForm({ id, parameters }: Question, given: Given): Html {
  const own = parameters.filter(({ type }) => type !== "mode");
  const time = "2026-11-03T06:00:00Z";
  const when = [
    textField("at", "evaluated at", "Date on which rules are evaluated; default: now", given, time),
    textField("recordedAsOf", "as recorded on", "What the store knew then; default: all", given, time),
  ];
  return html`<form action="/questions/${id}" method="get">
<div class="fields">
${own.map((parameter) => field(parameter, given))}
${choice("mode", "How far links are trusted", modes, given.mode ?? "exact")}
${when}
${choice("entailment", "By whose axioms statements may follow from others", entailments, given.entailment ?? "none")}
${textField("alignments", "alignments", "With entailment aligned; default: those of the configuration", given, "p-plan,dcat")}
</div>
<button>Ask</button>
</form>`;
}

function field({ name, type, required, default: fallback, description }: Parameter, given: Given): Html {
  const hint = required ? `${description} (required)` : description;
  if (type === "boolean") return choice(name, hint, ["true", "false"], given[name] ?? fallback ?? "false");
  return textField(name, spoken(name), hint, given, fallback ?? exampleOf[type] ?? "");
}

const exampleOf: Partial<Record<Parameter["type"], string>> = {
  dataset: "namespace/name",
  iri: "https://…",
  dateTime: "2026-11-03",
};

function textField(name: string, label: string, hint: string, given: Given, placeholder: string): Html {
  return html`<label>${label}<small>${hint}</small>
<input name="${name}" value="${given[name] ?? ""}" placeholder="${placeholder}"></label>
`;
}

function choice(name: string, hint: string, values: readonly string[], chosen: string): Html {
  const options = values.map((value) =>
    value === chosen ? html`<option selected>${value}</option>` : html`<option>${value}</option>`,
  );
  return html`<label>${spoken(name)}<small>${hint}</small>
<select name="${name}">${options}</select></label>
`;
}
