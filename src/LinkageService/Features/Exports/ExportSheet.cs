using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;
using LinkageService.Features.Runs;
using LinkageService.Features.Settlements;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Payments;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Exports;

/// <summary>A run as exports show it: whose it is, its columns, their sums.</summary>
/// <param name="Run">The run.</param>
/// <param name="Organization">Whose it is.</param>
/// <param name="Scheme">The scheme it used.</param>
/// <param name="Words">The language.</param>
internal sealed record ExportSheet(StoredRun Run, OrganizationRow Organization, Scheme Scheme, ExportWords Words)
{
    /// <summary>The columns of amounts that are part of the total, in the order of the steps.</summary>
    public IReadOnlyList<ExportColumn> Lines { get; init; } = [];

    /// <summary>Columns that are only noted, outside every total.</summary>
    public IReadOnlyList<ExportColumn> Records { get; init; } = [];

    /// <summary>Columns of the roster that went on from an earlier run: read, and in no total.</summary>
    public IReadOnlyList<ExportColumn> Carried { get; init; } = [];

    /// <summary>What the households hold, as the run read it; empty for a run of differences, which reads nothing.</summary>
    public IReadOnlyList<ExportShare> Shares { get; init; } = [];

    /// <summary>What the households belong to, such as their village; the first is what papers group them by.</summary>
    public IReadOnlyList<ExportLabel> Labels { get; init; } = [];

    /// <summary>The sums of each value of the first label, in the order of the values; empty without labels.</summary>
    public IReadOnlyList<SheetGroup> Groups { get; init; } = [];

    /// <summary>Whether papers group the households: one village alone needs no subtotal.</summary>
    public bool IsGrouped => Groups.Count > 1;

    /// <summary>The labels that are no headings of groups, and so columns.</summary>
    public IEnumerable<ExportLabel> LabelColumns => Labels.Skip(IsGrouped ? 1 : 0);

    /// <summary>The earlier run that figures went on from; null where none did.</summary>
    public CarriedFrom? CarriedFrom { get; } = Run.Carry?.From();

    /// <summary>The day on which it is shown, in China.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>How many days of public notice are wanted of it.</summary>
    public int NoticeDays { get; init; }

    /// <summary>The sums over all households.</summary>
    public required SheetTotals Totals { get; init; }

    /// <summary>The row.</summary>
    public RunRow Row => Run.Row;

    /// <summary>How a correction is settled; null for a distribution.</summary>
    public CorrectionPolicy? Policy { get; } = Run.Row.Policy is { } policy ? CorrectionPolicy.TryParse(policy) : null;

    /// <summary>Whether it is a run of differences.</summary>
    public bool IsCorrection => Policy is not null;

    /// <summary>What the run pays of what corrections left open, and to whom; null for a run of another kind.</summary>
    public SettlementDetails? Settlement => Run.Settlement;

    /// <summary>Whether the run only pays what corrections left open: it has no lines, and its total is nothing.</summary>
    public bool IsSettlement => Settlement is not null;

    /// <summary>Whether the run settles earlier corrections.</summary>
    public bool Settles => Run.Settled is not null;

    /// <summary>Tax and debts taken from what the run pays; null for none.</summary>
    public StoredWithholding? Withholding => Run.Life.Withholding;

    /// <summary>Whether tax is withheld beside the lines.</summary>
    public bool WithholdsTax => Withholding?.Terms.Any(term => !term.IsOfScheme && term.Mode == FactWords.Word(TaxMode.Withhold)) == true;

    /// <summary>Whether debts are set off.</summary>
    public bool SetsOff => Withholding is { SetOffFen: not 0 };

    /// <summary>The debts that are set off, by their ids.</summary>
    public IReadOnlyDictionary<string, SetOffRow> SetOffs { get; init; } = new Dictionary<string, SetOffRow>();

    /// <summary>Whether what is paid out may differ from the total.</summary>
    public bool HasPayable => !IsSettlement && (IsCorrection || Settles || WithholdsTax || SetsOff);

