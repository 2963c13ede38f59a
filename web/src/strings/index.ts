/** The page's words in the person's language. A second language is a second file of the same shape. */
import type { Strings } from "./en";

export type Language = "en" | "de";

const CHOICE = "shortlist.language";
// Only the language that is spoken is loaded, before anything is shown.
const WORDS: Record<Language, () => Promise<{ words: Strings }>> = {
  en: () => import("./en"),
  de: () => import("./de"),
};

export const language: Language = chooseLanguage();
export const t: Strings = (await WORDS[language]()).words;

/** Shows the page in another language from now on. */
export function switchLanguage(to: Language): void {
  localStorage.setItem(CHOICE, to);
  location.reload();
}

// Dates and numbers as where the person lives, if the browser says so in the page's language.
const place = navigator.language.startsWith(language) ? navigator.language : language;
const dateTime = new Intl.DateTimeFormat(place, { dateStyle: "medium", timeStyle: "short" });
const date = new Intl.DateTimeFormat(place, { dateStyle: "medium" });
const number = new Intl.NumberFormat(place);
const score = new Intl.NumberFormat(place, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const showDateTime = (text: string): string => dateTime.format(new Date(text));
export const showDate = (text: string): string => date.format(new Date(text));
export const showNumber = (value: number): string => number.format(value);
export const showScore = (value: number | null): string => (value === null ? "–" : score.format(value));
export const showUsd = (value: number): string =>
  new Intl.NumberFormat(place, {
    style: "currency",
    currency: "USD",
    maximumFractionDigits: value < 1 ? 4 : 2,
  }).format(value);

/** The server's notes in the person's words, where they count rows by a reason that the page knows. */
export function explainWarning(warning: string): string {
  const [, count, reason = ""] = /^(\d+) rows? .*?\((\w+)\)\. /.exec(warning) ?? [];
  const known = t.candidates.reasons[reason] ?? t.rowReasons[reason];
  return count && known ? t.rankings.rowsWith(Number(count), known) : warning;
}

function chooseLanguage(): Language {
  const wanted = localStorage.getItem(CHOICE) ?? navigator.language.slice(0, 2);
  return wanted === "de" ? "de" : "en";
}
