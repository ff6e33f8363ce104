import { formatDay, formatUsd } from "../../format.ts";
import type { ReportData } from "../../report-data.ts";
import type { LandHistory } from "./land-history.ts";

export type MapMode = "price" | "owner" | "wash";

export interface CityView {
  readonly data: ReportData;
  readonly history: LandHistory;
  readonly mode: MapMode;
  readonly day: number;
  readonly selected: number;
  readonly prices: readonly [number, number];
}

/** From dark to bright, evenly: reads the same without colour. */
export const PRICE_COLOURS = ["#24406e", "#2b6c9e", "#2f9aa8", "#63bf8e", "#c9dc6b", "#fff6c2"] as const;

/** In the order of OWNER_GROUPS; after Okabe and Ito, on a dark ground. Rings and celebrity have a shape too. */
export const OWNER_COLOURS = [
  "#7d8799",
  "#56b4e9",
  "#f0e442",
  "#3fc79a",
  "#e39ac6",
  "#ff7a33",
  "#ffffff",
  "#4a5266",
] as const;

const [WASH_GROUP, CELEBRITY_GROUP] = [5, 6];
const GROUND = "#10151f";
const PUBLIC = "#262d3b";
const NEVER_SOLD = "#2b344c";
const WASH = "#ff7a33";
/** An older price says little about today and fades. */
const FRESH_DAYS = 180;

/** A city by night: parcels are lights. The ground is dark in both themes, so that colours mean the same. */
export function drawCity(canvas: HTMLCanvasElement, view: CityView): void {
  const { data, history, mode, day, selected } = view;
  const { land } = data;
  const pen = canvas.getContext("2d");
  const size = parseFloat(canvas.style.width);
  if (pen === null || !(size > 0)) return;
  const density = Math.max(1, window.devicePixelRatio);
  canvas.width = canvas.height = Math.round(size * density);
  pen.scale(density, density);

  const { x: xs, y: ys } = land.grid;
  const unit = size / (xs.max - xs.min + 1);
  const left = (x: number): number => (x - xs.min) * unit;
  const top = (y: number): number => (ys.max - y) * unit;

  pen.fillStyle = GROUND;
  pen.fillRect(0, 0, size, size);
  pen.fillStyle = PUBLIC;
  for (const x of land.roads.x) pen.fillRect(left(x), 0, unit, size);
  for (const y of land.roads.y) pen.fillRect(0, top(y), size, unit);
  for (const { x, y } of land.plazas) {
    pen.fillRect(left(x.min), top(y.max), (x.max - x.min + 1) * unit, (y.max - y.min + 1) * unit);
  }

  const side = Math.max(3, unit * 2.2);
  // Stars are larger than parcels: side by side they would hide the estate's outline.
  const isEstate = data.purchases.some(({ estate }) => estate !== null);
  const later: (() => void)[] = [];
  land.x.forEach((x, parcel) => {
    const [cx, cy] = [left(x) + unit / 2, top(land.y[parcel] ?? 0) + unit / 2];
    pen.fillStyle = NEVER_SOLD;
    if (mode === "price") {
      const sale = history.lastSale(parcel, day);
      if (sale !== undefined) pen.fillStyle = priceColour(sale.usd, view.prices);
      pen.globalAlpha = sale === undefined || sale.day > day - FRESH_DAYS ? 1 : 0.3;
      square(pen, cx, cy, side);
      pen.globalAlpha = 1;
      return;
    }
    if (mode === "wash") {
      square(pen, cx, cy, side * 0.8);
      const { settled, stopped } = history.washBefore(parcel, day);
      if (settled + stopped > 0) later.push(() => washMark(pen, cx, cy, settled, stopped));
      return;
    }
    const group = data.accounts[history.owner(parcel, day)]?.group ?? OWNER_COLOURS.length - 1;
    const colour = OWNER_COLOURS[group] ?? NEVER_SOLD;
    if (group === WASH_GROUP) later.push(() => diamond(pen, cx, cy, side * 1.3, colour, true));
    else if (group === CELEBRITY_GROUP && !isEstate) later.push(() => star(pen, cx, cy, side * 1.7, colour));
    else {
      pen.fillStyle = colour;
      square(pen, cx, cy, side);
    }
  });
  for (const draw of later) draw();

  const [sx, sy] = [left(land.x[selected] ?? 0) + unit / 2, top(land.y[selected] ?? 0) + unit / 2];
  pen.strokeStyle = "#ffffff";
  pen.lineWidth = 2;
  pen.beginPath();
  pen.arc(sx, sy, side * 1.8 + 3, 0, 2 * Math.PI);
  pen.stroke();
  writeDate(pen, view, size);
}

