import { type ErrorsAsData, errorsAsData } from "../../plain-error.ts";
import * as errors from "../errors.ts";

export type { PlainError } from "../../plain-error.ts";

const queryErrors: ErrorsAsData = errorsAsData(errors);
/** The error of a query, to be posted. */
export const plainError: ErrorsAsData["plainError"] = queryErrors.plainError;
/** The error that was posted. */
export const errorOfPlain: ErrorsAsData["errorOfPlain"] = queryErrors.errorOfPlain;
