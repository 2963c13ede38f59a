import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ProblemError, Shortlist } from "../src/client.js";

type Reply = (request: IncomingMessage, response: ServerResponse) => void;
const run = promisify(execFile);
const PROGRAM_MS = 60_000;
const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Reply =>
  (_, response) =>
    response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(body));
const row = (rank: number): object => ({ rank, score: 100 - rank, name: `Person ${rank}`, candidate_id: `c${rank}` });

/** Answers each request with the next reply, and notes what was asked. */
let replies: Reply[];
let asked: string[];
let server: Server;
let url: string;

beforeEach(async () => {
  [replies, asked] = [[], []];
  server = createServer((request, response) => {
    const { method, url: path, headers } = request;
    asked.push([method, path, headers["if-none-match"], headers.authorization].filter(Boolean).join(" "));
    (replies.shift() ?? json({ detail: "not expected" }, 500))(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/live/`;
});
afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())));

function answerARanking(): void {
  const waiting = { "Retry-After": "1", ETag: '"one"' };
  const result = { ranked_candidates: [row(1), row(2)], next: "https://elsewhere.example/x?cursor=two&limit=100" };
  replies.push(
    json({ task_id: "t", status: "PENDING" }, 202),
    json({ task_id: "t", status: "STARTED", progress: { done: 1, total: 4 } }, 200, waiting),
    (_, response) => response.writeHead(304, waiting).end(),
    json({ task_id: "t", status: "SUCCESS", result }),
    json({ items: [row(3)], next_cursor: "three" }),
    json({ items: [row(4)], next_cursor: null }),
  );
}

describe("a call", () => {
  test("waits as long as it is told, and asks with the same key", async () => {
    const keys: unknown[] = [];
    const noted =
      (reply: Reply): Reply =>
      (request, response) => {
        keys.push(request.headers["idempotency-key"]);
        reply(request, response);
      };
    replies.push(noted(json({}, 429, { "Retry-After": "1" })), noted(json({ task_id: "t" }, 202)));
    const waits: number[] = [];
    const shortlist = new Shortlist({ url, token: async () => "a", onWait: (seconds) => waits.push(seconds) });
    await shortlist.call("post", "/api/jobposts/{job_id}/rank-candidates/", { path: { job_id: "j" }, body: {} });
    expect(waits).toEqual([1]);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toBeTruthy();
  });

  test("renews a refused token once", async () => {
    replies.push(json({}, 401), json({ items: [], next_cursor: null }));
    const shortlist = new Shortlist({ url, token: async (refused) => (refused ? "new" : "old") });
    await shortlist.call("get", "/api/jobposts/");
    expect(asked.map((one) => one.split(" ").at(-1))).toEqual(["old", "new"]);
  });

  test("throws what the API refuses, with the request's id", async () => {
    replies.push(json({ detail: "no such job post", request_id: "r-1", type: "x" }, 404));
    const shortlist = new Shortlist({ url, token: async () => "a" });
    const refused = shortlist.call("get", "/api/jobposts/{job_id}/", { path: { job_id: "a/b" } });
    await expect(refused).rejects.toMatchObject({ status: 404, requestId: "r-1", message: "no such job post" });
    await expect(refused).rejects.toBeInstanceOf(ProblemError);
    expect(asked[0]).toContain("/live/api/jobposts/a%2Fb/");
  });

  test("stops following when it is told to", async () => {
    replies.push(json({ task_id: "t", status: "STARTED" }, 200, { "Retry-After": "60" }));
    const stop = new AbortController();
    const shortlist = new Shortlist({ url, token: async () => "a" });
    const statuses = shortlist.follow("t", { signal: stop.signal });
    expect((await statuses.next()).value?.status).toBe("STARTED");
    setTimeout(() => stop.abort(), 20);
    await expect(statuses.next()).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("the package as it is published", () => {
  let folder: string;
  const packed = (): string => join(folder, "node_modules", "@shortlist", "client");

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "client-"));
    await run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], { cwd: process.cwd() });
    const [file = ""] = await readdir(folder);
    await mkdir(packed(), { recursive: true });
    await run("tar", ["-xzf", join(folder, file), "-C", packed(), "--strip-components", "1"]);
    await cp(join(packed(), "examples", "rank.ts"), join(folder, "rank.ts"));
  }, PROGRAM_MS);
  afterAll(() => rm(folder, { recursive: true }));

  test("holds code, types, the example, a licence and how to use it", async () => {
    expect((await readdir(packed())).toSorted()).toEqual(["LICENSE", "README.md", "dist", "examples", "package.json"]);
    expect((await readdir(join(packed(), "dist"))).toSorted()).toEqual([
      "api.d.ts",
      "api.js",
      "client.d.ts",
      "client.js",
    ]);
  });

  test(
    "ranks: starts, asks by Retry-After and ETag, and prints every page of the result",
    async () => {
      answerARanking();
      const env = { ...process.env, SHORTLIST_URL: url, SHORTLIST_TOKEN: "secret" };
      const begin = Date.now();
      const done = await run(process.execPath, ["rank.ts", "nurse"], { cwd: folder, env });
      expect(done.stdout.trim().split("\n")).toEqual(
        [1, 2, 3, 4].map((rank) => `${rank}\t${100 - rank}\tPerson ${rank}`),
      );
      expect(Date.now() - begin).toBeGreaterThan(2000);
      const status = "GET /live/api/jobposts/task-status/t/";
      expect(asked).toEqual(
        [
          "POST /live/api/jobposts/nurse/rank-candidates/",
          status,
          `${status} "one"`,
          `${status} "one"`,
          `${status}candidates/?cursor=two&limit=100`,
          `${status}candidates/?cursor=three&limit=100`,
        ].map((one) => `${one} Bearer secret`),
      );
    },
    PROGRAM_MS,
  );
});
