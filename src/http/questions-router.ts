import express, { type Router } from "express";
import Negotiator from "negotiator";
import type { AskedView } from "../muniment.ts";
import type { Answer } from "../questions/answer.ts";
import { answerJson } from "../questions/answer-json.ts";
import type { Question } from "../questions/question.ts";
import { answerCsv, answerHtml } from "../questions/render.ts";
import { HttpError } from "./problem.ts";
import { oneValue, viewParameters } from "./view-parameters.ts";

interface Dependencies {
  readonly questions: () => readonly Question[];
  readonly ask: (id: string, input: Readonly<Record<string, string>>, asked: AskedView) => Promise<Answer>;
}

const formats = { json: "application/json", csv: "text/csv", html: "text/html" } as const;
const reserved = new Set(["mode", "at", "recordedAsOf", "format"]);

/** `GET /questions` lists the library; `GET /questions/{id}?…` asks one, in JSON, CSV or as an HTML page. */
export function questionsRouter({ questions, ask }: Dependencies): Router {
  const router = express.Router();
  router.get("/questions", (_request, response) => {
    const list = questions().map(({ id, title, question, law, parameters }) => ({
      id,
      title,
      question,
      law,
      parameters,
      href: `/questions/${id}`,
    }));
    response.json({ questions: list });
  });
  router.get("/questions/:id", async (request, response) => {
    const format = formatOf(oneValue(request, "format"), request.headers.accept);
    const url = new URL(request.originalUrl, "http://localhost");
    const given = [...new Set(url.searchParams.keys())].filter((name) => !reserved.has(name));
    const input = Object.fromEntries(given.map((name) => [name, oneValue(request, name) ?? ""]));
    const answer = await ask(request.params.id, input, viewParameters(request));
    response.type(formats[format]).vary("Accept");
    response.send(
      format === "json"
        ? JSON.stringify(answerJson(answer))
        : format === "csv"
          ? answerCsv(answer)
          : answerHtml(answer),
    );
  });
  return router;
}

function formatOf(asked: string | undefined, accept: string | undefined): keyof typeof formats {
  if (asked === "json" || asked === "csv" || asked === "html") return asked;
  if (asked !== undefined)
    throw new HttpError("not-acceptable", `"format" must be one of ${Object.keys(formats).join(", ")}`);
  const best = new Negotiator({ headers: { accept: accept ?? "*/*" } }).mediaType(Object.values(formats));
  if (best === formats.json) return "json";
  if (best === formats.csv) return "csv";
  if (best === formats.html) return "html";
  throw new HttpError("not-acceptable", `An answer is ${Object.values(formats).join(", ")}`);
}
