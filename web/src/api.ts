/** Every call of the API that the page makes; no other module knows a path. */
import { ConnectionError, ProblemError, Shortlist, type Connection, type Schemas } from "@shortlist/client";

export { ConnectionError, ProblemError };

export type JobPost = Schemas["JobPost"];
export type ReadingCounts = JobPost["reading"];
export type Rubric = Schemas["Rubric"];
export type Gate = Schemas["Gate"];
export type Criterion = Schemas["Criterion"];
export type Importance = Criterion["importance"];
export type ListedCandidate = Schemas["ListedCandidate"];
export type Candidate = Schemas["Candidate"];
export type Task = Schemas["Task"];
export type TaskStatus = Schemas["TaskStatus"];
export type Progress = Schemas["Progress"];
export type Estimate = Schemas["Estimate"];
export type StartOptions = Schemas["StartRequest"];
export type Evidence = Schemas["Evidence"];
export type GateOutcome = Schemas["GateOutcome"];
export type CriterionOutcome = Schemas["CriterionOutcome"];
export type Row = Schemas["Row"];
export type Adjustment = Schemas["ScoreAdjustment"];
export type Decision = Schemas["NamedDecision"];
export type DecisionEdit = Pick<Decision, "decision" | "reason" | "note" | "adjustment">;
export type Choice = NonNullable<Decision["decision"]>;
export type CandidateEvent = Schemas["Event"];
export type Me = Schemas["Caller"];
export interface DecisionChange {
  before: DecisionEdit;
  after: Decision;
}

interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

const DECISION = "/api/jobposts/{job_id}/candidates/{candidate_id}/decision/";
const LOST_RACE = 412;
const TRIES = 3;

let shortlist = new Shortlist({ url: "", token: () => Promise.reject(new Error("nobody is signed in")) });

/** Tells where the API answers and whose token to send. */
export function useConnection(connection: Connection): void {
  shortlist = new Shortlist(connection);
}

export const readMe = (): Promise<Me> => shortlist.call("get", "/api/me/");

export const listJobPosts = (): Promise<JobPost[]> =>
  shortlist.list((cursor) => shortlist.call("get", "/api/jobposts/", { query: { cursor, limit: 100 } }));

export const readJobPost = (job_id: string): Promise<JobPost> =>
  shortlist.call("get", "/api/jobposts/{job_id}/", { path: { job_id } });

export const createJobPost = (title: string, description: string): Promise<JobPost> =>
  shortlist.call("post", "/api/jobposts/", { body: { title, description } });

export const replaceJobPost = (job_id: string, title: string, description: string): Promise<JobPost> =>
  shortlist.call("put", "/api/jobposts/{job_id}/", { path: { job_id }, body: { title, description } });

export const deleteJobPost = (job_id: string): Promise<void> =>
  shortlist.call("delete", "/api/jobposts/{job_id}/", { path: { job_id } });

/** Reads the rubric of now, or the version that a ranking used. */
export const readRubric = (job_id: string, version?: number | null): Promise<Rubric> =>
  shortlist.call("get", "/api/jobposts/{job_id}/rubric/", {
    path: { job_id },
    query: { version: version ?? undefined },
  });

export const saveRubric = (job_id: string, gates: Gate[], criteria: Criterion[]): Promise<Rubric> =>
  shortlist.call("put", "/api/jobposts/{job_id}/rubric/", { path: { job_id }, body: { gates, criteria } });

export const listCandidates = (
  job_id: string,
  blind: boolean,
  onPage?: (items: ListedCandidate[]) => void,
): Promise<ListedCandidate[]> =>
  shortlist.list(
    (cursor) =>
      shortlist.call("get", "/api/jobposts/{job_id}/candidates/", {
        path: { job_id },
        query: { cursor, limit: 100, ...see(blind) },
      }),
    onPage,
  );

export const addCandidate = (job_id: string, name: string | null, resume_text: string): Promise<unknown> =>
  shortlist.call("post", "/api/jobposts/{job_id}/candidates/", { path: { job_id }, body: { name, resume_text } });

export const readCandidate = (job_id: string, candidate_id: string, blind: boolean): Promise<Candidate> =>
  shortlist.call("get", "/api/jobposts/{job_id}/candidates/{candidate_id}/", {
    path: { job_id, candidate_id },
    query: see(blind),
  });

export const eraseCandidate = (job_id: string, candidate_id: string): Promise<void> =>
  shortlist.call("delete", "/api/jobposts/{job_id}/candidates/{candidate_id}/", { path: { job_id, candidate_id } });

export const askAddresses = (job_id: string, files: Schemas["NewUpload"][]): Promise<Schemas["Uploads"]> =>
  shortlist.call("post", "/api/jobposts/{job_id}/resumes/", { path: { job_id }, body: { files } });

