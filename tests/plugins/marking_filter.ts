/**
 * A content filter for tests: passes SMTP on, and marks every message with a
 * header of its own.
 *
 * usage: deno run marking_filter.ts LISTEN_PORT TO_PORT
 *
 * @module
 */

const HEADER = new TextEncoder().encode("X-Filtered: yes\r\n");
const [listenPort, toPort] = Deno.args.map(Number);

for await (
  const client of Deno.listen({ hostname: "127.0.0.1", port: listenPort ?? 0 })
) {
  pass(client).catch((error) => console.error(`filter: ${error.message}`));
}

async function pass(client: Deno.TcpConn): Promise<void> {
  const server = await Deno.connect({
    hostname: "127.0.0.1",
    port: toPort ?? 0,
  });
  let isMessageNext = false;
  const marked = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller): void {
      if (isMessageNext) controller.enqueue(HEADER);
      isMessageNext = false;
      controller.enqueue(chunk);
    },
  });
  const watched = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller): void {
      isMessageNext ||= /^354 /m.test(new TextDecoder().decode(chunk));
      controller.enqueue(chunk);
    },
  });
  await Promise.all([
    client.readable.pipeThrough(marked).pipeTo(server.writable),
    server.readable.pipeThrough(watched).pipeTo(client.writable),
  ]);
}
