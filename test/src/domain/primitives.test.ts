import { expect } from "chai";

import { SimulatorError } from "../../../src/domain/errors.ts";
import { microUsdFromNumber, usdToNumber } from "../../../src/domain/primitives.ts";

describe("money", () => {
  it("keeps cents and micro-dollars on the way in", () => {
    expect(microUsdFromNumber(123_000)).to.equal(123_000_000_000n);
    expect(microUsdFromNumber(0.1 + 0.2)).to.equal(300_000n);
    expect(microUsdFromNumber(5_795.123_456)).to.equal(5_795_123_456n);
    expect(microUsdFromNumber(1e9)).to.equal(10n ** 15n);
  });

  it("comes back as the number it was", () => {
    for (const usd of [0, 0.01, 652.39, 123_000, 999_999_999.99]) {
      expect(usdToNumber(microUsdFromNumber(usd))).to.equal(usd);
    }
  });
});

describe("a simulator error", () => {
  it("bears the name of its kind, a code, details and what caused it", () => {
    class LostError extends SimulatorError {}
    const cause = new Error("underneath");
    const error = new LostError("LOST", "nothing is there", { where: "here" }, cause);
    expect(error).to.be.instanceOf(Error).and.to.include({ name: "LostError", code: "LOST", cause });
    expect(error.message).to.equal("nothing is there");
    expect(error.details).to.deep.equal({ where: "here" });
    expect(new LostError("LOST", "again")).not.to.have.property("cause");
  });
});
