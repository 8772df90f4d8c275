using LinkageService.Storage.Audit;

namespace LinkageService.Storage.Payments;

/// <summary>Files written for banks, and how each bank wants them.</summary>
public static class PaymentFileStore
{
    private const string FileColumns = """
        run_id AS RunId, message_id AS MessageId, name AS Name, payments AS Payments, amount_fen AS AmountFen,
        payment_ids AS PaymentIds, made_by AS MadeBy, made_at AS MadeAt
        """;

    /// <summary>The templates of an organisation by name.</summary>
    public static Task<IReadOnlyList<PaymentTemplateRow>> TemplatesAsync(Session session, string organization) =>
        session.ListAsync<PaymentTemplateRow>(
            """
            SELECT organization_id AS OrganizationId, name AS Name, content AS Content, updated_by AS UpdatedBy, updated_at AS UpdatedAt
            FROM payment_template WHERE organization_id = @organization AND content <> '' ORDER BY name
            """,
            new { organization });

    /// <summary>Writes a template down or removes it, and tells the audit log.</summary>
    /// <param name="session">The change.</param>
    /// <param name="row">As it stands from now on.</param>
    /// <param name="action">As the audit log calls it.</param>
    public static async Task PutTemplateAsync(WriteSession session, PaymentTemplateRow row, string action)
    {
        var before = (await TemplatesAsync(session, row.OrganizationId)).FirstOrDefault(each => each.Name == row.Name);
        await session.UpsertAsync(Tables.PaymentTemplate, row.Values());
        session.Audit(new AuditDraft(action, $"{PaymentTemplateRow.Prefix}{row.OrganizationId}/{row.Name}", row.OrganizationId)
        {
            Before = before?.RowDigest(), After = row.RowDigest(),
        });
    }

    /// <summary>The file of a run with this reference; null where none was written.</summary>
    public static Task<PaymentFileRow?> FindAsync(Session session, string run, string messageId) =>
        session.FirstAsync<PaymentFileRow>(
            $"SELECT {FileColumns} FROM payment_file WHERE run_id = @run AND message_id = @messageId", new { run, messageId });

    /// <summary>Notes which payments a file holds, unless that is known, and tells the audit log.</summary>
    /// <param name="session">The change.</param>
    /// <param name="organization">Whose run it is.</param>
    /// <param name="row">The file.</param>
    public static async Task NoteAsync(WriteSession session, string organization, PaymentFileRow row)
    {
        if (await FindAsync(session, row.RunId, row.MessageId) is not null)
        {
            return;
        }

        await session.InsertAsync(Tables.PaymentFile, row.Values());
        session.Audit(new AuditDraft("payments.file.note", row.Subject, organization) { After = row.RowDigest() });
    }
}
