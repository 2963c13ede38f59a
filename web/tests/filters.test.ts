import { describe, expect, test } from "vitest";
import type { Decision, Row } from "../src/api";
import { filterRows, NO_FILTER, orderRows, type Shown } from "../src/filters";

function shown(id: string, change: Partial<Row> = {}): Shown {
  const row = {
    rank: 1,
    candidate_id: id,
    name: null,
    score: 10,
    likeness: null,
    confidence: 0.5,
    gates: [],
    criteria: [{ id: "a", level: 1, evidence: [{ line: 3, text: "Kubernetes in production" }] }],
    matched: [],
    missing: [],
    flags: [],
    summary: "",
    scored_by: "offline",
    reason: null,
    ...change,
  } as Row;
  return { row, name: `Candidate ${id}`, score: row.score, rank: row.rank };
}

const decided = new Map([["1", { candidate_id: "1", decision: "talk" } as Decision]]);
const ids = (rows: Shown[]): string[] => rows.map((one) => one.row.candidate_id);

describe("filters", () => {
  test("find words of the cited lines, all of them", () => {
    const rows = [shown("1"), shown("2", { criteria: [] })];
    expect(ids(filterRows(rows, decided, { ...NO_FILTER, search: "production kubernetes" }))).toEqual(["1"]);
    expect(filterRows(rows, decided, { ...NO_FILTER, search: "kubernetes gardening" })).toEqual([]);
  });

  test("keep what nobody has decided about", () => {
    expect(ids(filterRows([shown("1"), shown("2")], decided, { ...NO_FILTER, choice: "none" }))).toEqual(["2"]);
  });

  test("keep rows from a level on", () => {
    const rows = [shown("1"), shown("2", { criteria: [{ id: "a", level: 3, evidence: [] }] })];
    expect(ids(filterRows(rows, decided, { ...NO_FILTER, criterionId: "a", leastLevel: 2 }))).toEqual(["2"]);
  });

  test("let an unknown must-have not pass for a failed one", () => {
    const rows = [shown("1", { gates: [{ id: "g", status: "unknown", evidence: [] }] })];
    expect(filterRows(rows, decided, { ...NO_FILTER, gates: "some_failed" })).toEqual([]);
    expect(ids(filterRows(rows, decided, { ...NO_FILTER, gates: "none_failed" }))).toEqual(["1"]);
  });
});

describe("orders", () => {
  const rows = [
    shown("1", { rank: 1, score: 5 }),
    shown("2", { rank: 2, score: 9 }),
    shown("3", { rank: 3, score: 9 }),
  ];

  test("what is equal keeps the order of its rank, both ways", () => {
    expect(ids(orderRows(rows, decided, { by: "score", isUp: false }))).toEqual(["2", "3", "1"]);
    expect(ids(orderRows(rows, decided, { by: "score", isUp: true }))).toEqual(["1", "2", "3"]);
  });

  test("decisions come before rows without one", () => {
    expect(ids(orderRows(rows.toReversed(), decided, { by: "choice", isUp: true }))).toEqual(["1", "2", "3"]);
  });
});
