namespace Server.Tests.Security;

/// <summary>
/// How each operation of the OpenAPI document is called with sensible input, so that what answers is its permission and its
/// tenant, not its validation. A new operation without a row here fails <see cref="MatrixTests"/>.
/// </summary>
/// <param name="Body">JSON to post; null for reading.</param>
internal sealed record Call(string Operation, HttpMethod Method, string Path, object? Body = null, string? Raw = null)
{
    public static readonly Call[] All =
    [
        Get("SavePreferences", "/v1/me/preferences") with { Method = HttpMethod.Post, Body = new { } },
        Get("ReadPermissions", "/v1/permissions"), Get("ReadHome", "/v1/home"), Get("ReadChanges", "/v1/changes"), Get("Search", "/v1/search?q=rossi"),
        Get("ListKeys", "/v1/keys?first=5"), Get("ReadKey", "/v1/keys/{key}"), Get("ReadKeyEvents", "/v1/keys/{key}/events?first=5"), Get("ExplainKey", "/v1/keys/{key}/explanation?on=2027-01-01"),
        Post("MatchKeys", "/v1/keys/match", new { numbers = new[] { "AAAA-BBBB-CCCC-DDDD" } }), Get("ReadExpiry", "/v1/expiry?from=2026-11-01&to=2026-12-01"), Get("ExportKeys", "/v1/keys.csv"),
        Post("IssueKey", "/v1/keys/issue", new { customerId = "{customer}", kind = "ANNUAL", edition = "PROFESSIONAL", size = 16, dryRun = true }),
        Key("RenewKey", "renew", new { years = 1, dryRun = true }), Key("RenewMaintenance", "renew-maintenance", new { years = 1, dryRun = true }),
        Key("ExtendDeadline", "extend-deadline", new { to = "2027-12-31", reason = "asked", dryRun = true }), Key("AssignKey", "assign", new { partnerId = "{partner}", dryRun = true }),
        Key("ReissueKey", "reissue", new { reason = "leaked", dryRun = true }), Key("TradeInKey", "trade-in", new { edition = "PROFESSIONAL", size = 16, dryRun = true }),
        Key("UpgradeKey", "upgrade", new { edition = "ENTERPRISE", size = 64, dryRun = true }), Key("DowngradeKey", "downgrade", new { edition = "PROFESSIONAL", size = 8, dryRun = true }),
        Key("CloseKey", "close", new { reason = "ended", dryRun = true }), Key("ReleaseKey", "release", new { reason = "moved", dryRun = true }),
        Key("ReportUsage", "report-usage", new { usersAndExtensions = 5, dryRun = true }), Key("ProposeTransfer", "propose-transfer", new { toPartnerVatId = "FR83404833048", dryRun = true }),
        Key("AcceptTransfer", "accept-transfer", new { dryRun = true }), Key("DeclineTransfer", "decline-transfer", new { reason = "no", dryRun = true }),
        Key("AcknowledgeOverLimit", "acknowledge-over-limit", new { name = "Somebody", dryRun = true }),
        Get("ListCustomers", "/v1/customers?first=5"), Get("ReadCustomer", "/v1/customers/{customer}"), Get("ExportCustomers", "/v1/customers.csv"),
        Post("RegisterCustomer", "/v1/customers/register", new { name = "New one", country = "IT" }), Post("EditCustomer", "/v1/customers/{customer}/edit", new { city = "Padova" }),
        Get("ListPartners", "/v1/partners?first=5"), Get("ReadPartner", "/v1/partners/{partner}"),
        Get("ExportPartners", "/v1/partners.csv"), Get("ListPartnerNotes", "/v1/partners/{partner}/notes?first=5"),
        Post("AddPartnerNote", "/v1/partners/{partner}/notes/add", new { text = "Called." }), Post("ViewAsPartner", "/v1/partners/{partner}/view-as", new { }),
        Get("ReadPlan", "/v1/partners/{partner}/plan?suggest=true"), Get("ReadLevelRules", "/v1/level-rules"),
        Post("SaveLevelRules", "/v1/level-rules/save", new { expectedVersion = -1, effectiveFrom = "2027-01-01", rows = Array.Empty<object>() }),
        Post("DiscardLevelRules", "/v1/level-rules/discard", new { expectedVersion = -1 }), Post("PublishLevelRules", "/v1/level-rules/publish", new { expectedVersion = -1 }),
        Post("WithdrawLevelRules", "/v1/level-rules/withdraw", new { version = "levels-none", reason = "asked" }),
        Get("ReadBackTest", "/v1/level-rules/back-test"), Get("ExportBackTest", "/v1/level-rules/back-test.csv"),
        Get("ListApplications", "/v1/applications?first=5"), Post("ApproveApplication", "/v1/applications/{application}/approve", new { }),
        Post("DeclineApplication", "/v1/applications/{application}/decline", new { reason = "not now" }), Get("ReadTeam", "/v1/partners/{partner}/team"),
        Post("InvitePerson", "/v1/partners/{partner}/team/invite", new { email = "a@b.example", role = "SALES" }), Post("RevokeInvitation", "/v1/partners/{partner}/invitations/{invitation}/revoke", new { }),
        Post("ChangeRole", "/v1/partners/{partner}/team/{person}/role", new { role = "SALES", dryRun = true }), Post("DisablePerson", "/v1/partners/{partner}/team/{person}/disable", new { }),
        Post("EnablePerson", "/v1/partners/{partner}/team/{person}/enable", new { }), Post("SuspendPartner", "/v1/partners/{partner}/suspend", new { reason = "asked" }),
        Post("ResumePartner", "/v1/partners/{partner}/resume", new { reason = "asked" }),
        Get("ReadLevel", "/v1/partners/{partner}/level"), Get("ListPoints", "/v1/partners/{partner}/points?first=5"),
        Post("CorrectPoints", "/v1/partners/{partner}/points/correct", new { points = 5, reason = "counted twice", dryRun = true }),
        Get("ListCertificationPaths", "/v1/certification-paths"), Post("SaveCertificationPath", "/v1/certification-paths/save", new { code = "basic", name = "Basic", validityMonths = 24 }),
        Get("ListCourses", "/v1/courses?first=5"), Get("ReadCourse", "/v1/courses/{course}"), Post("CreateCourse", "/v1/courses/create", new { kind = "WEBINAR" }),
        Post("ChangeCourse", "/v1/courses/{course}/change", new { expectedVersion = 1, course = new { seats = 1 } }), Post("CancelCourse", "/v1/courses/{course}/cancel", new { reason = "ill" }),
        Post("EnrolPerson", "/v1/courses/{course}/enrol", new { person = "{person}" }), Post("WithdrawPerson", "/v1/courses/{course}/withdraw", new { person = "{person}" }),
        Post("RecordResults", "/v1/courses/{course}/results", new { results = new[] { new { person = "{person}", outcome = "PASSED" } } }),
        Get("ReadCertifications", "/v1/partners/{partner}/certifications"), Get("ExportCertifications", "/v1/partners/{partner}/certifications.csv"),
        Post("RemindPerson", "/v1/partners/{partner}/certifications/remind", new { person = "{person}", path = "basic" }), Post("RevokeCertificate", "/v1/certificates/{certificate}/revoke", new { reason = "mistake" }),
        Get("ListReviews", "/v1/reviews?first=5"), Get("ReadReview", "/v1/reviews/{review}"), Get("ListReviewResults", "/v1/reviews/{review}/results?first=5"),
        Get("ReadReviewResult", "/v1/reviews/{review}/results/{partner}"), Get("ListReviewLines", "/v1/reviews/{review}/results/{partner}/lines?first=5"), Get("ListKeyReviews", "/v1/keys/{key}/reviews"),
        Get("ExportReview", "/v1/reviews/{review}/results.csv"), Get("CheckReview", "/v1/reviews/{review}/check"), Post("StartReview", "/v1/reviews/start", new { dry = true, on = "2001-02-03" }),
        Review("StopReview", "stop", new { }), Review("ResumeReview", "resume", new { }), Review("ApproveReview", "approve", new { }), Review("PublishReview", "publish", new { }),
        Review("CancelReview", "cancel", new { reason = "not now" }), Review("ExemptPartner", "results/{partner}/exempt", new { reason = "agreed" }),
        Review("CorrectReview", "results/{partner}/correct", new { reason = "paid late", dryRun = true }),
        Get("ListQuotes", "/v1/quotes?first=5"), Get("ReadQuote", "/v1/quotes/{quote}"), Get("ReadQuoteVersions", "/v1/quotes/{quote}/versions"), Get("ExportQuotes", "/v1/quotes.csv"),
        Post("CreateQuote", "/v1/quotes/create", new { payer = "PARTNER", lines = new[] { new { keyId = "{key}", years = 1 } }, dryRun = true }),
        Quote("ReviseQuote", "revise", new { lines = new[] { new { keyId = "{key}", years = 2 } }, dryRun = true }), Quote("PreviewQuoteMail", "preview", new { email = "a@b.example" }),
        Quote("SendQuote", "send", new { email = "a@b.example", dryRun = true }), Quote("ReadPayLink", "link", new { }), Quote("RevokePayLink", "revoke-link", new { dryRun = true }),
        Quote("VoidQuote", "void", new { reason = "no more", dryRun = true }), Quote("PayQuote", "pay", new { }),
        Get("ReadCatalogue", "/v1/catalogue"), Get("AdviseSize", "/v1/adviser?count=40"),
        Get("ListImports", "/v1/imports?first=5"), Get("ReadImport", "/v1/imports/{import}"), Get("ReadImportProblems", "/v1/imports/{import}/problems?first=5"),
        Get("ExportImportProblems", "/v1/imports/{import}/problems.csv"), Post("StartImport", "/v1/imports?kind=CUSTOMERS&fileName=a.csv", null) with { Raw = "reference,name\nx,Y\n" },
        Post("CommitImport", "/v1/imports/{import}/commit", new { }), Post("StopImport", "/v1/imports/{import}/stop", new { }), Post("ResumeImport", "/v1/imports/{import}/resume", new { }),
        Get("ReadReminders", "/v1/reminders?partnerId={partner}"), Post("PreviewReminder", "/v1/reminders/preview", new { audience = "PARTNER", partnerId = "{partner}" }),
        Post("SaveReminders", "/v1/reminders/save", new { digest = true, remindCustomers = false, partnerId = "{partner}" }),
        Get("ListMessages", "/v1/messages?first=5"), Post("SendAgain", "/v1/messages/{message}/send-again", new { reason = "It may not have gone." }),
        Get("ListOrders", "/v1/orders?first=5"), Get("ReadOrder", "/v1/orders/{order}"), Get("ExportOrders", "/v1/orders.csv"), Get("ReadDocument", "/v1/documents/{document}"),
        Post("RefundOrder", "/v1/orders/{order}/refund", new { amountMinor = 100, reason = "asked", dryRun = true }), Get("ListCredits", "/v1/credits?first=5"),
        Post("SettleCredit", "/v1/credits/{credit}/settle", new { how = "REFUND", reason = "asked", dryRun = true }), Get("CheckLedger", "/v1/ledger/check"), Get("ListInbox", "/v1/inbox"),
        Post("RetryInbox", "/v1/inbox/{event}/retry", new { reason = "asked" }),
        Get("ListAudit", "/v1/audit?first=5"), Get("ReadAudit", "/v1/audit/{audit}"), Get("ExportAudit", "/v1/audit.csv"),
    ];

