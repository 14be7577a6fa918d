/**
 * Counting the mail in a queue directory.
 *
 * Reads directories. A queue may be elsewhere by a symbolic link; below it, links
 * are not followed.
 *
 * @module
 */

import { MAIL_QUEUES } from "../postfix/queue.ts";
import { isDirectory, listDirectory } from "../sys/files.ts";

/**
 * How much mail there is, and where: `2 in /var/spool/postfix-in/deferred`.
 *
 * Any file counts, in hash subdirectories or not.
 *
 * @returns Undefined when there is none.
 * @throws {FatalError} When a directory cannot be read.
 */
export function describeMail(queueDirectory: string): string | undefined {
  const said = MAIL_QUEUES.flatMap((queue) => {
    const directory = `${queueDirectory}/${queue}`;
    const count = isDirectory(directory) ? countFiles(directory) : 0;
    return count === 0 ? [] : [`${count} in ${queueDirectory}/${queue}`];
  });
  return said.length === 0 ? undefined : said.join(", ");
}

function countFiles(directory: string): number {
  return listDirectory(directory)
    .map(({ name, isDirectory }) =>
      isDirectory ? countFiles(`${directory}/${name}`) : 1
    )
    .reduce((sum, count) => sum + count, 0);
}
