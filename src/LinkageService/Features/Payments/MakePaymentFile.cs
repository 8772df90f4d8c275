using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Features.Life;
using LinkageService.Features.Payments.Files;
using LinkageService.Features.Runs;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Payments;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Payments;

/// <summary>Payments to be written for a bank.</summary>
/// <param name="Format">One of <see cref="PaymentFileFormats"/>.</param>
internal sealed record MakePaymentFileRequest(string? Format) : CheckedRequest
{
    /// <summary>Those of which households; null for all that can be sent.</summary>
    public IReadOnlyList<string>? Households { get; init; }

    /// <summary>The day on which the bank is to pay; null for today.</summary>
    public DateOnly? ExecutionOn { get; init; }

    /// <summary>What the payees read; null for the year and 收益分配.</summary>
    public string? Purpose { get; init; }

    /// <summary>The organisation's own account; null where the format does not need it.</summary>
    public StatedAccount? Payer { get; init; }

    /// <summary>The organisation's unified social credit code; null where the bank does not ask.</summary>
    public string? CreditCode { get; init; }

    /// <summary>The columns, where the format is <c>template</c>.</summary>
    public PaymentTemplate? Template { get; init; }

    /// <summary>The name of a template that the organisation keeps, in place of <see cref="Template"/>.</summary>
    public string? SavedTemplate { get; init => field = TextRules.Trim(value); }

    /// <summary>What <c>bank-batch.csv</c> is written in; null for UTF-8.</summary>
    public string? Encoding { get; init; }

    /// <summary>Whether tabs keep spreadsheets from changing the numbers of <c>bank-batch.csv</c>; true unless stated.</summary>
    public bool MarksNumbers { get; init; } = true;

    /// <summary>Payments of one file; null for 3,000.</summary>
    public int? MaxRows { get; init; }

    /// <summary>Version of <c>pain.001.xml</c>: 03 or 09; null for 09.</summary>
    public string? PainVersion { get; init; }

    /// <summary>Category purpose of <c>pain.001.xml</c>; null for DIVI.</summary>
    public string? CategoryPurpose { get; init; }
}

/// <summary>The files there are.</summary>
internal static class PaymentFileFormats
{
    /// <summary>The generic list as text.</summary>
    public const string Csv = "bank-batch.csv";

    /// <summary>The generic list as a workbook.</summary>
    public const string Xlsx = "bank-batch.xlsx";

    /// <summary>ICBC's batch file.</summary>
    public const string Icbc = "bank-batch.bpt";

    /// <summary>ISO 20022.</summary>
    public const string Pain = "pain.001.xml";

    /// <summary>By columns that come with the request.</summary>
    public const string Template = "template";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Csv, Xlsx, Icbc, Pain, Template];
}

/// <summary>The shape of it.</summary>
internal sealed class MakePaymentFileValidator : AbstractValidator<MakePaymentFileRequest>
{
    /// <summary>Payments of one file.</summary>
    public static WholeRange Rows { get; } = new(1, 100_000);

    /// <summary>The versions of pain.001.</summary>
    public static IReadOnlyList<string> Versions { get; } = ["03", "09"];

    public MakePaymentFileValidator()
    {
        RuleFor(request => request.Format).IsThere("format").IsOneOf("format", PaymentFileFormats.All);
        RuleFor(request => request.Households).IsAllOrSome("households");
        RuleFor(request => request.Households).HasAtMost("households", SendPaymentsValidator.MaxHouseholds, count => new LocalizedText(
            $"一次最多 {SendPaymentsValidator.MaxHouseholds} 户，得到 {count} 户",
            $"at most {SendPaymentsValidator.MaxHouseholds} households at once, got {count}"));
        RuleForEach(request => request.Households).IsText("households", TextRules.MaxWord, hasLines: false)
            .OverridePropertyName("households");
        RuleFor(request => request.Purpose).IsText("purpose", PainRules.MaxPurpose, hasLines: false);
        RuleFor(request => request.Payer!).SetValidator(new StatedAccountValidator()).OverridePropertyName("payer");
        RuleFor(request => request.CreditCode).Must(code => code is null || !CheckDigits.IsBrokenCreditCode(code))
            .As(ProblemCodes.InvalidValue, "creditCode", PainRules.BrokenCreditCode.Zh, PainRules.BrokenCreditCode.En);
        RuleFor(request => request.Template!).SetValidator(new PaymentTemplateValidator()).OverridePropertyName("template");
        RuleFor(request => request.Template)
            .Must((request, template) => (request.Format == PaymentFileFormats.Template ? 1 : 0)
                == (template is null ? 0 : 1) + (request.SavedTemplate is null ? 0 : 1))
            .As(ProblemCodes.InvalidValue, "template", "format 是 template 时写各列（template）或存好的名称（savedTemplate），只写一样；别的格式都不写",
                "with the format template either columns (template) or a kept name (savedTemplate) is stated, with no other format any");
        RuleFor(request => request.SavedTemplate).IsText("savedTemplate", TextRules.MaxName, hasLines: false);
        RuleFor(request => request.Encoding).IsOneOf("encoding", PaymentEncoding.Names);
        RuleFor(request => request.MaxRows).IsIn("maxRows", Rows);
        RuleFor(request => request.PainVersion).IsOneOf("painVersion", Versions);
        RuleFor(request => request.CategoryPurpose).IsOneOf("categoryPurpose", PainMessage.CategoryPurposes);
    }
}

/// <summary>
/// Writes what is to be paid as a file for a bank, with whole account numbers: who made it, with how many payments and which digest, is in
/// the audit log before the file is handed out. How payments stand does not change; that they went to the bank is noted by itself.
/// </summary>
internal sealed class MakePaymentFile(Database database, PrivateNumbers numbers, TimeProvider time)
{
    private const int MessageIdCharacters = 24;

