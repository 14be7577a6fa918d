/**
 * A turn at the lock of the primary instance: many actions, one after the other.
 *
 * Each action by itself takes the lock, reads all instances, and lets the lock
 * go; for a thousand actions that is reading a million files. In a turn the lock
 * is kept from one action to the next, and while it is kept no other run changes
 * instances, so that each is read once. A turn is short, and then others have
 * theirs: a process that waits for the lock looks for it again and again, and is sure to
 * find it in the pause. It must be ended before anything is run that may call this
 * program: hooks, and postfix(1).
 *
 * Known weak spot: what an editor or postconf(1) makes of the main.cf of an
 * instance is seen at the beginning of the next turn.
 *
 * @module
 */

import {
  createSessionCache,
  type SessionCache,
} from "../registry/cache/session_cache.ts";
import {
  holdPrimary,
  type LockWait,
  type PrimaryLock,
} from "./primary_lock.ts";

/** How long the lock is kept, and how long it is left to others, in milliseconds. */
const TURN_MS = 1000;
const PAUSE_MS = 30;

/** Keeps the lock from one action to the next; disposing of it ends that. */
export interface LockSession extends Disposable {
  /** What is known of the instances; undefined while the lock is not held. */
  readonly cache: SessionCache | undefined;
  /**
   * Do something under the lock. It is let go when that fails, because there may be a
   * journal in it.
   *
   * @throws {FatalError} As holdPrimary, or what the work throws.
   */
  under(work: (lock: PrimaryLock) => Promise<void>): Promise<void>;
  /** Let go of the lock, if it is held. */
  end(): void;
}

/**
 * Begin with no lock held.
 *
 * @param configDirectory The primary instance's.
 * @param wait How long to wait for the lock, each time.
 */
export function createLockSession(
  configDirectory: string,
  wait: LockWait,
): LockSession {
  let held: { readonly lock: PrimaryLock; readonly endMs: number } | undefined;
  let isPauseDue = false;
  const cache = createSessionCache();
  const end = (): void => {
    const lock = held?.lock;
    held = undefined;
    cache.forgetAll();
    lock?.[Symbol.dispose]();
  };
  const begin = async (): Promise<PrimaryLock> => {
    if (isPauseDue) await new Promise((done) => setTimeout(done, PAUSE_MS));
    isPauseDue = false;
    const lock = await holdPrimary(configDirectory, wait);
    held = { lock, endMs: Date.now() + TURN_MS };
    return lock;
  };
  return {
    get cache() {
      return held === undefined ? undefined : cache;
    },
    async under(work): Promise<void> {
      const lock = held?.lock ?? await begin();
      try {
        await work(lock);
        lock.renew();
      } catch (error) {
        end();
        throw error;
      }
      if (held === undefined || Date.now() < held.endMs) return;
      isPauseDue = true;
      end();
    },
    end,
    [Symbol.dispose]: end,
  };
}
