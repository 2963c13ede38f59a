/**
 * Sign-in by the user pool's managed login: authorization code with PKCE, renewal, sign-out.
 * The id token stays in memory; the refresh token lives as long as the tab.
 */

export interface SignIn {
  signInUrl: string;
  clientId: string;
  pageUrl: string;
}

export class SignedOutError extends Error {
  constructor() {
    super("signed out");
    this.name = "SignedOutError";
  }
}

interface Tokens {
  idToken: string;
  expiresAt: number;
}

const REFRESH_TOKEN = "shortlist.refresh-token";
const PENDING = "shortlist.sign-in";
const RENEW_BEFORE_END_MS = 120_000;

let tokens: Tokens | undefined;
let renewal: Promise<string> | undefined;

/** Reads what the server wrote into the document; undefined where sign-in is not set up. */
export function readSignIn(): SignIn | undefined {
  const signInUrl = readMeta("shortlist-sign-in-url");
  const clientId = readMeta("shortlist-client-id");
  if (!signInUrl || !clientId) return undefined;
  return { signInUrl: signInUrl.replace(/\/$/, ""), clientId, pageUrl: document.baseURI };
}

/** Leaves for the sign-in page; what the address named is shown after the return. */
export async function startSignIn(signIn: SignIn): Promise<void> {
  const verifier = encode(crypto.getRandomValues(new Uint8Array(48)));
  const state = encode(crypto.getRandomValues(new Uint8Array(24)));
  sessionStorage.setItem(PENDING, JSON.stringify({ verifier, state, hash: location.hash }));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const query = new URLSearchParams({
    response_type: "code",
    client_id: signIn.clientId,
    redirect_uri: signIn.pageUrl,
    // Alone: Cognito tells every attribute then, the tenant too; beside "email" only the address.
    scope: "openid",
    state,
    code_challenge_method: "S256",
    code_challenge: encode(new Uint8Array(digest)),
  });
  location.assign(`${signIn.signInUrl}/oauth2/authorize?${query}`);
}

/** Ends a sign-in if the address holds its code; tells whether somebody is signed in then. */
export async function resumeSession(signIn: SignIn): Promise<boolean> {
  const query = new URLSearchParams(location.search);
  const code = query.get("code");
  if (code !== null) return exchangeCode(signIn, code, query.get("state"));
  if (sessionStorage.getItem(REFRESH_TOKEN) === null) return false;
  try {
    await renew(signIn);
    return true;
  } catch (error) {
    if (error instanceof SignedOutError) return false;
    throw error;
  }
}

/** Returns a token that is good for two minutes more, and never the one that was refused. */
export async function readToken(signIn: SignIn, refused?: string): Promise<string> {
  const isFresh = tokens !== undefined && tokens.expiresAt - Date.now() > RENEW_BEFORE_END_MS;
  if (tokens !== undefined && isFresh && tokens.idToken !== refused) return tokens.idToken;
  renewal ??= renew(signIn).finally(() => (renewal = undefined));
  return renewal;
}

/** Forgets the tokens, takes the refresh token back, and leaves for the sign-out page. */
export async function signOut(signIn: SignIn): Promise<void> {
  const token = sessionStorage.getItem(REFRESH_TOKEN);
  tokens = undefined;
  sessionStorage.clear();
  if (token !== null) {
    // Whether or not it is taken back, this page has forgotten it; it ends by itself.
    await post(signIn, "revoke", { token, client_id: signIn.clientId }).catch(() => undefined);
  }
  const query = new URLSearchParams({ client_id: signIn.clientId, logout_uri: signIn.pageUrl });
  location.assign(`${signIn.signInUrl}/logout?${query}`);
}

async function exchangeCode(signIn: SignIn, code: string, state: string | null): Promise<boolean> {
  const pending = sessionStorage.getItem(PENDING);
  sessionStorage.removeItem(PENDING);
  const started = pending === null ? undefined : (JSON.parse(pending) as Record<string, string>);
  history.replaceState(null, "", signIn.pageUrl + (started?.hash ?? ""));
  if (started === undefined || started.state !== state) return false;
  const response = await post(signIn, "token", {
    grant_type: "authorization_code",
    client_id: signIn.clientId,
    redirect_uri: signIn.pageUrl,
    code,
    code_verifier: started.verifier ?? "",
  });
  if (!response.ok) return false;
  await keep(response);
  return true;
}

async function renew(signIn: SignIn): Promise<string> {
  const token = sessionStorage.getItem(REFRESH_TOKEN);
  if (token === null) throw new SignedOutError();
  const response = await post(signIn, "token", {
    grant_type: "refresh_token",
    client_id: signIn.clientId,
    refresh_token: token,
  });
  if (response.status === 400 || response.status === 401) {
    sessionStorage.removeItem(REFRESH_TOKEN);
    throw new SignedOutError();
  }
  // The pool is busy or out of order: the session goes on with the next request.
  if (!response.ok) throw new Error(`the sign-in page answered ${response.status}`);
  return keep(response);
}

async function keep(response: Response): Promise<string> {
  const answer = (await response.json()) as { id_token: string; expires_in: number; refresh_token?: string };
  tokens = { idToken: answer.id_token, expiresAt: Date.now() + answer.expires_in * 1000 };
  if (answer.refresh_token) sessionStorage.setItem(REFRESH_TOKEN, answer.refresh_token);
  return answer.id_token;
}

function post(signIn: SignIn, path: string, fields: Record<string, string>): Promise<Response> {
  return fetch(`${signIn.signInUrl}/oauth2/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields),
  });
}

function readMeta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";
}

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
}
