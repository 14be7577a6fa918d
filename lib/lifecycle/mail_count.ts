/**
 * Counting the mail in a queue directory.
 *
 * Reads directories. Symbolic links are not followed.
 *
 * @module
 */

import { MAIL_QUEUES } from "../postfix/queue.ts";
import { listDirectory, lstatOrNothing } from "../sys/files.ts";

/**
 * What -e destroy renames maildrop to, so that nothing can be dropped into it
 * while it is looked through.
 */
export const SEALED_MAILDROP = "maildrop.sealed";

/**
 * How much mail there is, and where: `2 in /var/spool/postfix-in/deferred`.
 *
 * Any file counts, in hash subdirectories or not.
 *
 * @returns Undefined when there is none.
 * @throws {FatalError} When a directory cannot be read.
 */
export function describeMail(queueDirectory: string): string | undefined {
  const said = [...MAIL_QUEUES, SEALED_MAILDROP].flatMap((queue) => {
    const count = countFiles(`${queueDirectory}/${queue}`);
    return count === 0 ? [] : [`${count} in ${queueDirectory}/${queue}`];
  });
  return said.length === 0 ? undefined : said.join(", ");
}

function countFiles(directory: string): number {
  if (!lstatOrNothing(directory)?.isDirectory) return 0;
  return listDirectory(directory)
    .map(({ name, isDirectory }) =>
      isDirectory ? countFiles(`${directory}/${name}`) : 1
    )
    .reduce((sum, count) => sum + count, 0);
}
