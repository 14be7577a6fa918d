import { assertEquals } from "@std/assert";
import { ownDataFiles } from "./data_files.ts";

const DIRECTORY = "/var/lib/postfix-in";

/** The value of address_verify_map and whether a name is then Postfix's own. */
const NAMES: readonly (readonly [map: string, name: string, own: boolean])[] = [
  ["", "master.lock", true],
  ["", "prng_exch", true],
  ["", "verify_cache", true],
  ["", "verify_cache.db", true],
  ["", "verify_cache.lmdb", true],
  ["", "verify_cache.dir", true],
  ["", "verify_cache.pag", true],
  ["", "postscreen_cache.db", true],
  ["", "smtp_scache.db", true],
  ["", "lmtp_scache.db", true],
  ["", "smtpd_scache.db", true],
  ["", "smtpd_scache.dbx", false],
  ["", "master.lock.db", false],
  ["", "Master.lock", false],
  ["", "important", false],
  ["", "", false],
  [`btree:${DIRECTORY}/mine`, "mine.db", true],
  [`proxy:btree:${DIRECTORY}/mine`, "mine.db", true],
  [`btree:${DIRECTORY}/mine`, "mine.txt", false],
  [`btree:${DIRECTORY}/mine`, "verify_cache.db", true],
  [`btree:${DIRECTORY}/sub/mine`, "mine.db", false],
  [`btree:${DIRECTORY}/sub/mine`, "sub/mine.db", false],
  [`btree:${DIRECTORY}2/mine`, "mine.db", false],
  ["btree:/elsewhere/mine", "mine.db", false],
  ["mine", "mine.db", false],
];

for (const [map, name, own] of NAMES) {
  Deno.test(`ownDataFiles() has "${name}": ${own}, with the cache "${map}"`, () => {
    const value = (parameter: string) =>
      parameter === "address_verify_map" ? map : "";
    assertEquals(ownDataFiles(DIRECTORY, value).has(name), own);
  });
}

for (
  const parameter of [
    "address_verify_map",
    "postscreen_cache_map",
    "smtp_tls_session_cache_database",
    "lmtp_tls_session_cache_database",
    "smtpd_tls_session_cache_database",
  ]
) {
  Deno.test(`ownDataFiles() follows ${parameter}`, () => {
    const names = ownDataFiles(
      DIRECTORY,
      (name) => name === parameter ? `lmdb:${DIRECTORY}/special` : "",
    );
    assertEquals(names.has("special.lmdb"), true);
  });
}
