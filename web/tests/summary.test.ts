import { describe, expect, test } from "vitest";
import vectors from "../../tests/vectors/summaries.json";
import { words as de } from "../src/strings/de";
import { words as en } from "../src/strings/en";

describe("the offline ranker's summary", () => {
  test.each(vectors.summaries)("has no English word left in German: %s", (summary) => {
    const told = de.summary(summary).replaceAll(/".*?"/g, "");
    expect(told).toMatch(/^Zeigt /);
    expect(told).not.toMatch(/\b(shows|years|work|ask|about|more|dates|unlike|contradicts)\b/i);
  });

  test("reads as a person would say it", () => {
    const summary =
      'Shows "Kabelnetze" and "SAP PM"; 11 years of work; ask about "Klasse C" and 2 more (some dates could not be read, in English, unlike the post).';
    expect(de.summary(summary)).toBe(
      'Zeigt "Kabelnetze" und "SAP PM"; 11 Jahre Berufserfahrung; zu klären: "Klasse C" und 2 mehr (einige Daten waren nicht lesbar, in anderer Sprache als die Stelle).',
    );
  });

  test("quotes the rubric as it is", () => {
    const summary = 'Shows "Stock and order" and "Sage"; 3 years of work.';
    expect(de.summary(summary)).toBe('Zeigt "Stock and order" und "Sage"; 3 Jahre Berufserfahrung.');
  });

  test("stays as it is where a model wrote it, and in English", () => {
    expect(de.summary("Has led three teams.")).toBe("Has led three teams.");
    expect(en.summary("Shows none.")).toBe("Shows none.");
  });
});
