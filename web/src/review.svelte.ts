/** One ranking under review: its rows, what people decided, what is shown, and the way back from each step. */
import { SvelteMap, SvelteSet } from "svelte/reactivity";
import {
  changeDecision,
  listDecisions,
  listRows,
  readJobPost,
  readRubric,
  readStatus,
  reveal,
  saveDecisions,
  type Choice,
  type Decision,
  type DecisionEdit,
  type JobPost,
  type Row,
  type Rubric,
  type TaskStatus,
} from "./api";
import { filterRows, NO_FILTER, orderRows, type Filter, type Order, type Shown } from "./filters";
import { weigh, type Weighing } from "./scoring";
import { t } from "./strings";

const NOTHING_DECIDED: DecisionEdit = { decision: null, reason: null, note: null, adjustment: null };

export class Review {
  readonly taskId: string;
  task = $state.raw<TaskStatus>();
  job = $state.raw<JobPost>();
  rubric = $state.raw<Rubric>();
  latestRubricVersion = $state(0);
  rows = $state.raw<Row[]>([]);
  rowsAreComplete = $state(false);
  readonly decisions = new SvelteMap<string, Decision>();
  /** Names that somebody asked for, by candidate. */
  readonly names = new SvelteMap<string, string>();
  readonly ticked = new SvelteSet<string>();
  filter = $state<Filter>({ ...NO_FILTER });
  order = $state<Order>({ by: "rank", isUp: true });
  /** Importances of a "what if"; undefined outside of one. */
  weighings = $state.raw<Map<string, Weighing>>();
  failedGoLast = $state(true);
  /** One after the other: whoever types fast is no lost race with oneself. */
  private lastChange: Promise<unknown> = Promise.resolve();
  private readonly undoable: (() => Promise<void>)[] = [];

  all: Shown[] = $derived.by(() => {
    if (!this.weighings) {
      return this.rows.map((row) => ({
        row,
        name: this.nameOf(row),
        score: this.adjust(row, row.score),
        rank: row.rank,
      }));
    }
    return weigh(this.rows, this.weighings, this.failedGoLast).map(({ row, score, rank }) => ({
      row,
      name: this.nameOf(row),
      score: this.adjust(row, score),
      rank,
    }));
  });
  shown: Shown[] = $derived(orderRows(filterRows(this.all, this.decisions, this.filter), this.decisions, this.order));

  constructor(taskId: string) {
    this.taskId = taskId;
  }

  get jobId(): string {
    return this.task?.job_id ?? "";
  }

  get isStale(): boolean {
    const used = this.task?.result?.rubric_version;
    return typeof used === "number" && this.latestRubricVersion > used;
  }

  get canUndo(): boolean {
    return this.undoable.length > 0;
  }

  /** Reads how far the ranking is; with its end comes everything else. */
  async ask(): Promise<number> {
    const { task, askAfterSeconds } = await readStatus(this.taskId, true);
    if (task.status === "SUCCESS") await this.loadAll(task);
    else this.job ??= await readJobPost(task.job_id);
    this.task = task;
    return askAfterSeconds;
  }

  nameOf(row: Row): string {
    const number = /\d+$/.exec(row.label ?? "")?.[0];
    return this.names.get(row.candidate_id) ?? row.name ?? (number ? t.blind.label(number) : row.candidate_id);
  }

  isRevealed(candidateId: string): boolean {
    return this.names.has(candidateId);
  }

  decisionOf(candidateId: string): DecisionEdit {
    const { decision, reason, note, adjustment } = this.decisions.get(candidateId) ?? NOTHING_DECIDED;
    return { decision, reason, note, adjustment };
  }

  /** Keeps what a person decided; `undo` takes it back. */
  async decide(candidateId: string, change: Partial<DecisionEdit>): Promise<void> {
    const changing = this.lastChange.then(() => changeDecision(this.jobId, candidateId, change));
    this.lastChange = changing.catch(() => undefined);
    const { before, after } = await changing;
    this.decisions.set(candidateId, after);
    const back = Object.fromEntries(
      Object.keys(change).map((key) => [key, before[key as keyof DecisionEdit]]),
    ) as Partial<DecisionEdit>;
    this.undoable.push(async () => {
      this.decisions.set(candidateId, (await changeDecision(this.jobId, candidateId, back)).after);
    });
  }

  /** Keeps the same decision for many; notes and adjustments stay as they are. */
  async decideAll(candidateIds: string[], decision: Choice | null, reason: string | null): Promise<void> {
    const before = candidateIds.map((id) => ({ candidate_id: id, ...this.decisionOf(id) }));
    await this.saveMany(candidateIds.map((candidate_id) => ({ candidate_id, decision, reason })));
    this.undoable.push(() => this.saveMany(before));
  }

  /** Takes the last decision back; tells whether there was one. */
  async undo(): Promise<boolean> {
    const last = this.undoable.pop();
    if (last === undefined) return false;
    await last();
    return true;
  }

  /** Shows who candidates are; each of them leaves an event with the reason. */
  async reveal(candidateIds: string[], reason: string): Promise<void> {
    for (const id of candidateIds) {
      if (this.names.has(id)) continue;
      const { name } = await reveal(this.jobId, id, reason);
      this.names.set(id, name ?? id);
    }
  }

  private async saveMany(
    edits: { candidate_id: string; decision: Choice | null; reason: string | null }[],
  ): Promise<void> {
    await saveDecisions(
      this.jobId,
      edits.map(({ candidate_id, decision, reason }) => ({ candidate_id, decision, reason })),
    );
    await this.loadDecisions(this.jobId);
  }

  private async loadAll(task: TaskStatus): Promise<void> {
    const version = task.result?.rubric_version;
    const [job, rubric] = await Promise.all([
      readJobPost(task.job_id),
      readRubric(task.job_id, version),
      this.loadDecisions(task.job_id),
    ]);
    this.job = job;
    this.latestRubricVersion = job.rubric_version;
    this.rubric = rubric;
    // The first hundred can be read while the others come.
    this.rows = (task.result?.ranked_candidates ?? []) as Row[];
    if (task.result?.next) void this.loadRows();
    else this.rowsAreComplete = true;
  }

  private async loadRows(): Promise<void> {
    this.rows = await listRows(this.taskId, true, () => undefined);
    this.rowsAreComplete = true;
  }

  private async loadDecisions(jobId: string): Promise<void> {
    const found = await listDecisions(jobId);
    this.decisions.clear();
    for (const one of found) this.decisions.set(one.candidate_id, one);
  }

  private adjust(row: Row, score: number | null): number | null {
    const points = this.decisions.get(row.candidate_id)?.adjustment?.points ?? 0;
    return score === null ? null : Math.min(100, Math.max(0, score + points));
  }
}

let current: Review | undefined;
let end: (() => void) | undefined;

/** Returns the review of a ranking; going to another screen and back keeps it as it was. */
export function openReview(taskId: string): Review {
  if (current?.taskId === taskId) return current;
  end?.();
  // It outlives the screen that asks for it first, and so must what it derives.
  let review: Review | undefined;
  end = $effect.root(() => {
    review = new Review(taskId);
  });
  current = review as unknown as Review;
  return current;
}
