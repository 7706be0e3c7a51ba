import type { Command } from "../command.ts";
import { alignmentsCommand } from "./alignments.ts";
import { askCommand } from "./ask.ts";
import { checkCommand } from "./check.ts";
import { convertCommand } from "./convert.ts";
import { demoCommand } from "./demo.ts";
import { exportCommand } from "./export.ts";
import { ingestCommand } from "./ingest.ts";
import { lintCommand } from "./lint.ts";
import { queryCommand } from "./query.ts";
import { questionsCommand } from "./questions.ts";
import { namesCommand, refusalsCommand, remapCommand, retryCommand } from "./records.ts";
import { serveCommand } from "./serve.ts";
import { validateCommand } from "./validate.ts";
import { verifyCommand } from "./verify.ts";

/** Every command, in the order in which a newcomer meets them. */
export const commands: readonly Command[] = [
  demoCommand,
  serveCommand,
  ingestCommand,
  questionsCommand,
  askCommand,
  queryCommand,
  exportCommand,
  validateCommand,
  checkCommand,
  alignmentsCommand,
  lintCommand,
  convertCommand,
  verifyCommand,
  refusalsCommand,
  retryCommand,
  remapCommand,
  namesCommand,
];
