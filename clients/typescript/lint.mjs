// Holds the API document to the rules of redocly.yaml; a warning counts as an error.
import { fileURLToPath } from "node:url";
import { formatProblems, getTotals, lint, loadConfig } from "@redocly/openapi-core";

const find = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const config = await loadConfig({ configPath: find("redocly.yaml") });
const problems = await lint({ ref: find("functions/catalogue/openapi.json"), config });
formatProblems(problems, { format: "codeframe", totals: getTotals(problems), version: "" });
process.exitCode = problems.length === 0 ? 0 : 1;
