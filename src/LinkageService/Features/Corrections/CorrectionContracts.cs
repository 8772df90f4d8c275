using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Engine.Comparisons;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Runs;
using LinkageService.Features.Settlements;
using LinkageService.Features.Statements;
using LinkageService.Http;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Corrections;

/// <summary>A correction of a run that was paid.</summary>
/// <param name="Policy">recompute_all, charge_fund:name or settle_next_year.</param>
/// <param name="Reason">Why, in words, up to 500 characters.</param>
/// <param name="RecordDate">Another record date; that of the run unless stated.</param>
/// <param name="KnownAt">Only facts known at this moment count; all that is known now unless stated.</param>
/// <param name="Parameters">Only those that are to be different, by name.</param>
/// <param name="Inputs">Only those that are to be different, by name.</param>
/// <param name="Households">The whole roster as it should have been, for a run whose roster came with it; that of the run unless
/// stated.</param>
/// <param name="Preview">Whether nothing is kept; false unless stated.</param>
[CheckedBy<CorrectRunValidator>]
internal sealed record CorrectionRequest(
    string Policy,
    string Reason,
    string? RecordDate,
    string? KnownAt,
    Dictionary<string, ExactNumber>? Parameters,
    Dictionary<string, ExactNumber>? Inputs,
    List<HouseholdContract>? Households,
    bool? Preview);

/// <summary>What a correction is about.</summary>
/// <param name="Corrects">The run that was paid.</param>
/// <param name="Policy">What happens to the differences.</param>
/// <param name="Reason">Why.</param>
/// <param name="After">Corrections of the same run that were paid before; the differences are to the books after them.</param>
/// <param name="Payable">Paid to households with it.</param>
/// <param name="Arrears">Left to be paid by later runs.</param>
/// <param name="Recoveries">Left to be recovered by later runs; negative.</param>
internal sealed record CorrectionContract(
    string Corrects,
    string Policy,
    string Reason,
    IReadOnlyList<EarlierCorrectionContract> After,
    string Payable,
    string Arrears,
    string Recoveries)
{
    /// <summary>What a correction is about.</summary>
    public static CorrectionContract Of(CorrectionDetails details) => new(
        details.Corrects, details.Policy, details.Reason,
        [.. details.After.Select(earlier => new EarlierCorrectionContract(earlier.Run, earlier.Digest))],
        details.Payable.ToString(), details.Arrears.ToString(), details.Recoveries.ToString());
}

/// <summary>A correction paid before.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Digest">Its digest.</param>
internal sealed record EarlierCorrectionContract(string Run, string Digest);

/// <summary>What a run settles of earlier corrections, in all.</summary>
/// <param name="Households">Households with a settlement.</param>
/// <param name="Arrears">Paid on top.</param>
/// <param name="Recoveries">Held back; negative.</param>
/// <param name="Payable">What is paid out in all.</param>
internal sealed record SettledContract(int Households, string Arrears, string Recoveries, string Payable)
{
    /// <summary>What a run settles in all.</summary>
    public static SettledContract Of(SettledTotals settled) =>
        new(settled.Households, settled.Arrears.ToString(), settled.Recoveries.ToString(), settled.Payable.ToString());
}

/// <summary>What is to be different; nothing is kept.</summary>
/// <param name="Scheme">Another scheme, <c>id</c> or <c>id@version</c>; that of the run unless stated.</param>
/// <param name="Parameters">Only those that are to be different, by name.</param>
/// <param name="Inputs">Only those that are to be different, by name.</param>
[CheckedBy<CompareTermsValidator>]
internal sealed record ComparisonRequest(
    string? Scheme, Dictionary<string, ExactNumber>? Parameters, Dictionary<string, ExactNumber>? Inputs);

