/**
 * The texts of the shipped plugins, in this version and in all earlier ones, by their
 * digests: so that an edited copy can be distinguished from an unedited one.
 *
 * When a shipped plugin changes, its new digest is added here; none is removed.
 *
 * @module
 */

/** By the name of the file: lower-case hexadecimal SHA-256 of each text, oldest first. */
export const KNOWN_TEXTS: Readonly<Record<string, readonly string[]>> = {
  "05-systemd.sh": [
    "49466c9c0071ba820b6892a7a8168a1480da93b08b6e04b1d02d2b030c6f20d9",
    "6dd91eaa1dc0dc7bc99e492d0f9900ec378e55a0a9ce1cce6ba8b5d25059859b",
    "6dd28f41fa49d48facd520578c59fee958e4aeb085df968201f5a5b11b2ebed6",
    "a1b20eb45765dbb6b97fd5231ed1aa260ecc075fc79ac0492a2d636f7d22573f",
  ],
  "10-maintenance.ts": [
    "2e28fbf5da2a8b6bbe23931424f4d0e2d9d484c78df462dfc911ed0434e904ac",
  ],
  "20-chroot.sh": [
    "ff79ff09b9859b561eebd323b4934f31ebde1cd235e492296f3907b60a57f907",
    "e0a7718a8d6cbf75b7ee342a06f727bdf8b5f511239ba157e848206a7acc3070",
    "85c5ecbf931fcdba20f43ddf73c1c55f4ef541bdffc60b2c8bd41a9fa5060705",
  ],
  "30-content-filter.ts": [
    "8321cbd3dbe388fa8c3d8b7bf4f1f47c2124763c2c1dc6340682cb702c2862ea",
    "4efc8087804838d616ac9f7c52df2f45716bf7871193a6cac7b210a774e1c6eb",
    "1a9506a63fb57a9e5d52c5d8a5358329273f27dac25f74e31e6c4b04969deca5",
    "c50d9b1daa5cd5d23b73b3ea53b99d58202e78fb2f7a23098c336dc2e58b1ed7",
  ],
  "90-notify.sh": [
    "9a49a6bc424bf4efaa2c941d4b3af39c4fadf96830b9089d450005fbf0be077d",
    "f4a64e7604ebaf4a22fba5e0aa89aec9e8ade439c9bb880e2133d204dc7ad3e2",
  ],
  "lib/content-filter/known.ts": [
    "65e0dc07c28f2537f153f06a7273184abc853536985189714177c684d5997e4f",
    "633063499f2a9fbbcbee343ec8815163e87884fab444f0e3d96f22ba2c5649f2",
    "7174b3288dc21653cd7f88c9a6b93aa76ace29c1f4752a6c11dc95bdad691020",
  ],
  "lib/content-filter/launch.ts": [
    "936fcd5db445ef6cb21465adace98de9af2fc60138575f1ce693d68bf74008cf",
    "cbaaf266811123713d5f25e05c623d95c8e12d6cfcad105fa081fe3f8ea27aba",
    "7c0d753c8785deac3e64088545fec5e125077177a9f7a6580ed3d9c8469c45bc",
  ],
  "lib/content-filter/log.ts": [
    "bd483536ecadf957f31a8ebfa974d19fcbac0733aac9358e062b88bdb40f1716",
  ],
  "lib/content-filter/process.ts": [
    "21837f7cce3b4dc46dfa6d97b8792208e0349f04e374fbed94a16efc2fccc6c3",
    "c342d8f51063d7e1d0e9f3fe0164e66532f37575c4a719f65c90d206ca8a85f6",
  ],
  "lib/content-filter/refusal.ts": [
    "3d542044222bcf0b580c320edbe80f3de23889fe367e8536ebe8e7da0804d049",
    "10ba27a083cd9e8ab985de0486907bd1ca6d01338a546a5acddd750c8ed0398d",
  ],
  "lib/content-filter/settings.ts": [
    "f87651f1b775fce5df8285665c5ad5e2a0841aa15557eccc217a0a11157663c4",
    "c514d6491b7286fe72a22c2fa71534023a940c6812985045cf5949e80a47ac77",
  ],
  "lib/content-filter/wait.ts": [
    "2bd267bd3c33500e74f820815c82e05f114ecc61bb376c34c2db08f397147c95",
  ],
};
