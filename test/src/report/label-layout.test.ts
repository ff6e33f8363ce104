import { expect } from "chai";

import { placeLabels, type LabelPlace, type LabelRequest } from "../../../src/report/page/label-layout.ts";

describe("placing labels", () => {
  const bounds = { left: 40, right: 600 };

  it("puts labels that are far apart in one row, beside their lines", () => {
    const places = placeLabels(
      [
        { x: 100, width: 80 },
        { x: 300, width: 80 },
      ],
      bounds,
    );
    expect(places.map(({ row, left, anchor }) => [row, left, anchor])).to.deep.equal([
      [0, 105, "start"],
      [0, 305, "start"],
    ]);
  });

  it("lifts an earlier label over a later one that it would run into", () => {
    const places = placeLabels(
      [
        { x: 100, width: 200 },
        { x: 110, width: 200 },
        { x: 250, width: 60 },
      ],
      bounds,
    );
    expect(places.map(({ row }) => row)).to.deep.equal([2, 1, 0]);
  });

  it("turns a label round where it would leave the chart", () => {
    const [place] = placeLabels([{ x: 580, width: 120 }], bounds);
    expect(place).to.deep.equal({ row: 0, left: 455, anchor: "end" });
  });

  it("never lets two texts overlap in a row, however crowded", () => {
    const requests = Array.from({ length: 30 }, (_, i) => ({ x: 40 + ((i * 97) % 560), width: 20 + ((i * 53) % 200) }));
    const sorted = requests.toSorted((a, b) => a.x - b.x);
    expect(overlaps(sorted, placeLabels(sorted, bounds))).to.deep.equal([]);
  });
});

function overlaps(requests: readonly LabelRequest[], places: readonly LabelPlace[]): string[] {
  return places.flatMap((a, i) =>
    places.flatMap((b, j) => {
      if (j <= i || a.row !== b.row) return [];
      const apart = a.left + (requests[i]?.width ?? 0) <= b.left || b.left + (requests[j]?.width ?? 0) <= a.left;
      return apart ? [] : [`${i} and ${j}`];
    }),
  );
}
