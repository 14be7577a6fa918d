/**
 * The units of Postfix that are not ours: those of the distribution, and what the
 * administrator has made of them.
 *
 * @module
 */

import { fromBytes } from "../main_cf/byte_string.ts";
import {
  isDirectory,
  isRegularFile,
  listDirectory,
  lstatOrNothing,
} from "../sys/files.ts";
import { readRegularFile } from "../sys/read_file.ts";
import { linkText } from "../sys/same_content.ts";
import { DROP_IN } from "./drop_in.ts";
import type { DistributionUnits, TemplateNaming } from "./unit_list.ts";

/** Where unit files are, in the order in which systemd looks for them. */
const PLACES = ["/etc", "/run", "/usr/local/lib", "/usr/lib", "/lib"];

/** Those of which a file is the administrator's own. */
const OWN_PLACES = ["/etc", "/run"];

/** Where links are that have units started at boot. */
const WANTING = ["/etc/systemd/system", "/usr/lib/systemd/system"];

/** What decides what a unit does. */
const DECIDING =
  /^[ \t]*(Type|RemainAfterExit|Exec(Start|StartPre|Stop|Reload))[ \t]*=/m;

/** The file of a unit; undefined for none and for one that is masked. */
export function unitFileOf(unit: string, root = ""): string | undefined {
  const found = PLACES.map((place) => `${root}${place}/systemd/system/${unit}`)
    .find((path) => lstatOrNothing(path) !== undefined);
  return found !== undefined && isRegularFile(found) ? found : undefined;
}

/** The text of a unit's file; "" for none. */
export function unitTextOf(unit: string, root = ""): string {
  const file = unitFileOf(unit, root);
  return file === undefined ? "" : fromBytes(readRegularFile(file));
}

/** The text of a unit's file with all drop-ins of the administrator; "" for none. */
export function wholeTextOf(unit: string): string {
  const own = overridesOf(unit).filter(({ kind }) =>
    kind === "drop-in" || kind === "decides"
  );
  return [
    unitTextOf(unit),
    ...own.map(({ path }) => fromBytes(readRegularFile(path))),
  ].join("\n");
}

/** Whether a unit is started at boot: another one wants it, by a link. */
export function isWanted(unit: string): boolean {
  return WANTING.some((directory) =>
    isDirectory(directory) &&
    listDirectory(directory).some(({ name }) =>
      /\.(wants|requires)$/.test(name) &&
      lstatOrNothing(`${directory}/${name}/${unit}`) !== undefined
    )
  );
}

/** What the distribution has. @throws {FatalError} When a unit cannot be read. */
export function distributionUnits(root = ""): DistributionUnits {
  return {
    hasService: unitFileOf("postfix.service", root) !== undefined,
    naming: namingOf(unitTextOf("postfix@.service", root)),
  };
}

/** What a template names instances after. Pure. */
export function namingOf(template: string): TemplateNaming | undefined {
  if (/^Environment=MAIL_CONFIG=\/etc\/postfix-%I$/m.test(template)) {
    return "directory";
  }
  return /^ExecStart=\S*postmulti\s+-i\s+%i\s/m.test(template)
    ? "name"
    : undefined;
}

/** What the administrator has done to a unit of the distribution. */
export type Override =
  | { readonly kind: "masked"; readonly path: string }
  | { readonly kind: "replaced"; readonly path: string }
  /** A drop-in that says what the unit runs, and is read after ours. */
  | { readonly kind: "decides"; readonly path: string }
  /** Any other drop-in. */
  | { readonly kind: "drop-in"; readonly path: string };

/** All of it, for one unit. @throws {FatalError} When a file cannot be read. */
export function overridesOf(unit: string, root = ""): Override[] {
  return OWN_PLACES.flatMap((place): Override[] => {
    const directory = `${root}${place}/systemd/system`;
    const path = `${directory}/${unit}`;
    const own: Override[] = lstatOrNothing(path) === undefined
      ? []
      : [{ kind: isMask(path) ? "masked" : "replaced", path }];
    return [...own, ...dropInsIn(`${path}.d`)];
  });
}

/** Whether a path is what "systemctl mask" makes. */
export function isMask(path: string): boolean {
  const info = lstatOrNothing(path);
  return linkText(path) === "/dev/null" ||
    info?.isFile === true && info.size === 0;
}

function dropInsIn(directory: string): Override[] {
  if (!isDirectory(directory)) return [];
  return listDirectory(directory)
    .filter(({ name }) => name.endsWith(".conf") && name !== DROP_IN)
    .map(({ name }): Override => {
      const path = `${directory}/${name}`;
      const decides = isRegularFile(path) && name > DROP_IN &&
        DECIDING.test(fromBytes(readRegularFile(path)));
      return { kind: decides ? "decides" : "drop-in", path };
    });
}
