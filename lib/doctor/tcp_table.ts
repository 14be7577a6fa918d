/**
 * Where something listens, from the kernel's table of TCP sockets. Pure.
 *
 * Addresses stand there in hexadecimal, 32 bits at a time, and these in the order of
 * bytes of the machine, which is little-endian wherever the runtime works.
 *
 * @module
 */

import { ANY_HOST, type Endpoint } from "../map/endpoint.ts";

const LISTENING = "0A";
const MAPPED = /^0{16}FFFF0000(.{8})$/;
const LOOPBACK_6 = `${"0".repeat(24)}01000000`;

/** Addresses of IPv6 other than the loopback one are left out; see proc(5). */
export function parseTcpTable(text: string): Endpoint[] {
  return text.split("\n").flatMap((line) => {
    const [, address = "", port = "", state] =
      /^\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) \S+ (\w\w) /.exec(line) ?? [];
    const host = hostOf(MAPPED.exec(address)?.[1] ?? address);
    if (state !== LISTENING || host === undefined) return [];
    return [{ host, port: `${parseInt(port, 16)}` }];
  });
}

function hostOf(address: string): string | undefined {
  if (/^0+$/.test(address)) return ANY_HOST;
  if (address === LOOPBACK_6) return "::1";
  if (address.length !== 8) return undefined;
  return (address.match(/../g) ?? []).toReversed()
    .map((byte) => parseInt(byte, 16)).join(".");
}
