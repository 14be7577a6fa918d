import { assertEquals } from "@std/assert";
import { formatEndpoint } from "../map/endpoint.ts";
import { parseTcpTable } from "./tcp_table.ts";

const HEAD = "  sl  local_address rem_address   st tx_queue rx_queue";
const REST = "00000000:00000000 00:00000000 00000000     0        0 2251025 1";
const ZERO = "0".repeat(32);

/** Local address, remote address and state; the endpoint. */
const ROWS: readonly (readonly [string, string | undefined])[] = [
  ["0100007F:2773 00000000:0000 0A", "127.0.0.1:10099"],
  ["00000000:0019 00000000:0000 0A", "*:25"],
  ["0A0200C0:0019 00000000:0000 0A", "192.0.2.10:25"],
  [`${ZERO}:0019 ${ZERO}:0000 0A`, "*:25"],
  [`${"0".repeat(24)}01000000:0019 ${ZERO}:0000 0A`, "[::1]:25"],
  [`0000000000000000FFFF00000100007F:0019 ${ZERO}:0000 0A`, "127.0.0.1:25"],
  [`B80D0120000000000000000001000000:0019 ${ZERO}:0000 0A`, undefined],
  ["0100007F:2773 0100007F:9C40 01", undefined],
];

for (const [sockets, endpoint] of ROWS) {
  Deno.test(`parseTcpTable() of ${sockets} tells where something listens`, () => {
    const text = `${HEAD}\n   0: ${sockets} ${REST}\n`;
    assertEquals(
      parseTcpTable(text).map(formatEndpoint),
      endpoint === undefined ? [] : [endpoint],
    );
  });
}
