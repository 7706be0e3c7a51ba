import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearNames } from "../../src/configuration/near-names.ts";

const of = (...pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([namespace, name]) => ({ namespace, name }));

describe("nearNames", () => {
  it.each([
    ["scheme", of(["s3://bucket", "orders"], ["s3a://bucket", "orders"])],
    ["port", of(["postgres://db", "public.orders"], ["postgres://db:5432", "public.orders"])],
    ["case", of(["snowflake://acc", "SALES.ORDERS"], ["snowflake://acc", "sales.orders"])],
    ["slash", of(["s3://bucket", "orders/"], ["s3://bucket", "orders"], ["s3://bucket", "/orders"])],
    ["prefix", of(["trino://host", "hive.sales.orders"], ["trino://host", "sales.orders"])],
  ])("finds names that differ in %s", (difference, datasets) => {
    const groups = nearNames(datasets);

    expect(groups).toHaveLength(1);
    expect(groups[0]?.datasets).toHaveLength(datasets.length);
    expect(groups[0]?.differIn).toEqual([difference]);
  });

  it("names every difference of a group", () => {
    const [group] = nearNames(of(["s3a://b:9000", "Orders/"], ["s3://b", "orders"]));

    expect(group?.differIn).toEqual(["case", "port", "scheme", "slash"]);
  });

  it.each([
    [of(["s3://bucket", "orders"], ["s3://bucket", "order"])],
    [of(["s3://bucket", "orders"], ["gs://bucket", "orders"])],
    [of(["db", "a.orders"], ["db", "b.orders"], ["db", "orders"])],
    [of(["db", "orders"], ["db", "orders"])],
    [of(["file", "/data/a.b.csv"], ["file", "/data/b.csv"])],
  ])("leaves apart %j", (datasets) => {
    expect(nearNames(datasets)).toEqual([]);
  });

  it("answers the same whatever the order and the repeats", () => {
    const aDataset = fc.record({
      namespace: fc.constantFrom("s3://b", "s3a://b", "S3://b/", "db", "db:1"),
      name: fc.constantFrom("a", "A", "c.a.b", "a.b", "d.c.a.b", "a/"),
    });
    fc.assert(
      fc.property(fc.array(aDataset), (datasets) => {
        expect(nearNames([...datasets, ...datasets].reverse())).toEqual(nearNames(datasets));
      }),
    );
  });
});