    /// <summary>The amounts after the total, where there are any: the last is the total with what is added, less what is taken.</summary>
    public IReadOnlyList<AfterTotal> AfterTotals => After(withSetOffs: true);

    /// <summary>
    /// Those that say something of one household: what it is neither given nor owes is left out, what it comes to is not.
    /// </summary>
    public IReadOnlyList<AfterTotal> AfterTotalsOf(SheetHousehold household)
    {
        var (all, results) = (AfterTotals, IsCorrection ? 2 : 1);
        return [.. all.Where((after, at) => at >= all.Count - results || after.Fen(household.Payable) != 0)];
    }

    /// <summary>The same for everybody's eyes: who owes what is nobody's business on a wall.</summary>
    public IReadOnlyList<AfterTotal> AnnouncedAfterTotals => After(withSetOffs: false);

    /// <summary>What the amount at the end of the lines is called: the total, or what a settlement pays.</summary>
    public string TotalTitle => IsSettlement ? Words.T("付清金额", "Paid") : Words.Total(IsCorrection);

    /// <summary>The amount at the end of the lines.</summary>
    public long TotalFen(Payable payable) => IsSettlement ? payable.PaidFen : payable.TotalFen;

    /// <summary>
    /// The same without the labels that tell a status, for papers that others read: no column, and where the first label is one, no
    /// groups and no order by it either.
    /// </summary>
    public ExportSheet WithoutStatus() => this with
    {
        Labels = [.. Labels.Where(label => !Tells(label))], Groups = Labels.Count > 0 && Tells(Labels[0]) ? [] : Groups,
    };

    private bool Tells(ExportLabel label) => StatusDisclosure.IsInLabel(Scheme, label.Name, label.Values);

    /// <summary>The years whose corrections a settlement pays for a household: 2023、2024.</summary>
    public string YearsOf(string household) => string.Join(
        Words.T("、", ", "), Settlement!.ClaimsOf(household).Select(claim => claim.Year).Distinct().Order());

    /// <summary>In what relation a settlement pays somebody for a household.</summary>
    public string RelationOf(string household) => Words.Of(PayeeRelations.Title(Settlement!.PayeeOf(household)!.Relation));

    private AfterTotal[] After(bool withSetOffs)
    {
        var (titles, columns) = (Words.AfterTotal(IsCorrection), new List<AfterTotal>());
        if (!HasPayable || (!IsCorrection && !Settles && !WithholdsTax && !withSetOffs))
        {
            return [];
        }

        if (Settles)
        {
            columns.Add(new AfterTotal(titles.First, payable => payable.SettledFen, IsAdded: true));
        }

        if (WithholdsTax)
        {
            columns.Add(new AfterTotal(Words.TaxWithheld(IsCorrection), payable => payable.Withheld.TaxFen));
        }

        if (IsCorrection)
        {
            return [.. columns, new(titles.First, payable => payable.PaidFen), new(titles.Second, payable => payable.CarriedFen)];
        }

        if (SetsOff && withSetOffs)
        {
            columns.Add(new AfterTotal(Words.SetOff, payable => payable.Withheld.SetOffFen));
        }

        var paid = SetsOff && !withSetOffs
            ? new AfterTotal(Words.T("应付", "Payable"), payable => payable.PaidFen + payable.Withheld.SetOffFen)
            : new AfterTotal(titles.Second, payable => payable.PaidFen);
        return [.. columns, paid];
    }
}

/// <summary>An amount that stands after the total.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Fen">Reads it.</param>
/// <param name="IsAdded">Whether it is added to the total, else taken from it, to make the last of them.</param>
internal sealed record AfterTotal(string Title, Func<Payable, long> Fen, bool IsAdded = false);

/// <summary>A column of amounts.</summary>
/// <param name="Index">Its place among the amounts of a household.</param>
/// <param name="Step">The id of the step that gave them; of a column that went on, in the earlier run.</param>
/// <param name="Title">What it is called.</param>
/// <param name="SumFen">Over all households.</param>
/// <param name="Households">How many have an amount in it.</param>
internal sealed record ExportColumn(int Index, string Step, string Title, long SumFen, int Households);

