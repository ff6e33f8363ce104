import { Estate__factory } from "../../../typechain-types/factories/land/Estate__factory.ts";
import type { Estate } from "../../../typechain-types/land/Estate.ts";
import type { GasRow, GasSection } from "../rows.ts";
import { type Cast, LONG, seasonedParcels } from "./cast.ts";
import { approveHouse, registerSettler, restrict, step } from "./house.ts";

const SIZE = 3;
/** `TransferPolicy.Recorded` of contracts/compliance/ICompliance.sol. */
const RECORDED = 2;
const ROYALTY_BPS = 500n;

export async function measureEstates(cast: Cast): Promise<GasSection> {
  const { bench, seller } = cast;
  const { deployer, platform, creator } = bench.staff;
  const { authority, compliance, land } = bench.deployment;
  const factory = new Estate__factory(deployer);
  const estates = await bench.deploy(() => factory.deploy(authority, compliance, land, "Estates", "ESTATE"));
  await registerSettler(cast, estates);
  await bench.mine(() => bench.compliance.connect(platform).setTransferPolicy(estates, RECORDED));
  await restrict(cast, estates, "platform", ["setRoyalty"]);
  await bench.mine(() => estates.connect(platform).setRoyalty(creator, ROYALTY_BPS));
  await approveHouse(cast, estates, [seller]);
  // The owner has an estate, and the contract a parcel, all the time.
  await bench.mine(async () => estates.connect(seller).join(await seasonedParcels(cast, 1)));
  return { title: "Landslide: estates", rows: await joinAndDissolve(cast, estates) };
}

async function joinAndDissolve(cast: Cast, estates: Estate): Promise<GasRow[]> {
  const { bench, seller } = cast;
  const parcels = await seasonedParcels(cast, SIZE);
  const joined = await step(cast, `join ${SIZE} parcels`, () => estates.connect(seller).join(parcels));
  const id = await estates.estateCount();
  await bench.wait(LONG);
  return [joined, await step(cast, "dissolve it again", () => estates.connect(seller).dissolve(id))];
}
