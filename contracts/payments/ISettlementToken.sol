// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @notice What the token knows of an account besides its balance.
/// Person: the default. Hub: a bank or exchange, whose customers are roots of their own. Settler: moves money for trades.
enum AccountKind {
    Person,
    Hub,
    Settler
}

/// @notice What is known of one side of a trade, in one word, because every trade carries it from contract to contract: the
/// account from which the first money came (the account itself where nothing is known), whether the engine knows a beneficial
/// owner, whether the account is on the sanctions list, and whether somebody checked who the owner is.
type Standing is uint256;

using {rootOf, ownerAttested, accountListed, ownerIdentified} for Standing global;

uint8 constant ATTESTED = 1;
uint8 constant LISTED = 2;
uint8 constant IDENTIFIED = 4;

/// @param flags Sum of those of the three above that hold.
function standingOf(address root, uint8 flags) pure returns (Standing) {
    return Standing.wrap((uint256(flags) << 160) | uint160(root));
}

function holds(Standing standing, uint8 flag) pure returns (bool) {
    return (Standing.unwrap(standing) >> 160) & flag != 0;
}

function rootOf(Standing standing) pure returns (address) {
    return address(uint160(Standing.unwrap(standing)));
}

function ownerAttested(Standing standing) pure returns (bool) {
    return holds(standing, ATTESTED);
}

function accountListed(Standing standing) pure returns (bool) {
    return holds(standing, LISTED);
}

function ownerIdentified(Standing standing) pure returns (bool) {
    return holds(standing, IDENTIFIED);
}

/// @notice What rules need of a trade's accounts, in one answer.
/// @param settler Kind of the account that would settle the trade.
/// @param seller Standing of the seller.
/// @param buyer Standing of the buyer.
/// @param paidAt Unix time of the seller's last payment to the buyer outside trades; 0 for never.
/// @param paid Sum of such payments in the running period of 30 days and the one before, in units of the token.
struct MoneyTrail {
    AccountKind settler;
    Standing seller;
    Standing buyer;
    uint64 paidAt;
    uint192 paid;
}

/// @notice One share of a payment.
struct Leg {
    address to;
    uint256 amount;
}

/// @title The programmable dollar
/// @notice ERC-20 with 6 decimals and EIP-2612, issued by the bank role. It notes where an account's first money came from
/// and what one account paid another outside trades, so that rules can read the money's source. It calls no other contract.
interface ISettlementToken is IERC20 {
    event AccountKindChanged(address indexed account, AccountKind kind);
    /// @notice The source of an account's money is now known: who paid when its balance first reached a dollar. `root == account` means it came from a hub, the bank or a trade.
    event FundingRootNoted(address indexed account, address indexed root);
    event AccountListed(address indexed account, bool listed);
    event AccountIdentified(address indexed account, bool identified);
    /// @notice A payment between two persons outside trades. `total` sums the pair's payments of this period and the last. An
    /// amount of 0 corrects the total: what was paid before in this block was for a trade, see `noteTrade`.
    event SidePaymentNoted(address indexed from, address indexed to, uint256 amount, uint256 total);

    error SettlementTokenNotSettler(address caller);
    error SettlementTokenNotAContract(address account);
    error SettlementTokenSupplyTooLarge(uint256 supply, uint256 limit);

    function mint(address to, uint256 amount) external;

    /// @notice Burns the caller's own tokens.
    function burn(uint256 amount) external;

    /// @notice Pays several accounts out of one, as a trade: it neither notes a side payment nor hands on a funding root.
    /// @dev Only for settlers; spends the payer's allowance to the caller unless the caller is the payer.
    function payLegs(address payer, Leg[] calldata legs) external;

    /// @notice Notes a payment outside trades that goes through the caller's custody, as if `from` had paid `to` directly: a
    /// side payment, and a funding root for an account that has none. Only for settlers.
    function notePayment(address from, address to, uint256 amount) external;

    /// @notice Takes back what plain transfers of this block noted, because they paid for a trade that the engine allowed: a side
    /// payment, and a funding root for the payee, who becomes a root of his own, as with any trade. Only for settlers that do not
    /// move the money themselves.
    /// @dev Where the pair paid each other beside trades before, the time of the last payment stays that of this one.
    /// @return noted How much of `amount` the payer paid the payee in this block, beside what was noted before. All of it where
    /// one of them is no person, or both are one: then there is nothing to take back, and nothing to show for it.
    function noteTrade(address payer, address payee, uint256 amount) external returns (uint256 noted);

    /// @notice Registers a bank or exchange, or makes it a person again.
    function setHub(address account, bool registered) external;

    /// @notice Registers a contract that settles trades, or takes that back.
    function setSettler(address account, bool registered) external;

    /// @notice Notes which accounts have an attested beneficial owner, so that nobody looks for those of the others. Only for
    /// the engine.
    function noteAttested(address[] calldata accounts, bool attested) external;

    /// @notice Puts accounts on the sanctions list, or takes them off. Their money stays theirs: trades are what a rule may refuse.
    function setListed(address[] calldata accounts, bool listed) external;

    /// @notice Notes that somebody checked who owns the accounts, or takes that back. Who it is stays with whoever checked.
    function setIdentified(address[] calldata accounts, bool identified) external;

    /// @notice Corrects a funding root, for example after someone sent dust to a stranger's fresh account.
    function attestFundingRoot(address account, address root) external;

    function accountKind(address account) external view returns (AccountKind);

    function isListed(address account) external view returns (bool);

    function isIdentified(address account) external view returns (bool);

    /// @return The account from which the first money came, at any depth; the account itself where nothing is known.
    function fundingRoot(address account) external view returns (address);

    /// @return paidAt Unix time of the last payment from `from` to `to` outside trades; 0 for never.
    /// @return total Sum of those payments in the running period of 30 days and the one before, in units of the token.
    function sidePayment(address from, address to) external view returns (uint64 paidAt, uint192 total);

    function moneyTrail(address settler, address seller, address buyer) external view returns (MoneyTrail memory);
}
