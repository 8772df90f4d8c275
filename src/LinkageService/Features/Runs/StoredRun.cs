using System.Globalization;
using System.Text;
using System.Text.Json;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>A run as it is stored, its JSON columns read.</summary>
/// <param name="Row">The row.</param>
/// <param name="Summary">Everything of its result but the statements; its digest is that of the run.</param>
/// <param name="Life">Who did what, when.</param>
/// <param name="Columns">How its blocks are to be read.</param>
internal sealed record StoredRun(RunRow Row, CalculationSummary Summary, RunLife Life, StatementColumns Columns)
{
    /// <summary>The digest of the calculation alone; that of the run covers what it settles too.</summary>
    public required string CalculationDigest { get; init; }

    /// <summary>What a correction is about; null for a distribution.</summary>
    public CorrectionDetails? Correction { get; init; }

    /// <summary>What a run pays of what corrections left open; null for a run of another kind.</summary>
    public SettlementDetails? Settlement { get; init; }

    /// <summary>What the run settles of earlier corrections; null for nothing.</summary>
    public SettledTotals? Settled { get; init; }

    /// <summary>The days of its share-days; null for a run without, and for one made by the first rules.</summary>
    public HoldingWindow? Window { get; init; }

    /// <summary>Other runs it may repeat, as they stand now; empty once it is approved.</summary>
    public IReadOnlyList<OtherRun> Others { get; init; } = [];

    /// <summary>Reads a row.</summary>
    public static StoredRun Of(RunRow row)
    {
        using var terms = JsonDocument.Parse(row.Terms);
        using var result = JsonDocument.Parse(row.Result);
        var life = RunLife.Read(row.Progress);
        var summary = ReadSummary(row, terms.RootElement, result.RootElement);
        summary = summary with { Checks = [.. summary.Checks, .. life.Checks ?? []] };
        return new StoredRun(row, summary, life, ReadColumns(result.RootElement))
        {
            Window = ReadWindow(terms.RootElement),
            CalculationDigest = Text(result.RootElement, "calculationDigest"),
            Correction = row.Kind == RunKinds.Correction ? CorrectionDetails.Of(row) : null,
            Settlement = row.Kind == RunKinds.Settlement ? SettlementDetails.Of(row) : null,
            Settled = result.RootElement.TryGetProperty("settled", out var settled) ? SettledTotals.Read(settled) : null,
        };
    }

    /// <summary>What <c>run.terms</c> keeps: the rules, figures as used, and as the caller stated them.</summary>
    public static string TermsText(
        Distribution distribution, CalculationSummary summary, CalculateDistributionRequest asked) => JsonText(json =>
    {
        json.WriteNumber("rules"u8, (int)distribution.Scheme.Rules);
        if (distribution.Roster.Window is { } window)
        {
            WriteFigures(json, "window", [("from", Dates.Text(window.From)), ("to", Dates.Text(window.To))]);
        }

        WriteFigures(json, "parameters", summary.Parameters.Select(each => (each.Name, each.Text)));
        WriteFigures(json, "inputs", summary.Inputs.Select(each => (each.Name, each.Text)));
        json.WriteStartArray("counts"u8);
        foreach (var input in summary.Inputs.Where(input => !input.IsMoney))
        {
            json.WriteStringValue(input.Name);
        }

        json.WriteEndArray();
        json.WriteStartObject("stated"u8);
        WriteFigures(json, "parameters", asked.Parameters.Select(each => (each.Key, each.Value)));
        WriteFigures(json, "inputs", asked.Inputs.Select(each => (each.Key, each.Value)));
        json.WriteEndObject();
    });

