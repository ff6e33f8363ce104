import type { PlannedRing } from "./agents.ts";
import type { IsoDate } from "./calendar.ts";
import type { PathPoint } from "./price-path.ts";
import type { RuleMode } from "./rules.ts";
import type { CoinPoint } from "./worlds/currencies.ts";
import type { FloorPoint, PlotWorldFacts } from "./worlds/world-facts.ts";

/** A run's whole input, resolved: nothing else, besides the seed, decides what happens. */
export interface Scenario {
  readonly name: string;
  /** One line for the report's head. */
  readonly title: string;
  readonly seed: number;
  readonly start: IsoDate;
  /** Last day, included. */
  readonly end: IsoDate;
  /** Replay: the typical parcel's value is the path's. Endogenous: it is what the traders make of it. */
  readonly drive: "replay" | "endogenous";
  /** Empty where the drive is endogenous. */
  readonly path: readonly PathPoint[];
  /** These three where the drive is endogenous. */
  readonly fundamental?: Fundamental | undefined;
  readonly hype?: "on" | "off" | undefined;
  readonly diffusion?: Diffusion | undefined;
  /** The home world's floor; where it is given, the typical value follows it, and not `path`. */
  readonly floor?: readonly FloorPoint[];
  /** Prices of the coins in which floors and primary sales are given. */
  readonly coins: readonly CoinPoint[];
  readonly world: World;
  /** Worlds on the same chain, whose land is paid in the same money. */
  readonly neighbours: readonly Neighbour[];
  /** Traders who have land in all worlds. */
  readonly travellers: number;
  readonly market: MarketTerms;
  readonly compliance: ComplianceTerms;
  readonly blockOrder: "fifo" | "shuffled";
  readonly population: Population;
  readonly habits: MarketHabits;
  readonly rings: readonly RingPlan[];
  readonly lookalikes: LookalikePlan;
  readonly ways: Ways;
  readonly purchases: readonly Purchase[];
  readonly events: readonly DatedEvent[];
  readonly news: News;
}

/** What the typical parcel is worth without any expectation, and how the market's own prices are read. */
export interface Fundamental {
  readonly usd: number;
  /** Where it is from, or that it is assumed. */
  readonly source: string;
  /** The typical value is the median of the sales of so many days. */
  readonly windowDays: number;
  /** Sales a day for each open ask at which sellers ask neither more nor less than their value. */
  readonly usualSalesPerAsk: number;
  /** Weight, on the log, that those who follow the market give to the fundamental value, in percent. */
  readonly groundingPct: number;
}

/** How newcomers come: Bass, Management Science 15(5), 1969, at a pace that attention sets. */
export interface Diffusion {
  /** Of those not yet there, the share a year that comes by itself (Bass's p), and for each share that is there (q). */
  readonly innovationPerYear: number;
  readonly imitationPerYear: number;
  /** Change of log attention with the recent change of the log price. Where hype is off, attention never moves. */
  readonly attentionGain: number;
  /** Change of the log value, for those who follow the market, with log attention. */
  readonly herding: number;
  /** Days after which a change of price is half forgotten. */
  readonly attentionHalfLifeDays: number;
  readonly source: string;
}

export interface MarketTerms {
  /** Shares of the price in percent. */
  readonly feePct: number;
  readonly royaltyPct: number;
}

export interface ComplianceTerms {
  readonly rules: Readonly<Record<string, RuleMode>>;
  readonly blockDays: number;
  readonly reviewDays: number;
  readonly financeDays: number;
  readonly financeSharePct: number;
  readonly conduct: ConductTerms;
  readonly escrowDays: number;
  /** How long a refused case may be appealed. */
  readonly appealDays: number;
  readonly transfers: "open" | "recorded" | "refused";
  readonly officer: OfficerTerms;
}