    private readonly MakePaymentFileValidator _validator = new();

    /// <exception cref="RefusedException">
    /// The run is not paid yet, its payments are not prepared, nobody has seen the money, nothing is to be paid, or something cannot be
    /// written in this form: all of it is named.
    /// </exception>
    public async Task<PaymentFile> HandleAsync(
        Caller caller, string run, MakePaymentFileRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var (row, batch, template) = await database.SnapshotAsync(async session =>
        {
            var found = await RunAccess.RequireAsync(session, caller, run);
            var saved = request.SavedTemplate is { } name
                ? await SavedTemplates.RequireAsync(session, found.OrganizationId, name, "savedTemplate")
                : request.Template;
            return (found, await BatchAsync(session, found, request, saved), saved);
        }, cancellation);
        var file = Write(request, batch, template);
        await database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            var from = 0;
            foreach (var part in file.Parts)
            {
                await PaymentFileStore.NoteAsync(session, row.OrganizationId, new PaymentFileRow(
                    row.Id, part.MessageId, part.Name, part.Count, part.TotalFen,
                    string.Join('\n', batch.Orders.Skip(from).Take(part.Count).Select(order => order.EndToEndId)),
                    caller.Name, Moment.Of(session.Change.At)));
                from += part.Count;
            }

            session.Audit(new AuditDraft("payments.file", RevealNumbers.SubjectOfMany(row.OrganizationId), row.OrganizationId)
            {
                Details = JsonDetails.Of(
                    ("run", row.Id), ("file", file.Name), ("households", file.Count), ("amountFen", file.TotalFen),
                    ("digest", Convert.ToHexStringLower(SHA256.HashData(file.Content)))),
            });
            return true;
        }, cancellation);
        return file;
    }

    private async Task<PaymentBatch> BatchAsync(
        Session session, RunRow run, MakePaymentFileRequest request, PaymentTemplate? template)
    {
        // A run that could still be given up sends nothing to a bank.
        ChangeRun.RequireState(run, ChangePayments.Moving);
        var envelope = await PaymentStore.FindEnvelopeAsync(session, run.Id) ?? throw PaymentFailures.NotPrepared();
        if (envelope.FundsBy is null)
        {
            throw PaymentFailures.NoFunds();
        }

        var organization = (await OrganizationStore.FindAsync(session, run.OrganizationId))!;
        var purpose = TextRules.Trim(request.Purpose) ?? $"{run.Year}年度收益分配";
        var orders = (await SendablePayments.ReadAsync(session, run, request.Households))
            .OrderBy(attempt => attempt.HouseholdId, MemberNumberOrder.Instance)
            .Select(attempt => new PaymentOrder(
                attempt.EndToEndId, attempt.HouseholdId, attempt.Name ?? "",
                attempt.Account is { } account ? numbers.Decrypt(account, run.OrganizationId, attempt.HouseholdId) : "",
                attempt.Bank, attempt.BankCode, attempt.AmountFen, purpose, Remark: null))
            .ToArray();
        var head = new PaymentFileHead(
            MessageIdOf(request, orders, template?.MaxRows ?? MaxRowsOf(request)), time.GetUtcNow(),
            request.ExecutionOn ?? Dates.Today(time),
            request.Payer?.Holder ?? organization.Name, request.Payer?.AccountNumber() ?? "", request.Payer?.Bank, request.Payer?.BankCode,
            request.CreditCode);
        return new PaymentBatch(head, orders, $"{run.OrganizationId}-{run.Year}-" + StemOf(request.Format!))
        {
            Title = $"{VillageName.Of(organization)}{run.Year}年银行代发",
        };
    }

    private static int MaxRowsOf(MakePaymentFileRequest request) => request.MaxRows ?? PaymentTemplate.DefaultMaxRows;

    // The same payments have the same reference, so that a bank refuses them the second time; parted otherwise they are other files.
    private static string MessageIdOf(MakePaymentFileRequest request, PaymentOrder[] orders, int maxRows)
    {
        var parted = orders.Length > maxRows ? string.Create(CultureInfo.InvariantCulture, $"/{maxRows}") : "";
        var said = request.Format + parted + "\n" + string.Join('\n', orders.Select(order => order.EndToEndId));
        return "LS-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)))[..MessageIdCharacters];
    }

    private static string StemOf(string format) => format == PaymentFileFormats.Pain ? "pain.001" : "bank-batch";

    private static PaymentFile Write(MakePaymentFileRequest request, PaymentBatch batch, PaymentTemplate? template)
    {
        var maxRows = MaxRowsOf(request);
        return request.Format switch
        {
            PaymentFileFormats.Csv => WritePaymentFile.AsTemplate(
                PaymentTemplates.GenericCsv with
                {
                    Encoding = request.Encoding ?? PaymentEncoding.Utf8, MarksNumbers = request.MarksNumbers, MaxRows = maxRows,
                }, batch),
            PaymentFileFormats.Xlsx => WritePaymentFile.AsTemplate(PaymentTemplates.GenericXlsx with { MaxRows = maxRows }, batch),
            PaymentFileFormats.Icbc => WritePaymentFile.AsIcbcBatch(batch, maxRows),
            PaymentFileFormats.Pain => PainMessage.Write(
                batch, request.PainVersion == MakePaymentFileValidator.Versions[0] ? PainVersion.V03 : PainVersion.V09,
                request.CategoryPurpose ?? PainMessage.Dividend, maxRows),
            PaymentFileFormats.Template => WritePaymentFile.AsTemplate(template!, batch),
            _ => throw new UnreachableException(),
        };
    }
}
