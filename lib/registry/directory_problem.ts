/**
 * What the path of an instance's directory must be like. Pure.
 *
 * @module
 */

import { withoutSlash } from "./instance.ts";

/** Below these, nothing can be kept. */
const KERNEL = /^\/+(dev|proc|sys)\//;

/**
 * What is wrong with a path that is to become the configuration, queue or data
 * directory of an instance.
 *
 * @returns What to say, or undefined when it will do.
 */
export function directoryProblem(path: string): string | undefined {
  if (!path.startsWith("/")) return "the value must be an absolute path";
  if (/[\s,$]/.test(path)) {
    return 'white space, commas and "$" mean something else in a main.cf ' +
      "list: choose another path";
  }
  if (path.split("/").some((name) => name === "." || name === "..")) {
    return 'the path must not have "." or ".." in it';
  }
  if (KERNEL.test(`${path}/`)) {
    return "this is a system directory whose contents the kernel makes";
  }
  return withoutSlash(path) === "/"
    ? "the value is the root directory"
    : undefined;
}
