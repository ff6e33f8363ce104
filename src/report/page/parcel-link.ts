const EVENT = "landslide-parcel";

/** Asks the map to select a parcel and brings it into view. @param parcel Row of the land table. */
export function showParcel(parcel: number): void {
  document.dispatchEvent(new CustomEvent(EVENT, { detail: parcel }));
  document.querySelector("#land")?.scrollIntoView();
}

export function onShowParcel(select: (parcel: number) => void): void {
  document.addEventListener(EVENT, (event) => {
    if (event instanceof CustomEvent && typeof event.detail === "number") select(event.detail);
  });
}
