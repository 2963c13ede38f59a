/** The offline ranker's summary in the person's words; what it quotes of the rubric stays as it is. */
import type { Strings } from "./strings/en";

type Words = Strings["summary"];

// What the server writes, one part after the other: shortlist/ranking/explain.py.
const SUMMARY =
  /^(?:Shows (".*?"(?: and ".*?")?)|Shows none of the criteria in work done)(?:; (\d+) years of work|; (little work so far))?(?:; (contradicts|ask about) (".*?")(?: and (\d+) more)?)?(?: \(([^()"]*)\))?\.$/;
const LANGUAGE = /^in (\w+)\b/;

/** Gives a summary in other words; as it is where the offline ranker did not write it. */
export function tellSummary(summary: string, words: Words): string {
  const found = SUMMARY.exec(summary);
  if (!found) return summary;
  const [, titles, years, little, stance, gate = "", others, notes] = found;
  const parts = [titles ? words.shows(titles.split(/(?<=") and (?=")/)) : words.showsNone];
  if (years) parts.push(words.years(Number(years)));
  if (little) parts.push(words.littleWork);
  if (stance === "contradicts") parts.push(words.contradicts(gate, Number(others ?? 0)));
  if (stance === "ask about") parts.push(words.asks(gate, Number(others ?? 0)));
  return `${parts.join("; ")}${notes ? ` (${tellNotes(notes, words)})` : ""}.`;
}

function tellNotes(notes: string, words: Words): string {
  // "in German, unlike the post" has a comma of its own.
  const told = notes.split(/, (?!unlike)/).map((note) => {
    if (note === "little text to judge by") return words.littleText;
    if (note === "some dates could not be read") return words.unreadDates;
    const name = LANGUAGE.exec(note)?.[1];
    return name ? words.otherLanguage(name) : note;
  });
  return told.join(", ");
}
