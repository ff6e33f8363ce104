import { quantileSorted } from "d3-array";

import { formatDay, formatUsd, formatUsdShort } from "../../format.ts";
import { OWNER_GROUPS, TRADE_STATES, type ReportData } from "../../report-data.ts";
import { button, el } from "../dom.ts";
import { figure } from "../figure.ts";
import { drawCity, OWNER_COLOURS, PRICE_COLOURS, type MapMode } from "../land/city-map.ts";
import { nearestParcel, nextParcel } from "../land/find-parcel.ts";
import { landHistory, type LandHistory } from "../land/land-history.ts";
import { parcelPanel } from "../land/parcel-panel.ts";
import { timeline } from "../land/timeline.ts";
import { onShowParcel } from "../parcel-link.ts";

const MODES: readonly (readonly [MapMode, string])[] = [
  ["price", "Last price"],
  ["owner", "Owner"],
  ["wash", "Wash trades"],
];

/** The map of the city with a slider through time. */
export function land(data: ReportData): HTMLElement {
  const history = landHistory(data);
  const prices = priceRange(data);
  let mode: MapMode = "price";
  let day = firstDay(data);
  let selected = data.land.suggestions[0]?.parcel ?? 0;
  let canvas: HTMLCanvasElement | undefined;

  const key = el("div", { class: "key" });
  const panel = el("div", { class: "panel" });
  const spoken = el("p", { class: "hidden", "aria-live": "polite" });
  const redraw = (): void => {
    if (canvas !== undefined) drawCity(canvas, { data, history, mode, day, selected, prices });
  };
  const select = (parcel: number): void => {
    if (parcel < 0) return;
    selected = parcel;
    panel.replaceChildren(parcelPanel(data, history, parcel), spoken);
    spoken.textContent = announce(data, history, parcel, day);
    redraw();
  };
  const time = timeline(data, day, (chosen) => {
    day = chosen;
    redraw();
  });
  const setMode = (chosen: MapMode): void => {
    mode = chosen;
    key.replaceChildren(...mapKey(mode, prices, data));
    redraw();
  };
  onShowParcel(select);

  const map = figure({
    id: "land",
    canvas: true,
    title: data.land.title,
    subtitle:
      "Each square is a parcel that can change hands in this run; grey are plazas and the long roads. Click one, or focus the map and walk with the arrow keys.",
    legend: [el("div", { class: "bar" }, modeChoice(setMode), goto(data, select)), key],
    draw: (width) => {
      canvas = el("canvas", {
        class: "city",
        tabindex: 0,
        role: "application",
        "aria-roledescription": "map",
        "aria-label": "Map of the parcels. Arrow keys move to the next parcel; its history is beside the map.",
      });
      // Beside the map where there is room for its panel.
      const size = Math.min(width, 680);
      canvas.style.width = canvas.style.height = `${size}px`;
      listen(canvas, data, () => selected, select);
      redraw();
      return canvas;
    },
    note: `${data.land.source}. Districts are not drawn, nor roads shorter than half the city.`,
    table: () => mapTable(data, history, day),
  });
  map.querySelector(".chart")?.after(time);
  setMode(mode);
  select(selected);
  return el(
    "section",
    { id: "land", "aria-labelledby": "land-title" },
    el("h2", { id: "land-title" }, "The land"),
    el("p", {}, "Move through the months and watch the city light up and go dark again."),
    el("div", { class: "land" }, map, panel),
  );
}

/** The day of the purchase of record, where there is one: the reader comes from its story. */
function firstDay({ purchases, run }: ReportData): number {
  const bought = purchases[0]?.date;
  if (bought === undefined) return run.days - 1;
  return Math.round((Date.parse(`${bought}T00:00Z`) / 1000 - run.start) / 86_400);
}

/** What a screen reader says on each step over the map; the panel beside it has the rest. */
function announce({ land: map, accounts }: ReportData, history: LandHistory, parcel: number, day: number): string {
  const sale = history.lastSale(parcel, day);
  const sold = sale === undefined ? "never sold" : `last price ${formatUsd(sale.usd)}`;
  const owner = accounts[history.owner(parcel, day)]?.name ?? "nobody";
  return `Parcel ${map.x[parcel] ?? 0}, ${map.y[parcel] ?? 0}: ${sold}, owner ${owner}`;
}

