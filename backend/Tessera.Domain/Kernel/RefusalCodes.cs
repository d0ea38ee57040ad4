namespace Tessera.Domain.Kernel;

/// <summary>Every code a decision about a key can refuse with. A storage and API contract: never renamed.</summary>
public static class RefusalCodes
{
    public const string InvalidInput = "INVALID_INPUT";
    public const string KeyUnknown = "KEY_UNKNOWN";
    public const string KeyClosed = "KEY_CLOSED";
    public const string KeyAlreadyExists = "KEY_ALREADY_EXISTS";
    public const string RenewOnlyForAnnual = "RENEW_ONLY_FOR_ANNUAL";
    public const string MaintenanceOnlyForPerpetual = "MAINTENANCE_ONLY_FOR_PERPETUAL";
    public const string MaintenanceWindowClosed = "MAINTENANCE_WINDOW_CLOSED";
    public const string KeyVersionDeprecated = "KEY_VERSION_DEPRECATED";
    public const string UpgradeBlockedExpiredMaintenance = "UPGRADE_BLOCKED_EXPIRED_MAINTENANCE";
    public const string UpgradeBlockedExtraMaintenance = "UPGRADE_BLOCKED_EXTRA_MAINTENANCE";
    public const string UpgradeNotLarger = "UPGRADE_NOT_LARGER";
    public const string DowngradeOverLimit = "DOWNGRADE_OVER_LIMIT";
    public const string DowngradeNotSmaller = "DOWNGRADE_NOT_SMALLER";
    public const string SizeNotSold = "SIZE_NOT_SOLD";
    public const string EditionNotSold = "EDITION_NOT_SOLD";
    public const string NoSingleKeyFits = "NO_SINGLE_KEY_FITS";
    public const string ActivationLimit = "ACTIVATION_LIMIT";
    public const string KeyBoundElsewhere = "KEY_BOUND_ELSEWHERE";
    public const string KeyNotActivated = "KEY_NOT_ACTIVATED";
    public const string TrialNotRenewable = "TRIAL_NOT_RENEWABLE";
    public const string FreeNotRenewable = "FREE_NOT_RENEWABLE";
    public const string FreeKeyTaken = "FREE_KEY_TAKEN";
    public const string NfrKeyTaken = "NFR_KEY_TAKEN";
    public const string DeadlineNotLater = "DEADLINE_NOT_LATER";
    public const string DeadlineNotApplicable = "DEADLINE_NOT_APPLICABLE";
    public const string OverLimitNotAcknowledged = "OVER_LIMIT_NOT_ACKNOWLEDGED";
    public const string RenewalRefusedOverLimit = "RENEWAL_REFUSED_OVER_LIMIT";
    public const string TransferPending = "TRANSFER_PENDING";
    public const string TransferNotPending = "TRANSFER_NOT_PENDING";
    public const string TransferNotYours = "TRANSFER_NOT_YOURS";
    public const string TransferSamePartner = "TRANSFER_SAME_PARTNER";
    public const string TradeInNotNeeded = "TRADE_IN_NOT_NEEDED";
    public const string TradeInTooSmall = "TRADE_IN_TOO_SMALL";
    public const string YearsOutOfRange = "YEARS_OUT_OF_RANGE";
    public const string DateOutOfRange = "DATE_OUT_OF_RANGE";
    public const string QuantityOutOfRange = "QUANTITY_OUT_OF_RANGE";
    public const string NotOverLimit = "NOT_OVER_LIMIT";
    public const string ReasonRequired = "REASON_REQUIRED";
    public const string AlreadyAssigned = "ALREADY_ASSIGNED";
}
