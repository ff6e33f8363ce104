import { button, el } from "../dom.ts";
import type { RingTrade } from "./ring-steps.ts";
import { walkLength } from "./ring-walk.ts";

/** Which of a ring's tokens is shown, and from which try on. */
export interface WalkView {
  parcel: number;
  from: number;
}

/** Chooses a token and pages through its walk. */
export function walkControls(trades: readonly RingTrade[], view: WalkView, onChange: () => void): HTMLElement {
  const places = new Map(trades.map(({ parcel, x, y }) => [parcel, `(${x}, ${y})`]));
  const count = el("span", { class: "subtitle" });
  const chips = [...places].map(([parcel, place]) => {
    const chip = button(place, () => move(parcel, 0), { class: "chip" });
    return { parcel, chip };
  });
  const page = (): number => walkLength(count.closest("figure")?.clientWidth ?? 1000);
  const earlier = button("‹ Earlier", () => move(view.parcel, Math.max(0, view.from - page())));
  const later = button("Later ›", () => move(view.parcel, view.from + page()));
  const show = (): void => {
    const own = trades.filter(({ parcel }) => parcel === view.parcel).length;
    const last = Math.min(own, view.from + page());
    count.textContent = `tries ${view.from + 1} to ${last} of ${own}`;
    earlier.disabled = view.from === 0;
    later.disabled = last >= own;
    for (const { parcel, chip } of chips) chip.setAttribute("aria-pressed", String(parcel === view.parcel));
  };
  const move = (parcel: number, from: number): void => {
    view.parcel = parcel;
    view.from = from;
    show();
    onChange();
  };
  show();
  requestAnimationFrame(show); // the width is known then
  return el("div", { class: "bar" }, el("span", {}, "Parcel"), ...chips.map(({ chip }) => chip), earlier, later, count);
}
