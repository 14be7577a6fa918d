/**
 * The ways in which one instance out of fifty is damaged, and what the one line
 * about it must say. Data only.
 *
 * The damaged instance is postfix-n25; the functions are those of
 * `world/setup.sh`.
 *
 * @module
 */

/** A damage. */
export interface Damage {
  /** What is wrong with the instance. */
  readonly name: string;
  /** Shell text that damages it; `$bad` is its main.cf, `$loop` may become a process. */
  readonly setup: string;
  /** What the line must name: the file, the line in it, the reason. */
  readonly says: RegExp;
  /** Whether it is only sometimes damaged: then it may be listed as well. */
  readonly isFickle?: boolean;
}

/** The user for whom a file is unreadable that root can read. */
export const NOBODY = "setpriv --reuid=nobody --regid=nogroup --clear-groups";

/** Damages that every mode meets. */
export const DAMAGES: readonly Damage[] = [
  {
    name: "main.cf is missing",
    setup: "rm $bad",
    says: /\/etc\/postfix-n25\/main\.cf: there is no such file/,
  },
  {
    name: "main.cf is a symbolic link that leads nowhere",
    setup: "rm $bad; ln -s nowhere $bad",
    says: /\/etc\/postfix-n25\/main\.cf: there is no such file/,
  },
  {
    name: "main.cf is a symbolic link to itself",
    setup: "rm $bad; ln -s main.cf $bad",
    says: /\/etc\/postfix-n25\/main\.cf: .*symbolic links/,
  },
  {
    name: "main.cf is a directory",
    setup: "rm $bad; mkdir $bad",
    says: /\/etc\/postfix-n25\/main\.cf: this is a directory/,
  },
  {
    name: "main.cf is a FIFO",
    setup: "rm $bad; mkfifo $bad",
    says: /\/etc\/postfix-n25\/main\.cf: this is a FIFO/,
  },
  {
    name: "main.cf is a device without an end",
    setup: "rm $bad; ln -s /dev/zero $bad",
    says: /\/etc\/postfix-n25\/main\.cf: this is a device/,
  },
  {
    name: "main.cf is a socket",
    setup: "rm $bad; ln -s $socket $bad",
    says: /\/etc\/postfix-n25\/main\.cf: this is a socket/,
  },
  {
    name: "main.cf is empty",
    setup: ": > $bad",
    says: /\/etc\/postfix-n25\b.*queue_directory.*\/var\/spool\/postfix\b/,
  },
  {
    name: "main.cf has 100 MB of comments",
    setup: "yes '# a line that says nothing' | head -c 100M >> $bad",
    says: /\/etc\/postfix-n25\/main\.cf: \d+ bytes are too many/,
  },
  {
    name: "main.cf has 100 MB of NUL bytes",
    setup: "truncate -s 100M $bad",
    says: /\/etc\/postfix-n25\/main\.cf: \d+ bytes are too many/,
  },
  {
    name: "main.cf has a NUL byte in its queue directory",
    setup: "printf 'queue_directory = \\0/var/spool/postfix-n25\\n' >> $bad",
    says: /\/etc\/postfix-n25\/main\.cf, line 12: queue_directory/,
  },
  {
    name: "main.cf has a macro loop",
    setup: "put $bad 'round = ${again}'; put $bad 'again = $round'; " +
      "put $bad 'multi_instance_group = $round'",
    says:
      /\/etc\/postfix-n25\/main\.cf, line 1[234]: .*(round|again|multi_instance_group)/,
  },
  {
    name: "main.cf has an unclosed macro",
    setup: "put $bad 'data_directory = ${queue_directory'",
    says: /\/etc\/postfix-n25\/main\.cf, line 12: data_directory/,
  },
  {
    name: "main.cf has a line that is no setting",
    setup: "put $bad 'no setting at all'",
    says: /\/etc\/postfix-n25\/main\.cf, line 12: /,
  },
  {
    name: "multi_instance_enable is neither yes nor no",
    setup: "put $bad 'multi_instance_enable = perhaps'",
    says:
      /\/etc\/postfix-n25\/main\.cf, line 12: multi_instance_enable = perhaps/,
  },
  {
    name: "multi_instance_enable is set to nothing",
    setup: "put $bad 'multi_instance_enable ='",
    says: /\/etc\/postfix-n25\/main\.cf, line 12: multi_instance_enable/,
  },
  {
    name: "its queue directory is relative",
    setup: "put $bad 'queue_directory = var/spool'",
    says: /\/etc\/postfix-n25\/main\.cf, line 12: queue_directory = var\/spool/,
  },
  {
    name: "its directory is missing",
    setup: "rm -r /etc/postfix-n25",
    says: /\/etc\/postfix\/main\.cf, line \d+: .*\/etc\/postfix-n25 is missing/,
  },
  {
    name: "its directory is a file",
    setup: "rm -r /etc/postfix-n25; echo > /etc/postfix-n25",
    says: /\/etc\/postfix\/main\.cf, line \d+: .*\/etc\/postfix-n25 is not a/,
  },
  {
    name: "its directory is a symbolic link to itself",
    setup: "rm -r /etc/postfix-n25; ln -s postfix-n25 /etc/postfix-n25",
    says: /\/etc\/postfix-n25\b.*symbolic links/,
  },
  {
    name: "its path has control characters",
    setup: String.raw`mv /etc/postfix-n25 /etc/postfix-gone
sed -i "s|/etc/postfix-n25|$(printf '/etc/p\033[2J\001\177\007')|" $main`,
    says:
      /\/etc\/postfix\/main\.cf, line \d+: .*\/etc\/p\?\[2J\?\?\? is missing/,
  },
  {
    name: "its path is broken by a newline",
    setup: String.raw`sed -i 's|/etc/postfix-n25|/etc/postfix\n -n25|' $main
rm -r /etc/postfix-n25`,
    // The first half is the primary's own directory, the second no path.
    says: /\/etc\/postfix\/main\.cf, line \d+: .*primary instance's own/,
  },
  {
    name: "main.cf is deleted and restored all the time",
    setup: `cp $bad $WORLD/good
while :; do rm -f $bad; cp $WORLD/good $bad.new; mv $bad.new $bad; done \
< /dev/null > /dev/null 2>&1 & loop=$!`,
    // It can be gone when postmulti looks, or when the command does.
    says:
      /\/etc\/postfix-n25\/main\.cf: ([Nn]o such file|there is no such)|instance postfix-n25: postfix st\w+: exit status \d+/,
    isFickle: true,
  },
];