    /// <summary>What <c>run.result</c> keeps: all that answers show, so that nothing is computed again.</summary>
    /// <param name="summary">The sums.</param>
    /// <param name="distribution">The calculation.</param>
    /// <param name="settled">What it settles of earlier corrections.</param>
    /// <param name="settlement">Whom it pays that to, in a run that does nothing else.</param>
    public static string ResultText(
        CalculationSummary summary, Distribution distribution, SettledTotals? settled = null, SettlementDetails? settlement = null) =>
        JsonText(json =>
        {
            var schema = distribution.Roster.Schema;
            var firstStep = schema.Holdings.Count + schema.TagsRead.Count + 1;
            WriteResult(json, summary, distribution.Digest, firstStep, StatementText.StepsOf(distribution));
            settled?.Write(json);
            settlement?.WriteStored(json);
        });

    /// <summary>The same for a correction: all sums are of the changes, and so are the lines.</summary>
    /// <param name="changes">What changes; its digest is not read.</param>
    /// <param name="calculation">Digest of the calculation made for the correction.</param>
    /// <param name="delta">The changes by household.</param>
    /// <param name="details">Policy and reason.</param>
    public static string CorrectionText(CalculationSummary changes, string calculation, RunBooks delta, CorrectionDetails details) =>
        JsonText(json =>
        {
            WriteResult(json, changes, calculation, firstStep: 1, delta.Steps
                .Select(step => new StatementStep(step.Id, step.Benefit, step.IsRecord)).ToArray());
            details.Write(json);
        });

