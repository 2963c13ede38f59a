// What the front end of the old system does, in a few lines: start a ranking, then ask for its
// status until it has succeeded or failed. It knows only these two ends, and no other state.
//
//   node front_end.mjs API_URL TOKEN JOB_ID [TASK_ID]   (with a TASK_ID, it only asks)

const [apiUrl, token, jobId, givenTaskId] = process.argv.slice(2);
const pauseMs = Number(process.env.POLL_MS ?? 2000);
const headers = {
  Authorization: `Bearer ${token}`,
  "Content-Type": "application/json",
  "X-CSRFToken": "from-a-cookie",
};

async function call(method, path) {
  const response = await fetch(apiUrl + path, { method, headers });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}

async function start() {
  const started = await call("POST", `/api/jobposts/${jobId}/rank-candidates/`);
  return started.task_id;
}

async function follow(taskId) {
  for (;;) {
    const task = await call("GET", `/api/jobposts/task-status/${taskId}/`);
    if (task.status === "SUCCESS") return { ended: "SUCCESS", rows: task.result.ranked_candidates.length };
    if (task.status === "FAILURE") return { ended: "FAILURE", error: task.error };
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

try {
  console.log(JSON.stringify(await follow(givenTaskId ?? (await start()))));
} catch (error) {
  console.log(JSON.stringify({ ended: "ERROR", error: error.message }));
}
