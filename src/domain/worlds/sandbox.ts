/** Sides of the squares in which The Sandbox's land is held, in tiles; the place in this list is the layer in the token id. */
export const SQUARE_SIDES = [1, 3, 6, 12, 24] as const;
export type SquareSide = (typeof SQUARE_SIDES)[number];

/** A square in contract coordinates, 0 to 407; its corner stands on a multiple of its side. */
export interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: SquareSide;
}

/** Tiles along each side of the map. */
export const SANDBOX_SIDE = 408;
/** The map's coordinates run from -204 to 203. */
const MAP_ORIGIN = 204;
const LAYER_SHIFT = 248n;

/**
 * The Sandbox's token id: x + 408 y of the corner, with the square's layer in the top byte.
 * @throws RangeError where no such square is on the map.
 */
export function sandboxTokenId(square: Square): bigint {
  const { x, y, side } = square;
  if (!isOnGrid(square)) throw new RangeError(`no square of ${side} at (${x}, ${y})`);
  return (BigInt(SQUARE_SIDES.indexOf(side)) << LAYER_SHIFT) | BigInt(x + y * SANDBOX_SIDE);
}

/** @throws RangeError where the id is none of The Sandbox's. */
export function squareOf(tokenId: bigint): Square {
  const side = SQUARE_SIDES[Number(tokenId >> LAYER_SHIFT)];
  const corner = Number(BigInt.asUintN(Number(LAYER_SHIFT), tokenId));
  const square = { x: corner % SANDBOX_SIDE, y: Math.floor(corner / SANDBOX_SIDE), side };
  if (!isOnGrid(square)) throw new RangeError(`no square has the id ${tokenId}`);
  return square;
}

/** As the map shows it, -204 to 203, from what the contract counts. */
export function onSandboxMap({ x, y }: Pick<Square, "x" | "y">): { readonly x: number; readonly y: number } {
  return { x: x - MAP_ORIGIN, y: y - MAP_ORIGIN };
}

function isOnGrid(square: {
  readonly x: number;
  readonly y: number;
  readonly side: SquareSide | undefined;
}): square is Square {
  const { x, y, side } = square;
  if (side === undefined) return false;
  return [x, y].every((at) => at >= 0 && at + side <= SANDBOX_SIDE && at % side === 0);
}
