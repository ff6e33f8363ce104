// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1155MetadataURI} from "@openzeppelin/contracts/token/ERC1155/extensions/IERC1155MetadataURI.sol";
import {IHoldings} from "./IHoldings.sol";

/// @notice One purpose (ERC-7291's token details); it never changes.
/// @param name What the money is for.
/// @param faceValue What one unit wraps, in units of the settlement token.
/// @param expiry Unix time from which it can be neither minted nor moved nor spent.
/// @param uri Metadata of the token id.
struct PBMToken {
    string name;
    uint256 faceValue;
    uint256 expiry;
    string uri;
}

/// @title Money for a purpose (ERC-7291)
/// @notice Settlement tokens wrapped as an ERC-1155: a token id is a purpose, with a face value, an expiry, an issuer and
/// a list of merchants. People pass it on among themselves; sent to a merchant of its purpose, it is burnt, and the
/// merchant gets the money. After its expiry the issuer gets back what was not spent.
///
/// Every hand that it passes through is a payment of its face value for the rules that ask who paid whom: from issuer to
/// holder, from holder to holder, from holder to merchant.
///
/// A purpose is minted only once the support layer has recognised it. What is not spent comes back to its issuer: anybody's
/// own purpose would be a payment to anyone that costs its maker nothing but time, and a seller could have it undo an auction
/// or an instalment plan as one that the seller financed.
///
/// Land cannot be bought with it: a house that settles trades is no merchant, because what it is paid must be a trade's
/// price and pass the engine.
/// @dev Names and events are ERC-7291's. Where this differs, and why:
/// - No `initialise`, no `owner` (ERC-173), no pausing: the constructor and the authority's roles take their place.
/// - Each purpose has its own merchants, and only the support layer lists them: a list is a statement about accounts,
///   like that of owners and hubs, and an issuer who edited it could shut the holders out and wait for the refund. So
///   `isMerchant` asks for the purpose too, and `MerchantList` is accompanied by `MerchantsChanged`, which names it.
/// - Creating a purpose is for anyone, and so is issuing one that is recognised: the money is the issuer's own.
/// - `revokePBM` is for the issuer alone and only after the expiry: until then the holders may rely on the money.
/// - `unwrap` is internal in the standard too. Merchants are not called back (the optional `PBMRC1_TokenReceiver`), and
///   need not know ERC-1155.
/// - A batch is its parts one by one, so that one receiver may be a merchant for some of its purposes and not for others.
/// - One currency: the settlement token, which takes no fee and calls nobody.
interface IPurposeBoundMoney is IHoldings, IERC1155MetadataURI {
    event NewPBMTypeCreated(uint256 tokenId, string tokenName, uint256 amount, uint256 expiry, address creator);
    event TokenWrap(address from, uint256[] tokenIds, uint256[] amounts, address sovToken, uint256 sovTokenValue);
    event TokenUnwrapForTarget(
        address from,
        address to,
        uint256[] tokenIds,
        uint256[] amounts,
        address sovToken,
        uint256 sovTokenValue
    );
    event TokenUnwrapForPBMBurn(
        address from,
        address to,
        uint256[] tokenIds,
        uint256[] amounts,
        address sovToken,
        uint256 sovTokenValue
    );
    event PBMrevokeWithdraw(address beneficiary, uint256 PBMTokenId, address sovToken, uint256 sovTokenValue);
    event MerchantList(string action, address[] addresses, string metadata);
    event Blacklist(string action, address[] addresses, string metadata);
    event PurposeRecognised(uint256 indexed tokenId, bool recognised);
    /// @notice The purpose that the `MerchantList` before it is about.
    event MerchantsChanged(uint256 indexed tokenId, address[] accounts, bool listed);

    error PurposeBoundMoneyUnknown(uint256 tokenId);
    error PurposeBoundMoneyFaceValueZero();
    error PurposeBoundMoneyExpired(uint256 tokenId, uint256 expiry);
    error PurposeBoundMoneyNotExpired(uint256 tokenId, uint256 expiry);
    error PurposeBoundMoneyNotIssuer(uint256 tokenId, address caller);
    error PurposeBoundMoneyNotRecognised(uint256 tokenId);
    /// @notice All money of the purpose has been spent or taken back.
    error PurposeBoundMoneyNothingLeft(uint256 tokenId);
    error PurposeBoundMoneyBlacklisted(address account);
    /// @notice A house that settles trades is no merchant.
    error PurposeBoundMoneyMerchantInvalid(address account);

    /// @notice Creates a purpose; the caller is its issuer. `NewPBMTypeCreated.amount` is the initial supply: none.
    function createPBMTokenType(
        string calldata name,
        uint256 faceValue,
        uint256 tokenExpiry,
        string calldata tokenURI
    ) external returns (uint256 tokenId);

    /// @notice Lets the issuer mint a purpose, or no more of it. What is minted keeps its worth.
    function recognise(uint256 tokenId, bool recognised) external;

    /// @notice Wraps `amount` times the face value of the issuer's own money, for a recognised purpose. Only for the issuer:
    /// the refund is the issuer's.
    function safeMint(address receiver, uint256 tokenId, uint256 amount, bytes calldata data) external;

    /// @notice The same for several purposes, one by one.
    function safeMintBatch(
        address receiver,
        uint256[] calldata tokenIds,
        uint256[] calldata amounts,
        bytes calldata data
    ) external;

    /// @notice Gives it up: the money goes back to the issuer. For the holder and who it approved.
    function burn(address from, uint256 tokenId, uint256 amount, bytes calldata data) external;

    /// @notice The same for several purposes, one by one.
    function burnBatch(
        address from,
        uint256[] calldata tokenIds,
        uint256[] calldata amounts,
        bytes calldata data
    ) external;

    /// @notice After the expiry, returns to the issuer what was not spent. Units that people still hold are worth nothing
    /// then.
    function revokePBM(uint256 tokenId) external;

    /// @notice Lists accounts with which a purpose may be spent.
    /// @param metadata A note for the record.
    function addMerchants(uint256 tokenId, address[] calldata accounts, string calldata metadata) external;

    function removeMerchants(uint256 tokenId, address[] calldata accounts, string calldata metadata) external;

    /// @notice Bars accounts from receiving, passing on and spending any purpose.
    function addToBlacklist(address[] calldata accounts, string calldata metadata) external;

    function removeFromBlacklist(address[] calldata accounts, string calldata metadata) external;

    /// @return Whether the account is a listed merchant of the purpose, and not on the blacklist.
    function isMerchant(uint256 tokenId, address account) external view returns (bool);

    function isBlacklisted(address account) external view returns (bool);

    function getTokenDetails(uint256 tokenId) external view returns (PBMToken memory);

    function issuerOf(uint256 tokenId) external view returns (address);

    /// @return Whether the purpose may be minted.
    function isRecognised(uint256 tokenId) external view returns (bool);

    /// @return Money that the purpose's units still wrap, in units of the settlement token.
    function backingOf(uint256 tokenId) external view returns (uint256);
}
