/** What the whole page shares: who is signed in, where it is, what it says for a moment, what a person prefers. */
import type { Me } from "./api";
import { t } from "./strings";

export type SessionStatus = "starting" | "not_set_up" | "signed_out" | "signed_in" | "ended";

export interface Toast {
  text: string;
  undo?: () => void;
}

interface Shared {
  session: SessionStatus;
  me: Me | undefined;
  route: string[];
  query: URLSearchParams;
  toast: Toast | undefined;
  announcement: string;
  waitingSeconds: number;
  keysAreOn: boolean;
}

const KEYS_OFF = "shortlist.keys-off";
const TOAST_SECONDS = 5;
// A way back stands longer than a word that only confirms.
const UNDO_SECONDS = 10;

export const shared: Shared = $state({
  session: "starting",
  me: undefined,
  ...readRoute(),
  toast: undefined,
  announcement: "",
  waitingSeconds: 0,
  keysAreOn: localStorage.getItem(KEYS_OFF) === null,
});

let toastTimer: ReturnType<typeof setTimeout> | undefined;

/** Keeps the shared route equal to the address. */
export function followRoute(): void {
  addEventListener("hashchange", () => Object.assign(shared, readRoute()));
}

/** Goes to another screen. */
export function go(path: string): void {
  location.hash = path;
}

/** Says something for a moment, with a way back where there is one. */
export function say(text: string, undo?: () => void): void {
  clearTimeout(toastTimer);
  shared.toast = { text, undo };
  toastTimer = setTimeout(() => (shared.toast = undefined), (undo ? UNDO_SECONDS : TOAST_SECONDS) * 1000);
}

/** Takes back what was said. */
export function hush(): void {
  clearTimeout(toastTimer);
  shared.toast = undefined;
}

/** Tells a screen reader, without showing anything. */
export function announce(text: string): void {
  shared.announcement = text;
}

/** Turns the single-letter keys on or off, and remembers it. */
export function turnKeys(on: boolean): void {
  shared.keysAreOn = on;
  if (on) localStorage.removeItem(KEYS_OFF);
  else localStorage.setItem(KEYS_OFF, "1");
}

/** Calls people what the page may know of them: tokens name them by an id alone. */
export function namePerson(subject: string): string {
  if (subject === shared.me?.subject) return t.decisions.you;
  if (subject === "reader") return "Shortlist";
  return /^[0-9a-f-]{36}$/.test(subject) ? t.decisions.colleague(subject.slice(0, 8)) : subject;
}

/** Names people for a page that leaves the house: who reads it is not "you". */
export function identifyPerson(subject: string): string {
  return subject === shared.me?.subject ? (shared.me.email ?? subject) : subject;
}

function readRoute(): { route: string[]; query: URLSearchParams } {
  const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return { route: path.split("/").filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(query) };
}
