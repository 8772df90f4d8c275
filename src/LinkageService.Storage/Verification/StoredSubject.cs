using LinkageService.Storage.Access;
using LinkageService.Storage.Archives;
using LinkageService.Storage.Batches;
using LinkageService.Storage.Households;
using LinkageService.Storage.Payments;
using LinkageService.Storage.Runs;
using LinkageService.Storage.StatementChecks;
using LinkageService.Storage.Webhooks;

namespace LinkageService.Storage.Verification;

/// <summary>A kind of thing whose row, as it stands, is what the last audit entry about it says.</summary>
/// <param name="Prefix">Its subjects in the audit log begin with this.</param>
/// <param name="Table">Where its rows are; the first columns are the id.</param>
/// <param name="Digest">What the audit log keeps of a row.</param>
/// <param name="Since">The version of the tables that has it first: an older database is verified without.</param>
/// <param name="Keys">How many columns are the id.</param>
internal sealed record StoredSubject(string Prefix, Table Table, Func<object?[], byte[]> Digest, long Since = 1, int Keys = 1)
{
    /// <summary>Every kind but dated facts, of which all are kept and not the last alone, and schemes, which span two tables.</summary>
    public static IReadOnlyList<StoredSubject> All { get; } =
    [
        new("organization/", Tables.Organization, OfOrganization),
        Whole("run/", Tables.Run),
        Whole("objection/", Tables.Objection),
        Whole("balance/", Tables.BalanceClosing, since: 3),
        Whole("key/", Tables.ApiKey),
        Whole(RosterHeadingRow.Prefix, Tables.RosterHeading, since: 4, keys: 2),
        Whole(RosterImportRow.Prefix, Tables.RosterImport, since: 8),
        Whole(RosterSharing.Prefix, Tables.RosterSharing, since: 8),
        Whole(RunFileRow.Prefix, Tables.RunFile, since: 7),
        Whole(SetOffRow.Prefix, Tables.SetOff, since: WithholdingVerification.Since),
        Whole(PaymentTemplateRow.Prefix, Tables.PaymentTemplate, since: 9, keys: 2),
        Whole(PaymentFileRow.Prefix, Tables.PaymentFile, since: 9, keys: 2),
        Whole(AccountRow.Prefix, Tables.Account, since: 13),
        Whole(WebhookRow.Prefix, Tables.Webhook, since: 11),
        Whole(StatementCheckRow.Prefix, Tables.StatementCheck, since: 12),
        Whole(BatchRow.Prefix, Tables.Batch, since: 14),
        Whole(BatchActRow.Prefix, Tables.BatchAct, since: 16),
        Whole(ArchiveRow.Prefix, Tables.Archive, since: ArchiveStore.Since),
        Whole(PaymentEnvelopeRow.Prefix, Tables.PaymentEnvelope, since: PaymentVerification.Since),
    ];

    private static StoredSubject Whole(string prefix, Table table, long since = 1, int keys = 1) =>
        new(prefix, table, row => table.Digest(row), since, keys);

    /// <summary>What the audit log calls the thing of a row.</summary>
    public string SubjectOf(object?[] row) => Prefix + string.Join('/', row.Take(Keys));

    // The moment of the last fact moves with every fact: facts have entries of their own, and it is compared with them.
    private static byte[] OfOrganization(object?[] row)
    {
        var kept = (object?[])row.Clone();
        kept[Tables.Organization.Columns.ToList().IndexOf("facts_known_at")] = null;
        return Tables.Organization.Digest(kept);
    }
}
