import { expect } from "chai";

import {
  DAY,
  isoDate,
  isoMonth,
  monthsBetween,
  monthStart,
  nextMonth,
  parseDate,
} from "../../../src/domain/calendar.ts";

describe("calendar", () => {
  it("reads a day as its first second, in UTC", () => {
    expect(parseDate("1970-01-01")).to.equal(0);
    expect(parseDate("2021-11-23")).to.equal(Date.UTC(2021, 10, 23) / 1000);
    expect(parseDate("2020-02-29")).to.equal(Date.UTC(2020, 1, 29) / 1000);
  });

  it("reads nothing but days that the calendar has", () => {
    for (const text of ["2021-02-29", "2021-13-01", "2021-00-10", "2021-11-31", "2021-11-00"]) {
      expect(parseDate(text), text).to.equal(undefined);
    }
    for (const text of ["", "2021-11", "2021-1-1", "21-11-23", "2021-11-23T00:00", " 2021-11-23", "2021/11/23"]) {
      expect(parseDate(text), text).to.equal(undefined);
    }
  });

  it("writes the day and the month of a moment, to its last second", () => {
    const day = Date.UTC(2021, 11, 31) / 1000;
    expect([isoDate(day), isoMonth(day)]).to.deep.equal(["2021-12-31", "2021-12"]);
    expect([isoDate(day + DAY - 1), isoMonth(day + DAY - 1)]).to.deep.equal(["2021-12-31", "2021-12"]);
    expect([isoDate(day + DAY), isoMonth(day + DAY)]).to.deep.equal(["2022-01-01", "2022-01"]);
  });

  it("finds back from every day of five years to itself", () => {
    for (let time = Date.UTC(2019, 11, 30) / 1000; time < Date.UTC(2025, 0, 3) / 1000; time += DAY) {
      expect(parseDate(isoDate(time))).to.equal(time);
    }
  });

  it("goes from month to month, over the year and from the longest to the shortest", () => {
    expect(nextMonth("2021-12")).to.equal("2022-01");
    expect(nextMonth("2021-01")).to.equal("2021-02");
    expect(nextMonth("2020-02")).to.equal("2020-03");
    expect(monthStart("2020-03") - monthStart("2020-02")).to.equal(29 * DAY);
  });

  it("lists months with both ends, and none where the end comes first", () => {
    expect(monthsBetween("2021-11", "2022-02")).to.deep.equal(["2021-11", "2021-12", "2022-01", "2022-02"]);
    expect(monthsBetween("2021-11", "2021-11")).to.deep.equal(["2021-11"]);
    expect(monthsBetween("2021-11", "2021-10")).to.deep.equal([]);
  });
});
