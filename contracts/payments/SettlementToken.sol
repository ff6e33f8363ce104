// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {
    ATTESTED,
    AccountKind,
    IDENTIFIED,
    ISettlementToken,
    LISTED,
    Leg,
    MoneyTrail,
    Standing,
    standingOf
} from "./ISettlementToken.sol";

/// @notice See `ISettlementToken`.
/// @dev Balance, kind, standing and funding root share a slot, which replaces OpenZeppelin's balance mapping: a rule that asks for the
/// roots of both sides warms the slots that the payment is about to use.
contract SettlementToken is ISettlementToken, ERC20Permit, AccessManaged {
    struct Account {
        uint64 balance;
        AccountKind kind;
        uint8 flags;
        address root;
    }

    /// @dev What one account paid another in the period of `paidAt`, in the one before, and at `paidAt` itself.
    struct SidePayment {
        uint64 paidAt;
        uint64 current;
        uint64 previous;
        uint64 latest;
    }

    /// @notice Side payments are summed over the running period of this length, counted from the epoch, and the one before.
    uint256 public constant PERIOD = 30 days;
    uint256 private constant MAX_SUPPLY = type(uint64).max;
    /// @dev Dust that anyone can send to a stranger's fresh account says nothing about where its money comes from.
    uint256 private constant MIN_FUNDING = 1e6;

    uint256 private _supply;
    mapping(address account => Account) private _accounts;
    mapping(address from => mapping(address to => SidePayment)) private _sidePayments;
    mapping(address account => uint256 time) private _rootedAt;

    constructor(
        address authority
    ) ERC20("Landslide Dollar", "LUSD") ERC20Permit("Landslide Dollar") AccessManaged(authority) {}

    /// @inheritdoc ISettlementToken
    function mint(address to, uint256 amount) external restricted {
        _mint(to, amount);
    }

    /// @inheritdoc ISettlementToken
    function burn(uint256 amount) external {
        _burn(msg.sender, amount);
    }

    /// @inheritdoc ISettlementToken
    function payLegs(address payer, Leg[] calldata legs) external {
        require(_accounts[msg.sender].kind == AccountKind.Settler, SettlementTokenNotSettler(msg.sender));
        uint256 sum = 0;
        for (uint256 i = 0; i < legs.length; i++) sum += legs[i].amount;
        if (msg.sender != payer) _spendAllowance(payer, msg.sender, sum);

        _debit(payer, sum);
        for (uint256 i = 0; i < legs.length; i++) {
            Leg calldata leg = legs[i];
            (address to, uint256 amount) = (leg.to, leg.amount);
            if (amount == 0) continue;
            if (to == address(0)) revert ERC20InvalidReceiver(to);
            _credit(to, amount, to);
            emit Transfer(payer, to, amount);
        }
    }

    /// @inheritdoc ISettlementToken
    function notePayment(address from, address to, uint256 amount) external {
        require(_accounts[msg.sender].kind == AccountKind.Settler, SettlementTokenNotSettler(msg.sender));

        _noteRoot(to, amount, _accounts[from].kind == AccountKind.Person ? fundingRoot(from) : to);
        _noteIfAside(from, to, amount);
    }

    /// @inheritdoc ISettlementToken
    function noteTrade(address payer, address payee, uint256 amount) external returns (uint256 noted) {
        require(_accounts[msg.sender].kind == AccountKind.Settler, SettlementTokenNotSettler(msg.sender));
        if (!_isAside(payer, payee, amount)) return amount;
        SidePayment storage aside = _sidePayments[payer][payee];
        if (aside.paidAt != block.timestamp) return 0;

        (uint64 current, uint64 previous, uint64 latest) = (aside.current, aside.previous, aside.latest);
        noted = Math.min(latest, amount);
        (current, latest) = (uint64(Math.saturatingSub(current, noted)), uint64(latest - noted));
        bool any = current != 0 || previous != 0;
        _sidePayments[payer][payee] = SidePayment(any ? aside.paidAt : 0, current, previous, latest);
        emit SidePaymentNoted(payer, payee, 0, uint256(current) + previous);
        // Read last, because most payees have a root of their own.
        if (fundingRoot(payee) == fundingRoot(payer) && _rootedAt[payee] == block.timestamp) _setRoot(payee, payee);
    }

    /// @inheritdoc ISettlementToken
    function setHub(address account, bool registered) external restricted {
        _setKind(account, registered ? AccountKind.Hub : AccountKind.Person);
    }

    /// @inheritdoc ISettlementToken
    function setSettler(address account, bool registered) external restricted {
        require(account.code.length != 0, SettlementTokenNotAContract(account));

        _setKind(account, registered ? AccountKind.Settler : AccountKind.Person);
    }

    /// @inheritdoc ISettlementToken
    function noteAttested(address[] calldata accounts, bool attested) external restricted {
        for (uint256 i = 0; i < accounts.length; i++) _setFlag(accounts[i], ATTESTED, attested);
    }

    /// @inheritdoc ISettlementToken
    function setListed(address[] calldata accounts, bool listed) external restricted {
        for (uint256 i = 0; i < accounts.length; i++) {
            _setFlag(accounts[i], LISTED, listed);
            emit AccountListed(accounts[i], listed);
        }
    }

    /// @inheritdoc ISettlementToken
    function setIdentified(address[] calldata accounts, bool identified) external restricted {
        for (uint256 i = 0; i < accounts.length; i++) {
            _setFlag(accounts[i], IDENTIFIED, identified);
            emit AccountIdentified(accounts[i], identified);
        }
    }

    /// @inheritdoc ISettlementToken
    function attestFundingRoot(address account, address root) external restricted {
        _setRoot(account, root);
    }

    /// @inheritdoc ISettlementToken
    function moneyTrail(
        address settler,
        address seller,
        address buyer
    ) external view returns (MoneyTrail memory trail) {
        trail.settler = _accounts[settler].kind;
        (trail.seller, trail.buyer) = (_standing(seller), _standing(buyer));
        (trail.paidAt, trail.paid) = sidePayment(seller, buyer);
    }

    /// @inheritdoc ISettlementToken
    function accountKind(address account) external view returns (AccountKind) {
        return _accounts[account].kind;
    }

    /// @inheritdoc ISettlementToken
    function fundingRoot(address account) public view returns (address) {
        address root = _accounts[account].root;
        return root == address(0) ? account : root;
    }

    /// @inheritdoc ISettlementToken
    function sidePayment(address from, address to) public view returns (uint64, uint192) {
        SidePayment storage paid = _sidePayments[from][to];
        uint64 paidAt = paid.paidAt;
        if (paidAt == 0) return (0, 0);
        (uint256 current, uint256 previous) = _sums(paid, paidAt);
        return (paidAt, uint192(current + previous));
    }

    /// @inheritdoc ISettlementToken
    function isListed(address account) external view returns (bool) {
        return _standing(account).accountListed();
    }

    /// @inheritdoc ISettlementToken
    function isIdentified(address account) external view returns (bool) {
        return _standing(account).ownerIdentified();
    }

    function balanceOf(address account) public view override(ERC20, IERC20) returns (uint256) {
        return _accounts[account].balance;
    }

    function totalSupply() public view override(ERC20, IERC20) returns (uint256) {
        return _supply;
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    /// @dev Mint, burn and plain transfers. Trades go through `payLegs`.
    function _update(address from, address to, uint256 value) internal override {
        AccountKind fromKind = _accounts[from].kind;
        if (from == address(0)) {
            uint256 supply = Math.saturatingAdd(_supply, value);
            require(supply <= MAX_SUPPLY, SettlementTokenSupplyTooLarge(supply, MAX_SUPPLY));
            _supply = supply;
        } else {
            _debit(from, value);
        }

        if (to == address(0)) {
            _supply -= value;
        } else {
            bool ownRoot = from == address(0) || fromKind != AccountKind.Person;
            _credit(to, value, ownRoot ? to : fundingRoot(from));
        }
        emit Transfer(from, to, value);

        _noteIfAside(from, to, value);
    }

    function _setKind(address account, AccountKind kind) private {
        _accounts[account].kind = kind;
        emit AccountKindChanged(account, kind);
    }

    function _debit(address from, uint256 value) private {
        Account storage account = _accounts[from];
        uint256 balance = account.balance;
        if (balance < value) revert ERC20InsufficientBalance(from, balance, value);
        account.balance = uint64(balance - value);
    }

    /// @dev The sum of all balances is the supply, so no balance passes MAX_SUPPLY. The first money decides the root.
    function _credit(address to, uint256 value, address root) private {
        _noteRoot(to, value, root);
        _accounts[to].balance += uint64(value);
    }

    function _noteRoot(address to, uint256 value, address root) private {
        if (_accounts[to].root != address(0) || _accounts[to].balance + value < MIN_FUNDING) return;
        _rootedAt[to] = block.timestamp;
        _setRoot(to, root);
    }

    function _setRoot(address account, address root) private {
        _accounts[account].root = root;
        emit FundingRootNoted(account, root);
    }

    /// @dev Only what one person pays another is a side payment.
    function _noteIfAside(address from, address to, uint256 value) private {
        if (_isAside(from, to, value)) _noteSidePayment(from, to, value);
    }

    function _noteSidePayment(address from, address to, uint256 value) private {
        SidePayment storage noted = _sidePayments[from][to];
        (uint256 current, uint256 previous) = _sums(noted, noted.paidAt);
        // A pair could turn the whole supply over again and again: the sums saturate.
        current = Math.min(current + value, type(uint64).max);
        uint256 latest = Math.min(value + (noted.paidAt == block.timestamp ? noted.latest : 0), type(uint64).max);
        _sidePayments[from][to] = SidePayment({
            paidAt: uint64(block.timestamp),
            current: uint64(current),
            previous: uint64(previous),
            latest: uint64(latest)
        });
        emit SidePaymentNoted(from, to, value, current + previous);
    }

    function _isAside(address from, address to, uint256 value) private view returns (bool) {
        if (from == address(0) || to == address(0) || from == to || value == 0) return false;
        return _accounts[from].kind == AccountKind.Person && _accounts[to].kind == AccountKind.Person;
    }

    function _setFlag(address account, uint8 flag, bool isSet) private {
        uint8 flags = _accounts[account].flags;
        _accounts[account].flags = isSet ? flags | flag : flags & ~flag;
    }

    function _standing(address account) private view returns (Standing) {
        Account memory known = _accounts[account];
        address root = known.root == address(0) ? account : known.root;
        return standingOf(root, known.flags);
    }

    /// @dev The sums as they stand in the running period.
    function _sums(SidePayment storage paid, uint256 paidAt) private view returns (uint256 current, uint256 previous) {
        uint256 age = block.timestamp / PERIOD - paidAt / PERIOD;
        if (age == 0) return (paid.current, paid.previous);
        if (age == 1) return (0, paid.current);
    }
}