/// <summary>Who gains and who loses.</summary>
/// <param name="Groups">Registered households, and the others.</param>
/// <param name="Benefits">By benefit.</param>
/// <param name="Sources">What came in.</param>
/// <param name="Funds">What stayed.</param>
/// <param name="Households">By member number.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
internal sealed record ComparisonFiguresContract(
    IReadOnlyList<ComparedGroupContract> Groups,
    IReadOnlyList<ComparedBenefitContract> Benefits,
    IReadOnlyList<ComparedAccountContract> Sources,
    IReadOnlyList<ComparedAccountContract> Funds,
    IReadOnlyList<ComparedHouseholdContract> Households,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next)
{
    /// <summary>A comparison with one page of households.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="page">Which part of the households.</param>
    public static ComparisonFiguresContract Of(RunComparison comparison, PageRequest page)
    {
        var from = page.After.Length == 0 ? 0 : comparison.After(page.After);
        var to = Math.Min(comparison.Count, from + page.Limit);
        return new ComparisonFiguresContract(
            [
                ComparedGroupContract.Of("registered", comparison.Registered), ComparedGroupContract.Of("others", comparison.Others),
            ],
            [.. comparison.Benefits.Select(ComparedBenefitContract.Of)], ComparedAccountContract.All(comparison.Sources),
            ComparedAccountContract.All(comparison.Funds),
            [.. Enumerable.Range(from, Math.Max(0, to - from)).Select(at => ComparedHouseholdContract.Of(comparison.Household(at)))],
            to < comparison.Count ? QueryFields.CursorAfter(comparison.Household(to - 1).Household) : null);
    }
}

/// <summary>Two runs side by side.</summary>
/// <param name="Before">The first.</param>
/// <param name="After">The second.</param>
/// <param name="Groups">Registered households, and the others.</param>
/// <param name="Benefits">By benefit.</param>
/// <param name="Sources">What came in.</param>
/// <param name="Funds">What stayed.</param>
/// <param name="Households">By member number.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
internal sealed record ComparisonContract(
    ComparedRunContract Before,
    ComparedRunContract After,
    IReadOnlyList<ComparedGroupContract> Groups,
    IReadOnlyList<ComparedBenefitContract> Benefits,
    IReadOnlyList<ComparedAccountContract> Sources,
    IReadOnlyList<ComparedAccountContract> Funds,
    IReadOnlyList<ComparedHouseholdContract> Households,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next)
{
    /// <summary>Two runs, with one page of households.</summary>
    public static ComparisonContract Of(ComparedRuns compared, PageRequest page)
    {
        var figures = ComparisonFiguresContract.Of(compared.Comparison, page);
        return new ComparisonContract(
            ComparedRunContract.Of(compared.Before), ComparedRunContract.Of(compared.After), figures.Groups, figures.Benefits,
            figures.Sources, figures.Funds, figures.Households, figures.Next);
    }
}

/// <summary>One side of a comparison.</summary>
/// <param name="Run">The run; left out for one computed for the comparison.</param>
/// <param name="Scheme">Its scheme.</param>
/// <param name="Year">The year of the accounts.</param>
/// <param name="Digest">Its digest.</param>
internal sealed record ComparedRunContract(string? Run, SchemeReferenceContract Scheme, int Year, string Digest)
{
    /// <summary>One side.</summary>
    public static ComparedRunContract Of(ComparedRun run) =>
        new(run.Run, SchemeReferenceContract.Of(run.Scheme), run.Year, run.Digest);
}

/// <summary>Who gains and who loses in a group of households.</summary>
/// <param name="Group">registered or others.</param>
/// <param name="Households">On either roster: gainers, losers and unchanged ones.</param>
/// <param name="Gainers">Who gets more in the second run.</param>
/// <param name="Losers">Who gets less.</param>
/// <param name="Unchanged">Who gets the same.</param>
/// <param name="Joined">Who is on the second roster only.</param>
/// <param name="Left">Who is on the first roster only.</param>
/// <param name="Before">What all get in the first run.</param>
/// <param name="After">What all get in the second run.</param>
/// <param name="Gained">What the gainers gain.</param>
/// <param name="Lost">What the losers lose; not negative.</param>
internal sealed record ComparedGroupContract(
    string Group, int Households, int Gainers, int Losers, int Unchanged, int Joined, int Left, string Before, string After, string Gained,
    string Lost)
{
    /// <summary>A group of households.</summary>
    public static ComparedGroupContract Of(string name, ComparedGroup group) => new(
        name, group.Households, group.Gainers, group.Losers, group.Unchanged, group.Joined, group.Left, group.Before.ToString(),
        group.After.ToString(), group.Gained.ToString(), group.Lost.ToString());
}

