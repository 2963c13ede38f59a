/** Sends files: refuses at once what cannot be read, asks for addresses by the twenty, four files at a time. */

export type FileState = "left_out" | "waiting" | "sending" | "sent" | "not_sent";
export type LeftOut = "wrong_kind" | "empty" | "too_large" | "already_listed";

export interface FileItem {
  id: number;
  file: File;
  state: FileState;
  leftOut?: LeftOut;
  percent?: number;
  candidateId?: string;
  /** What to call the candidate, if not by the file. */
  name?: string;
}

export interface Address {
  candidate_id: string;
  url: string;
  method: string;
  headers: Record<string, string>;
}

export interface Wire {
  /** Asks for an address a file, in the files' order. */
  askAddresses(files: { filename: string; size: number; name?: string }[]): Promise<Address[]>;
  /** Lets go of a candidate whose file never came or cannot be read, before one is sent in its place. */
  abandon(candidateId: string): Promise<void>;
  /** Sends one file and returns the status; throws where nothing answers. */
  put(address: Address, file: File, onPercent: (percent: number) => void): Promise<number>;
  pause(milliseconds: number): Promise<void>;
}

export const MAX_BYTES = 5 * 1024 * 1024;
const KINDS = /\.(pdf|docx|txt)$/i;
const AT_ONCE = 4;
// An address is good for 15 minutes, in which a slow line sends 20 large files.
const ADDRESSES_A_CALL = 20;
const TRIES = 3;
const FIRST_PAUSE_MS = 300;
// Of a small file a browser tells its end alone.
const TELLS_PERCENT_BYTES = 1024 * 1024;

export class Uploads {
  items: FileItem[] = [];
  /** Told of each change; a screen that comes back takes it over. */
  onChange: (items: FileItem[]) => void = () => undefined;
  private running: Promise<void> | undefined;
  private nextId = 1;

  constructor(private readonly wire: Wire) {}

  /** Tells whether something still has to be sent. */
  get isOpen(): boolean {
    return this.items.some((item) => item.state === "waiting" || item.state === "sending");
  }

  /** Lists files; those that cannot be read or are listed already are left out, with the reason. */
  add(files: Iterable<File>): void {
    const listed = new Set(this.items.filter((item) => item.state !== "left_out").map(describe));
    for (const file of files) {
      const item: FileItem = { id: this.nextId++, file, state: "waiting" };
      item.leftOut = findReason(file) ?? (listed.has(describe(item)) ? "already_listed" : undefined);
      if (item.leftOut) item.state = "left_out";
      else listed.add(describe(item));
      this.items.push(item);
    }
    this.changed();
  }

  /** Sends what waits; returns when nothing waits any more. */
  send(): Promise<void> {
    this.running ??= this.sendAll().finally(() => (this.running = undefined));
    return this.running;
  }

  /** Sends again what could not be sent, and what was left out as listed already if its id is named. */
  retry(id?: number): Promise<void> {
    for (const item of this.items) {
      const isMeant = id === undefined ? item.state === "not_sent" : item.id === id;
      if (isMeant && (item.state === "not_sent" || item.leftOut === "already_listed")) {
        item.state = "waiting";
        item.leftOut = undefined;
      }
    }
    this.changed();
    return this.send();
  }

  /** Tells whether the file of a candidate is still at hand. */
  holds(candidateId: string): boolean {
    return this.items.some((item) => item.candidateId === candidateId);
  }

  /** Sends the files of candidates once more, each in the place of the candidate. */
  resend(candidateIds: readonly string[]): Promise<void> {
    for (const item of this.items) {
      if (item.candidateId && candidateIds.includes(item.candidateId)) item.state = "waiting";
    }
    this.changed();
    return this.send();
  }

  /** Sends another file in the place of a candidate; one that cannot be read is left out, and nobody goes. */
  replace(candidate: { candidateId: string; name?: string }, file: File): Promise<void> {
    const leftOut = findReason(file);
    const others = this.items.filter((item) => item.candidateId !== candidate.candidateId);
    const item: FileItem = { id: this.nextId++, file, state: leftOut ? "left_out" : "waiting", leftOut };
    this.items = [...(leftOut ? this.items : others), leftOut ? item : { ...item, ...candidate }];
    this.changed();
    return this.send();
  }

