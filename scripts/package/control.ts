/**
 * control.ts - what the Debian package says about itself. Pure.
 */

import { fold } from "../../lib/manual/fold.ts";

/** What differs from one package to the next. */
export interface Release {
  /** The program's version. */
  readonly version: string;
  /** Debian's name of the architecture. */
  readonly architecture: string;
  /** The commit, in words. */
  readonly commit: string;
  /** When the commit was made, in seconds since 1970. */
  readonly timeSeconds: number;
}

/** How wide the text of an item is at most, in columns. */
const CHANGES_WIDTH = 74;

const MAINTAINER = "the postmulti authors <postmulti@packages.invalid>";

/** The file control, for files that are `installedKib` KiB together. */
export function controlText(release: Release, installedKib: number): string {
  return `Package: postmulti
Version: ${release.version}
Architecture: ${release.architecture}
Maintainer: ${MAINTAINER}
Installed-Size: ${installedKib}
Depends: libc6 (>= 2.27), libgcc-s1, postfix
Section: mail
Priority: optional
Description: manager of Postfix instances with undo, plugins and diagnosis
 This command replaces the postmulti of the postfix package. It has the same
 commands, files and results, for many Postfix instances on one host. Actions
 exclude each other and are undone when they fail. A damaged instance does not
 stop the others. Plugins run before and after each operation. The options
 --status, --doctor and --map show what runs and what is wrong.
 .
 While this package is installed, the stock command is postmulti.distrib. It
 gets its name back when the package is removed. Each of the two manages the
 instances that the other has created.
`;
}

/**
 * The file changelog, with an entry for the version that is built.
 *
 * @param changes The page CHANGELOG.md.
 * @throws {Error} When that page has nothing about this version.
 */
export function changelogText(release: Release, changes: string): string {
  const items = changesOf(release.version, changes);
  const commit = `Built from this commit: ${release.commit}`;
  return `postmulti (${release.version}) unstable; urgency=medium

${[...items, commit].map(entry).join("")}
 -- ${MAINTAINER}  ${mailDate(release.timeSeconds)}
`;
}

/** The items of a version on the page, each on one line. */
function changesOf(version: string, changes: string): readonly string[] {
  const section = changes.split(/^## /m)
    .find((one) => one.startsWith(`${version}\n`));
  const items = section?.split(/^- /m).slice(1)
    .map((item) => item.trim().replaceAll(/\s+/g, " ")) ?? [];
  if (items.length > 0) return items;
  throw new Error(`CHANGELOG.md has nothing about version ${version}`);
}

/** An item in the lines that dpkg-parsechangelog(1) wants. */
function entry(item: string): string {
  return fold(item, CHANGES_WIDTH)
    .map((line, index) => `${index === 0 ? "  * " : "    "}${line}\n`)
    .join("");
}

/** As in a mail header, with the time zone that changelogs want. */
function mailDate(timeSeconds: number): string {
  return new Date(timeSeconds * 1000).toUTCString().replace("GMT", "+0000");
}
