using System.Globalization;
using System.Text;
using LinkageService.Configuration;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;
using LinkageService.Features.Households;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Features.StatementChecks;

/// <summary>Right sheets of the shipped schemes: out of their cases, and out of their samples with the households drawn.</summary>
internal static class SchemeSheets
{
    private static readonly RosterTableColumns Columns = new(SheetRun.Library);
    private static readonly SampleCalculations Samples = SampleCalculations.Load(TimeProvider.System);

    /// <summary>The schemes whose columns a sheet can have: those that count members by their persons cannot be read out of one.</summary>
    public static IReadOnlyList<Scheme> Schemes { get; } =
        [.. SheetRun.Library.Latest.Where(scheme => scheme.RosterSchema.Holdings.All(holding => holding.Members is null))];

    /// <summary>The sheet of a case; null for one that is refused, or pays nobody.</summary>
    public static MadeSheet? Of(SchemeCase from)
    {
        var scheme = Schemes.FirstOrDefault(scheme => scheme.Id == from.Scheme);
        return scheme is null || from.Expected.ErrorCode is not null ? null : Make(scheme, from.Year, from.Parameters, from.Inputs,
            [.. from.Households.Select(each => (each.Id, each.Tags, each.Holdings, each.Labels))]);
    }

    /// <summary>The sheet of a scheme with drawn households; null where they cannot be paid.</summary>
    public static MadeSheet? Draw(Scheme scheme, Random random)
    {
        var sample = Samples.Of(scheme);
        return Make(scheme, sample.Year, sample.Parameters, sample.Inputs, [.. Enumerable.Range(1, random.Next(12, 40)).Select(at =>
        {
            var like = sample.Households[random.Next(sample.Households.Count)];
            return (at.ToString("D4", CultureInfo.InvariantCulture), like.Tags, Vary(scheme, like.Holdings, random),
                like.Labels);
        })]);
    }

    private static IReadOnlyDictionary<string, string> Vary(
        Scheme scheme, IReadOnlyDictionary<string, string> holdings, Random random) => holdings.ToDictionary(
        each => each.Key, each =>
        {
            var decimals = Math.Min(2, scheme.Holdings.First(holding => holding.Name == each.Key).Column.Decimals);
            var value = decimal.Parse(each.Value, CultureInfo.InvariantCulture) * random.Next(50, 151) / 100;
            return decimal.Round(value, decimals, MidpointRounding.AwayFromZero).ToString(CultureInfo.InvariantCulture);
        }, StringComparer.Ordinal);

    private static MadeSheet? Make(
        Scheme scheme, int year, IReadOnlyDictionary<string, string> parameters, IReadOnlyDictionary<string, string> inputs,
        IReadOnlyList<(string Id, IReadOnlyList<string> Tags, IReadOnlyDictionary<string, string> Holdings,
            IReadOnlyDictionary<string, string> Labels)> households)
    {
        var problems = new List<Engine.Problems.Problem>();
        var terms = RunTerms.Bind(scheme, year, parameters, inputs, problems);
        var builder = new RosterBuilder(scheme.RosterSchema, new Limits().MaxHouseholds);
        foreach (var household in households)
        {
            builder.Begin();
            builder.Id(Encoding.UTF8.GetBytes(household.Id));
            foreach (var tag in household.Tags)
            {
                builder.Tag(Encoding.UTF8.GetBytes(tag));
            }

            foreach (var (name, value) in household.Labels)
            {
                builder.Label(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value));
            }

            foreach (var (name, value) in household.Holdings)
            {
                builder.Holding(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value));
            }

            builder.End();
        }

        return terms is null || builder.Build() is not { } roster || Calculation.Run(scheme, terms, roster).Distribution is not { } run
            || run.HouseholdsTotal.Fen == 0
            ? null
            : Sheet(run, parameters, inputs,
                households.ToDictionary(each => each.Id, each => each.Labels, StringComparer.Ordinal),
                households.ToDictionary(each => each.Id, each => (each.Tags, each.Holdings), StringComparer.Ordinal));
    }

    private static MadeSheet Sheet(
        Distribution run, IReadOnlyDictionary<string, string> parameters, IReadOnlyDictionary<string, string> inputs,
        Dictionary<string, IReadOnlyDictionary<string, string>> labels,
        Dictionary<string, (IReadOnlyList<string> Tags, IReadOnlyDictionary<string, string> Holdings)> households)
    {
        var steps = run.Steps.Where(step => step is { AmountsFen: not null, IsRecord: false }).ToArray();
        var holdings = run.Scheme.Holdings.Select(holding => holding.Name).ToArray();
        var sheet = new MadeSheet
        {
            Quantities = [.. holdings.Select(name => Columns.HeadingOfHolding(name, inChinese: true))],
            Money = [.. steps.Select(step => step.Step.Title.Zh + "金额（元）"), "合计（元）"], HasTags = true,
            Labels = [.. run.Scheme.Labels.Select(label => Columns.HeadingOfLabel(label.Name, inChinese: true))],
            Scheme = run.Scheme.Id, Year = run.Terms.Year,
            Figures = parameters.Concat(inputs).ToDictionary(each => each.Key, each => each.Value, StringComparer.Ordinal),
        };
        sheet.Parts[steps.Length] = [.. steps.Select((_, at) => (at, 1))];
        for (var at = 0; at < run.Roster.Count; at++)
        {
            var id = run.Roster.Id(at);
            sheet.Lines.Add(new MadeLine
            {
                Id = id, Tags = [.. households[id].Tags],
                Labels = [.. run.Scheme.Labels.Select(label => labels[id].GetValueOrDefault(label.Name, ""))],
                Holdings = [.. holdings.Select(name =>
                    decimal.Parse(households[id].Holdings.GetValueOrDefault(name, "0"), CultureInfo.InvariantCulture))],
                Fen = [.. steps.Select(step => step.AmountsFen!.Value.Span[at]), 0],
            });
        }

        sheet.Total();
        return sheet;
    }
}
