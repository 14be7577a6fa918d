/**
 * What Postfix keeps in a data directory, and under which names. Pure.
 *
 * @module
 */

/** Parameters whose value is a cache file of one instance, with the usual file name. */
const CACHES = [
  ["address_verify_map", "verify_cache"],
  ["postscreen_cache_map", "postscreen_cache"],
  ["smtp_tls_session_cache_database", "smtp_scache"],
  ["lmtp_tls_session_cache_database", "lmtp_scache"],
  ["smtpd_tls_session_cache_database", "smtpd_scache"],
] as const;

const SUFFIXES = ["", ".db", ".lmdb", ".cdb", ".dir", ".pag"];

/**
 * The names of the files that Postfix makes in the data directory of an
 * instance: lock, random number pool, caches.
 *
 * @param dataDirectory Absolute, without slash at the end.
 * @param value Looks up a parameter of the instance.
 */
export function ownDataFiles(
  dataDirectory: string,
  value: (name: string) => string,
): ReadonlySet<string> {
  const caches = CACHES.flatMap(([parameter, usual]) => {
    const path = value(parameter).replace(/^.*:/, "");
    const inside = path.startsWith(`${dataDirectory}/`);
    return inside ? [usual, path.slice(dataDirectory.length + 1)] : [usual];
  }).filter((name) => !name.includes("/"));
  return new Set([
    "master.lock",
    "prng_exch",
    ...caches.flatMap((name) => SUFFIXES.map((suffix) => name + suffix)),
  ]);
}
