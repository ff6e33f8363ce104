import { readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";

interface LockEntry {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const ROOT = path.resolve(import.meta.dirname, "../..");
// The shape is npm's lock file version 3.
const packages = (
  JSON.parse(readFileSync(path.join(ROOT, "package-lock.json"), "utf8")) as {
    readonly packages: Readonly<Record<string, LockEntry>>;
  }
).packages;

describe("the lock file", () => {
  it("has the native parts for every platform", () => {
    const absent = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !isLocked(place, name)),
    );
    expect(absent).to.deep.equal([]);
  });

  it("names no registry", () => {
    const resolved = Object.keys(packages).filter((place) => packages[place]?.resolved !== undefined);
    expect(resolved).to.deep.equal([]);
  });
});

/** Looks where Node would: in the package's own node_modules, then in those above it. */
function isLocked(place: string, name: string): boolean {
  const own = `${place}${place === "" ? "" : "/"}node_modules/${name}`;
  if (Object.hasOwn(packages, own)) return true;
  return place !== "" && isLocked(place.slice(0, Math.max(0, place.lastIndexOf("/node_modules/"))), name);
}
