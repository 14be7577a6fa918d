/**
 * control.ts - what the Debian package says about itself. Pure.
 */

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
Description: manager of Postfix instances that can undo, explain and extend
 Takes the place of the postmulti command of the postfix package: the same
 commands, files and results, for many Postfix instances on one host. Actions
 lock each other out and are undone when they fail, one damaged instance does
 not stop the others, plugins run before and after what is done to an instance,
 and --status, --doctor and --map show how things are.
 .
 The stock command is postmulti.distrib while this package is installed, and
 gets its name back when it is removed. Instances made by either are managed by
 the other.
`;
}

/** The file changelog: the one entry of what this package was built from. */
export function changelogText(release: Release): string {
  return `postmulti (${release.version}) unstable; urgency=medium

  * Built from this commit:
    ${release.commit}

 -- ${MAINTAINER}  ${mailDate(release.timeSeconds)}
`;
}

/** As in a mail header, with the time zone that changelogs want. */
function mailDate(timeSeconds: number): string {
  return new Date(timeSeconds * 1000).toUTCString().replace("GMT", "+0000");
}
