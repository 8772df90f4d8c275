using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Life;
using LinkageService.Features.Payments.Files;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Payments;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Payments;

/// <summary>What became of a bank's file.</summary>
/// <param name="Form">What it is.</param>
/// <param name="Recorded">What became of its rows.</param>
/// <param name="Unread">Rows that could not be understood.</param>
/// <param name="PassedOver">Entries that are no payments, such as titles and sums.</param>
internal sealed record ImportedResults(
    PaymentResultForm Form, RecordedResults Recorded, IReadOnlyList<UnreadResultRow> Unread, int PassedOver);

/// <summary>
/// Reads a bank's file of results and notes what it says, as if each row had been written down. A row that cannot be understood is named
/// and stops nothing; a file of which no row can be is refused. What a bank says of a whole file is said of each of its payments that it
/// does not name.
/// </summary>
internal sealed class ImportResults(RecordResults record, ChangePayments change, Database database)
{
    /// <param name="caller">Who.</param>
    /// <param name="run">Of which run.</param>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">It is no file of results, or the payments are not prepared.</exception>
    public async Task<ImportedResults> HandleAsync(Caller caller, string run, Stream file, CancellationToken cancellation)
    {
        var limits = PaymentResultLimits.Default with { MaxRows = RecordResultsValidator.MaxResults };
        var read = await ReadPaymentResults.HandleAsync(file, limits, cancellation);
        var unread = read.Unread.ToList();
        var results = new List<PaymentResult>(read.Rows.Count);
        var held = await database.SnapshotAsync(session => RunAccess.RequireAsync(session, caller, run), cancellation);
        var life = RunLife.Read(held.Progress);
        if (read.Whole is { } whole)
        {
            var answered = await OfWholeAsync(held, life, read, whole, cancellation);
            results.AddRange(answered ?? []);
            if (answered is null)
            {
                unread.Add(NotOurs(whole));
            }
        }

        foreach (var row in read.Rows)
        {
            if (FaultOf(row, life) is { } fault)
            {
                unread.Add(new UnreadResultRow(row.Row, $"{row.Row}", fault));
            }
            else
            {
                results.Add(ResultOf(row));
            }
        }

        if (results.Count == 0)
        {
            throw new RefusedException(unread.Count > 0
                ? Failure.Of([.. unread.Select(ProblemOf)])
                : Failure.Of(ProblemCodes.InvalidValue, "文件里没有一笔结果", "the file holds no result", "file"));
        }

        var recorded = await record.HandleAsync(caller, run, new RecordResultsRequest(results) { IsFile = true }, cancellation);
        return new ImportedResults(read.Form, recorded, unread, read.PassedOver);
    }

    // The payments of the file that the bank answers for and does not name; null where no such file was written here.
    private async Task<IReadOnlyList<PaymentResult>?> OfWholeAsync(
        RunRow run, RunLife life, PaymentResultFile read, PaymentResultRow whole, CancellationToken cancellation)
    {
        if (read.MessageId is not { } messageId || FaultOf(whole, life) is not null)
        {
            return null;
        }

        var file = await database.SnapshotAsync(session => PaymentFileStore.FindAsync(session, run.Id, messageId), cancellation);
        var named = read.Rows.Select(row => row.EndToEndId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return file?.PaymentIds.Split('\n').Where(id => !named.Contains(id))
            .Select(id => ResultOf(whole with { EndToEndId = id }) with { Row = null }).ToArray();
    }

    private static UnreadResultRow NotOurs(PaymentResultRow whole) => new(0, "GrpSts", whole.Outcome is PaymentOutcome.Paid
        ? new LocalizedText(
            "银行说整批都已到账，但回单里的批号不是这里生成的文件；没有写明的户请再要逐笔结果",
            "the bank says that all is settled, of a file that was not written here: ask for the results one by one of those not named")
        : new LocalizedText(
            $"银行说整批都退回（{whole.Words}），但回单里的批号不是这里生成的文件；没有写明的户请再要逐笔结果",
            $"the bank says that all is rejected ({whole.Words}), of a file that was not written here: ask for the results one by one of "
            + "those not named"));

    // What the rules of a result would refuse together with all others.
    private LocalizedText? FaultOf(PaymentResultRow row, RunLife life) =>
        row.On > change.Today ? new LocalizedText($"日期 {row.On:yyyy-MM-dd} 在今天之后", $"the day {row.On:yyyy-MM-dd} lies ahead")
        : row.On is { } on && life.BeforeVote(on, "on") is { } early ? early.Message
        : new[] { row.EndToEndId, row.Household }.OfType<string>().All(text => TextRules.IsPlain(text, TextRules.MaxWord, hasLines: false))
            && (row.Account is null || TextRules.IsPlain(row.Account, TextRules.MaxName, hasLines: false)) ? null
        : new LocalizedText("付款编号、户编码或账号太长，或有看不见的字符", "the reference, household or account is too long, or has characters nobody sees");

    private static PaymentResult ResultOf(PaymentResultRow row) => new(row.EndToEndId, Word(row.Outcome))
    {
        Household = row.Household,
        Account = row.Account,
        Name = row.Name is { } name && TextRules.IsPlain(name, TextRules.MaxName, hasLines: false) ? name : null,
        AmountFen = row.AmountFen,
        Reason = row.Reason,
        Words = row.Words is { } words && TextRules.IsPlain(words, TextRules.MaxReason, hasLines: false) ? words : null,
        On = row.On,
        Row = row.Row,
    };

    private static string Word(PaymentOutcome outcome) => outcome switch
    {
        PaymentOutcome.Paid => PaymentOutcomes.Paid,
        PaymentOutcome.Returned => PaymentOutcomes.Returned,
        PaymentOutcome.Pending => PaymentOutcomes.Pending,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Problem ProblemOf(UnreadResultRow row) => new(ProblemCodes.InvalidValue, "file",
        new LocalizedText($"{row.Where.Zh}：{row.Why.Zh}", $"{row.Where.En}: {row.Why.En}")) { Line = row.Row };
}
