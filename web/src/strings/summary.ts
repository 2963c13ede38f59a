/** The offline ranker's summary in German; what it quotes of the rubric stays as it is. */

// What the server writes, one part after the other: shortlist/ranking/explain.py.
const SUMMARY =
  /^Shows (?:(".*?")(?: and (".*?"))?|none of the criteria in work done)(?:; (?:(\d+) years of work|(little work so far)))?(?:; (contradicts|ask about) (".*?")(?: and (\d+) more)?)?(?: \(([^()"]*)\))?\.$/;

/** Gives a summary in German; as it is where the offline ranker did not write it. */
export function tellSummary(summary: string): string {
  const found = SUMMARY.exec(summary);
  if (!found) return summary;
  const [, first, second, years, little, stance, gate, others, notes] = found;
  let told = first
    ? `Zeigt ${first}${second ? ` und ${second}` : ""}`
    : "Zeigt keines der Kriterien in geleisteter Arbeit";
  if (years) told += `; ${years} Jahre Berufserfahrung`;
  if (little) told += "; bisher wenig Berufserfahrung";
  if (stance) told += `; ${stance[0] === "c" ? "widerspricht" : "zu klären:"} ${gate}`;
  if (others) told += ` und ${others} mehr`;
  return `${told}${notes ? ` (${tellNotes(notes)})` : ""}.`;
}

function tellNotes(notes: string): string {
  return notes
    .replace("little text to judge by", "wenig Text als Grundlage")
    .replace("some dates could not be read", "einige Daten waren nicht lesbar")
    .replace(/in \w+, unlike the post/, "in anderer Sprache als die Stelle");
}
