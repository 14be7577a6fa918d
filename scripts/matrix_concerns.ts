/**
 * matrix_concerns.ts - what is tried on each Debian release: the rows of the matrix
 *
 * A concern is a group of whole-program test files that run in the minimal system of
 * the release, or one command that runs there. The short form is part of
 * scripts/test.sh.
 */

/** One row of the matrix. */
export interface Concern {
  /** Its name in the table and on the command line. */
  readonly name: string;
  /** Test files, relative to the project's root; empty for a command. */
  readonly files: readonly string[];
  /** The files of the short form; the row is left out of it when there are none. */
  readonly shortFiles: readonly string[];
  /** A command that is tried instead of files. */
  readonly command?: MatrixCommand;
}

/** A command inside the system of the release. */
export interface MatrixCommand {
  /** Relative to the project's root. */
  readonly words: readonly string[];
  /** Options of scripts/in_release.sh. */
  readonly options: readonly string[];
  /** How long it may take, seconds. */
  readonly timeoutSeconds: number;
  /** Whether the short form has it as well. */
  readonly isShort: boolean;
}

/** All rows, in the order in which they run. */
export const CONCERNS: readonly Concern[] = [
  tests("stock", [
    "differential_change",
    "differential_create",
    "differential_iterate",
    "differential_list",
    "differential_options",
    "differential_read",
    "list_json",
    "uninit",
  ], ["differential_list"]),
  tests("main.cf", [
    "main_cf_expand",
    "main_cf_property",
    "master_cf_property",
  ], []),
  tests("clients", ["real_clients", "wrapper_messages", "copied_file"], []),
  tests("life cycle", [
    "destroy",
    "destroy_mail",
    "together",
    "damaged",
    "bad_input_configuration",
    "bad_input_machine",
    "crash_create",
    "crash_destroy",
  ], []),
  tests("apply", [
    "apply",
    "apply_export",
    "apply_master_cf",
    "apply_together",
  ], []),
  tests("eyes", ["doctor", "status", "map", "mail_log", "blocked_log"], [
    "mail_log",
  ]),
  tests("plugins", [
    "plugin_chroot",
    "plugin_content_filter",
    "plugin_content_filter_failure",
    "plugin_guide",
    "plugin_maintenance",
    "plugin_notify",
    "plugins_command",
    "plugins_edit",
    "plugins_files",
    "plugins_modules",
    "plugins_processes",
    "plugins_rules",
    "plugins_table",
  ], []),
  tests("systemd", [
    "hardened_unit",
    "units_boot",
    "units_install",
    "units_package",
    "plugin_systemd",
    "plugin_systemd_exceptions",
    "plugin_systemd_hooks",
    "plugin_content_filter_systemd",
  ], ["hardened_unit", "units_boot", "units_package"]),
  tests("tour", ["border_server", "sessions"], []),
  {
    name: "demo",
    files: [],
    shortFiles: [],
    command: {
      words: ["scripts/demo.sh", "--postmulti", "/project/dist/postmulti"],
      options: [],
      timeoutSeconds: 600,
      isShort: true,
    },
  },
  {
    name: "fresh clone",
    files: [],
    shortFiles: [],
    command: {
      words: [
        "tests/matrix/fresh_clone.sh",
        "sh",
        "-c",
        "scripts/demo.sh && scripts/test.sh",
      ],
      options: ["--network", "--layers=base"],
      timeoutSeconds: 2 * 3600,
      isShort: false,
    },
  },
];

function tests(
  name: string,
  full: readonly string[],
  short: readonly string[],
): Concern {
  const path = (stem: string): string => `tests/${stem}_test.ts`;
  return { name, files: full.map(path), shortFiles: short.map(path) };
}
