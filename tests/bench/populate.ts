/**
 * Making a world full of instances, by writing their files, so that a thousand
 * of them are there in a moment. Touches /etc/postfix and its neighbours, and so
 * belongs into a throwaway world only.
 *
 * @module
 */

const MAIN_CF = "/etc/postfix/main.cf";

/** How long a file must be left alone until every program believes it, in ms. */
const SETTLED_MS = 3100;

/**
 * Make the list of secondary instances have this many; enabled, in one group.
 *
 * As on a host where nobody changed anything just now: the files are put back in
 * time by ten minutes, for Postfix's own programs wait before they believe a file
 * that was changed a moment ago, and a few seconds pass.
 */
export function populate(secondaries: number): void {
  const names = Array.from(
    { length: secondaries },
    (_, index) => `postfix-${String(index + 1).padStart(4, "0")}`,
  );
  names.forEach(makeInstance);
  const list = names.map((name) => `/etc/${name}`).join(" ");
  const kept = Deno.readTextFileSync(MAIN_CF).split("\n")
    .filter((line) => line !== "" && !/^multi_instance_/.test(line));
  writeAged(
    MAIN_CF,
    [
      ...kept,
      "multi_instance_enable = yes",
      "multi_instance_wrapper = ${command_directory}/postmulti -p --",
      `multi_instance_directories = ${list}`,
      "",
    ].join("\n"),
  );
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SETTLED_MS);
}

function makeInstance(name: string): void {
  const directories = [
    `/etc/${name}`,
    `/var/spool/${name}`,
    `/var/lib/${name}`,
  ];
  for (const path of directories) Deno.mkdirSync(path, { recursive: true });
  const owner = Deno.statSync("/var/lib/postfix");
  Deno.chownSync(`/var/lib/${name}`, owner.uid, owner.gid);
  // As long as the file that Postfix comes with, without the settings that its
  // installation has to fill in: no instance starts with these.
  const comments = Deno.readTextFileSync("/usr/share/postfix/main.cf.dist")
    .replace(/^(?=\w+ =\s*$|data_directory)/gm, "#");
  const settings = [
    `multi_instance_name = ${name}`,
    "multi_instance_group = bench",
    "multi_instance_enable = yes",
    `queue_directory = /var/spool/${name}`,
    `data_directory = /var/lib/${name}`,
    "master_service_disable = inet",
  ];
  writeAged(`/etc/${name}/main.cf`, `${comments}\n${settings.join("\n")}\n`);
  Deno.copyFileSync("/etc/postfix/master.cf", `/etc/${name}/master.cf`);
}

function writeAged(path: string, text: string): void {
  Deno.writeTextFileSync(path, text);
  const then = Date.now() / 1000 - 600;
  Deno.utimeSync(path, then, then);
}
