import fc from "fast-check";
import { expect, it } from "vitest";
import { nameTextBy } from "../../src/constraints/statement-text.ts";

it("writes a name by the longest namespace that begins it, whatever others there are", () => {
  const aText = fc.string({ unit: fc.constantFrom("a", "b", "é"), maxLength: 6 });
  fc.assert(
    fc.property(fc.uniqueArray(aText, { maxLength: 12 }), fc.array(aText), (namespaces, names) => {
      const nameText = nameTextBy(Object.fromEntries(namespaces.map((each, index) => [`p${index}`, each])));
      for (const name of names) {
        const fitting = namespaces.filter((each) => name.startsWith(each));
        const longest = fitting.toSorted((one, other) => other.length - one.length)[0];
        const expected =
          longest === undefined
            ? `<${name}>`
            : `p${namespaces.indexOf(longest)}:${name.slice(longest.length)}`;
        expect(nameText(name)).toBe(expected);
      }
    }),
  );
});

it("takes the prefixes of a bundle before those of its document", () => {
  const nameText = nameTextBy({ ex: "http://example.org/", a: "http://a.org/" }, { ex: "http://b.org/" });

  expect(nameText("http://b.org/x")).toBe("ex:x");
  expect(nameText("http://a.org/x")).toBe("a:x");
  expect(nameText("http://example.org/x")).toBe("<http://example.org/x>");
});
