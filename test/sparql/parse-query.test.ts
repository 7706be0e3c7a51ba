import { describe, expect, it } from "vitest";
import { queryParser } from "../../src/sparql/parse-query.ts";

const parse = queryParser();

describe("a prefixed name", () => {
  it("has no backslashes, wherever it stands (PN_LOCAL_ESC)", () => {
    const names = '?s ex:a\\-b "x"^^ex:t\\/u ; (ex:p\\~q|!ex:n\\,m)+ ?o . FILTER(?o IN (ex:c\\(1\\)))';
    const text = JSON.stringify(parse(`PREFIX ex: <urn:x:> SELECT * { ${names} VALUES ?v { ex:v\\.w } }`));

    for (const name of ["a-b", "t/u", "p~q", "n,m", "c(1)", "v.w"]) expect(text).toContain(`"urn:x:${name}"`);
    expect(text).not.toContain("\\");
  });

  it("leaves the backslashes of strings as they are", () => {
    expect(JSON.stringify(parse('PREFIX ex: <urn:x:> ASK { ?s ex:p\\-q "a\\\\-b" }'))).toContain('"a\\\\-b"');
  });
});

describe("the base of a query", () => {
  it("is resolved against the one before", () => {
    expect(parse("BASE <http://b/c/> BASE <d/> ASK {}").baseIri).toBe("http://b/c/d/");
    expect(parse("BASE <d/> ASK {}", "http://b/c").baseIri).toBe("http://b/d/");
    expect(parse("ASK {}", "http://b/c").baseIri).toBe("http://b/c");
  });
});
