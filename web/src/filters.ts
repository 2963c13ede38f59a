/** Which rows of a ranking are shown, and in which order: plain functions over an array. */
import type { Choice, Decision, Row } from "./api";

export interface Filter {
  search: string;
  gates: "all" | "none_failed" | "some_failed" | "some_unknown";
  choice: "all" | "none" | Choice;
  flag: "all" | "some" | "none";
  scoredBy: "all" | Row["scored_by"];
  criterionId: string;
  leastLevel: number;
}

export type Column = "rank" | "score" | "name" | "choice";
export interface Order {
  by: Column;
  isUp: boolean;
}

export const NO_FILTER: Filter = {
  search: "",
  gates: "all",
  choice: "all",
  flag: "all",
  scoredBy: "all",
  criterionId: "",
  leastLevel: 1,
};

export interface Shown {
  row: Row;
  name: string;
  score: number | null;
  rank: number;
}

const CHOICES = ["talk", "later", "no"];
// "Candidate 9" comes before "Candidate 10".
const collator = new Intl.Collator(undefined, { numeric: true });

/** Keeps what a filter lets through. */
export function filterRows(rows: readonly Shown[], decisions: ReadonlyMap<string, Decision>, filter: Filter): Shown[] {
  const words = filter.search.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ row, name }) => {
    const choice = decisions.get(row.candidate_id)?.decision ?? null;
    return (
      isGateWanted(row, filter.gates) &&
      (filter.choice === "all" || (filter.choice === "none" ? choice === null : choice === filter.choice)) &&
      (filter.flag === "all" || (filter.flag === "some") === row.flags.length > 0) &&
      (filter.scoredBy === "all" || row.scored_by === filter.scoredBy) &&
      (filter.criterionId === "" || levelOf(row, filter.criterionId) >= filter.leastLevel) &&
      (words.length === 0 || holdsAll(row, name, words))
    );
  });
}

/** Orders rows by a column; what is equal there stays in the order of its rank. */
export function orderRows(rows: readonly Shown[], decisions: ReadonlyMap<string, Decision>, order: Order): Shown[] {
  const sign = order.isUp ? 1 : -1;
  const choiceOf = (shown: Shown): number => {
    const found = CHOICES.indexOf(decisions.get(shown.row.candidate_id)?.decision ?? "");
    return found < 0 ? CHOICES.length : found;
  };
  const compare: Record<Column, (a: Shown, b: Shown) => number> = {
    rank: (a, b) => a.rank - b.rank,
    score: (a, b) => (a.score ?? -1) - (b.score ?? -1),
    name: (a, b) => collator.compare(a.name, b.name),
    choice: (a, b) => choiceOf(a) - choiceOf(b),
  };
  return [...rows].sort((a, b) => sign * compare[order.by](a, b) || a.rank - b.rank);
}

function isGateWanted(row: Row, wanted: Filter["gates"]): boolean {
  if (wanted === "none_failed") return !row.gates.some((gate) => gate.status === "fail");
  if (wanted === "some_failed") return row.gates.some((gate) => gate.status === "fail");
  return wanted === "all" || row.gates.some((gate) => gate.status === "unknown");
}

function levelOf(row: Row, criterionId: string): number {
  return row.criteria.find((one) => one.id === criterionId)?.level ?? 0;
}

function holdsAll(row: Row, name: string, words: string[]): boolean {
  const evidence = [...row.gates, ...row.criteria].flatMap((one) => one.evidence.map((line) => line.text));
  const text = [name, row.candidate_id, row.summary, ...row.matched, ...evidence].join("\n").toLocaleLowerCase();
  return words.every((word) => text.includes(word));
}
