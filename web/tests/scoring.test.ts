import { describe, expect, test } from "vitest";
import vectors from "../../tests/vectors/score.json";
import type { Criterion, Importance, Row } from "../src/api";
import { BANDS, computeScore, nameBand, pointsOfLevel, weigh, WEIGHTS, type Weighing } from "../src/scoring";

const row = (candidate_id: string, change: Partial<Row>): Row =>
  ({
    rank: 1,
    candidate_id,
    name: null,
    score: 50,
    likeness: null,
    confidence: 0.5,
    gates: [],
    criteria: [{ id: "a", level: 2, evidence: [] }],
    matched: [],
    missing: [],
    flags: [],
    summary: "",
    scored_by: "offline",
    reason: null,
    ...change,
  }) as Row;
const only = (weighing: Weighing): Map<string, Weighing> => new Map([["a", weighing]]);
const ids = (rows: { row: Row }[]): string[] => rows.map((one) => one.row.candidate_id);

describe("the server's formula", () => {
  test("gives the server's score in every case of the shared file", () => {
    for (const { importances, levels, likeness, score } of vectors.cases) {
      const weighings = new Map(importances.map((one, index) => [`c${index}`, one as Importance]));
      const reached = new Map(levels.map((level, index) => [`c${index}`, level]));
      expect(computeScore(reached, weighings, likeness)).toBe(score);
    }
  });

  test("weighs as the shared file says", () => {
    expect(WEIGHTS).toEqual({ ...vectors.constants.weights, none: 0 });
  });

  test("has the server's bands, for scores that were calibrated", () => {
    expect(BANDS).toEqual(vectors.bands);
    expect(nameBand(row("a", { score: 50 }))).toBe("strong");
    expect(nameBand(row("a", { score: 49.99 }))).toBe("good");
    expect(nameBand(row("a", { score: 0 }))).toBe("weak");
    expect(nameBand(row("a", { score: 80, scored_by: "llm" }))).toBeNull();
    expect(nameBand(row("a", { score: null, scored_by: "none" }))).toBeNull();
  });

  test("counts nothing for a criterion that is left out", () => {
    const weighings = new Map<string, Weighing>([
      ["a", "critical"],
      ["b", "none"],
    ]);
    const levels = new Map([
      ["a", 4],
      ["b", 0],
    ]);
    expect(computeScore(levels, weighings, null)).toBe(100);
  });

  test("gives no score where nothing counts", () => {
    expect(computeScore(new Map([["a", 4]]), only("none"), null)).toBeNull();
  });
});

describe("a disagreement with a level", () => {
  const levels = ["", "", "", "", ""] as Criterion["levels"];
  const criteria: Criterion[] = [
    { id: "a", title: "A", importance: "critical", levels },
    { id: "b", title: "B", importance: "nice", levels },
  ];
  const known = (score: number): Row => row("known", { score, criteria: [{ id: "a", level: 2, evidence: [] }] });

  test("is worth what the formula makes of it, in whole points", () => {
    expect(pointsOfLevel(known(37.5), criteria, "a", 3)).toBe(19);
    expect(pointsOfLevel(known(37.5), criteria, "a", 1)).toBe(-19);
    expect(pointsOfLevel(known(37.5), criteria, "b", 2)).toBe(13);
  });

  test("is never worth more than a person may add", () => {
    expect(pointsOfLevel(known(37.5), criteria, "a", 4)).toBe(30);
  });
});

describe("the order of a what-if", () => {
  const failed = row("failed", {
    criteria: [{ id: "a", level: 4, evidence: [] }],
    gates: [{ id: "g", status: "fail", evidence: [] }],
  });
  const low = row("low", { criteria: [{ id: "a", level: 1, evidence: [] }] });
  const unread = row("unread", { score: null, scored_by: "none", criteria: [] });

  test("puts a failed must-have behind the others and what could not be read last", () => {
    expect(ids(weigh([unread, failed, low], only("nice"), true))).toEqual(["low", "failed", "unread"]);
  });

  test("lets a failed must-have count for nothing on demand", () => {
    expect(ids(weigh([unread, failed, low], only("nice"), false))).toEqual(["failed", "low", "unread"]);
  });

  test("breaks ties by confidence, then by id, never by the order of the rows", () => {
    const sure = row("z", { confidence: 0.9 });
    const rows = [row("c", {}), sure, row("b", {})];
    expect(ids(weigh(rows, only("nice"), true))).toEqual(["z", "b", "c"]);
    expect(ids(weigh(rows.toReversed(), only("nice"), true))).toEqual(["z", "b", "c"]);
  });
});
