import express, { type Request, type Router } from "express";
import { UnknownAlignmentError } from "../alignments/errors.ts";
import { MalformedParameterError } from "../errors.ts";
import type { AskedQuestion } from "../muniment.ts";
import type { Answer } from "../questions/answer.ts";
import { answerJson } from "../questions/answer-json.ts";
import { MissingParameterError, UnknownParameterError } from "../questions/parameters.ts";
import type { Question } from "../questions/question.ts";
import { answerCsv, answerHtml } from "../questions/render.ts";
import { untilClosed } from "./client-gone.ts";
import { negotiated } from "./negotiate.ts";
import {
  entailmentNames,
  entailmentParameters,
  oneValue,
  urlParameters,
  viewNames,
  viewParameters,
} from "./parameters.ts";
import { allow, problemOf } from "./problem.ts";
import { type Given, questionForm, questionPage } from "./question-page.ts";

interface Dependencies {
  readonly questions: () => readonly Question[];
  readonly ask: (
    id: string,
    input: Readonly<Record<string, string>>,
    asked: AskedQuestion,
  ) => Promise<Answer>;
  /** Where an IRI of this store is answered. */
  readonly hrefOf: (iri: string) => string | undefined;
}

const formats = ["json", "csv", "html"] as const;
const reserved = new Set([...viewNames, ...entailmentNames, "format"]);

/**
 * `GET /questions` lists the library; `GET /questions/{id}?…` asks one, in JSON, CSV or as a page, which has a form to ask
 * again. A page of a question that needs a value, and is asked without any, is the form alone; one that is asked with a value
 * that it does not take is the form as it was filled in, with the reason.
 */
export function questionsRouter({ questions, ask, hrefOf }: Dependencies): Router {
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
    const { id } = request.params;
    const parameters = filledParameters(request);
    const { format, mediaType } = negotiated(request, formats, { named: oneValue(parameters, "format") });
    response.vary("Accept").set("Content-Type", `${mediaType}; charset=utf-8`);

    const given = givenOf(parameters);
    const question = questions().find((known) => known.id === id);
    try {
      const asked = {
        ...viewParameters(parameters),
        ...entailmentParameters(parameters),
        signal: untilClosed(response).signal,
      };
      const input = Object.fromEntries(Object.entries(given).filter(([name]) => !reserved.has(name)));
      const answer = await ask(id, input, asked);
      if (format === "json") response.send(JSON.stringify(answerJson(answer)));
      else if (format === "csv") response.send(answerCsv(answer));
      else {
        const form = question && questionForm(question, given);
        response.send(answerHtml(answer, { home: "/", hrefOf, ...(form && { form }) }));
      }
    } catch (error) {
      if (format !== "html" || question === undefined || !isOfParameter(error)) throw error;
      const isAsked = [...parameters.keys()].some((name) => name !== "format");
      const { status, detail } = problemOf(error);
      if (isAsked) response.status(status).send(questionPage(question, given, detail));
      else response.send(questionPage(question, given));
    }
  });
  router.all(["/questions", "/questions/:id"], allow("GET", "HEAD"));
  return router;
}

/** Whether a form could be filled in otherwise. */
function isOfParameter(error: unknown): boolean {
  return (
    error instanceof MissingParameterError ||
    error instanceof MalformedParameterError ||
    error instanceof UnknownParameterError ||
    error instanceof UnknownAlignmentError
  );
}

/** The parameters that have a value: a form sends an empty one for every field that was left empty. */
function filledParameters(request: Request): URLSearchParams {
  const filled = [...urlParameters(request)].filter(([, value]) => value !== "");
  return new URLSearchParams(filled);
}

function givenOf(parameters: URLSearchParams): Given {
  const names = [...new Set(parameters.keys())];
  return Object.fromEntries(names.map((name) => [name, oneValue(parameters, name) ?? ""]));
}
