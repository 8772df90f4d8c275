using LinkageService.Engine.Amounts;
using LinkageService.Features.Households;
using LinkageService.Storage.Payments;

namespace LinkageService.Features.Exports.Print;

/// <summary>The columns of a payout sheet: only those with something in them, and room for the pen.</summary>
/// <param name="sheet">The run.</param>
/// <param name="content">What there is.</param>
/// <param name="prices">Shares and prices.</param>
/// <param name="before">What households had before a correction; null for a run of another kind.</param>
/// <param name="reveal">Gives numbers in full; null leaves them masked.</param>
internal sealed class PayoutColumns(
    ExportSheet sheet, PayoutContent content, PaperPrices prices, PaperBefore? before, RevealNumbers? reveal)
{
    // Widths beyond these are set smaller, and then with fewer columns: an amount is never cut off.
    private const int DenseFrom = 285;
    private const int MaxWidth = 320;
    private const int MaxLines = 6;
    private const int AmountWidth = 22;
    private const int ShareWidth = 14;

    private ExportWords Words => sheet.Words;

    /// <summary>Whether there are so many that they are set smaller.</summary>
    public static bool IsDense(IReadOnlyList<PagedColumn> columns) => columns.Sum(column => column.Width) > DenseFrom;

    /// <summary>From the left.</summary>
    public PagedColumn[] All()
    {
        for (var shown = Math.Min(Given.Length, MaxLines); ; shown--)
        {
            PagedColumn[] columns = [.. Who(), .. Amounts(shown), .. ForThePen()];
            if (shown <= 1 || columns.Sum(column => column.Width) <= MaxWidth)
            {
                return columns;
            }
        }
    }

    // What is withheld is summed up as the deduction.
    private ExportColumn[] Given => sheet.IsCorrection ? [] : [.. content.Lines.Plain.Where(line => !IsWithheld(line))];

    private bool IsWithheld(ExportColumn line) =>
        sheet.Scheme.Steps.FirstOrDefault(step => step.Id == line.Step)?.Kind == "withhold";

    private IEnumerable<PagedColumn> Who()
    {
        yield return PagedColumn.Serial(Words, 9);
        yield return new(Words.T("户编号", "Household"), 15) { IsCentred = true, Text = (household, _) => household.Id };
        yield return new(Words.T("户主", "Name"), 19) { IsCentred = true, Text = (household, _) => household.Person?.Name ?? "" };
        if (content.HasMembers)
        {
            yield return PagedColumn.Members(Words, Words.IsChinese ? 9 : 14);
        }

        foreach (var label in PagedColumn.OfLabels(sheet, 15))
        {
            yield return label;
        }

        if (content.HasIds)
        {
            yield return new(Words.T("身份证号", "ID number"), 30)
            {
                IsSmall = true, Text = (household, _) => Data(household.Person?.Standing, known => HeadId(known, reveal)),
            };
        }

        if (content.HasAccounts)
        {
            yield return reveal is null
                ? new(Words.T("卡尾号", "Account"), 14)
                {
                    IsCentred = true, Text = (household, _) => AccountOrOutcome(household, null),
                }
                : new(Words.T("社保卡/账号", "Account"), 32)
                {
                    IsSmall = true, Text = (household, _) => AccountOrOutcome(household, reveal),
                };
        }

        if (content.HasBanks && content.OnlyBank is null)
        {
            yield return new(Words.T("开户行", "Bank"), 22)
            {
                IsSmall = true, Text = (household, _) => BankOf(household) ?? "",
            };
        }
    }

    private IEnumerable<PagedColumn> Amounts(int shown)
    {
        var lines = Given;
        foreach (var share in prices.ColumnsOf([.. lines.Take(shown)], ShareWidth))
        {
            yield return share;
        }

        foreach (var line in lines.Take(lines.Length == shown ? shown : Math.Max(shown - 1, 0)))
        {
            yield return PagedColumn.Amounts(line.Title, AmountWidth, line.SumFen, household => household.Amounts[line.Index]) with
            {
                Note = prices.Text(line),
            };
        }

        if (lines.Length > shown && lines.Skip(Math.Max(shown - 1, 0)).ToArray() is { } rest)
        {
            yield return PagedColumn.Amounts(Words.T("其余各项", "The rest"), AmountWidth, rest.Sum(line => line.SumFen),
                household => rest.Sum(line => household.Amounts[line.Index]));
        }

        foreach (var column in before?.Columns(AmountWidth) ?? [])
        {
            yield return column;
        }

        var gross = Math.Max(lines.Sum(line => line.SumFen), Math.Abs(content.RowsFen));
        var taken = sheet.IsCorrection ? [] : sheet.AfterTotals.SkipLast(1).Where(after => !after.IsAdded).ToArray();
        if (content.HasDeductions || sheet.Settles || taken.Length > 0)
        {
            yield return PagedColumn.Amounts(Words.T("应发", "Gross"), AmountWidth, gross, household => content.GrossFen(sheet, household));
        }

        if (content.HasDeductions)
        {
            yield return PagedColumn.Amounts(
                Words.T("扣款", "Deduction"), 18, gross, household => content.DeductionFen(sheet, household));
        }

        if (sheet.Settles)
        {
            yield return PagedColumn.Amounts(
                Words.AfterTotal(isCorrection: false).First, 19, sheet.Totals.Payable.SettledFen,
                household => household.Payable.SettledFen);
        }

        foreach (var after in taken)
        {
            yield return PagedColumn.Amounts(
                after.Title, 19, after.Fen(sheet.Totals.Payable), household => after.Fen(household.Payable));
        }

        yield return PagedColumn.Amounts(Words.T("实发", "Net"), AmountWidth, gross, content.RowFen);
    }

    private IEnumerable<PagedColumn> ForThePen()
    {
        yield return new(Words.T("签字或指印", "Signature"), 34);
        yield return new(Words.T("代领人及关系", "Proxy and relation"), 24);
        yield return new(Words.T("备注", "Remarks"), 16)
        {
            IsSmall = true, Text = (household, _) => household.Person?.Deceased is { } date
                ? Words.T($"已故，{Words.Date(date)}", $"deceased {date}") : "",
        };
    }

    private static string Data(StoredHousehold? known, Func<StoredHousehold, string?> read) => known is null ? "" : read(known) ?? "";

    /// <summary>
    /// The number of the account that is paid, in full or its last four digits: that of the payment that counts, once payments are
    /// prepared. Nothing where none is known, or the money does not go to an account.
    /// </summary>
    public static string AccountOf(SheetHousehold household, RevealNumbers? reveal)
    {
        if (household.Payment is not { } payment)
        {
            return Data(household.Person?.Paying, known =>
                reveal?.Reveal(known).Revealed?.Account ?? known.Data.Account?.Masked?.TrimStart('*'));
        }

        if (!GoesToAccount(payment) || payment.Account is not { } account)
        {
            return "";
        }

        var opened = household.Person is { } person ? reveal?.Open(account, person.Paying.Organization, household.Id) : null;
        return opened ?? payment.AccountHint ?? "";
    }

    /// <summary>The bank of that account; null where it is not known, or the money does not go to an account.</summary>
    public static string? BankOf(SheetHousehold household) => household.Payment is not { } payment
        ? household.Person?.Paying.Data.Account?.Bank
        : GoesToAccount(payment) ? payment.Bank : null;

    /// <summary>How a payment ended that did not go to an account; nothing for one that did, or is still to be made.</summary>
    public static string OutcomeOf(ExportWords words, SheetHousehold household) => household.Payment?.State switch
    {
        PaymentStates.Signed => words.T("现金签收", "paid in cash"),
        PaymentStates.Collected => words.T("现金代领", "cash, by proxy"),
        PaymentStates.Unclaimed => words.T("未领", "unclaimed"),
        PaymentStates.ToPay or PaymentStates.Sent or PaymentStates.Paid or PaymentStates.Returned or PaymentStates.Replaced or null => "",
        var state => throw new System.Diagnostics.UnreachableException(state),
    };

    private static bool GoesToAccount(PaymentAttemptRow payment) =>
        payment.Channel == PaymentChannels.Bank && payment.State != PaymentStates.Unclaimed;

    private string AccountOrOutcome(SheetHousehold household, RevealNumbers? open) =>
        AccountOf(household, open) is { Length: > 0 } account ? account : OutcomeOf(Words, household);

    /// <summary>The ID number of a household's head, masked unless it is revealed; null where none is known.</summary>
    public static string? HeadId(StoredHousehold household, RevealNumbers? reveal)
    {
        // Where nobody is marked as the head, the one whose name the household bears.
        var persons = household.Data.Persons.ToList();
        var head = persons.FindIndex(person => person is { Head: true, Left: null, Deceased: null });
        head = head >= 0 ? head : persons.FindIndex(person => person.Name == household.Data.Name);
        return head < 0 ? null : reveal?.Reveal(household).Revealed?.Ids[head] ?? persons[head].Hint;
    }
}
