import type { BaseContract } from "ethers";

import type { Workbench } from "../../../src/chain/workbench.ts";
import type { ComplianceModule } from "../../../typechain-types/compliance/adapters/ComplianceModule.ts";
import { ComplianceModule__factory } from "../../../typechain-types/factories/compliance/adapters/ComplianceModule__factory.ts";
import { TRANSFER_POLICIES } from "../erc721c/collection.ts";
import { registerSettler } from "../landslide/house.ts";
import { type Security, send } from "./suite.ts";

export async function openModule(bench: Workbench): Promise<ComplianceModule> {
  const module = await bench.deploy(() =>
    new ComplianceModule__factory(bench.staff.deployer).deploy(bench.deployment.compliance),
  );
  await registerSettler({ bench }, module);
  return module;
}

/** Makes a security one that the engine follows. */
export async function bindModule(bench: Workbench, module: BaseContract, { compliance }: Security): Promise<void> {
  await register(bench, compliance);
  await send(bench, compliance, "addModule", module);
}

/** A security is known to the engine by its compliance. */
export async function register(bench: Workbench, compliance: BaseContract): Promise<void> {
  const engine = bench.compliance.connect(bench.staff.platform);
  await bench.mine(() => engine.setTransferPolicy(compliance, TRANSFER_POLICIES.recorded));
}