export const estimate = (job_id: string, body: StartOptions): Promise<Estimate> =>
  shortlist.call("post", "/api/jobposts/{job_id}/rank-candidates/estimate/", { path: { job_id }, body });

export const startRanking = (job_id: string, body: StartOptions): Promise<Schemas["Started"]> =>
  shortlist.call("post", "/api/jobposts/{job_id}/rank-candidates/", { path: { job_id }, body });

/** Reads how far a ranking is, and after how many seconds asking again is worth it. */
export async function readStatus(
  task_id: string,
  blind: boolean,
): Promise<{ task: TaskStatus; askAfterSeconds: number }> {
  const response = await shortlist.send("get", "/api/jobposts/task-status/{task_id}/", {
    path: { task_id },
    query: see(blind),
  });
  const asked = Number(response.headers.get("Retry-After"));
  return { task: (await response.json()) as TaskStatus, askAfterSeconds: asked > 0 ? asked : 1 };
}

export const cancelRanking = (task_id: string): Promise<TaskStatus> =>
  shortlist.call("delete", "/api/jobposts/task-status/{task_id}/", { path: { task_id } });

/** Reads the rows behind a rank's cursor; without one, from the first. */
export const listRows = (task_id: string, blind: boolean, onPage: (rows: Row[]) => void): Promise<Row[]> =>
  shortlist.list(
    (cursor) =>
      shortlist.call("get", "/api/jobposts/task-status/{task_id}/candidates/", {
        path: { task_id },
        query: { cursor, limit: 100, ...see(blind) },
      }),
    onPage,
  );

export const readCsv = async (task_id: string, blind: boolean): Promise<Blob> =>
  (
    await shortlist.send("get", "/api/jobposts/task-status/{task_id}/export.csv", {
      path: { task_id },
      query: see(blind),
    })
  ).blob();

/** Lists one page of rankings, the newest first. */
export const listTasks = (filter: { job_id?: string; status?: Task["status"]; cursor?: string }): Promise<Page<Task>> =>
  shortlist.call("get", "/api/tasks/", { query: { ...filter, limit: 100 } });

export const listDecisions = (job_id: string): Promise<Decision[]> =>
  shortlist.list((cursor) =>
    shortlist.call("get", "/api/jobposts/{job_id}/decisions/", { path: { job_id }, query: { cursor, limit: 100 } }),
  );

/**
 * Changes what is decided about one candidate, on top of what it says now: nobody's words are lost.
 *
 * Whoever was faster is read again; what they changed stays, but for what is changed here.
 */
export async function changeDecision(
  job_id: string,
  candidate_id: string,
  change: Partial<DecisionEdit>,
): Promise<DecisionChange> {
  const path = { job_id, candidate_id };
  for (let attempt = 1; ; attempt += 1) {
    const known = await shortlist.send("get", DECISION, { path });
    const before = (await known.json()) as DecisionEdit;
    const { decision, reason, note, adjustment } = { ...before, ...change };
    try {
      const after = await shortlist.call("put", DECISION, {
        path,
        body: { decision, reason, note, adjustment },
        headers: { "If-Match": known.headers.get("ETag") ?? "*" },
      });
      return { before, after: { ...after, candidate_id } };
    } catch (error) {
      const isLostRace = error instanceof ProblemError && error.status === LOST_RACE;
      if (!isLostRace || attempt === TRIES) throw error;
    }
  }
}

/** Decides about many at once, a hundred a call. */
export async function saveDecisions(
  job_id: string,
  edits: { candidate_id: string; decision: Choice | null; reason: string | null }[],
): Promise<void> {
  for (let start = 0; start < edits.length; start += 100) {
    const decisions = edits.slice(start, start + 100);
    await shortlist.call("post", "/api/jobposts/{job_id}/decisions/", { path: { job_id }, body: { decisions } });
  }
}

export const listEvents = (job_id: string, candidate_id: string): Promise<CandidateEvent[]> =>
  shortlist.list((cursor) =>
    shortlist.call("get", "/api/jobposts/{job_id}/candidates/{candidate_id}/events/", {
      path: { job_id, candidate_id },
      query: { cursor, limit: 100 },
    }),
  );

export const reveal = (job_id: string, candidate_id: string, reason: string): Promise<{ name: string | null }> =>
  shortlist.call("post", "/api/jobposts/{job_id}/candidates/{candidate_id}/reveal/", {
    path: { job_id, candidate_id },
    body: { reason },
  });

export const readReasons = async (): Promise<string[]> =>
  (await shortlist.call("get", "/api/decision-reasons/")).reasons;

export const saveReasons = async (reasons: string[]): Promise<string[]> =>
  (await shortlist.call("put", "/api/decision-reasons/", { body: { reasons } })).reasons;

function see(blind: boolean): { blind?: boolean } {
  return blind ? { blind } : {};
}