/** The bounds of the rules of conduct. */
export interface ConductTerms {
  /** A price may be this many times the reference, or this part of it. */
  readonly bandFactor: number;
  /** How far a trade moves the reference towards its price, in percent of the way. */
  readonly stepPct: number;
  /** How far the reference may move in a day, in percent. */
  readonly dailyMovePct: number;
  readonly velocityDays: number;
  /** Changes of owner of one token, and purchases of one owner, within the days. */
  readonly tokenTrades: number;
  readonly ownerTrades: number;
  readonly holdingHours: number;
  /** Price from which both sides must be identified. */
  readonly identityUsd: number;
  /** Largest share of the world that one owner may buy up to, in percent. */
  readonly maxSharePct: number;
}

/** How the officers decide held trades, on the evidence alone. */
export interface OfficerTerms {
  /** Days from the opening, or from an appeal, to the decision. */
  readonly reviewAfterDays: number;
  /** A return at a price this close to the price it left at carries no market risk and is refused, in percent. */
  readonly sameTradePct: number;
}

export interface World {
  readonly name: string;
  readonly symbol: string;
  /** Parcels that change hands in the run; the city has more. */
  readonly parcels: number;
  /** Rectangles of 2 to 9 adjacent parcels among them, which can become estates; the others are scattered. */
  readonly blocks: number;
  readonly city: City;
  readonly hedonics: Hedonics;
}

/** A world beside the home world. It has land and no estates. */
export interface Neighbour {
  readonly facts: PlotWorldFacts;
  /** Parcels that change hands in the run; the world has more. */
  readonly parcels: number;
  readonly floor: readonly FloorPoint[];
  readonly population: Population;
  readonly rings: readonly RingPlan[];
}

export interface Range {
  readonly min: number;
  readonly max: number;
}

export interface Plaza {
  readonly x: Range;
  readonly y: Range;
}

/** A sketch of a city: what is missing in it is in no place of the run. */
export interface City {
  readonly source: string;
  readonly grid: Plaza;
  readonly plazas: readonly Plaza[];
  /** Columns and rows that are roads over most of their length. */
  readonly roads: { readonly x: readonly number[]; readonly y: readonly number[] };
  /** Ground of communities, which nobody trades. Empty where the sketch does not know them. */
  readonly districts: readonly Plaza[];
  /** Distances counted on the full map, which stand in for the sketch's. */
  readonly surveyed?: Survey | undefined;
}

export interface Survey {
  readonly source: string;
  readonly parcels: readonly SurveyedParcel[];
}

/** Each distance is the number of parcels in between: 0 is next to it. One left out is the sketch's. */
export interface SurveyedParcel {
  readonly x: number;
  readonly y: number;
  readonly road?: number | undefined;
  readonly plaza?: number | undefined;
  readonly district?: number | undefined;
}

/** Coefficients on the log price. Distances in parcels, as ln(1 + d). */
export interface Hedonics {
  readonly source: string;
  /** The sales that they were estimated on; absent where they were not. */
  readonly sample?: HedonicSample | undefined;
  readonly lnCentre: number;
  readonly lnRoad: number;
  readonly lnPlaza: number;
  readonly lnDistrict: number;
  readonly nextToRoad: number;
  readonly memorable: number;
  /** Standard deviation of what the map does not explain, on the log price. */
  readonly residual: number;
  /** What is assumed of them, or not significant. */
  readonly notes: readonly string[];
}

export interface HedonicSample {
  /** Months, the last included. */
  readonly from: string;
  readonly until: string;
  readonly sales: number;
  /** Share of the log price's variance that the regression explains, 0 to 1. */
  readonly r2: number;
}

/** Number of agents of each kind. */
export interface Population {
  readonly fundamentalists: number;
  readonly momentum: number;
  readonly flippers: number;
  readonly collectors: number;
  readonly lossAverse: number;
  readonly newcomers: number;
  readonly switchers: number;
  readonly sweepers: number;
  readonly floorBidders: number;
  readonly estateBuilders: number;
  readonly tenants: number;
  /** Buy on instalments, and those who sell so. */
  readonly leveraged: number;
  readonly financiers: number;
  readonly marketMakers: number;
  readonly rewardFarmers: number;
  readonly creators: number;
}

