// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ICompliance} from "../compliance/ICompliance.sol";
import {IPaymentSplits, Share} from "../payments/IPaymentSplits.sol";

/// @notice What others may do with a work. `Cc` are the Creative Commons licences in version 4.0, `Cc0` the dedication 1.0
/// (SPDX: CC-BY-4.0, CC-BY-SA-4.0, ..., CC0-1.0). Other: what the certificate's `licenceUri` says.
enum Licence {
    AllRightsReserved,
    Cc0,
    CcBy,
    CcBySa,
    CcByNd,
    CcByNc,
    CcByNcSa,
    CcByNcNd,
    Other
}

/// @notice What a creator certifies.
/// @param workHash SHA-256 or Keccak-256 of the work's bytes; also the id of its token.
/// @param licence What others may do with the work.
/// @param licenceUri Text of the licence; needed for `Other`.
/// @param uri The token's metadata (ERC-721).
/// @param royaltyBps The creators' share of every later sale, at most 10 %.
/// @param creators Shares of the royalty, 1 to 10 that sum to 10,000 basis points; none where the caller alone gets it.
struct Work {
    bytes32 workHash;
    Licence licence;
    string licenceUri;
    string uri;
    uint16 royaltyBps;
    Share[] creators;
}

/// @notice A work as it was certified; nothing of it changes.
/// @param creator Who certified it.
/// @param certifiedAt Unix time.
struct Certificate {
    address creator;
    uint64 certifiedAt;
    Licence licence;
    uint16 royaltyBps;
    string licenceUri;
    string uri;
}

/// @title Certified works
/// @notice ERC-721 tokens that creators mint, each with a certificate on chain of who certified which work when, and under
/// what licence. One certificate a work. Royalties (ERC-2981) are chosen with it; those of several creators go through
/// `PaymentSplits`, so that houses that know it pay each creator.
/// @dev A certificate proves who came first with a hash, not who made the work; a hash seen before it is certified can be
/// taken by whoever sees it.
///
/// Houses pay the royalty whatever the seller wishes. A plain transfer pays none: under the policy `Recorded` it becomes part
/// of the token's history, as a gift; under `Refused` it reverts, so that owners change only through houses and no royalty
/// can be avoided.
interface ICollectible is IERC721, IERC2981 {
    event WorkCertified(
        bytes32 indexed workHash,
        address indexed creator,
        Licence licence,
        string licenceUri,
        string uri,
        uint16 royaltyBps,
        Share[] creators
    );

    error CollectibleWorkHashZero();
    error CollectibleAlreadyCertified(bytes32 workHash, address creator);
    error CollectibleLicenceTextMissing(bytes32 workHash);
    error CollectibleRoyaltyTooHigh(uint16 royaltyBps, uint16 limit);

    /// @notice Certifies a work of the caller's, and gives its token to the caller.
    /// @return tokenId The work's hash.
    function certify(Work calldata work) external returns (uint256 tokenId);

    /// @notice Reverts for a work that nobody certified.
    function certificateOf(uint256 tokenId) external view returns (Certificate memory);

    /// @return Who gets which share of a token's royalty.
    function creatorsOf(uint256 tokenId) external view returns (Share[] memory);

    function totalSupply() external view returns (uint256);

    function COMPLIANCE() external view returns (ICompliance);

    function PAYMENT_SPLITS() external view returns (IPaymentSplits);
}
