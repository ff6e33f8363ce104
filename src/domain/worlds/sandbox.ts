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
export function sandboxTokenId({ x, y, side }: Square): bigint {
  const fits = [x, y].every((at) => Number.isInteger(at) && at >= 0 && at + side <= SANDBOX_SIDE && at % side === 0);
  if (!fits) throw new RangeError(`no square of ${side} at (${x}, ${y})`);
  return (BigInt(SQUARE_SIDES.indexOf(side)) << LAYER_SHIFT) | BigInt(x + y * SANDBOX_SIDE);
}

/** @throws RangeError where the id is none of The Sandbox's. */
export function squareOf(tokenId: bigint): Square {
  const side = SQUARE_SIDES[Number(tokenId >> LAYER_SHIFT)];
  const corner = tokenId & ((1n << LAYER_SHIFT) - 1n);
  if (side === undefined || corner >= BigInt(SANDBOX_SIDE) ** 2n)
    throw new RangeError(`no square has the id ${tokenId}`);
  const square = { x: Number(corner) % SANDBOX_SIDE, y: Math.floor(Number(corner) / SANDBOX_SIDE), side };
  if (sandboxTokenId(square) !== tokenId) throw new RangeError(`no square has the id ${tokenId}`);
  return square;
}

/** As the map shows it, -204 to 203, from what the contract counts. */
export function onSandboxMap({ x, y }: Pick<Square, "x" | "y">): { readonly x: number; readonly y: number } {
  return { x: x - MAP_ORIGIN, y: y - MAP_ORIGIN };
}
