/**
 * Jails that the distribution makes: from Debian 13 on, Postfix's own post-install
 * fills the chroot jail of an instance at every check, start and set-permissions.
 * The stock create runs the last of these, ours does not, so a new instance of
 * ours gets its jail at its first check or start. What differs by that alone is
 * taken out of results here. On releases without it nothing is taken out.
 *
 * @module
 */

import { postfixPreparesJails } from "../world/jails.ts";
import type { Tree } from "../world/tree.ts";

const IN_JAIL = /^\/var\/spool\/(?:[^/]+\/){1,2}(etc|lib|usr)(\/|$)/;
const QUEUE = /^\/var\/spool\/[^/]+$/;
const TOLD =
  /^(updating \/etc\/\S+ => \/var\/spool\/\S+|'\/usr\/lib\/.* -> .*)\n/gm;

/** Output without what is said about files that are copied into a jail. */
export function withoutJailMessages(stdout: string): string {
  return postfixPreparesJails ? stdout.replaceAll(TOLD, "") : stdout;
}

/**
 * A tree without the files of jails that the other one does not have, and without
 * queue directories that nothing else is left of.
 */
export function withoutExtraJails(tree: Tree, other: Tree): Tree {
  if (!postfixPreparesJails) return tree;
  const isExtra = (path: string) => !other.entries.has(path);
  const kept = [...tree.entries.keys()]
    .filter((path) => !(IN_JAIL.test(path) && isExtra(path)));
  const isLeft = (path: string) =>
    QUEUE.test(path) && isExtra(path) &&
    !kept.some((inside) => inside.startsWith(`${path}/`));
  const paths = new Set(kept.filter((path) => !isLeft(path)));
  const entries = new Map(
    [...tree.entries].filter(([path]) => paths.has(path)),
  );
  return { ...tree, entries };
}
