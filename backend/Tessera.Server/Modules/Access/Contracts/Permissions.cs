using Tessera.Platform.Identity;
using static Tessera.Platform.Identity.Role;

namespace Tessera.Server.Modules.Access.Contracts;

/// <summary>The one table of who may do what. Shown to people as text, walked by the matrix test, enforced before every endpoint.</summary>
internal static class Permissions
{
    private static readonly Role[] Everyone = [Operator, Owner, Sales, Support, Purchase];
    private static readonly Role[] Operators = [Operator];
    private static readonly Role[] Owners = [Operator, Owner];
    private static readonly Role[] Selling = [Operator, Owner, Sales];
    private static readonly Role[] Helping = [Operator, Owner, Support];
    private static readonly Role[] Buying = [Operator, Owner, Purchase];
    private static readonly Role[] Dealing = [Operator, Owner, Sales, Purchase];

    /// <summary>How the names of operations begin that keep nothing.</summary>
    private static readonly string[] Questions = ["Read", "List", "Export", "Match", "Explain", "Advise", "Search", "Check"];

    /// <summary>Reads, and makes what it reads where there is none.</summary>
    private const string HandsOut = "ReadPayLink";

    private static readonly Dictionary<string, Role[]> Rows = new()
    {
        ["ReadMe"] = Everyone,
        ["SavePreferences"] = Everyone,
        ["ReadPermissions"] = Everyone,
        ["ReadHome"] = Everyone,
        ["ReadChanges"] = Everyone,
        ["Search"] = Everyone,

        ["ListKeys"] = Everyone,
        ["ReadKey"] = Everyone,
        ["MatchKeys"] = Everyone,
        ["ReadKeyEvents"] = Everyone,
        ["ExplainKey"] = Everyone,
        ["ReadExpiry"] = Everyone,
        ["ExportKeys"] = Everyone,
        ["IssueKey"] = Operators,
        ["RenewKey"] = Operators,
        ["RenewMaintenance"] = Operators,
        ["ExtendDeadline"] = Operators,
        ["AssignKey"] = Operators,
        ["ReissueKey"] = Operators,
        ["TradeInKey"] = Operators,
        ["UpgradeKey"] = Operators,
        ["DowngradeKey"] = Operators,
        ["CloseKey"] = Operators,
        ["ReleaseKey"] = Helping,
        ["ReportUsage"] = Helping,
        ["ProposeTransfer"] = Owners,
        ["AcceptTransfer"] = Owners,
        ["DeclineTransfer"] = Owners,
        ["AcknowledgeOverLimit"] = Selling,

        ["ListCustomers"] = Everyone,
        ["ReadCustomer"] = Everyone,
        ["ExportCustomers"] = Everyone,
        ["RegisterCustomer"] = Selling,
        ["EditCustomer"] = Selling,

        ["ListPartners"] = Operators,
        ["ReadPartner"] = Everyone,
        ["ExportPartners"] = Operators,
        ["ListPartnerNotes"] = Operators,
        ["AddPartnerNote"] = Operators,
        ["ViewAsPartner"] = Operators,

        ["ListApplications"] = Operators,
        ["ApproveApplication"] = Operators,
        ["DeclineApplication"] = Operators,
        ["ReadTeam"] = Everyone,
        ["InvitePerson"] = Owners,
        ["RevokeInvitation"] = Owners,
        ["ChangeRole"] = Owners,
        ["DisablePerson"] = Owners,
        ["EnablePerson"] = Owners,
        ["SuspendPartner"] = Operators,
        ["ResumePartner"] = Operators,

        ["ReadLevel"] = Everyone,
        ["ListPoints"] = Everyone,
        ["CorrectPoints"] = Operators,
        ["ReadPlan"] = Everyone,
        ["ReadLevelRules"] = Everyone,
        ["SaveLevelRules"] = Operators,
        ["DiscardLevelRules"] = Operators,
        ["PublishLevelRules"] = Operators,
        ["WithdrawLevelRules"] = Operators,
        ["ReadBackTest"] = Operators,
        ["ExportBackTest"] = Operators,

        ["ListCertificationPaths"] = Everyone,
        ["SaveCertificationPath"] = Operators,
        ["ListCourses"] = Everyone,
        ["ReadCourse"] = Everyone,
        ["CreateCourse"] = Operators,
        ["ChangeCourse"] = Operators,
        ["CancelCourse"] = Operators,
        ["EnrolPerson"] = Everyone,
        ["WithdrawPerson"] = Everyone,
        ["RecordResults"] = Operators,
        ["ReadCertifications"] = Everyone,
        ["ExportCertifications"] = Everyone,
        ["RevokeCertificate"] = Operators,
        ["RemindPerson"] = Owners,

        ["ListReviews"] = Operators,
        ["ReadReview"] = Operators,
        ["ListReviewResults"] = Operators,
        ["ReadReviewResult"] = Everyone,
        ["ListReviewLines"] = Everyone,
        ["ListKeyReviews"] = Everyone,
        ["ExportReview"] = Operators,
        ["CheckReview"] = Operators,
        ["StartReview"] = Operators,
        ["StopReview"] = Operators,
        ["ResumeReview"] = Operators,
        ["ExemptPartner"] = Operators,
        ["CorrectReview"] = Operators,
        ["ApproveReview"] = Operators,
        ["PublishReview"] = Operators,
        ["CancelReview"] = Operators,

        ["ListQuotes"] = Everyone,
        ["ReadQuote"] = Everyone,
        ["ReadQuoteVersions"] = Everyone,
        ["ExportQuotes"] = Everyone,
        ["CreateQuote"] = Dealing,
        ["ReviseQuote"] = Dealing,
        ["PreviewQuoteMail"] = Dealing,
        ["SendQuote"] = Dealing,
        ["ReadPayLink"] = Dealing,
        ["RevokePayLink"] = Dealing,
        ["VoidQuote"] = Dealing,
        ["PayQuote"] = Buying,

        ["ReadCatalogue"] = Everyone,
        ["AdviseSize"] = Everyone,

        ["ListOrders"] = Everyone,
        ["ReadOrder"] = Everyone,
        ["ExportOrders"] = Everyone,
        ["ReadDocument"] = Everyone,
        ["RefundOrder"] = Operators,
        ["ListCredits"] = Operators,
        ["SettleCredit"] = Operators,
        ["CheckLedger"] = Operators,
        ["ListInbox"] = Operators,
        ["RetryInbox"] = Operators,

        ["ListImports"] = Operators,
        ["ReadImport"] = Operators,
        ["ReadImportProblems"] = Operators,
        ["ExportImportProblems"] = Operators,
        ["StartImport"] = Operators,
        ["CommitImport"] = Operators,
        ["StopImport"] = Operators,
        ["ResumeImport"] = Operators,

        ["ReadReminders"] = Everyone,
        ["PreviewReminder"] = Everyone,
        ["SaveReminders"] = Owners,
        ["ListMessages"] = Operators,
        ["SendAgain"] = Operators,

        ["ListAudit"] = Operators,
        ["ReadAudit"] = Operators,
        ["ExportAudit"] = Operators,
    };

    public static PermissionTable Table { get; } = new(Rows, Rows.Keys.Where(o => o != HandsOut && Questions.Any(q => o.StartsWith(q, StringComparison.Ordinal))));
}
