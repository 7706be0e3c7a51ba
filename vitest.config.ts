import { defineConfig } from "vitest/config";

const timeouts = { testTimeout: 60_000, hookTimeout: 120_000 };

/** Tests of functions that keep nothing: they share their modules, which takes a third of their time away. */
const pure = [
  "test/{alignments,columns,configuration,constraints,entailment,events,interop,lint,mapping,ontology,plausibility,quads,validation,validity}/**/*.test.ts",
  "test/sparql/*.test.ts",
  "test/sparql/{evaluate,results-from-ids}/**/*.test.ts",
];

/**
 * `pure` and `unit` need nothing but the clone, and build what threads run; `program` starts the program; `corpus` reads MUNIMENT_CORPUS;
 * `clients` and `crash` start the built server.
 */
export default defineConfig({
  test: {
    // Vitest leaves a core idle, which on two is half the machine.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "pure",
          include: pure,
          isolate: false,
          globalSetup: ["test/cli/build.ts"],
          ...timeouts,
        },
      },
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [
            ...pure,
            "test/corpus/**",
            "test/clients/**",
            "test/crash/**",
            "test/cli/{program,docs}.test.ts",
          ],
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
