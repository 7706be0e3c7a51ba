import { defineConfig } from "vitest/config";

const timeouts = { testTimeout: 60_000, hookTimeout: 120_000 };

/**
 * `unit` needs nothing but the clone, and builds what threads run; `program` starts the program; `corpus` reads MUNIMENT_CORPUS; `clients` and
 * `crash` start the built server.
 */
export default defineConfig({
  test: {
    // Vitest leaves a core idle, which on two is half the machine.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/{corpus,clients,crash}/**", "test/cli/{program,docs}.test.ts"],
          // The files share their modules, which takes a third of the processor's time away.
          isolate: false,
          globalSetup: ["test/cli/build.ts"],
          ...timeouts,
        },
      },
      {
        test: {
          name: "program",
          include: ["test/cli/{program,docs}.test.ts"],
          globalSetup: ["test/cli/build.ts"],
          ...timeouts,
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: "corpus",
          include: ["test/corpus/**/*.test.ts"],
          globalSetup: ["test/cli/build.ts"],
          ...timeouts,
          testTimeout: 600_000,
        },
      },
      {
        test: { name: "clients", include: ["test/clients/**/*.test.ts"], ...timeouts, testTimeout: 600_000 },
      },
      { test: { name: "crash", include: ["test/crash/**/*.test.ts"], ...timeouts, testTimeout: 600_000 } },
    ],
  },
});
