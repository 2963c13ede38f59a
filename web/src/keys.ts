/** Single-letter keys, off where somebody types or a dialog is open. */
import { shared } from "./state.svelte";

export type Keys = Record<string, () => void>;

/** Returns a handler for `keydown` that runs what a key stands for. */
export function handleKeys(keys: Keys): (event: KeyboardEvent) => void {
  return (event) => {
    const isEscape = event.key === "Escape";
    if ((!shared.keysAreOn && !isEscape) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]") || (isTyping(event.target) && !isEscape)) return;
    const run = keys[event.key];
    if (run === undefined) return;
    event.preventDefault();
    run();
  };
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["TEXTAREA", "SELECT"].includes(target.tagName) || isTextInput(target))
  );
}

function isTextInput(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "file"].includes(target.type);
}