function priceColour(price: number, [low, high]: readonly [number, number]): string {
  const share = (Math.log(price) - Math.log(low)) / (Math.log(high) - Math.log(low));
  const at = Math.max(0, Math.min(0.9999, share)) * (PRICE_COLOURS.length - 1);
  const [from, to] = [PRICE_COLOURS[Math.floor(at)] ?? "#000000", PRICE_COLOURS[Math.floor(at) + 1] ?? "#000000"];
  const mix = (i: number): number => {
    const [a, b] = [parseInt(from.slice(i, i + 2), 16), parseInt(to.slice(i, i + 2), 16)];
    return Math.round(a + (b - a) * (at % 1));
  };
  return `rgb(${mix(1)},${mix(3)},${mix(5)})`;
}

function square(pen: CanvasRenderingContext2D, cx: number, cy: number, side: number): void {
  pen.fillRect(cx - side / 2, cy - side / 2, side, side);
}

function diamond(
  pen: CanvasRenderingContext2D,
  cx: number,
  cy: number,
  r: number,
  colour: string,
  full: boolean,
): void {
  pen.beginPath();
  pen.moveTo(cx, cy - r);
  pen.lineTo(cx + r, cy);
  pen.lineTo(cx, cy + r);
  pen.lineTo(cx - r, cy);
  pen.closePath();
  pen.lineWidth = 1.6;
  pen.strokeStyle = pen.fillStyle = colour;
  if (full) pen.fill();
  pen.stroke();
}

function washMark(pen: CanvasRenderingContext2D, cx: number, cy: number, settled: number, stopped: number): void {
  if (stopped > 0) diamond(pen, cx, cy, 5 + 1.4 * Math.sqrt(settled + stopped), WASH, false);
  if (settled > 0) diamond(pen, cx, cy, 3 + 1.4 * Math.sqrt(settled), WASH, true);
}

function star(pen: CanvasRenderingContext2D, cx: number, cy: number, r: number, colour: string): void {
  pen.beginPath();
  for (let i = 0; i < 10; i++) {
    const reach = i % 2 === 0 ? r : r * 0.45;
    const angle = (Math.PI * i) / 5 - Math.PI / 2;
    pen.lineTo(cx + reach * Math.cos(angle), cy + reach * Math.sin(angle));
  }
  pen.closePath();
  pen.fillStyle = colour;
  pen.fill();
}

/** Day and index in the corner, so that a saved picture says when it was. */
function writeDate(pen: CanvasRenderingContext2D, { data, day }: CityView, size: number): void {
  const big = size < 420 ? 15 : 19;
  const month = new Date((data.run.start + day * 86_400) * 1000).toISOString().slice(0, 7);
  const usd = data.market.index[data.market.months.indexOf(month)] ?? null;
  pen.font = `700 ${big}px system-ui, sans-serif`;
  const date = formatDay(data.run.start, day);
  const typical = usd === null ? "" : `typical parcel ${formatUsd(usd)}`;
  pen.fillStyle = "rgba(16,21,31,0.82)";
  pen.fillRect(0, 0, Math.max(pen.measureText(date).width, 170) + 24, big * 2.9);
  pen.fillStyle = "#ffffff";
  pen.fillText(date, 12, big * 1.35);
  pen.font = `${big * 0.7}px system-ui, sans-serif`;
  pen.fillStyle = "#c3cad8";
  pen.fillText(typical, 12, big * 2.35);
}