    private static void WriteResult(
        Utf8JsonWriter json, CalculationSummary summary, string calculation, int firstStep, IReadOnlyList<StatementStep> steps)
    {
        CalculationJsonWriter.WriteTotals(json, summary.Totals);
        CalculationJsonWriter.WriteAccounts(json, summary);
        CalculationJsonWriter.WriteRounding(json, summary.Rounding);
        CalculationJsonWriter.WriteChecks(json, summary.Checks);
        json.WriteString("calculationDigest"u8, calculation);
        json.WriteNumber("firstStep"u8, firstStep);
        json.WriteStartArray("steps"u8);
        foreach (var step in steps)
        {
            json.WriteStartObject();
            json.WriteString("step"u8, step.Step);
            json.WriteString("benefit"u8, step.Benefit);
            json.WriteBoolean("record"u8, step.IsRecord);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The rules a run was made by; version 0.1.0, which had no others, did not note them.</summary>
    public static RuleVersion ReadRules(RunRow row)
    {
        using var terms = JsonDocument.Parse(row.Terms);
        return terms.RootElement.TryGetProperty("rules", out var rules) ? (RuleVersion)rules.GetInt32() : RuleVersion.First;
    }

    /// <summary>The days of the run's share-days; null for a run without, and for one made by the first rules.</summary>
    public static HoldingWindow? ReadWindow(RunRow row)
    {
        using var terms = JsonDocument.Parse(row.Terms);
        return ReadWindow(terms.RootElement);
    }

    private static HoldingWindow? ReadWindow(JsonElement terms) => terms.TryGetProperty("window", out var window)
        ? new HoldingWindow(Dates.Read(Text(window, "from")), Dates.Read(Text(window, "to")))
        : null;

    /// <summary>The figures the caller stated, out of <c>run.terms</c>.</summary>
    public static (IReadOnlyDictionary<string, string> Parameters, IReadOnlyDictionary<string, string> Inputs) ReadStated(RunRow row)
    {
        using var terms = JsonDocument.Parse(row.Terms);
        var stated = terms.RootElement.GetProperty("stated");
        return (Figures(stated, "parameters"), Figures(stated, "inputs"));

        static Dictionary<string, string> Figures(JsonElement of, string name) => of.GetProperty(name).EnumerateObject()
            .ToDictionary(each => each.Name, each => each.Value.GetString()!, StringComparer.Ordinal);
    }

    /// <summary>How the blocks of a run are to be read.</summary>
    public static StatementColumns ReadColumns(JsonElement result) => new(
        result.GetProperty("firstStep").GetInt32(),
        result.GetProperty("steps").EnumerateArray().Select(step => new StatementStep(
            Text(step, "step"), Text(step, "benefit"), step.GetProperty("record").GetBoolean())).ToArray())
    {
        Part = result.TryGetProperty("correction", out _) ? RunParts.Deltas : RunParts.Calculation,
    };

    private static CalculationSummary ReadSummary(RunRow row, JsonElement terms, JsonElement result)
    {
        var counts = terms.GetProperty("counts").EnumerateArray().Select(name => name.GetString()).ToArray();
        var totals = result.GetProperty("totals");
        return new CalculationSummary
        {
            Scheme = new NamedScheme(row.SchemeId, (int)row.SchemeVersion, row.SchemeDigest),
            Year = (int)row.Year,
            Parameters = terms.GetProperty("parameters").EnumerateObject()
                .Select(each => new NamedFigure(each.Name, each.Value.GetString()!)).ToArray(),
            Inputs = terms.GetProperty("inputs").EnumerateObject()
                .Select(each => new NamedInput(each.Name, each.Value.GetString()!, !counts.Contains(each.Name, StringComparer.Ordinal)))
                .ToArray(),
            Totals = new SummaryTotals(
                Money(totals, "sources"), Money(totals, "households"), Money(totals, "funds"), Money(totals, "carriedForward")),
            Sources = result.GetProperty("sources").EnumerateArray().Select(each => new SourceAmount(
                Text(each, "name"), Text(each, "kind") == "payer", Money(each, "amount"))).ToArray(),
            Funds = result.GetProperty("funds").EnumerateArray().Select(each => new FundAmount(
                Text(each, "name"), Money(each, "amount"), each.TryGetProperty("carried", out _))).ToArray(),
            Rounding = result.GetProperty("rounding").EnumerateArray().Select(ReadRounding).ToArray(),
            Checks = ReadChecks(result),
            Digest = row.Digest,
        };
    }

    /// <summary>What legal checks found, out of <c>run.result</c>.</summary>
    public static IReadOnlyList<CheckFinding> ReadChecks(JsonElement result) =>
        result.GetProperty("checks").EnumerateArray().Select(ReadCheck).ToArray();

    private static StepRounding ReadRounding(JsonElement each)
    {
        var microFen = (int)(decimal.Parse(Text(each, "largestErrorFen"), CultureInfo.InvariantCulture) * 1_000_000);
        return new StepRounding(Text(each, "step"), Text(each, "policy"), each.GetProperty("residueFen").GetInt64(), microFen,
            each.GetProperty("unequalHolders").GetInt32());
    }

    private static CheckFinding ReadCheck(JsonElement each)
    {
        var message = each.GetProperty("message");
        return new CheckFinding(Text(each, "code"), Text(each, "severity"),
            new LocalizedText(Text(message, "zh"), Text(message, "en")), Text(each, "basis"));
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    /// <summary>An amount of yuan, which may be negative.</summary>
    internal static Money Money(JsonElement of, string name)
    {
        // A sum of deductions may be below zero; the reader of amounts takes none.
        var text = Text(of, name);
        _ = Engine.Amounts.Money.TryParse(text.AsSpan().TrimStart('-'), out var money);
        return text.StartsWith('-') ? Engine.Amounts.Money.Zero - money : money;
    }

    private static void WriteFigures(Utf8JsonWriter json, string name, IEnumerable<(string Name, string Text)> figures)
    {
        json.WriteStartObject(name);
        foreach (var (figure, text) in figures)
        {
            json.WriteString(figure, text);
        }

        json.WriteEndObject();
    }

    private static string JsonText(Action<Utf8JsonWriter> write)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, CalculationJsonWriter.Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}

/// <summary>Where the amounts stand in the blocks of a run, and what they are called.</summary>
/// <param name="First">The column of the first step.</param>
/// <param name="Steps">The steps with amounts, one column each.</param>
internal sealed record StatementColumns(int First, IReadOnlyList<StatementStep> Steps)
{
    /// <summary>The amounts of a household out of all its values.</summary>
    public ReadOnlySpan<long> Amounts(HouseholdValues household) => household.Values.AsSpan(First, Steps.Count);

    /// <summary>The part of the blocks in which they stand: the changes of a correction, else the calculation.</summary>
    public long Part { get; init; } = RunParts.Calculation;
}