/// <summary>What households hold: land, shares, days of work.</summary>
/// <param name="Index">Its place among the shares of a household.</param>
/// <param name="Name">As the scheme names it.</param>
/// <param name="Title">What it is called: 入股土地.</param>
/// <param name="Unit">Of what: 亩.</param>
/// <param name="Decimals">Of a value.</param>
/// <param name="Days">Days a value is added up over; 1 where it is what was held on one day.</param>
internal sealed record ExportShare(int Index, string Name, string Title, string Unit, int Decimals, int Days)
{
    /// <summary>What all households hold.</summary>
    public Int128 Sum { get; init; }

    /// <summary>A value for people; over several days the average, at most six decimals.</summary>
    public string Text(Int128 value) => UnitPrice.Show(new Fraction(value, System.Numerics.BigInteger.Pow(10, Decimals) * Days));
}

/// <summary>A label, such as the village.</summary>
/// <param name="Index">Its place among the labels of a household.</param>
/// <param name="Name">As the scheme names it.</param>
/// <param name="Title">What it is called: 村.</param>
/// <param name="Values">What households have of it.</param>
internal sealed record ExportLabel(int Index, string Name, string Title, IReadOnlyList<string> Values);

/// <summary>The households of one value of the first label, added up.</summary>
/// <param name="Value">Such as 东村.</param>
/// <param name="Totals">Their sums.</param>
/// <param name="SumsFen">The sum of each of their amounts.</param>
/// <param name="Funds">What a split within the label put into funds and carried accounts for them.</param>
internal sealed record SheetGroup(string Value, SheetTotals Totals, IReadOnlyList<long> SumsFen, IReadOnlyList<FundAmount> Funds);

/// <summary>Sums over households.</summary>
internal sealed record SheetTotals
{
    /// <summary>How many households there are.</summary>
    public int Households { get; init; }

    /// <summary>How many have a total other than zero.</summary>
    public int WithTotal { get; init; }

    /// <summary>How many are paid something.</summary>
    public int Paid { get; init; }

    /// <summary>The sums of what the households have.</summary>
    public Payable Payable { get; init; }

    /// <summary>With those of other households.</summary>
    public SheetTotals Plus(SheetTotals other) => new()
    {
        Households = Households + other.Households,
        WithTotal = WithTotal + other.WithTotal,
        Paid = Paid + other.Paid,
        Payable = Payable + other.Payable,
    };

    /// <summary>With another household.</summary>
    public SheetTotals Plus(Payable payable) => new()
    {
        Households = Households + 1,
        WithTotal = WithTotal + (payable.TotalFen == 0 ? 0 : 1),
        Paid = Paid + (payable.PaidFen == 0 ? 0 : 1),
        Payable = Payable + payable,
    };
}

/// <summary>One household of a run.</summary>
/// <param name="Id">Its member number.</param>
/// <param name="Amounts">Fen, one for each step with amounts, then one for each column that went on from an earlier run.</param>
internal sealed record SheetHousehold(string Id, long[] Amounts)
{
    /// <summary>What it held, in the order of <see cref="ExportSheet.Shares"/>.</summary>
    public long[] Shares { get; init; } = [];

    /// <summary>What it belongs to: a value of each label of the run.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The place of its value of the first label among all values; 0 without labels.</summary>
    public int Group { get; init; }

    /// <summary>Its total, what is settled with it of earlier corrections, what it is paid, what is left to later runs.</summary>
    public Payable Payable { get; init; }

    /// <summary>Its tax by benefit, and its debts that are set off.</summary>
    public IReadOnlyList<WithholdingRow> Withholdings { get; init; } = [];

    /// <summary>What it took from an earlier run; null for nothing.</summary>
    public CarriedFrom? CarriedFrom { get; init; }

    /// <summary>What is known of it; null where the roster came with the request.</summary>
    public SheetPerson? Person { get; init; }

    /// <summary>The attempt to pay it that counts; null where its payment was not prepared here, or it is not asked for.</summary>
    public PaymentAttemptRow? Payment { get; init; }
}
