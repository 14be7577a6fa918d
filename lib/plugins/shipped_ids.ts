/**
 * The ids of the plugins that come with this program. Their texts are in
 * shipped.ts, which is imported only when one is installed: reading them would
 * make each start slower.
 *
 * @module
 */

/** In order. */
export const SHIPPED_IDS: readonly string[] = [
  "05-systemd",
  "10-maintenance",
  "20-chroot",
  "30-content-filter",
  "90-notify",
];
