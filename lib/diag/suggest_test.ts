import { assertEquals } from "@std/assert";
import { didYouMean, editDistance, nearest } from "./suggest.ts";

const DISTANCES: readonly (readonly [
  one: string,
  other: string,
  distance: number,
])[] = [
  ["", "", 0],
  ["", "abc", 3],
  ["status", "status", 0],
  ["statsu", "status", 1],
  ["stats", "status", 1],
  ["sstatus", "status", 1],
  ["stetus", "status", 1],
  ["ab", "ba", 1],
  ["kitten", "sitting", 3],
];

for (const [one, other, distance] of DISTANCES) {
  Deno.test(`editDistance() is ${distance} between "${one}" and "${other}"`, () => {
    assertEquals(editDistance(one, other), distance);
    assertEquals(editDistance(other, one), distance);
  });
}

const KNOWN = ["status", "json", "jobs", "out", "in"];

const GUESSES: readonly (readonly [word: string, guess: string | undefined])[] =
  [
    ["statsu", "status"],
    ["STATUS", "status"],
    ["stats", "status"],
    ["jons", "jobs"],
    ["otu", "out"],
    ["on", undefined],
    ["IN", "in"],
    ["frob", undefined],
    ["", undefined],
    ["statistics", undefined],
  ];

for (const [word, guess] of GUESSES) {
  Deno.test(`nearest() is ${guess} for "${word}"`, () => {
    assertEquals(nearest(word, KNOWN), guess);
  });
}

Deno.test("didYouMean() says nothing without a guess", () => {
  assertEquals(
    [didYouMean(undefined), didYouMean("-i out")],
    ["", " (did you mean -i out?)"],
  );
});
