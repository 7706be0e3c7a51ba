import { describe, expect, it } from "vitest";
import { defaultConfiguration } from "../../src/configuration/default-configuration.ts";

const looksSecret = (name: string) =>
  defaultConfiguration.secretNames.some((each) => new RegExp(each, "i").test(name));

describe("defaultConfiguration", () => {
  it.each([
    "password",
    "DB_PASSWORD",
    "passwd",
    "pwd",
    "db.pwd",
    "AWS_SECRET_ACCESS_KEY",
    "apiKey",
    "api-key",
    "GITHUB_TOKEN",
    "fs.azure.account.key.x",
    "private_key",
    "credentials",
    "Authorization",
    "http.auth",
    "sas",
    "connectionString",
    "Set-Cookie",
  ])("withholds the value of %s", (name) => {
    expect(looksSecret(name)).toBe(true);
  });

  it.each([
    "author",
    "path",
    "spark.executor.memory",
    "primaryKey",
    "keyspace",
    "compass",
    "basis",
    "pwdless",
    "case",
  ])("shows the value of %s", (name) => {
    expect(looksSecret(name)).toBe(false);
  });

  it("holds service names in lower case, each once", () => {
    const { serviceNames } = defaultConfiguration;

    expect([...new Set(serviceNames.map((name) => name.toLowerCase()))]).toEqual(serviceNames);
  });
});
