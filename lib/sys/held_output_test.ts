import { assertEquals } from "@std/assert";
import { type HeldOutput, holdOutput } from "./held_output.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Time for everything that can go on without waiting. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** Releases output; what has come so far, neighbours of one stream joined. */
function releasing(
  output: HeldOutput,
  parts: string[] = [],
): { readonly parts: readonly string[]; readonly done: Promise<void> } {
  const done = output.release({
    begin: () => void parts.push("begin"),
    write: (stream, bytes) => {
      const last = parts.at(-1);
      const text = decode(bytes);
      if (last?.startsWith(`${stream}:`)) parts[parts.length - 1] += text;
      else parts.push(`${stream}:${text}`);
      return Promise.resolve();
    },
  });
  return { parts, done };
}

Deno.test("holdOutput() gives all back in its order, each child's for itself", async () => {
  const holder = holdOutput({ maxBytes: 100 });
  const [one, other] = [holder.open(), holder.open()];
  const parts: string[] = [];
  await one.take("stdout", encode("a"));
  await other.take("stdout", encode("A"));
  await one.take("stdout", encode("b"));
  await one.take("stderr", encode("c"));
  one.interpose(() => parts.push("said"));
  await one.take("stderr", encode("d"));
  one.close();
  await releasing(one, parts).done;
  assertEquals(parts, ["begin", "stdout:ab", "stderr:c", "said", "stderr:d"]);
  await other.take("stderr", encode("B"));
  other.close();
  const told = releasing(other);
  await told.done;
  assertEquals(told.parts, ["begin", "stdout:A", "stderr:B"]);
});

Deno.test("release() hands over nothing of what fits before it is complete", async () => {
  const output = holdOutput({ maxBytes: 4 }).open();
  const { parts, done } = releasing(output);
  await output.take("stdout", encode("ab"));
  await output.take("stdout", encode("cd"));
  await settled();
  assertEquals(parts, []);
  output.close();
  await done;
  assertEquals(parts, ["begin", "stdout:abcd"]);
});

Deno.test("release() lets through what does not fit, of the one whose turn it is", async () => {
  const output = holdOutput({ maxBytes: 4 }).open();
  const { parts, done } = releasing(output);
  await output.take("stdout", encode("abc"));
  await output.take("stdout", encode("de"));
  await settled();
  assertEquals(parts, ["begin", "stdout:abcde"]);
  await output.take("stderr", encode("far more than fits"));
  output.close();
  await done;
  assertEquals(parts.at(-1), "stderr:far more than fits");
});

Deno.test("take() makes wait whose turn it is not, and its turn comes", async () => {
  const holder = holdOutput({ maxBytes: 4 });
  const [one, other] = [holder.open(), holder.open()];
  let isTaken = false;
  await other.take("stdout", encode("ABCD"));
  const taking = other.take("stdout", encode("E"))
    .then(() => void (isTaken = true));
  const first = releasing(one);
  await one.take("stdout", encode("abc"));
  await one.take("stdout", encode("defghij"));
  await settled();
  assertEquals([isTaken, first.parts], [false, [
    "begin",
    "stdout:abcdefghij",
  ]]);
  one.close();
  await first.done;
  await settled();
  assertEquals(isTaken, false);
  const second = releasing(other);
  await taking;
  other.close();
  await second.done;
  assertEquals(second.parts, ["begin", "stdout:ABCDE"]);
});

Deno.test("take() goes on when another one's room has become free", async () => {
  const holder = holdOutput({ maxBytes: 4 });
  const [one, other] = [holder.open(), holder.open()];
  await one.take("stdout", encode("abcd"));
  const taking = other.take("stdout", encode("AB"));
  one.close();
  await releasing(one).done;
  await taking;
  other.close();
  const { parts, done } = releasing(other);
  await done;
  assertEquals(parts, ["begin", "stdout:AB"]);
});