    /// <summary>The request with ids filled in.</summary>
    public HttpRequestMessage Request(Func<string, Guid> id)
    {
        var request = new HttpRequestMessage(Method, Fill(Path, id));
        if (Raw is not null) request.Content = new StringContent(Raw, null, "text/csv");
        else if (Body is not null) request.Content = new StringContent(Fill(System.Text.Json.JsonSerializer.Serialize(Body), id), null, "application/json");
        return request;
    }

    private static readonly string[] Kinds = ["key", "customer", "partner", "import", "audit", "quote", "message", .. PlantedOrder.Kinds];

    /// <summary>Kinds of things it names, in path or body.</summary>
    public IEnumerable<string> Names => Kinds.Where(k => (Path + System.Text.Json.JsonSerializer.Serialize(Body)).Contains("{" + k + "}", StringComparison.Ordinal));

    private static string Fill(string text, Func<string, Guid> id)
    {
        foreach (var kind in Kinds) text = text.Replace("{" + kind + "}", id(kind).ToString(), StringComparison.Ordinal);
        return text;
    }

    private static Call Get(string operation, string path) => new(operation, HttpMethod.Get, path);

    private static Call Post(string operation, string path, object? body) => new(operation, HttpMethod.Post, path, body);

    private static Call Review(string operation, string verb, object body) => new(operation, HttpMethod.Post, $"/v1/reviews/{{review}}/{verb}", body);

    private static Call Quote(string operation, string verb, object body) => new(operation, HttpMethod.Post, $"/v1/quotes/{{quote}}/{verb}", body);

    private static Call Key(string operation, string verb, object body) => new(operation, HttpMethod.Post, $"/v1/keys/{{key}}/{verb}", body);
}
