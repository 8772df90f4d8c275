using System.Globalization;
using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Schemes;
using LinkageService.Features.Settlements;
using LinkageService.Features.Statements;
using LinkageService.Http;
using LinkageService.Storage.Runs;
using Microsoft.AspNetCore.Components;

namespace LinkageService.Console.Pages.Households;

/// <summary>Statements of one household, run by run and year by year.</summary>
public sealed partial class HouseholdYears
{
    // Twenty years with a correction or two each.
    private const int MaxStatements = 60;

    // Pixels; more years share the width.
    private const int MaxColumnWidth = 56;
    private const int ChartWidth = 900;

    // Each is told apart from the next by its lightness too.
    private static readonly string[] Colours =
        ["#1f6b45", "#e0a030", "#2f6fb0", "#8c3b6b", "#7bbf9a", "#8a5a1c", "#8fb8de", "#c98bb0", "#4d5f56", "#d9643a"];

    private readonly List<(string Benefit, LocalizedText Title)> _benefits = [];
    private readonly List<Series> _series = [];
    private List<Row>? _rows;
    private bool _hasRecords;

    /// <summary>The id of the organisation.</summary>
    [Parameter]
    [EditorRequired]
    public string Organization { get; set; } = "";

    /// <summary>The member number.</summary>
    [Parameter]
    [EditorRequired]
    public string Id { get; set; } = "";

    [Inject]
    private ListHouseholdStatements Statements { get; set; } = null!;

    [Inject]
    private SchemeLibrary Schemes { get; set; } = null!;

    private int ColumnWidth => Math.Min(MaxColumnWidth, ChartWidth / Math.Max(1, _series[0].Points.Length) / 2);

    private string PrintAddress(string run) =>
        $"/exports/runs/{run}/household-statements.html?household={Uri.EscapeDataString(Id)}&lang={T("zh", "en")}";

    private string AccountAddress =>
        $"/organizations/{Uri.EscapeDataString(Organization)}/member-accounts?household={Uri.EscapeDataString(Id)}";

    private string ChartWords => T(
        "历年所得，按项目分段；数字见下表。", "What the household got each year, by benefit; the figures are in the table below.");

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => TryAsync(async () =>
    {
        if (!Session.May(Permission.ReadRuns))
        {
            return;
        }

        try
        {
            var page = await AskAsync(Permission.ReadRuns, caller => Statements.HandleAsync(
                caller, new ListHouseholdStatementsRequest(Organization, Id, new PageRequest(Limit: MaxStatements)), Left));
            _rows = page.Items.Select(Read).ToList();
        }
        catch (RefusedException unknown) when (unknown.Failure.Code == ProblemCodes.UnknownHousehold)
        {
            _rows = [];
        }

        Stack();
    });

    private Row Read(HouseholdStatement statement)
    {
        var run = statement.Run.Row;
        if (run.Kind == RunKinds.Settlement)
        {
            return Settled(statement);
        }

        var scheme = Schemes.Find(new SchemeReference(run.SchemeId, (int)run.SchemeVersion), year: null, out _);
        var amounts = statement.Facts.Columns.Amounts(statement.Household);
        var fen = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var at = 0; at < amounts.Length; at++)
        {
            var step = statement.Facts.Columns.Steps[at];
            if (amounts[at] == 0)
            {
                continue;
            }

            var known = scheme?.Steps.FirstOrDefault(each => string.Equals(each.Id, step.Step, StringComparison.Ordinal));
            Name(step.Benefit, known?.Title ?? new LocalizedText(step.Benefit, step.Benefit), step.IsRecord);
            fen[step.Benefit] = fen.GetValueOrDefault(step.Benefit) + amounts[at];
        }

        return new Row(
            run.Id, run.Year, run.State, run.Kind == RunKinds.Correction, scheme?.Title ?? new LocalizedText(run.SchemeId, run.SchemeId),
            fen, statement.Facts.TotalFen(statement.Household))
        {
            Records = [.. statement.Facts.Columns.Steps.Where(step => step.IsRecord).Select(step => step.Benefit)],
        };
    }

    // Paid in this year, and counted in the year it was owed for: it joins no sum of the chart.
    private Row Settled(HouseholdStatement statement)
    {
        var (run, paid) = (statement.Run.Row, statement.End.SettledFen);
        Name(RunKinds.Settlement, SettlementScheme.Scheme.Title, isRecord: false);
        return new Row(
            run.Id, run.Year, run.State, IsCorrection: false, SettlementScheme.Scheme.Title,
            new Dictionary<string, long>(StringComparer.Ordinal) { [RunKinds.Settlement] = paid }, paid)
        {
            Records = [RunKinds.Settlement],
        };
    }

    private void Name(string benefit, LocalizedText title, bool isRecord)
    {
        _hasRecords |= isRecord;
        if (!_benefits.Exists(known => known.Benefit == benefit))
        {
            _benefits.Add((benefit, isRecord ? new LocalizedText(title.Zh + "（账外）", title.En + " (outside)") : title));
        }
    }

    // Every series has every year, in order, or the columns would not stand on each other.
    private void Stack()
    {
        var standing = _rows!.Where(row => row.State is RunStates.Approved or RunStates.Paid or RunStates.Closed).ToArray();
        var years = standing.Select(row => row.Year).Distinct().Order().ToArray();
        foreach (var (benefit, title) in _benefits)
        {
            var points = years.Select(year => new Point(year.ToString(CultureInfo.InvariantCulture), standing
                .Where(row => row.Year == year && !row.Records.Contains(benefit, StringComparer.Ordinal))
                .Sum(row => row.Fen.GetValueOrDefault(benefit)))).ToArray();
            if (Array.Exists(points, point => point.Fen != 0))
            {
                _series.Add(new Series(title, Colours[_series.Count % Colours.Length], points));
            }
        }
    }

    private sealed record Row(
        string Run, long Year, string State, bool IsCorrection, LocalizedText Scheme, IReadOnlyDictionary<string, long> Fen, long TotalFen)
    {
        public required IReadOnlyList<string> Records { get; init; }
    }

    private sealed record Series(LocalizedText Title, string Colour, Point[] Points);

    private sealed record Point(string Year, long Fen)
    {
        // Only the height of a column: no figure is computed from it.
        public double YuanForHeight => (double)(Fen / 100m);
    }
}
