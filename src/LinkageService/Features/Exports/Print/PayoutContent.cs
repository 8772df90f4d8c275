namespace LinkageService.Features.Exports.Print;

/// <summary>What there is to be shown on a payout sheet, of all households together: a column nobody has anything in is left out.</summary>
internal sealed record PayoutContent
{
    private const int MostBanks = 2;

    private readonly HashSet<string> _banks = new(StringComparer.Ordinal);
    private readonly List<string> _without = [];

    private PayoutContent(PaperLines lines, bool isApart, int groups) => (Lines, IsAllApart, Rows) = (lines, isApart, new int[groups]);

    /// <summary>What may stand in rows, and what is signed for household by household.</summary>
    public PaperLines Lines { get; }

    /// <summary>Whether everything is signed for household by household: the sum alone would tell.</summary>
    public bool IsAllApart { get; }

    /// <summary>Rows of each group; one number where there are no groups.</summary>
    public int[] Rows { get; }

    /// <summary>Households that sign by themselves for what no row may say.</summary>
    public int Strips { get; private set; }

    /// <summary>Fen on those.</summary>
    public long StripsFen { get; private set; }

    /// <summary>Fen in rows.</summary>
    public long RowsFen { get; private set; }

    /// <summary>Whether anything is deducted in a row.</summary>
    public bool HasDeductions { get; private set; }

    /// <summary>Whether an ID number is known.</summary>
    public bool HasIds { get; private set; }

    /// <summary>Whether an account is known.</summary>
    public bool HasAccounts { get; private set; }

    /// <summary>Whether it is known how many people live in a household.</summary>
    public bool HasMembers { get; private set; }

    /// <summary>The bank of every account; null where there are several, or it is not known.</summary>
    public string? OnlyBank => _banks is { Count: 1 } && _banks.First() is { Length: > 0 } bank ? bank : null;

    /// <summary>Households in rows that no account is paid of: they get cash, or their account is still to be entered.</summary>
    public IReadOnlyList<string> WithoutAccount => _without;

    /// <summary>Whether any bank is known.</summary>
    public bool HasBanks => _banks.Any(bank => bank.Length > 0);

    /// <summary>Goes through the households once.</summary>
    /// <param name="source">The run, with its rows one after another.</param>
    /// <param name="sheet">What of it is printed.</param>
    /// <param name="cancellation">Stops the walk through the households.</param>
    public static async Task<PayoutContent> OfAsync(ExportSource source, ExportSheet sheet, CancellationToken cancellation)
    {
        var lines = await PaperLines.OfAsync(source, sheet);
        var isAllApart = lines.Apart.Count > 0
            && (sheet.IsCorrection || lines.Plain.Count == 0 || sheet.WithholdsTax || sheet.SetsOff);
        var content = new PayoutContent(lines, isAllApart, Math.Max(sheet.Groups.Count, 1));
        await foreach (var household in source.Rows.ReadAsync(withPersons: true, cancellation))
        {
            content.Add(sheet, household);
        }

        return content;
    }

    /// <summary>What a household is paid in its row.</summary>
    public long RowFen(SheetHousehold household) => household.Payable.PaidFen - StripFen(household);

    /// <summary>What it signs for by itself.</summary>
    public long StripFen(SheetHousehold household) => IsAllApart ? household.Payable.PaidFen : Lines.ApartFen(household);

    /// <summary>What a row gives before deductions; a correction pays or carries, and deducts nothing.</summary>
    public long GrossFen(ExportSheet sheet, SheetHousehold household) => sheet.IsCorrection
        ? RowFen(household)
        : Lines.Plain.Sum(line => Math.Max(household.Amounts[line.Index], 0));

    /// <summary>
    /// What the scheme deducts in a row: gross, this, and what is settled of earlier years, less tax and debts, make what is paid.
    /// </summary>
    public long DeductionFen(ExportSheet sheet, SheetHousehold household) => sheet.IsSettlement || sheet.IsCorrection
        ? 0
        : RowFen(household) + household.Payable.Withheld.Fen - household.Payable.SettledFen - GrossFen(sheet, household);

    private void Add(ExportSheet sheet, SheetHousehold household)
    {
        var (row, strip) = (RowFen(household), StripFen(household));
        Rows[sheet.IsGrouped ? household.Group : 0] += row == 0 ? 0 : 1;
        Strips += strip == 0 ? 0 : 1;
        (RowsFen, StripsFen) = (RowsFen + row, StripsFen + strip);
        if (row == 0)
        {
            return;
        }

        HasDeductions |= DeductionFen(sheet, household) != 0;
        HasMembers |= household.Person?.Members is not null;
        HasIds |= household.Person?.Standing.Data.Persons.Any(person => person.Hint is not null) ?? false;
        if (PayoutColumns.AccountOf(household, reveal: null).Length > 0)
        {
            HasAccounts = true;
            if (_banks.Count < MostBanks)
            {
                _banks.Add(PayoutColumns.BankOf(household) ?? "");
            }
        }
        else
        {
            _without.Add(household.Id);
            HasAccounts |= PayoutColumns.OutcomeOf(sheet.Words, household).Length > 0;
        }
    }
}
