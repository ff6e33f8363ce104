// npx hardhat run scripts/demo-wash-trade.ts: an honest sale, every kind of wash trade and why it stopped, and an honest
// case that an officer decides. Ends with exit code 1 when any of it does not end as announced.
import { network } from "hardhat";

import { formatBooks, formatRules, formatScene, formatSummary } from "./demo/print.ts";
import { isAsAnnounced } from "./demo/scene.ts";
import { runTour, TOUR_CHAIN } from "./demo/tour.ts";

const { ethers } = await network.create({ override: TOUR_CHAIN });
let number = 0;
const { scenes, books } = await runTour(ethers, {
  onRules: (rules) => console.log(`${formatRules(rules)}\n`),
  onScene: (scene) => console.log(`${formatScene(++number, scene)}\n`),
});
console.log(`${formatBooks(books)}\n\n${formatSummary(scenes)}\n`);

const outcomes = scenes.flatMap(({ steps }) => steps.flatMap(({ outcome }) => outcome ?? []));
const expected = outcomes.filter(isAsAnnounced).length;
const balanced = books.filter(({ holds }) => holds).length;
console.log(`${expected} of ${outcomes.length} trades and cases ended as announced.`);
console.log(`${balanced} of ${books.length} checks of the books hold.`);
process.exitCode = expected === outcomes.length && balanced === books.length ? 0 : 1;
