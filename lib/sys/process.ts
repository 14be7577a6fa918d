/**
 * What this process knows about itself and its surroundings.
 *
 * @module
 */

/** One variable of the environment; undefined when unset. */
export function environment(name: string): string | undefined {
  return Deno.env.get(name);
}

/** Whether the process has root's user id; what root may do is not asked. */
export function isRoot(): boolean {
  return Deno.uid() === 0;
}

/** The absolute path of this executable. */
export function executablePath(): string {
  return Deno.execPath();
}

/** The id of this process. */
export function processId(): number {
  return Deno.pid;
}

/** Give what this process makes the modes that Postfix expects: umask 022. */
export function setDefaultUmask(): void {
  Deno.umask(0o022);
}

/** Sixteen hexadecimal digits that cannot be foreseen. */
export function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

/** Give up the network, which only the host of a module may need. */
export function giveUpNetwork(): void {
  Deno.permissions.revokeSync({ name: "net" });
}

/** Give up calling the C library, which only what starts children needs. */
export function giveUpLibrary(): void {
  Deno.permissions.revokeSync({ name: "ffi" });
}

/** How many processors this process may use. */
export function coreCount(): number {
  return navigator.hardwareConcurrency;
}

/** The host's name as the kernel has it: gethostname(2). */
export function hostName(): string {
  return Deno.hostname();
}

/** Milliseconds since the runtime of this process was ready. */
export function elapsedMs(): number {
  return performance.now();
}

/** The version of the runtime that this program is compiled with. */
export function runtimeVersion(): string {
  return Deno.version.deno;
}

/** Whether the engine of this process makes no machine code, and so has no WebAssembly. */
export function isJitless(): boolean {
  return !("WebAssembly" in globalThis);
}