/// <summary>What a benefit gives in two runs.</summary>
/// <param name="Benefit">Its name.</param>
/// <param name="Before">To everyone in the first run.</param>
/// <param name="After">To everyone in the second run.</param>
/// <param name="RegisteredBefore">To registered households in the first run.</param>
/// <param name="RegisteredAfter">To registered households in the second run.</param>
internal sealed record ComparedBenefitContract(
    string Benefit, string Before, string After, string RegisteredBefore, string RegisteredAfter)
{
    /// <summary>A benefit.</summary>
    public static ComparedBenefitContract Of(ComparedBenefit benefit) => new(
        benefit.Benefit, benefit.Before.ToString(), benefit.After.ToString(), benefit.RegisteredBefore.ToString(),
        benefit.RegisteredAfter.ToString());
}

/// <summary>A source or fund in two runs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Before">In the first run.</param>
/// <param name="After">In the second run.</param>
internal sealed record ComparedAccountContract(string Name, string Before, string After)
{
    /// <summary>Sources, or funds.</summary>
    public static IReadOnlyList<ComparedAccountContract> All(IReadOnlyList<ComparedAccount> accounts) => [.. accounts.Select(account =>
        new ComparedAccountContract(account.Name, account.Before.ToString(), account.After.ToString()))];
}

/// <summary>What a household gets in two runs.</summary>
/// <param name="Household">Its id.</param>
/// <param name="Registered">Whether it is tagged registered: in the second run, or in the first when it is only there.</param>
/// <param name="Before">Its total in the first run; null when it is not on its roster.</param>
/// <param name="After">Its total in the second run; null when it is not on its roster.</param>
/// <param name="Delta">What it gains; negative for what it loses.</param>
internal sealed record ComparedHouseholdContract(
    string Household, bool Registered, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Before,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? After, string Delta)
{
    /// <summary>A household.</summary>
    public static ComparedHouseholdContract Of(ComparedHousehold household) => new(
        household.Household, household.IsRegistered, household.Before?.ToString(), household.After?.ToString(),
        household.Delta.ToString());
}

/// <summary>What came of computing a run once more.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Kind">distribution, correction or settlement.</param>
/// <param name="Matches">Whether everything is as it was stored.</param>
/// <param name="Digest">As stored; what was approved.</param>
/// <param name="Recomputed">Of the run computed again from what is stored with it; null when that cannot be read.</param>
/// <param name="Roster">stored or inline.</param>
/// <param name="FromFacts">Of the run computed again from the households' dated facts as they were known then; only for stored
/// rosters.</param>
/// <param name="AmountsMatch">Whether every stored amount is the one computed.</param>
/// <param name="Blocks">The packed households.</param>
/// <param name="Proof">The root of its proofs, made again; left out for a run that has none.</param>
internal sealed record VerificationContract(
    string Run, string Kind, bool Matches, string Digest,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Recomputed,
    string Roster, DigestOrNull? FromFacts, bool AmountsMatch, BlocksContract Blocks, ProofVerificationContract? Proof)
{
    /// <summary>What came of computing a run once more.</summary>
    public static VerificationContract Of(RunVerification found) => new(
        found.Row.Id, found.Row.Kind, found.Matches, found.Row.Digest, found.Recomputed, found.Row.Roster,
        found.Row.Roster == RosterKinds.Stored ? new DigestOrNull(found.FromFacts) : null, found.AmountsMatch,
        new BlocksContract(found.Blocks, found.BlocksMatch, found.Damaged),
        found.Proof is { } proof ? new ProofVerificationContract(proof.Matches, proof.Root, proof.Recomputed) : null);
}

