/**
 * Ranks the candidates of a job post and prints them, one a line.
 *
 *   SHORTLIST_URL=https://… SHORTLIST_TOKEN=… node rank.ts JOB_ID
 */
import { ProblemError, Shortlist } from "@shortlist/client";

const { SHORTLIST_URL: url = "", SHORTLIST_TOKEN: token = "" } = process.env;
const [jobId = ""] = process.argv.slice(2);
const shortlist = new Shortlist({ url, token: async () => token });

try {
  const started = await shortlist.call("post", "/api/jobposts/{job_id}/rank-candidates/", {
    path: { job_id: jobId },
    body: {},
  });
  for await (const status of shortlist.follow(started.task_id)) {
    const { done = 0, total = 0 } = status.progress ?? {};
    console.error(status.status, total > 0 ? `${done} of ${total}` : "");
    if (status.status === "FAILURE") process.exitCode = 1;
    for await (const row of shortlist.rows(status)) {
      console.log([row.rank, row.score ?? "-", row.name ?? row.candidate_id].join("\t"));
    }
  }
} catch (error) {
  if (!(error instanceof ProblemError)) throw error;
  console.error(`${error.message} (request ${error.requestId})`);
  process.exitCode = 1;
}
