import { describe, expect, test } from "vitest";
import vectors from "../../tests/vectors/summaries.json";
import { words as de } from "../src/strings/de";
import { words as en } from "../src/strings/en";
import { tellSummary } from "../src/summary";

describe("the offline ranker's summary", () => {
  test.each(vectors.summaries)("is understood whole: %s", (summary) => {
    expect(tellSummary(summary, en.summary)).toBe(summary);
  });

  test.each(vectors.summaries)("has no English word left in German: %s", (summary) => {
    const told = tellSummary(summary, de.summary).replaceAll(/".*?"/g, "");
    expect(told).not.toMatch(/\b(shows|years|work|ask|about|more|dates|unlike|contradicts)\b/i);
  });

  test("reads as a person would say it", () => {
    const summary =
      'Shows "Kabelnetze" and "SAP PM"; 11 years of work; ask about "Klasse C" and 2 more (some dates could not be read, in English, unlike the post).';
    expect(tellSummary(summary, de.summary)).toBe(
      'Zeigt "Kabelnetze" und "SAP PM"; 11 Jahre Berufserfahrung; zu klären: "Klasse C" und 2 weitere (einige Daten waren nicht lesbar, auf Englisch, anders als die Stelle).',
    );
  });

  test("stays as it is where a model wrote it", () => {
    expect(tellSummary("Has led three teams.", de.summary)).toBe("Has led three teams.");
  });
});