  /** Takes out of the list what is settled. */
  forget(states: FileState[]): void {
    this.items = this.items.filter((item) => !states.includes(item.state));
    this.changed();
  }

  private async sendAll(): Promise<void> {
    for (;;) {
      const some = this.items.filter((item) => item.state === "waiting").slice(0, ADDRESSES_A_CALL);
      if (some.length === 0) return;
      await this.sendSome(some);
    }
  }

  private async sendSome(items: FileItem[]): Promise<void> {
    let addresses: Address[];
    try {
      for (const item of items) if (item.candidateId) await this.wire.abandon(item.candidateId);
      addresses = await this.wire.askAddresses(
        items.map(({ file, name }) => ({ filename: file.name, size: file.size, ...(name ? { name } : {}) })),
      );
    } catch (error) {
      // All that waits is told at once: asking again for each twenty would only take longer.
      for (const item of this.items) if (item.state === "waiting") item.state = "not_sent";
      this.changed();
      throw error;
    }
    const queue = items.flatMap((item, index) => {
      const address = addresses[index];
      return address ? [{ item, address }] : [];
    });
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.drain(queue)));
  }

  private async drain(queue: { item: FileItem; address: Address }[]): Promise<void> {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      await this.sendOne(next.item, next.address);
    }
  }

  private async sendOne(item: FileItem, address: Address): Promise<void> {
    item.state = "sending";
    item.candidateId = address.candidate_id;
    this.changed();
    const wasSent = await this.tryToPut(item, address);
    item.state = wasSent ? "sent" : "not_sent";
    item.percent = undefined;
    this.changed();
  }

  private async tryToPut(item: FileItem, address: Address): Promise<boolean> {
    const tell = (percent: number): void => {
      if (item.file.size < TELLS_PERCENT_BYTES) return;
      item.percent = percent;
      this.changed();
    };
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const status = await this.wire.put(address, item.file, tell).catch(() => 0);
      if (status >= 200 && status < 300) return true;
      // What is there already came with an attempt whose answer was lost; 409 is another of ours that is still on its way.
      if (status === 412 && attempt > 1) return true;
      if (status >= 400 && status < 500 && status !== 409) return false;
      if (attempt < TRIES) await this.wire.pause(FIRST_PAUSE_MS * 2 ** (attempt - 1));
    }
    return false;
  }

  private changed(): void {
    this.onChange([...this.items]);
  }
}

/** Says why a file is not worth sending; undefined if it is. */
export function findReason(file: { name: string; size: number }): LeftOut | undefined {
  if (!KINDS.test(file.name)) return "wrong_kind";
  if (file.size === 0) return "empty";
  return file.size > MAX_BYTES ? "too_large" : undefined;
}

/** Sends a file to its address; `XMLHttpRequest`, because `fetch` tells no progress. */
export function putFile(address: Address, file: File, onPercent: (percent: number) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(address.method, address.url);
    for (const [name, value] of Object.entries(address.headers)) {
      // The browser sends the length itself, and lets nobody else set it.
      if (name.toLowerCase() !== "content-length") request.setRequestHeader(name, value);
    }
    request.upload.onprogress = (event) => onPercent(Math.round((100 * event.loaded) / event.total));
    request.onload = () => resolve(request.status);
    request.onerror = request.ontimeout = () => reject(new Error("no answer"));
    request.timeout = 120_000;
    request.send(file);
  });
}

/** Returns the files of a drop, those in dropped folders too. */
export async function readDrop(transfer: DataTransfer): Promise<File[]> {
  // All of it is taken at once: the browser forgets a drop after the first wait.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const found = await Promise.all(
    entries.map((entry) => (entry instanceof File ? [entry] : entry === null ? [] : readEntry(entry))),
  );
  return found.flat();
}

async function readEntry(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  for (;;) {
    // A call gives a hundred entries at most, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return files;
    for (const one of some) files.push(...(await readEntry(one)));
  }
}

function describe(item: { file: { name: string; size: number } }): string {
  return `${item.file.name}/${item.file.size}`;
}
