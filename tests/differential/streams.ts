/**
 * Differential scenarios about standard input, output and error that are closed,
 * full or gone. Data only.
 *
 * @module
 */

import type { Scenario } from "./scenario.ts";

/** Odd descriptors. */
export const STREAMS: Scenario[] = [
  {
    name: "opens closed descriptors on /dev/null",
    setup: "three",
    steps: [
      "postmulti -l <&-",
      "postmulti -l >&-",
      "postmulti -l 2>&-",
      "postmulti -l <&- >&- 2>&-",
      "postmulti -x -i out sh -c 'cat; echo read nothing' <&-",
      "postmulti -x -i out sh -c 'echo lost' >&-",
      "postmulti -x -i out sh -c 'ls -l /proc/self/fd/[012]' <&- | wc -l",
      "postmulti -p -i out check <&- >&- 2>&-",
      "postmulti -e enable -i out <&- >&- 2>&-",
      "postmulti -l -i out",
    ],
  },
  {
    name: "keeps its exit status when its standard error is closed",
    setup: "three",
    steps: [
      "postmulti -l -z 2>&-",
      "postmulti -x false 2>&-",
      "postmulti -e enable -i none <&- >&- 2>&-",
    ],
  },
  {
    name: "does not mind a reader that leaves",
    setup: "three",
    steps: [
      "postmulti -l | true",
      "postmulti -x -i out sh -c 'yes | head -n 100000' | head -n 1",
    ],
  },
  {
    name: "-l on a full device fails",
    setup: "three",
    steps: [{
      run: "postmulti -l > /dev/full",
      says: /^postmulti: .*(output|stdout|space)/m,
    }],
  },
];
