import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { comunicaEngine } from "../../src/sparql/comunica-engine.ts";
import { MalformedQueryError } from "../../src/sparql/errors.ts";
import { answerText } from "../laws/answers.ts";
import { rowsOf, storeOf } from "./fixtures.ts";

const engine = comunicaEngine();
const many = Array.from({ length: 30 }, (_, i) => `:a${i} :p :b${i} . :b${i} :q "c"`).join(" . ");
const view = storeOf(`:g { ${many} }`).view({ mode: "exact" });
const ask = (query: string) => engine.query(`PREFIX : <urn:x:> ${query}`, view);

/** Fails as soon as a row is looked at. */
const failing = '?x :q ?c FILTER(REGEX(?c, "("))';

/** An error that nobody hears fails the run of the tests, not one of them: it has these moments to come. */
const aWhile = () => pause(20);

describe("an error of what Comunica does not read any more", () => {
  it.each([
    ["an ASK that has found enough", "ASK", ""],
    ["rows before a LIMIT", "SELECT *", "LIMIT 1"],
  ])("ends %s or comes too late, and ends nothing else", async (_what, form, limit) => {
    const answer = await answerText(ask(`${form} { { ?x :p ?y } UNION { ${failing} } } ${limit}`));
    await aWhile();

    expect(answer === true || answer === "malformed" || (Array.isArray(answer) && answer.length === 1)).toBe(
      true,
    );
  });
});

describe("an error of what Comunica does not listen to yet", () => {
  it("ends the query, and no other that comes after", async () => {
    const describing = async () => {
      const answer = await ask(`DESCRIBE ?x ?y { { ?x :p ?y } UNION { ${failing} } }`);
      if (answer.kind === "quads") for await (const _ of answer.quads);
    };

    await expect(describing()).rejects.toThrow(MalformedQueryError);
    await aWhile();
    expect(await rowsOf(await ask("SELECT ?y { :a2 :p ?y }"))).toEqual(["b2"]);
  });
});
