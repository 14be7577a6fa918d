/**
 * The plugins that come with this program, as texts inside the executable, so
 * that one copied file is enough to install them.
 *
 * @module
 */

import systemdConf from "../../plugins/05-systemd.conf" with { type: "text" };
import systemd from "../../plugins/05-systemd.sh" with { type: "text" };
import maintenanceConf from "../../plugins/10-maintenance.conf" with {
  type: "text",
};
import maintenance from "../../plugins/10-maintenance.ts" with { type: "text" };
import chrootConf from "../../plugins/20-chroot.conf" with { type: "text" };
import chroot from "../../plugins/20-chroot.sh" with { type: "text" };
import filterConf from "../../plugins/30-content-filter.conf" with {
  type: "text",
};
import filter from "../../plugins/30-content-filter.ts" with { type: "text" };
import notifyConf from "../../plugins/90-notify.conf" with { type: "text" };
import notify from "../../plugins/90-notify.sh" with { type: "text" };
import filterKnown from "../../plugins/lib/content-filter/known.ts" with {
  type: "text",
};
import filterLaunch from "../../plugins/lib/content-filter/launch.ts" with {
  type: "text",
};
import filterLog from "../../plugins/lib/content-filter/log.ts" with {
  type: "text",
};
import filterProcess from "../../plugins/lib/content-filter/process.ts" with {
  type: "text",
};
import filterRefusal from "../../plugins/lib/content-filter/refusal.ts" with {
  type: "text",
};
import filterSettings from "../../plugins/lib/content-filter/settings.ts" with {
  type: "text",
};
import filterWait from "../../plugins/lib/content-filter/wait.ts" with {
  type: "text",
};

/** One file of a shipped plugin. */
export interface ShippedFile {
  /** Its path below a plugin directory. */
  readonly name: string;
  /** Its content. */
  readonly text: string;
  /** Its permission bits. */
  readonly mode: number;
}

/** A plugin that comes with this program. */
export interface ShippedPlugin {
  /** Its id. */
  readonly id: string;
  /** The plugin itself. */
  readonly file: ShippedFile;
  /** Its settings, to be filled in by the administrator. */
  readonly conf: ShippedFile;
  /** What a module imports. */
  readonly parts: readonly ShippedFile[];
}

const EXECUTABLE = 0o755;
const READABLE = 0o644;
/** For settings that can hold a secret. */
const SECRET = 0o600;

/** All of them, by id. */
export const SHIPPED: readonly ShippedPlugin[] = [
  {
    id: "05-systemd",
    file: { name: "05-systemd.sh", text: systemd, mode: EXECUTABLE },
    conf: { name: "05-systemd.conf", text: systemdConf, mode: READABLE },
    parts: [],
  },
  {
    id: "10-maintenance",
    file: { name: "10-maintenance.ts", text: maintenance, mode: READABLE },
    conf: {
      name: "10-maintenance.conf",
      text: maintenanceConf,
      mode: READABLE,
    },
    parts: [],
  },
  {
    id: "20-chroot",
    file: { name: "20-chroot.sh", text: chroot, mode: EXECUTABLE },
    conf: { name: "20-chroot.conf", text: chrootConf, mode: READABLE },
    parts: [],
  },
  {
    id: "30-content-filter",
    file: { name: "30-content-filter.ts", text: filter, mode: READABLE },
    conf: { name: "30-content-filter.conf", text: filterConf, mode: READABLE },
    parts: [
      filterPart("known", filterKnown),
      filterPart("launch", filterLaunch),
      filterPart("log", filterLog),
      filterPart("process", filterProcess),
      filterPart("refusal", filterRefusal),
      filterPart("settings", filterSettings),
      filterPart("wait", filterWait),
    ],
  },
  {
    id: "90-notify",
    file: { name: "90-notify.sh", text: notify, mode: EXECUTABLE },
    conf: { name: "90-notify.conf", text: notifyConf, mode: SECRET },
    parts: [],
  },
];

function filterPart(name: string, text: string): ShippedFile {
  return { name: `lib/content-filter/${name}.ts`, text, mode: READABLE };
}
