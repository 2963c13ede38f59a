/** Calls Shortlist's API: paths typed by its document, a token a call, patience when asked for, problems as errors. */
import type { components, paths } from "./api.js";

export type Schemas = components["schemas"];
export type Path = keyof paths;
export type Method = "get" | "put" | "post" | "delete";

type Operation<P extends Path, M extends Method> = NonNullable<paths[P][M]>;
type Body<O> = O extends { requestBody?: { content: { "application/json": infer B } } } ? B : never;
type PathValues<O> = O extends { parameters: { path: infer V } } ? V : never;
type QueryValues<O> = O extends { parameters: { query?: infer V } } ? V : never;
type Success<R> = { [S in keyof R & (200 | 201 | 202 | 204)]: R[S] }[keyof R & (200 | 201 | 202 | 204)];
type Json<A> = A extends { content: { "application/json": infer J } } ? J : undefined;

/** What an operation answers when it succeeds. */
export type Answer<P extends Path, M extends Method> =
  Operation<P, M> extends { responses: infer R } ? Json<Success<R>> : never;

type Row = Schemas["Row"];
type TaskStatus = Schemas["TaskStatus"];

/** What an operation may be told. */
export interface Input<P extends Path, M extends Method> {
  path?: PathValues<Operation<P, M>>;
  query?: QueryValues<Operation<P, M>>;
  body?: Body<Operation<P, M>>;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export interface Connection {
  /** Where the API answers, with or without a slash at the end. */
  url: string;
  /** Gives the bearer token; `refused` is the token that the API has just refused. */
  token: (refused?: string) => Promise<string>;
  /** Told when a call waits because the API asked for it. */
  onWait?: (seconds: number) => void;
  fetch?: typeof fetch;
}

interface ProblemBody {
  type: string;
  title: string;
  detail: string;
  request_id: string;
  errors: { pointer: string; detail: string }[];
}

/** What the API answered instead of success (RFC 9457). */
export class ProblemError extends Error {
  readonly status: number;
  readonly type: string;
  readonly requestId: string;
  readonly fields: ProblemBody["errors"];

  constructor(status: number, body: Partial<ProblemBody>) {
    super(body.detail ?? body.title ?? `status ${status}`);
    this.name = "ProblemError";
    this.status = status;
    this.type = body.type ?? "about:blank";
    this.requestId = body.request_id ?? "";
    this.fields = body.errors ?? [];
  }
}

/** Nothing answered: no network, or no server. */
export class ConnectionError extends Error {
  constructor(cause: unknown) {
    super("no connection", { cause });
    this.name = "ConnectionError";
  }
}

const STATUS = "/api/jobposts/task-status/{task_id}/";
const ROWS = "/api/jobposts/task-status/{task_id}/candidates/";
const NOT_MODIFIED = 304;
const PATIENT = new Set([429, 503]);
const TRIES = 4;
const LONGEST_WAIT_SECONDS = 20;

/** The API of one deployment, in the name of whoever the token belongs to. */
export class Shortlist {
  constructor(private readonly connection: Connection) {}

  /** Calls an operation and returns what it answers. */
  async call<P extends Path, M extends Method>(method: M, path: P, input: Input<P, M> = {}): Promise<Answer<P, M>> {
    const response = await this.send(method, path, input);
    return (response.status === 204 ? undefined : await response.json()) as Answer<P, M>;
  }

  /**
   * Calls an operation and returns the whole answer, for its headers or another format than JSON.
   *
   * A refused token is renewed once; an answer that asks for patience is asked for again. A POST
   * that has no idempotency key gets one, so that asking again does nothing twice.
   */
  async send<P extends Path, M extends Method>(method: M, path: P, input: Input<P, M> = {}): Promise<Response> {
    const address = this.connection.url.replace(/\/$/, "") + fill(path, input.path, input.query);
    const headers = new Headers(input.headers);
    if (input.body !== undefined) headers.set("Content-Type", "application/json");
    if (method === "post" && !headers.has("Idempotency-Key")) headers.set("Idempotency-Key", crypto.randomUUID());
    const body = input.body === undefined ? undefined : JSON.stringify(input.body);
    let refused: string | undefined;
    for (let attempt = 1; ; attempt += 1) {
      const token = await this.connection.token(refused);
      headers.set("Authorization", `Bearer ${token}`);
      const response = await this.sendOnce(address, {
        method: method.toUpperCase(),
        headers,
        body,
        signal: input.signal ?? null,
      });
      if (response.ok || response.status === 304) return response;
      if (response.status === 401 && refused === undefined) refused = token;
      else if (PATIENT.has(response.status) && attempt < TRIES) await this.wait(response, attempt);
      else throw new ProblemError(response.status, await readProblem(response));
    }
  }

