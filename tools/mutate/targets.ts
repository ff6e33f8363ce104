/** A library that deploys a contract in the Solidity tests: a mutant takes the contract's place in it. */
export interface Deployer {
  readonly file: string;
  readonly library: string;
}

/** What is mutated, how it gets into the tests, and which tests must notice. */
export interface Target {
  /** Files below `contracts/`, without the ending; patterns too. */
  readonly files: readonly string[];
  readonly deployers: readonly Deployer[];
  /** Folders and files below `test/contracts/`, the likeliest to notice first. */
  readonly tests: readonly string[];
}

const WORLD = "test/contracts/Deployers.sol";
const ADAPTERS = "test/contracts/compliance/adapters/Adapters.sol";
const CONDITIONAL = {
  file: "test/contracts/payments/conditional/ConditionalFixture.sol",
  library: "ConditionalPaymentsHouse",
};
const INSTALMENTS = { file: "test/contracts/payments/instalments/InstalmentsFixture.sol", library: "InstalmentsHouse" };
const PURPOSE = { file: "test/contracts/payments/purpose/PurposeFixture.sol", library: "PurposeBoundMoneyHouse" };

export const TARGETS: readonly Target[] = [
  {
    files: ["market/Market", "market/OrderBook", "market/Orders"],
    deployers: [{ file: WORLD, library: "Markets" }],
    tests: ["market"],
  },
  {
    files: ["market/MarketLens"],
    deployers: [{ file: "test/contracts/market/MarketFixture.sol", library: "Lenses" }],
    tests: ["market/MarketLens", "market"],
  },
  {
    files: ["payments/ConditionalPayments"],
    deployers: [CONDITIONAL],
    tests: ["payments/conditional"],
  },
  {
    files: ["payments/Holdings"],
    deployers: [CONDITIONAL, INSTALMENTS, PURPOSE],
    tests: ["payments/conditional", "payments/instalments", "payments/purpose"],
  },
  {
    files: ["payments/Instalments"],
    deployers: [INSTALMENTS],
    tests: ["payments/instalments"],
  },
  {
    files: ["payments/PurposeBoundMoney"],
    deployers: [PURPOSE],
    tests: ["payments/purpose"],
  },
  {
    files: ["payments/PaymentSplits"],
    deployers: [{ file: WORLD, library: "Splitters" }],
    tests: ["payments/splits"],
  },
  {
    files: ["payments/SettlementToken"],
    deployers: [{ file: WORLD, library: "SettlementTokens" }],
    tests: ["payments/", "compliance/rules", "market/Legs", "governance/Strangers"],
  },
  {
    files: ["payments/Escrow"],
    deployers: [{ file: WORLD, library: "Escrows" }],
    tests: ["payments/escrow", "governance/Strangers"],
  },
  {
    files: ["compliance/Compliance", "compliance/RuleBook", "compliance/BeneficialOwners"],
    deployers: [{ file: WORLD, library: "Compliances" }],
    tests: ["compliance/", "payments/escrow", "governance/Strangers"],
  },
  {
    files: ["compliance/rules/*"],
    deployers: [{ file: WORLD, library: "RuleSets" }],
    tests: ["compliance/rules", "compliance/", "governance/Strangers"],
  },
  {
    files: ["compliance/adapters/ComplianceModule"],
    deployers: [{ file: ADAPTERS, library: "Modules" }],
    tests: ["compliance/adapters/ComplianceModule"],
  },
  {
    files: ["compliance/adapters/CreatorTokenValidator"],
    deployers: [{ file: ADAPTERS, library: "Validators" }],
    tests: ["compliance/adapters/CreatorTokenValidator"],
  },
  {
    files: ["compliance/adapters/SeaportZone"],
    deployers: [{ file: ADAPTERS, library: "Zones" }],
    tests: ["compliance/adapters/SeaportZone"],
  },
];
