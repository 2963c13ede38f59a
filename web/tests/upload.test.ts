import { describe, expect, test } from "vitest";
import { findReason, MAX_BYTES, Uploads, type Address, type FileItem, type Wire } from "../src/upload";

const file = (name: string, content = "x"): File => new File([content], name);
const many = (count: number): File[] => Array.from({ length: count }, (_, index) => file(`${index}.txt`));

/** A wire that answers each PUT with the next status of the file's list, and the last one for ever. */
class FakeWire implements Wire {
  asked: number[] = [];
  names: (string | undefined)[] = [];
  puts: string[] = [];
  abandoned: string[] = [];
  pauses: number[] = [];
  atOnce = 0;
  mostAtOnce = 0;
  constructor(private readonly statuses: Record<string, number[]> = {}) {}

  async askAddresses(files: { filename: string; size: number; name?: string }[]): Promise<Address[]> {
    this.asked.push(files.length);
    this.names.push(...files.map((one) => one.name));
    return files.map(({ filename }) => ({
      candidate_id: `c-${filename}-${this.asked.length}`,
      url: filename,
      method: "PUT",
      headers: {},
    }));
  }
  async abandon(candidateId: string): Promise<void> {
    this.abandoned.push(candidateId);
  }
  async put(address: Address): Promise<number> {
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    await Promise.resolve();
    this.atOnce -= 1;
    this.puts.push(address.url);
    const list = this.statuses[address.url] ?? [200];
    const status = (list.length > 1 ? list.shift() : list[0]) ?? 200;
    if (status === 0) throw new Error("no answer");
    return status;
  }
  async pause(milliseconds: number): Promise<void> {
    this.pauses.push(milliseconds);
  }
}

function start(statuses: Record<string, number[]> = {}): { wire: FakeWire; uploads: Uploads; last: () => FileItem[] } {
  const wire = new FakeWire(statuses);
  let seen: FileItem[] = [];
  const uploads = new Uploads(wire);
  uploads.onChange = (items) => (seen = items);
  return { wire, uploads, last: () => seen };
}

describe("what is left out before anything is sent", () => {
  test.each([
    ["cv.zip", 10, "wrong_kind"],
    ["cv.doc", 10, "wrong_kind"],
    ["cv.pdf", 0, "empty"],
    ["cv.PDF", MAX_BYTES + 1, "too_large"],
    ["cv.Docx", MAX_BYTES, undefined],
    ["cv.txt", 1, undefined],
  ])("%s of %i bytes: %s", (name, size, reason) => {
    expect(findReason({ name, size })).toBe(reason);
  });

  test("the same file twice, until somebody wants it all the same", async () => {
    const { wire, uploads, last } = start();
    uploads.add([file("a.txt"), file("a.txt")]);
    await uploads.send();
    expect(last().map((item) => item.state)).toEqual(["sent", "left_out"]);
    await uploads.retry(last()[1]?.id);
    expect(wire.puts).toEqual(["a.txt", "a.txt"]);
  });
});

describe("sending", () => {
  test("asks for addresses by the twenty and sends four files at a time", async () => {
    const { wire, uploads, last } = start();
    uploads.add(many(250));
    await uploads.send();
    expect(wire.asked).toEqual([...Array<number>(12).fill(20), 10]);
    expect(wire.mostAtOnce).toBe(4);
    expect(last().every((item) => item.state === "sent")).toBe(true);
  });

  test("one file that fails stops no other", async () => {
    const { uploads, last } = start({ "1.txt": [403] });
    uploads.add(many(3));
    await uploads.send();
    expect(last().map((item) => item.state)).toEqual(["sent", "not_sent", "sent"]);
  });

  test("tries again three times after no answer or a fault of the server, waiting longer each time", async () => {
    const { wire, uploads, last } = start({ "0.txt": [0, 503, 200] });
    uploads.add(many(1));
    await uploads.send();
    expect(last()[0]?.state).toBe("sent");
    expect(wire.pauses).toEqual([300, 600]);
  });

  test("takes a file that is there after a lost answer for sent, and asks again while one is on its way", async () => {
    const { uploads, last } = start({ "0.txt": [0, 412], "1.txt": [412], "2.txt": [409, 200] });
    uploads.add(many(3));
    await uploads.send();
    expect(last().map((item) => item.state)).toEqual(["sent", "not_sent", "sent"]);
  });

  test("does not repeat what was refused", async () => {
    const { wire, uploads } = start({ "0.txt": [403] });
    uploads.add(many(1));
    await uploads.send();
    expect(wire.puts).toHaveLength(1);
  });

  test("a second try lets go of the candidate whose file never came", async () => {
    const { wire, uploads, last } = start({ "0.txt": [403, 200] });
    uploads.add(many(1));
    await uploads.send();
    await uploads.retry();
    expect(wire.abandoned).toEqual(["c-0.txt-1"]);
    expect(last()[0]).toMatchObject({ state: "sent", candidateId: "c-0.txt-2" });
  });

  test("says of every file that waits that it was not sent when no address can be had", async () => {
    const { wire, uploads, last } = start();
    wire.askAddresses = () => Promise.reject(new Error("away"));
    uploads.add(many(150));
    await expect(uploads.send()).rejects.toThrow("away");
    expect(last().every((item) => item.state === "not_sent")).toBe(true);
  });

  test("what is added while others are sent is sent as well", async () => {
    const { uploads, last } = start();
    uploads.add([file("a.txt")]);
    const first = uploads.send();
    uploads.add([file("b.txt")]);
    await Promise.all([first, uploads.send()]);
    expect(last().map((item) => item.state)).toEqual(["sent", "sent"]);
  });
});

describe("a candidate whose file could not be read", () => {
  test("gets the same file sent once more, in its place", async () => {
    const { wire, uploads, last } = start();
    uploads.add([file("a.txt"), file("b.txt")]);
    await uploads.send();
    expect(uploads.holds("c-a.txt-1")).toBe(true);
    await uploads.resend(["c-a.txt-1"]);
    expect(wire.abandoned).toEqual(["c-a.txt-1"]);
    expect(wire.puts).toEqual(["a.txt", "b.txt", "a.txt"]);
    expect(last().map((item) => item.candidateId)).toEqual(["c-a.txt-2", "c-b.txt-1"]);
  });

  test("gets another file, and keeps the name", async () => {
    const { wire, uploads, last } = start();
    await uploads.replace({ candidateId: "c-old", name: "Kim" }, file("better.pdf"));
    expect(wire.abandoned).toEqual(["c-old"]);
    expect(wire.names).toEqual(["Kim"]);
    expect(last().map((item) => item.state)).toEqual(["sent"]);
  });

  test("stays where the other file is none that could be read", async () => {
    const { wire, uploads, last } = start();
    await uploads.replace({ candidateId: "c-old" }, file("photo.png"));
    expect(wire.abandoned).toEqual([]);
    expect(last().map((item) => item.leftOut)).toEqual(["wrong_kind"]);
  });
});
