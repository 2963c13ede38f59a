/** The server's formula, for "what if": levels, likeness and importances make the score; gates make the groups. */
import type { Criterion, Importance, Row } from "./api";

export type Weighing = Importance | "none";

export const WEIGHTS: Record<Weighing, number> = { critical: 3, important: 2, nice: 1, none: 0 };
const TOP_LEVEL = 4;
/** What a person may add to a score, or take off. */
export const MOST_POINTS = 30;
// What the levels count beside the likeness of the whole text, where a row has one.
const CRITERIA_SHARE = 0.22;

/** What a score of the offline ranker is worth, the best first: docs/score.md says how it was found out. */
export const BANDS = [
  { least: 50, band: "strong" },
  { least: 40, band: "good" },
  { least: 30, band: "partial" },
  { least: 0, band: "weak" },
] as const;
export type Band = (typeof BANDS)[number]["band"];

/** Names the band of a row's score; null where there is none: scores of the language model were not calibrated. */
export function nameBand(row: Row): Band | null {
  const { score, scored_by } = row;
  if (score === null || scored_by !== "offline") return null;
  return BANDS.find((one) => score >= one.least)?.band ?? null;
}

export interface Weighed {
  row: Row;
  score: number | null;
  /** The rank in this order, from 1. */
  rank: number;
}

/** Gives 0 to 100; null if nothing counts or the resume could not be read. */
export function computeScore(
  levels: ReadonlyMap<string, number>,
  weighings: ReadonlyMap<string, Weighing>,
  likeness: number | null,
): number | null {
  let points = 0;
  let most = 0;
  for (const [id, weighing] of weighings) {
    points += WEIGHTS[weighing] * (levels.get(id) ?? 0);
    most += WEIGHTS[weighing] * TOP_LEVEL;
  }
  if (most === 0) return null;
  const share = points / most;
  const mixed = likeness === null ? share : CRITERIA_SHARE * share + (1 - CRITERIA_SHARE) * likeness;
  return roundHalfToEven(100 * mixed);
}

/** Orders rows as the server does, with other importances: groups first, then score, confidence, id. */
export function weigh(
  rows: readonly Row[],
  weighings: ReadonlyMap<string, Weighing>,
  failedGoLast: boolean,
): Weighed[] {
  const weighed = rows.map((row) => ({
    row,
    rank: 0,
    score:
      row.score === null
        ? null
        : computeScore(new Map(row.criteria.map((one) => [one.id, one.level])), weighings, readLikeness(row)),
  }));
  weighed.sort(
    (a, b) =>
      groupOf(a.row, failedGoLast) - groupOf(b.row, failedGoLast) ||
      (b.score ?? -1) - (a.score ?? -1) ||
      b.row.confidence - a.row.confidence ||
      (a.row.candidate_id < b.row.candidate_id ? -1 : 1),
  );
  weighed.forEach((one, index) => (one.rank = index + 1));
  return weighed;
}

/** The whole points by which a row's score changes if a person is right about the level of one criterion. */
export function pointsOfLevel(row: Row, criteria: readonly Criterion[], criterionId: string, level: number): number {
  const levels = new Map(row.criteria.map((one) => [one.id, one.level])).set(criterionId, level);
  const score = computeScore(levels, readWeighings(criteria), readLikeness(row));
  const points = Math.round((score ?? 0) - (row.score ?? 0));
  return Math.min(MOST_POINTS, Math.max(-MOST_POINTS, points));
}

/** The importances that a rubric has. */
export function readWeighings(criteria: readonly Criterion[]): Map<string, Weighing> {
  return new Map(criteria.map((one) => [one.id, one.importance]));
}

function groupOf(row: Row, failedGoLast: boolean): number {
  if (row.score === null) return 2;
  return failedGoLast && row.gates.some((gate) => gate.status === "fail") ? 1 : 0;
}

function readLikeness(row: Row): number | null {
  return row.likeness ?? null;
}

/** Two decimals, as Python rounds them. */
function roundHalfToEven(value: number): number {
  const scaled = value * 100;
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const isUp = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
  return (isUp ? floor + 1 : floor) / 100;
}