  /** Walks a list to its end; `onPage` sees what there is so far. */
  async list<T>(
    readPage: (cursor?: string) => Promise<{ items: T[]; next_cursor: string | null }>,
    onPage?: (items: T[]) => void,
  ): Promise<T[]> {
    const items: T[] = [];
    let cursor: string | undefined;
    do {
      const page = await readPage(cursor);
      items.push(...page.items);
      onPage?.(items);
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    return items;
  }

  /**
   * Gives each new status of a ranking, the last one after it has ended; asks as often as the API says.
   *
   * What has not changed since the last answer is not sent again, and not given again.
   */
  async *follow(taskId: string, options: { blind?: boolean; signal?: AbortSignal } = {}): AsyncGenerator<TaskStatus> {
    const { blind, signal } = options;
    const headers: Record<string, string> = {};
    for (;;) {
      const response = await this.send("get", STATUS, { path: { task_id: taskId }, query: { blind }, headers, signal });
      if (response.status !== NOT_MODIFIED) {
        const status = (await response.json()) as TaskStatus;
        yield status;
        if (status.status === "SUCCESS" || status.status === "FAILURE") return;
        headers["If-None-Match"] = response.headers.get("ETag") ?? "";
      }
      await pause(readSeconds(response) ?? 1, signal);
    }
  }

  /** Gives every row of a ranking that has succeeded: those of its status, then those behind `result.next`. */
  async *rows(status: TaskStatus): AsyncGenerator<Row> {
    yield* status.result?.ranked_candidates ?? [];
    let query = readQuery(status.result?.next);
    while (query) {
      const page = await this.call("get", ROWS, { path: { task_id: status.task_id }, query });
      yield* page.items;
      query = page.next_cursor === null ? undefined : { ...query, cursor: page.next_cursor };
    }
  }

  private async sendOnce(address: string, request: RequestInit): Promise<Response> {
    try {
      return await (this.connection.fetch ?? fetch)(address, request);
    } catch (cause) {
      if (request.signal?.aborted) throw cause;
      throw new ConnectionError(cause);
    }
  }

  private async wait(response: Response, attempt: number): Promise<void> {
    const seconds = Math.min(readSeconds(response) ?? 2 ** (attempt - 1), LONGEST_WAIT_SECONDS);
    this.connection.onWait?.(seconds);
    await pause(seconds);
  }
}

function readSeconds(response: Response): number | undefined {
  const asked = Number(response.headers.get("Retry-After"));
  return asked > 0 ? asked : undefined;
}

function pause(seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal?.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      },
      { once: true },
    );
  });
}

/** Takes the query of an address, so that whose host it names does not matter and no token goes elsewhere. */
function readQuery(address: string | null | undefined): Record<string, string> | undefined {
  return address ? Object.fromEntries(new URL(address).searchParams) : undefined;
}

/** Writes values into a path and behind it; what has no value is left out. */
function fill(path: string, values?: unknown, query?: unknown): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String((values as Record<string, unknown>)[name])),
  );
  const set = Object.entries((query ?? {}) as Record<string, unknown>).filter(([, value]) => value !== undefined);
  return set.length ? `${filled}?${new URLSearchParams(set.map(([name, value]) => [name, String(value)]))}` : filled;
}

async function readProblem(response: Response): Promise<Partial<ProblemBody>> {
  try {
    return (await response.json()) as Partial<ProblemBody>;
  } catch {
    return {};
  }
}