/** How all traders trade, beside the habits of their kind; see `src/agents/pace.ts` and docs/realism.md. */
export interface MarketHabits {
  /** Standard deviation of the log of how busy a trader is. */
  readonly activitySpread: number;
  /** What the chances a day to offer, and to look for something, are multiplied with. */
  readonly listing: number;
  readonly shopping: number;
  /** How many times likelier still a parcel is offered right after it was bought; fades by 1/e every `eagerDays`. */
  readonly eagerness: number;
  readonly eagerDays: number;
  /** Change of the log chance to trade with the typical value's log change over half a year. */
  readonly excitement: number;
  /** Share of the asked prices that have at most two significant digits, in percent. */
  readonly roundPct: number;
}

/** All traders alike, whatever the market does. */
export const AS_ALL: MarketHabits = {
  activitySpread: 0,
  listing: 1,
  shopping: 1,
  eagerness: 0,
  eagerDays: 7,
  excitement: 0,
  roundPct: 55,
};

/** How traders use the market's ways besides plain asks and bids for one parcel. */
export interface Ways {
  readonly auctions: AuctionPlan;
  readonly dutchAsks: DutchPlan;
  readonly bundles: BundlePlan;
  /** The most parcels that one sweep buys. */
  readonly sweeps: { readonly parcels: number };
  readonly collectionBids: CollectionBidPlan;
  readonly estates: EstatePlan;
  readonly rentals: RentalPlan;
  readonly instalments: InstalmentPlan;
  readonly development: DevelopmentPlan;
  /** What the market pays for volume, period by period; none for a market that pays nothing. */
  readonly rewards: readonly RewardPeriod[];
}

export interface AuctionPlan {
  /** Share of a trader's offers that are auctions, in percent. */
  readonly offersPct: number;
  /** Least first bid, in percent of the price that would have been asked. */
  readonly reservePct: number;
  readonly days: number;
  /** Share of the traders who bid on the last day alone, in percent. */
  readonly snipersPct: number;
}

export interface DutchPlan {
  /** Share of a trader's offers whose price falls, in percent. */
  readonly offersPct: number;
  /** Prices at the beginning and at the end, in percent of the price that would have been asked. */
  readonly fromPct: number;
  readonly toPct: number;
  readonly days: number;
}

export interface BundlePlan {
  /** Share of a trader's offers that take other parcels of the trader's along, in percent. */
  readonly offersPct: number;
  /** Price of each parcel in percent of what would have been asked for it alone. */
  readonly pricePct: number;
}

export interface CollectionBidPlan {
  /** Price in percent of the typical parcel's value. */
  readonly pricePct: number;
  /** Parcels that one bid wants. */
  readonly parcels: number;
  readonly days: number;
}

export interface EstatePlan {
  /** Change of the log price per parcel with the log number of parcels. */
  readonly sizeElasticity: number;
  /** Estates are dissolved after a fall of the typical value by this much within 60 days, in percent. */
  readonly dissolvedAfterFallPct: number;
}

export interface RentalPlan {
  /** Day on which the rental market opens. */
  readonly from: IsoDate;
  /** Share of the collectors who rent out what they hold, in percent. */
  readonly landlordsPct: number;
  /** Rent of thirty days, in percent of the parcel's value. */
  readonly monthlyPct: number;
  readonly minDays: number;
  readonly maxDays: number;
}

/** Where a scenario does not say: assumptions, as in scenarios/jj-lin.yaml. */
export const INSTALMENTS: InstalmentPlan = {
  from: "2021-03-01",
  depositPct: 25,
  fallingDepositPct: 40,
  instalments: 12,
  everyDays: 30,
  graceDays: 15,
  markupPct: 10,
  forfeitPct: 50,
};

/** Terms on which financiers sell land: title stays with them until the last payment. */
export interface InstalmentPlan {
  /** Day of the first offers. */
  readonly from: IsoDate;
  /** Share of the price that is paid at once, in percent; the second while prices fall. */
  readonly depositPct: number;
  readonly fallingDepositPct: number;
  /** Equal payments after that, and the days between them. */
  readonly instalments: number;
  readonly everyDays: number;
  /** How late a payment may be before the plan is foreclosed. */
  readonly graceDays: number;
  /** By how much the price exceeds that for cash, in percent: there is no interest beside it. */
  readonly markupPct: number;
  /** Share of what was paid that the seller keeps after a foreclosure, in percent. */
  readonly forfeitPct: number;
}

