/** Calls Shortlist's API: paths typed by its document, a token a call, patience when asked for, problems as errors. */
import type { components, paths } from "./api";

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

  private async sendOnce(address: string, request: RequestInit): Promise<Response> {
    try {
      return await (this.connection.fetch ?? fetch)(address, request);
    } catch (cause) {
      if (request.signal?.aborted) throw cause;
      throw new ConnectionError(cause);
    }
  }

  private async wait(response: Response, attempt: number): Promise<void> {
    const asked = Number(response.headers.get("Retry-After"));
    const seconds = Math.min(asked > 0 ? asked : 2 ** (attempt - 1), LONGEST_WAIT_SECONDS);
    this.connection.onWait?.(seconds);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
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