/// <summary>The root of a run's proofs, which binds its digest and every amount.</summary>
/// <param name="Matches">Whether it is the one fixed when the run was submitted.</param>
/// <param name="Root">As it was fixed.</param>
/// <param name="Recomputed">Made again of what is stored; null where that cannot be done.</param>
internal sealed record ProofVerificationContract(
    bool Matches, string Root, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Recomputed);

/// <summary>A digest, or <c>null</c> where none can be computed: a field that is there only where one was asked for.</summary>
/// <param name="Text">The digest.</param>
[JsonConverter(typeof(DigestOrNullConverter))]
internal sealed record DigestOrNull(string? Text);

/// <summary>Writes the digest alone.</summary>
internal sealed class DigestOrNullConverter : JsonConverter<DigestOrNull>
{
    /// <inheritdoc/>
    public override DigestOrNull Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DigestOrNull value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}

/// <summary>The packed households of a run.</summary>
/// <param name="Count">How many blocks of up to 512.</param>
/// <param name="Matches">Whether they are those the run was stored with.</param>
/// <param name="Damaged">Blocks that are not what was stored: part and first household.</param>
internal sealed record BlocksContract(int Count, bool Matches, IReadOnlyList<string> Damaged);

/// <summary>All years of one household.</summary>
/// <param name="Household">Its id.</param>
/// <param name="Statements">Later years first, within a year those made later first.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
internal sealed record HouseholdStatementsContract(
    string Household, IReadOnlyList<HouseholdStatementContract> Statements,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next)
{
    /// <summary>A page of a household's years.</summary>
    public static HouseholdStatementsContract Of(string household, Page<HouseholdStatement> page) =>
        new(household, [.. page.Items.Select(HouseholdStatementContract.Of)], page.NextCursor);
}

/// <summary>What a household got in one run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Year">The year of the accounts.</param>
/// <param name="Kind">distribution, correction or settlement.</param>
/// <param name="State">Where the run stands.</param>
/// <param name="Corrects">The run a correction belongs to.</param>
/// <param name="Scheme">The scheme, <c>id@version</c>.</param>
/// <param name="Digest">Of the run.</param>
/// <param name="Labels">What it belonged to, such as its village, by label; left out of a scheme without labels.</param>
/// <param name="Total">The sum of the lines; of a correction, what changes.</param>
/// <param name="Lines">In the order of the steps; zero is left out.</param>
/// <param name="Records">Income outside the run, noted only; left out when there is none.</param>
/// <param name="Settlements">What the run settles of earlier corrections; only where it does.</param>
/// <param name="Payable">What is paid out, where it differs in kind from the total: with settlements, or in a correction.</param>
/// <param name="Carried">Of a correction: what is left to later runs.</param>
/// <param name="Payee">Of a settlement: who is paid.</param>
/// <param name="CarriedFrom">The earlier run that figures of the household went on from; left out where none did.</param>
internal sealed record HouseholdStatementContract(
    string Run, int Year, string Kind, string State, string? Corrects, string Scheme, string Digest,
    IReadOnlyDictionary<string, string>? Labels, string Total, IReadOnlyList<LineContract> Lines, IReadOnlyList<LineContract>? Records,
    IReadOnlyList<SettlementContract>? Settlements, string? Payable, string? Carried, SettlementPayeeContract? Payee,
    CarriedFromContract? CarriedFrom)
{
    /// <summary>Tax and debts taken from it, or changes of them; left out where the run takes none.</summary>
    public WithheldContract? Withheld { get; init; }

    /// <summary>What a household got in one run.</summary>
    public static HouseholdStatementContract Of(HouseholdStatement statement)
    {
        var row = statement.Run.Row;
        var amounts = StatementJson.Contract(statement.Facts, statement.Household, statement.End);
        return new HouseholdStatementContract(
            row.Id, (int)row.Year, row.Kind, row.State, row.Corrects,
            string.Create(CultureInfo.InvariantCulture, $"{row.SchemeId}@{row.SchemeVersion}"), row.Digest, amounts.Labels, amounts.Total,
            amounts.Lines, amounts.Records, amounts.Settlements, amounts.Payable, amounts.Carried, amounts.Payee, amounts.CarriedFrom)
        {
            Withheld = amounts.Withheld,
        };
    }
}
