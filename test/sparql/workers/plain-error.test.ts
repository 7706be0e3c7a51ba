import { describe, expect, it } from "vitest";
import {
  MalformedQueryError,
  ParameterNotFreeError,
  QueryTooLargeError,
  ServiceRefusedError,
  UnsupportedFunctionError,
  UpdateRefusedError,
} from "../../../src/sparql/errors.ts";
import { errorOfPlain, plainError } from "../../../src/sparql/workers/plain-error.ts";

describe("plainError", () => {
  it.each([
    new MalformedQueryError("Unexpected", { line: 2, column: 7 }),
    new UpdateRefusedError(),
    new ServiceRefusedError(),
    new UnsupportedFunctionError("urn:f"),
    new ParameterNotFreeError("x"),
    new QueryTooLargeError(2 ** 20),
  ])("is undone for $name", (error) => {
    const found = errorOfPlain(structuredClone(plainError(error)));

    expect(found).toBeInstanceOf(error.constructor);
    expect(found).toBeInstanceOf(Error);
    expect(found.message).toBe(error.message);
    expect(Object.entries(found)).toEqual(Object.entries(error));
  });

  it("makes what is a bug an error that says where it is", () => {
    const bug = new TypeError("x is not a function");

    const found = errorOfPlain(structuredClone(plainError(bug)));

    expect([found.message, found.stack]).toEqual([bug.message, bug.stack]);
  });
});
