// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ContractWallet} from "../../../../contracts/mocks/ContractWallet.sol";
import {HostileWallet, WalletBehaviour} from "../../../../contracts/mocks/HostileWallet.sol";
import {ConditionalPayments} from "../../../../contracts/payments/ConditionalPayments.sol";
import {
    ApprovalTerms,
    Condition,
    IConditionalPayments,
    PaymentId,
    PaymentStatus
} from "../../../../contracts/payments/IConditionalPayments.sol";
import {vm} from "../../Cheats.sol";
import {ConditionalFixture} from "./ConditionalFixture.sol";

/// @notice `approve` and `approveBySignature`: a payment that two accounts must agree to.
contract ApprovalTest is ConditionalFixture {
    PaymentId private paymentId;

    function setUp() public override {
        super.setUp();
        paymentId = _payOnApproval();
    }

    function test_TheSecondApprovalReleases() public {
        vm.expectEmit(address(house));
        emit IConditionalPayments.PaymentApproved(paymentId, SURVEYOR);
        vm.prank(SURVEYOR);
        house.approve(paymentId);
        _assertHeld(PRICE);
        vm.assertFalse(house.paymentOf(paymentId).approved[0]);
        vm.assertTrue(house.paymentOf(paymentId).approved[1]);

        vm.expectEmit(address(house));
        emit IConditionalPayments.PaymentApproved(paymentId, NOTARY);
        vm.expectEmit(address(house));
        emit IConditionalPayments.PaymentReleased(paymentId, SELLER, PRICE);
        vm.prank(NOTARY);
        house.approve(paymentId);
        _assertPaid();
    }

    function test_AnyoneHandsInTheSignatures() public {
        vm.startPrank(STRANGER);
        house.approveBySignature(paymentId, NOTARY, _sign(NOTARY_KEY));
        _assertHeld(PRICE);
        house.approveBySignature(paymentId, SURVEYOR, _sign(SURVEYOR_KEY));
        vm.stopPrank();
        _assertPaid();
    }

    function test_OneTransactionAndOneSignatureDo() public {
        vm.prank(NOTARY);
        house.approve(paymentId);
        house.approveBySignature(paymentId, SURVEYOR, _sign(SURVEYOR_KEY));
        _assertPaid();
    }

    function test_ItIsASidePaymentWhenItIsMade() public {
        vm.warp(START + 5 days);
        vm.prank(NOTARY);
        house.approve(paymentId);
        vm.prank(SURVEYOR);
        house.approve(paymentId);
        (uint64 paidAt, uint192 total) = money.sidePayment(BUYER, SELLER);
        vm.assertEq(paidAt, START + 5 days);
        vm.assertEq(total, PRICE);
    }

    function test_PayerAndPayeeMayBeTheApprovers() public {
        ApprovalTerms memory terms = _approval();
        terms.approvers = [BUYER, SELLER];
        vm.prank(BUYER);
        PaymentId own = house.payOnApproval(terms);
        vm.prank(BUYER);
        house.approve(own);
        vm.prank(SELLER);
        house.approve(own);
        vm.assertEq(money.balanceOf(SELLER), RICHES + PRICE);
        _assertHeld(PRICE);
    }

    function testFuzz_RevertWhen_AStrangerApproves(address caller) public {
        vm.assume(caller != NOTARY && caller != SURVEYOR);
        vm.expectRevert(
            abi.encodeWithSelector(IConditionalPayments.ConditionalPaymentsNotApprover.selector, paymentId, caller)
        );
        vm.prank(caller);
        house.approve(paymentId);
    }

    function test_RevertWhen_AStrangerSigns() public {
        bytes memory signature = _sign(SELLER_KEY);
        vm.expectRevert(
            abi.encodeWithSelector(IConditionalPayments.ConditionalPaymentsNotApprover.selector, paymentId, SELLER)
        );
        house.approveBySignature(paymentId, SELLER, signature);
    }

    function test_RevertWhen_OneApprovesTwice() public {
        bytes memory refusal = abi.encodeWithSelector(
            IConditionalPayments.ConditionalPaymentsAlreadyApproved.selector,
            paymentId,
            NOTARY
        );
        bytes memory signature = _sign(NOTARY_KEY);
        house.approveBySignature(paymentId, NOTARY, signature);
        vm.expectRevert(refusal);
        house.approveBySignature(paymentId, NOTARY, signature);
        vm.expectRevert(refusal);
        vm.prank(NOTARY);
        house.approve(paymentId);
        _assertHeld(PRICE);
    }

    function test_RevertWhen_SignedByAnother() public {
        _refuse(NOTARY, _sign(SURVEYOR_KEY));
        _refuse(NOTARY, "");
        _refuse(NOTARY, "noise");
    }

    function test_RevertWhen_SignedForAnotherPayment() public {
        PaymentId other = _payOnApproval();
        _refuse(NOTARY, _signDigest(NOTARY_KEY, house.hashApproval(other)));
    }

    function test_RevertWhen_SignedForAnotherChain() public {
        bytes memory signature = _sign(NOTARY_KEY);
        vm.chainId(999);
        _refuse(NOTARY, signature);
    }

    function test_RevertWhen_SignedForAnotherHouse() public {
        ConditionalPayments other = _newHouse();
        _openHouse(address(other));
        vm.prank(BUYER);
        other.payOnApproval(_approval());
        _refuse(NOTARY, _signDigest(NOTARY_KEY, other.hashApproval(paymentId)));
    }

    function test_RevertWhen_ReplayedAfterTheRelease() public {
        bytes memory signature = _sign(NOTARY_KEY);
        house.approveBySignature(paymentId, NOTARY, signature);
        house.approveBySignature(paymentId, SURVEYOR, _sign(SURVEYOR_KEY));
        _expectNotOpen(paymentId, PaymentStatus.Released);
        house.approveBySignature(paymentId, NOTARY, signature);
    }

    function test_RevertWhen_TheDeadlineHasPassed() public {
        bytes memory signature = _sign(NOTARY_KEY);
        vm.warp(DEADLINE);
        bytes memory refusal = abi.encodeWithSelector(
            IConditionalPayments.ConditionalPaymentsDeadlinePassed.selector,
            paymentId,
            DEADLINE
        );
        vm.expectRevert(refusal);
        house.approveBySignature(paymentId, NOTARY, signature);
        vm.expectRevert(refusal);
        vm.prank(NOTARY);
        house.approve(paymentId);
    }

    function test_RevertWhen_ThePaymentWaitsForSomethingElse() public {
        PaymentId dated = _payOnDate();
        vm.expectRevert(
            abi.encodeWithSelector(
                IConditionalPayments.ConditionalPaymentsConditionMismatch.selector,
                dated,
                Condition.Date
            )
        );
        vm.prank(NOTARY);
        house.approve(dated);
    }

    function test_AWalletApprovesByItsOwnersSignature() public {
        ContractWallet wallet = new ContractWallet(NOTARY);
        PaymentId own = _payWith(address(wallet));
        house.approveBySignature(own, address(wallet), _signDigest(NOTARY_KEY, house.hashApproval(own)));
        vm.assertTrue(house.paymentOf(own).approved[0]);
        _refuseFor(own, address(wallet), _signDigest(SURVEYOR_KEY, house.hashApproval(own)));
    }

    /// @dev A wallet that says yes to everything binds itself and nobody else.
    function test_AWalletThatLiesApprovesForItselfAlone() public {
        HostileWallet hostile = new HostileWallet();
        hostile.answer(abi.encode(IERC1271.isValidSignature.selector));
        vm.expectRevert(
            abi.encodeWithSelector(
                IConditionalPayments.ConditionalPaymentsNotApprover.selector,
                paymentId,
                address(hostile)
            )
        );
        house.approveBySignature(paymentId, address(hostile), "yes");
        PaymentId own = _payWith(address(hostile));
        house.approveBySignature(own, address(hostile), "yes");
        _assertStatus(own, PaymentStatus.Open);
    }

    function test_RevertWhen_TheWalletDisagrees() public {
        HostileWallet hostile = new HostileWallet();
        PaymentId own = _payWith(address(hostile));
        hostile.answer(abi.encode(true));
        _refuseFor(own, address(hostile), "yes");
        hostile.behave(WalletBehaviour.Revert);
        _refuseFor(own, address(hostile), "yes");
    }

    /// @dev The key of an EIP-7702 account remains its owner, whatever its code says.
    function test_AKeyWithCodeSigns() public {
        vm.etch(NOTARY, hex"fe");
        house.approveBySignature(paymentId, NOTARY, _sign(NOTARY_KEY));
        vm.assertTrue(house.paymentOf(paymentId).approved[0]);
    }

    function test_HashesAsEip712Says() public view {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Landslide Conditional Payments"),
                keccak256("1"),
                block.chainid,
                address(house)
            )
        );
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Approval(uint256 paymentId,address payer,address payee,uint256 amount,uint64 deadline)"),
                uint256(1),
                BUYER,
                SELLER,
                PRICE,
                uint256(DEADLINE)
            )
        );
        vm.assertEq(house.hashApproval(paymentId), keccak256(abi.encodePacked(hex"1901", domain, structHash)));
    }

    function _sign(uint256 key) private view returns (bytes memory) {
        return _signDigest(key, house.hashApproval(paymentId));
    }

    function _payWith(address approver) private returns (PaymentId) {
        ApprovalTerms memory terms = _approval();
        terms.approvers[0] = approver;
        vm.prank(BUYER);
        return house.payOnApproval(terms);
    }

    function _refuse(address approver, bytes memory signature) private {
        _refuseFor(paymentId, approver, signature);
    }

    function _refuseFor(PaymentId target, address approver, bytes memory signature) private {
        vm.expectRevert(
            abi.encodeWithSelector(IConditionalPayments.ConditionalPaymentsSignatureInvalid.selector, target, approver)
        );
        house.approveBySignature(target, approver, signature);
    }

    function _assertPaid() private view {
        vm.assertEq(money.balanceOf(SELLER), RICHES + PRICE);
        vm.assertEq(money.balanceOf(BUYER), RICHES - PRICE);
        _assertHeld(0);
        _assertStatus(paymentId, PaymentStatus.Released);
    }
}
