import { isPublicGround, neighboursOf, placeOf, tokenIdAt } from "../domain/land.ts";
import type { City, Place, Purchase } from "../domain/scenario.ts";
import { ScenarioError } from "./error.ts";
import { locate, type YamlFile } from "./parse-yaml.ts";
import type { ScenarioFile } from "./schema.ts";

/**
 * The purchases with the places of their estates: those that the file lists, or so many adjacent ones around a place, which
 * no other purchase has.
 */
export function layOutEstates(
  purchases: ScenarioFile["purchases"],
  city: City,
  files: readonly YamlFile[],
): readonly Purchase[] {
  const taken = new Set(
    purchases.flatMap(({ parcels, estate }) =>
      [...parcels, ...(estate?.places ?? [])].map(({ x, y }) => tokenIdAt(x, y)),
    ),
  );
  return purchases.map(({ estate, ...purchase }, i) => {
    if (estate === undefined) return purchase;
    const { parcels, near, places, note } = estate;
    if (places !== undefined) return { ...purchase, estate: { places, note } };
    // The schema has one of the two forms.
    if (parcels === undefined || near === undefined) throw new RangeError("an estate without places");
    const complain = (key: string, problem: string): never => {
      const path = ["purchases", i, "estate", key];
      throw new ScenarioError(locate(files, path), `${path.join(".")}: ${problem}`);
    };
    const grown = growEstate(city, near, parcels, taken);
    if (grown.length === 0) complain("near", `expected ground that can be bought, got (${near.x}, ${near.y})`);
    if (grown.length < parcels) {
      complain("parcels", `expected at most the ${grown.length} adjacent parcels that there are, got ${parcels}`);
    }
    for (const { x, y } of grown) taken.add(tokenIdAt(x, y));
    return { ...purchase, estate: { places: grown, note } };
  });
}

/** From one place on, each next one as near to it as can be and adjacent to the others; fewer where the city ends. */
export function growEstate(city: City, near: Place, count: number, taken: ReadonlySet<bigint>): readonly Place[] {
  const { x: xs, y: ys } = city.grid;
  const canBeBought = ({ x, y }: Place): boolean =>
    xs.min <= x &&
    x <= xs.max &&
    ys.min <= y &&
    y <= ys.max &&
    !isPublicGround(city, x, y) &&
    !taken.has(tokenIdAt(x, y));
  const away = ({ x, y }: Place): number => (x - near.x) ** 2 + (y - near.y) ** 2;
  const seen = new Set([tokenIdAt(near.x, near.y)]);
  const edge = [near].filter(canBeBought);
  const grown: Place[] = [];
  while (grown.length < count) {
    // The first of equals, which is the one seen first.
    const next = edge.reduce((best, place, i) => (away(place) < away(edge[best] ?? place) ? i : best), 0);
    const [place] = edge.splice(next, 1);
    if (place === undefined) break;
    grown.push({ x: place.x, y: place.y });
    for (const tokenId of neighboursOf(tokenIdAt(place.x, place.y))) {
      if (seen.has(tokenId)) continue;
      seen.add(tokenId);
      const neighbour = placeOf(tokenId);
      if (canBeBought(neighbour)) edge.push(neighbour);
    }
  }
  return grown;
}
