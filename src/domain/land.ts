import type { City, Hedonics, Place, Plaza, Purchase } from "./scenario.ts";

/** A parcel that can change hands in a run. */
export interface Parcel {
  readonly tokenId: bigint;
  readonly x: number;
  readonly y: number;
  /** Location worth relative to the typical parcel of the run, whose worth is 1. */
  readonly worth: number;
}

/** Decentraland's token id: two signed 128-bit halves, x high and y low. */
export function tokenIdAt(x: number, y: number): bigint {
  return (BigInt.asUintN(128, BigInt(x)) << 128n) | BigInt.asUintN(128, BigInt(y));
}

export function placeOf(tokenId: bigint): { readonly x: number; readonly y: number } {
  return { x: Number(BigInt.asIntN(128, tokenId >> 128n)), y: Number(BigInt.asIntN(128, tokenId)) };
}

/** All that a purchase of record buys, each parcel by itself or as an estate. */
export function placesBought({ parcels, estate }: Pick<Purchase, "parcels" | "estate">): readonly Place[] {
  return estate?.places ?? parcels.map(({ x, y }) => ({ x, y }));
}

/** The four parcels that share an edge with one. */
export function neighboursOf(tokenId: bigint): readonly bigint[] {
  const { x, y } = placeOf(tokenId);
  return [tokenIdAt(x + 1, y), tokenIdAt(x - 1, y), tokenIdAt(x, y + 1), tokenIdAt(x, y - 1)];
}

/** Parcels that hang together edge by edge, group by group; those that touch no other are left out. */
export function adjacentGroups(tokenIds: readonly bigint[]): readonly (readonly bigint[])[] {
  const left = new Set(tokenIds);
  const groups: bigint[][] = [];
  for (const first of tokenIds) {
    if (!left.delete(first)) continue;
    const group = [first];
    // The group grows while it is walked.
    for (const tokenId of group) group.push(...neighboursOf(tokenId).filter((near) => left.delete(near)));
    if (group.length > 1) groups.push(group);
  }
  return groups;
}

/** Steps from a place: 0 on it, 1 next to it. */
export interface Distances {
  readonly road: number;
  readonly plaza: number;
  /** Undefined where neither survey nor sketch knows a district. */
  readonly district: number | undefined;
}

/** As surveyed where the city says so, otherwise on its sketch. */
export function distancesFrom(city: City, x: number, y: number): Distances {
  const known = city.surveyed?.parcels.find((parcel) => parcel.x === x && parcel.y === y);
  const nearest = (places: readonly Plaza[]): number => Math.min(...places.map((place) => distanceTo(place, x, y)));
  const onSketch = city.districts.length === 0 ? undefined : nearest(city.districts);
  const road = Math.min(...city.roads.x.map((at) => Math.abs(x - at)), ...city.roads.y.map((at) => Math.abs(y - at)));
  return {
    road: steps(known?.road) ?? road,
    plaza: steps(known?.plaza) ?? nearest(city.plazas),
    district: steps(known?.district) ?? onSketch,
  };
}

/** A survey counts the parcels in between. */
function steps(between: number | undefined): number | undefined {
  return between === undefined ? undefined : between + 1;
}

/** Log price that the map alone explains, up to a constant: the hedonic regression of the scenario. */
export function logWorth(city: City, hedonics: Hedonics, x: number, y: number): number {
  const { road, plaza, district } = distancesFrom(city, x, y);
  return (
    hedonics.lnCentre * Math.log(1 + Math.hypot(x, y)) +
    hedonics.lnRoad * Math.log(1 + road) +
    hedonics.lnPlaza * Math.log(1 + plaza) +
    (district === undefined ? 0 : hedonics.lnDistrict * Math.log(1 + district)) +
    (road === 1 ? hedonics.nextToRoad : 0) +
    (isMemorable(x, y) ? hedonics.memorable : 0)
  );
}

/** Coordinates that people remember: a diagonal, an axis, or both multiples of 100. */
export function isMemorable(x: number, y: number): boolean {
  return Math.abs(x) === Math.abs(y) || x === 0 || y === 0 || (x % 100 === 0 && y % 100 === 0);
}

export function isPublicGround(city: City, x: number, y: number): boolean {
  const isIn = (place: Plaza): boolean => distanceTo(place, x, y) === 0;
  return city.roads.x.includes(x) || city.roads.y.includes(y) || city.plazas.some(isIn) || city.districts.some(isIn);
}

/** In parcels, along the longer axis; 0 inside. */
function distanceTo({ x: xs, y: ys }: Plaza, x: number, y: number): number {
  return Math.max(xs.min - x, x - xs.max, ys.min - y, y - ys.max, 0);
}
