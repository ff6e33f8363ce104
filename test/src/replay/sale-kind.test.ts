import { expect } from "chai";

import { saleKindOf } from "../../../src/replay/sale-kind.ts";
import { anOrder } from "../../fixtures/journal-lines.ts";

describe("saleKindOf", () => {
  it("tells asks, falling ones, bids and bids for any by their order", () => {
    const orders = [
      anOrder(),
      anOrder({ price: 9n, endPrice: 5n }),
      anOrder({ side: "bid" }),
      anOrder({ side: "bid", price: 5n, endPrice: 9n }),
      anOrder({ side: "bid", scope: "collection" }),
      anOrder({ side: "bid", scope: "set" }),
    ];
    expect(orders.map((order) => saleKindOf("market", "take", order))).to.deep.equal([
      "ask",
      "dutch",
      "bid",
      "bid",
      "collection-bid",
      "collection-bid",
    ]);
  });

  it("tells a sweep by what was done, a bundle by what was offered, and a deal by what was not", () => {
    expect(saleKindOf("market", "sweep", anOrder())).to.equal("sweep");
    expect(saleKindOf("market", "takeBundle", "bundle")).to.equal("bundle");
    expect(saleKindOf("market", "deal", undefined)).to.equal("deal");
  });

  it("tells an auction and instalments by their house", () => {
    expect(saleKindOf("auction", "settleAuction", undefined)).to.equal("auction");
    expect(saleKindOf("instalments", "payInstalments", undefined)).to.equal("instalments");
  });
});
