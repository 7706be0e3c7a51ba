import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { statementsOf } from "../../src/configuration/tag-rules.ts";
import { dpv, pd } from "./terms.ts";

const thing = DataFactory.namedNode("http://localhost:3030/id/dataset/crm/contact");
const states = { property: `${dpv}hasPersonalData`, object: `${pd}EmailAddress` };
const any = { id: "any", key: "pii", ...states };
const email = { id: "email", key: "pii", value: "email", ...states };
const bySource = { id: "by-source", key: "pii", source: "DBT", ...states };
const byColumn = { id: "by-column", key: "pii", field: "mail", ...states };
const rules = [any, email, bySource, byColumn];

describe("statementsOf", () => {
  it("states what each matching rule says of the thing, with the rule", () => {
    const [statement] = statementsOf({ key: "pii", value: "email" }, thing, [email]);

    expect(statement).toMatchObject({ rule: "email", subject: thing });
    expect([statement?.property.value, statement?.object.value]).toEqual([states.property, states.object]);
  });

  it.each([
    [{ key: "pii", value: "x" }, ["any"]],
    [{ key: "pii", value: "email" }, ["any", "email"]],
    [{ key: "PII", value: "email" }, []],
    [{ key: "pii", value: "x", source: "DBT" }, ["any", "by-source"]],
    [{ key: "pii", value: "x", field: "mail" }, ["any", "by-column"]],
    [{ key: "pii", value: "x", field: "name" }, ["any"]],
  ])("applies to %j the rules %j", (tag, expected) => {
    expect(statementsOf(tag, thing, rules).map(({ rule }) => rule)).toEqual(expected);
  });
});
