/**
 * Every kind of operation that hooks are run around, and how to have it done, and
 * fail, in a world with the instances of the setup's `three`.
 *
 * @module
 */

import type { PluginEvent } from "../../plugins/api.ts";

/** One operation, and how to have it done. */
export interface Operation {
  readonly op: string;
  readonly class: PluginEvent["class"];
  /** The command line after `postmulti`. */
  readonly command: string;
  /** The words of the operation. */
  readonly argv: readonly string[];
  /** Shell text before each try; it must succeed. */
  readonly prepare: string;
  /** Shell text that makes it fail; for -e a plugin does that. */
  readonly spoil: string;
  /** Its exit status then; 1 when left out. */
  readonly spoiltStatus?: number;
  /** What a plugin cannot veto. */
  readonly isUnvetoable?: boolean;
  /** What SIGTERM does not keep from being done. */
  readonly isShielded?: boolean;
  /** Whom it is for. */
  readonly instance?: string;
  readonly requested?: string;
}

const IN = "/etc/postfix-in";
const STOPPED = `postfix -c ${IN} stop 2> /dev/null; :`;
const RUNNING =
  `postfix -c ${IN} status 2> /dev/null || postfix -c ${IN} start`;
const BROKEN = `echo mail_owner = nobody-at-all >> ${IN}/main.cf`;

function wrapper(
  op: string,
  change: Partial<Operation> & Pick<Operation, "prepare" | "spoil">,
): Operation {
  const command = `-i in -p ${op}`;
  return { op, class: null, command, argv: [op], ...change };
}

/** Operations of -p and -x. */
export const ITERATED: readonly Operation[] = [
  wrapper("start", { class: "start", prepare: STOPPED, spoil: RUNNING }),
  wrapper("stop", {
    class: "stop",
    prepare: RUNNING,
    // To Postfix 3.5, to stop what does not run is a success.
    spoil: BROKEN,
    isUnvetoable: true,
    isShielded: true,
  }),
  wrapper("reload", { class: "control", prepare: RUNNING, spoil: STOPPED }),
  wrapper("check", { prepare: ":", spoil: BROKEN, isUnvetoable: true }),
  wrapper("status", { prepare: RUNNING, spoil: STOPPED, isUnvetoable: true }),
  wrapper("flush", {
    class: "control",
    prepare: RUNNING,
    spoil: STOPPED,
    spoiltStatus: 69,
  }),
  wrapper("logrotate", { prepare: RUNNING, spoil: BROKEN }),
  {
    op: "check",
    class: null,
    requested: "start",
    command: "-i out -p start",
    argv: ["check"],
    prepare: ":",
    spoil: BROKEN.replaceAll(IN, "/etc/postfix-out"),
    isUnvetoable: true,
    instance: "postfix-out",
  },
  {
    op: "exec",
    class: null,
    command: "-i in -x sh -c 'echo $multi_instance_name; test -e /run/world/x'",
    argv: ["sh", "-c", "echo $multi_instance_name; test -e /run/world/x"],
    prepare: "touch /run/world/x",
    spoil: "rm /run/world/x",
    isUnvetoable: true,
  },
];

const NEW = "/etc/postfix-new";
const DISABLED = `postconf -c ${NEW} -e multi_instance_enable=no`;
const LISTED = `[ -d ${NEW} ] || $STOCK_POSTMULTI -e create -I postfix-new`;

function edit(op: string, change: Partial<Operation>): Operation {
  return {
    op,
    class: "edit",
    command: `-e ${op} -i new`,
    argv: [op],
    prepare: `${LISTED}; ${DISABLED}`,
    spoil: "",
    instance: "postfix-new",
    ...change,
  };
}

/** Actions of -e, in an order in which each finds what the one before has left. */
export const EDITED: readonly Operation[] = [
  edit("init", {
    command: "-e init",
    prepare: "sed -i '/^multi_instance_wrapper/d' /etc/postfix/main.cf",
    instance: "",
  }),
  edit("create", { command: "-e create -I postfix-new -G one", prepare: ":" }),
  edit("assign", {
    command: "-e assign -i new -G two",
    prepare: `postconf -c ${NEW} -e multi_instance_group=one`,
  }),
  edit("enable", {}),
  edit("disable", {
    prepare: `postconf -c ${NEW} -e multi_instance_enable=yes`,
  }),
  edit("deport", { prepare: DISABLED }),
  edit("import", {
    command: `-e import config_directory=${NEW}`,
    argv: ["import", `config_directory=${NEW}`],
    prepare: ":",
  }),
  edit("destroy", { prepare: DISABLED }),
];
