import { expect } from "chai";

import { formatAmount, formatDuration, formatMoment } from "../../../src/domain/format.ts";

describe("format", () => {
  it("writes amounts to the cent, and further only where they go further", () => {
    expect(formatAmount(0n)).to.equal("$0.00");
    expect(formatAmount(1_234_560_000n)).to.equal("$1,234.56");
    expect(formatAmount(123_000_000_000n)).to.equal("$123,000.00");
    expect(formatAmount(356_425_000n)).to.equal("$356.425");
    expect(formatAmount(100_000n)).to.equal("$0.10");
    expect(formatAmount(1_000_001n)).to.equal("$1.000001");
    expect(formatAmount(-999_990_000n)).to.equal("-$999.99");
  });

  it("writes moments in UTC", () => {
    expect(formatMoment(Date.UTC(2021, 10, 19, 9, 5, 59) / 1000)).to.equal("19 Nov 2021 09:05");
    expect(formatMoment(0)).to.equal("1 Jan 1970 00:00");
  });

  it("writes durations in the largest unit that counts and the one below", () => {
    expect(formatDuration(0)).to.equal("no time");
    expect(formatDuration(1)).to.equal("1 second");
    expect(formatDuration(7 * 86_400)).to.equal("7 days");
    expect(formatDuration(20 * 86_400 + 3 * 3_600 + 59)).to.equal("20 days 3 hours");
    expect(formatDuration(86_400 + 12)).to.equal("1 day");
    expect(formatDuration(-90)).to.equal("1 minute 30 seconds");
  });
});