function modeChoice(choose: (mode: MapMode) => void): HTMLElement {
  const group = el("fieldset", { class: "choice" }, el("legend", { class: "hidden" }, "Colour parcels by"));
  MODES.forEach(([mode, label], i) => {
    const input = el("input", { type: "radio", name: "map-mode", value: mode, checked: i === 0 });
    input.addEventListener("change", () => choose(mode));
    group.append(el("label", {}, input, el("span", {}, label)));
  });
  return group;
}

function goto(data: ReportData, select: (parcel: number) => void): HTMLElement {
  return el(
    "div",
    { class: "goto" },
    ...data.land.suggestions.map(({ parcel, why }) => button(why, () => select(parcel), { class: "chip" })),
  );
}

function listen(
  canvas: HTMLCanvasElement,
  { land: map }: ReportData,
  selected: () => number,
  select: (parcel: number) => void,
): void {
  canvas.addEventListener("click", (event) => {
    const scale = (map.grid.x.max - map.grid.x.min + 1) / canvas.clientWidth;
    const x = map.grid.x.min + event.offsetX * scale;
    const y = map.grid.y.max - event.offsetY * scale;
    select(nearestParcel(map, x, y));
  });
  canvas.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    select(nextParcel(map, selected(), step));
  });
}

const STEPS: Readonly<Record<string, { readonly dx: number; readonly dy: number }>> = {
  ArrowLeft: { dx: -1, dy: 0 },
  ArrowRight: { dx: 1, dy: 0 },
  ArrowUp: { dx: 0, dy: 1 },
  ArrowDown: { dx: 0, dy: -1 },
};

/** What nearly all prices lie between: a few extremes would make the rest one colour. */
function priceRange({ trades }: ReportData): readonly [number, number] {
  const isSale = (i: number): boolean =>
    (trades.parcel[i] ?? -1) >= 0 && TRADE_STATES[trades.state[i] ?? -1] === "settled";
  const settled = trades.usd.filter((_, i) => isSale(i)).sort((a, b) => a - b);
  return [quantileSorted(settled, 0.02) ?? 1, quantileSorted(settled, 0.98) ?? 10];
}

function mapKey(mode: MapMode, prices: readonly [number, number], { purchases }: ReportData): readonly HTMLElement[] {
  switch (mode) {
    case "price": {
      const [low, high] = prices;
      return [
        el("span", {}, formatUsdShort(Math.round(low))),
        el("span", { class: "ramp", style: `background:linear-gradient(90deg,${PRICE_COLOURS.join(",")})` }),
        el("span", {}, `${formatUsdShort(Math.round(high / 100) * 100)} (log scale)`),
        el("span", {}, el("i", { style: "background:#2b344c" }), "never sold"),
        el("span", {}, "faint: last sale over half a year ago"),
      ];
    }
    case "owner":
      return OWNER_GROUPS.map((group, i) => {
        const isStar = group === "Celebrity" && purchases.every(({ estate }) => estate === null);
        const shape = group === "Wash rings" ? "diamond" : isStar ? "star" : "";
        const name = group === "Celebrity" ? (purchases[0]?.buyer ?? group) : group;
        return el("span", {}, el("i", { class: shape, style: `background:${OWNER_COLOURS[i] ?? ""}` }), name);
      });
    case "wash":
      return [
        el("span", {}, el("i", { class: "diamond", style: "background:#ff7a33" }), "wash trade settled"),
        el("span", {}, el("i", { class: "diamond hollow" }), "wash trade stopped"),
        el("span", {}, "larger: more of them in the 90 days before"),
      ];
  }
}

function mapTable(data: ReportData, history: LandHistory, day: number) {
  return {
    columns: ["day", "x", "y", "worth", "last_price_usd", "owner", "wash_attempts_90_days"],
    rows: data.land.x.map((x, parcel) => [
      formatDay(data.run.start, day),
      x,
      data.land.y[parcel] ?? 0,
      data.land.worth[parcel] ?? 0,
      history.lastSale(parcel, day)?.usd ?? null,
      data.accounts[history.owner(parcel, day)]?.name ?? "",
      history.washBefore(parcel, day).stopped + history.washBefore(parcel, day).settled,
    ]),
  };
}