/** Landlords who have scenes built on what they let. */
export interface DevelopmentPlan {
  /** Share of the landlords who do, where it pays, in percent. */
  readonly developersPct: number;
  /** Hours of a creator's work in one scene, before news changes what it costs. */
  readonly hours: number;
  /** A creator's pay for an hour, US dollars. */
  readonly hourlyUsd: number;
  /** By how much land with a scene lets dearer than bare land, in percent. */
  readonly premiumPct: number;
}

/** A reward for trading, beside the points themselves. */
export interface RewardPeriod {
  readonly from: IsoDate;
  /** Last day, included. */
  readonly until: IsoDate;
  /** What points are worth that lower a later fee by a dollar, which fees of ten dollars earn, beside that dollar. US dollars. */
  readonly usdPerPoint: number;
}

export interface RingPlan {
  readonly kind: PlannedRing;
  /** Rings of this plan. */
  readonly count: number;
  /** Wallets in each. */
  readonly wallets: number;
  /** Who funds the wallets: one of them, or an exchange each for itself. */
  readonly funding: "leader" | "exchange";
  readonly from: IsoDate;
  readonly until: IsoDate;
  /** Days between a ring's trades. */
  readonly everyDays: number;
  /** Painted price as a multiple of the parcel's value. */
  readonly markup: number;
}

/** Honest agents that do what abusers do; how many of each, and their habits. */
export interface LookalikePlan {
  /** Sellers who buy their parcel back, 9 to 26 days later. */
  readonly buyBacks: number;
  /** Owners who move land to a vault of their own that the support layer attested. */
  readonly vaults: number;
  /** Owners who give land away, and may buy it back much later. */
  readonly gifts: number;
  /** Pairs of friends who deal with each other again and again. */
  readonly friends: number;
  /** Pairs in which one lends the other money and, now and then, sells land to the debtor weeks later. */
  readonly loans: number;
}

/** A purchase of record that the run replays through the market. */
export interface Purchase {
  readonly id: string;
  readonly buyer: string;
  /** Day on which it settles. */
  readonly date: IsoDate;
  readonly totalUsd: number;
  /** Value that the source gives for the end of the run; absent where it gives none. */
  readonly laterUsd?: number | undefined;
  /** Bought each by itself; empty where an estate is bought. */
  readonly parcels: readonly PurchasedParcel[];
  readonly estate?: PurchasedEstate | undefined;
  readonly source: string;
  /** Other readings of the sum, for the reader to weigh. */
  readonly readings: readonly string[];
}

export interface PurchasedParcel {
  readonly x: number;
  readonly y: number;
  readonly note: string;
}

/** Adjacent parcels that are bought together, as one token. */
export interface PurchasedEstate {
  readonly places: readonly Place[];
  /** What is known of where they are. */
  readonly note: string;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface DatedEvent {
  readonly date: IsoDate;
  readonly label: string;
  readonly source: string;
}

/** What the articles tell, and which of it this scenario leaves out. */
export interface News {
  readonly events: readonly NewsEvent[];
  /** Ids of events that neither show nor do anything here. */
  readonly off: readonly string[];
}

export interface NewsEvent extends DatedEvent {
  readonly id: string;
  /** Absent where it is only told. */
  readonly effect?: NewsEffect | undefined;
}

/** Log changes from the event's day on; see `moodOn`. */
export interface NewsEffect {
  readonly attention?: number | undefined;
  readonly arrivals?: number | undefined;
  readonly appetite?: number | undefined;
  /** Of what it costs to develop a parcel. */
  readonly development?: number | undefined;
  /** Days after which half of it is left; absent where it stays. */
  readonly halfLifeDays?: number | undefined;
}
