using System.Text;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.StatementChecks;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Features.Schemes;
using LinkageService.Vocabulary;

namespace LinkageService.Features.StatementChecks;

/// <summary>
/// Recomputes a sheet with schemes: holdings, categories and labels out of its columns, figures of the year as they were said, and one
/// that was not out of the totals of the sheet; each with every rounding.
/// </summary>
internal sealed class SheetSchemes(CheckedSheet sheet, int year, IReadOnlyDictionary<string, string> figures)
{
    /// <summary>The column of people, beside those of holdings.</summary>
    public const string Members = "members";

    private const int MostTotals = 12;
    private const int Many = 5_000;
    private const int Decimals = 6;

    private static readonly (RoundingPolicy Policy, SheetCause? Flaw)[] Policies =
    [
        (RoundingPolicy.LargestRemainder, null), (RoundingPolicy.PerUnitRate, SheetCause.RoundedPrice),
        (RoundingPolicy.FloorAndKeep, SheetCause.Truncated),
    ];

    /// <summary>What could not be done with the scheme that was named.</summary>
    public List<LocalizedText> Notes { get; } = [];

    /// <summary>What every scheme of the library gives that the sheet can feed.</summary>
    public IEnumerable<SheetTrial> Try(SchemeLibrary library, CancellationToken cancellation)
    {
        if (sheet.Lines.Count > Many)
        {
            yield break;
        }

        foreach (var scheme in library.Latest.Where(scheme => scheme.IsEffective(year) && IsFed(scheme) && figures.Keys.All(
            figure => IsFigure(scheme, figure))))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var trial in Of(scheme, isNamed: false, cancellation))
            {
                yield return trial;
            }
        }
    }

    /// <summary>What the named scheme gives.</summary>
    /// <exception cref="RefusedException">Figures are not those of the scheme.</exception>
    public IReadOnlyList<SheetTrial> Named(Scheme scheme, CancellationToken cancellation)
    {
        var unknown = figures.Keys.Where(figure => !IsFigure(scheme, figure)).Select(figure => new Problem(
            ProblemCodes.UnknownParameter, "figures." + NumberProblems.Shorten(figure), new LocalizedText(
                $"方案没有“{NumberProblems.Shorten(figure)}”这个数", $"the scheme has no figure \"{NumberProblems.Shorten(figure)}\""))).ToArray();
        if (unknown.Length > 0)
        {
            throw new RefusedException(Failure.Of(unknown));
        }

        var missing = scheme.RosterSchema.Holdings.Where(holding => holding.Default is null && ColumnOf(holding) is null)
            .Select(holding => new SchemeTitles(scheme).Of(holding.Name)).ToArray();
        if (missing.Length > 0)
        {
            Notes.Add(new LocalizedText(
                $"按方案“{scheme.Title.Zh}”算要有这些列，表上没有：{string.Join('、', missing.Select(title => title.Zh))}",
                $"\"{scheme.Title.En}\" needs columns that the sheet has not: {string.Join(", ", missing.Select(title => title.En))}"));
            return [];
        }

        return [.. Of(scheme, isNamed: true, cancellation)];
    }

    private static bool IsFigure(Scheme scheme, string name) =>
        scheme.Inputs.Any(input => input.Name == name) || scheme.Parameters.Any(parameter => parameter.Name == name);

    private bool IsFed(Scheme scheme) => scheme.Rules == RuleVersions.Latest
        && scheme.RosterSchema.Holdings.Any(holding => ColumnOf(holding) is not null)
        && scheme.RosterSchema.Holdings.All(holding => holding.Default is not null || ColumnOf(holding) is not null);

    private int? ColumnOf(HoldingColumn holding)
    {
        var name = holding.Members is null ? holding.Name : "";
        for (var at = 0; name.Length > 0 && at < sheet.Columns.Count; at++)
        {
            if (sheet.Columns[at].Holding == name)
            {
                return at;
            }
        }

        return null;
    }

    private IEnumerable<SheetTrial> Of(Scheme scheme, bool isNamed, CancellationToken cancellation)
    {
        var open = scheme.Inputs.Where(input => input.Default is null && !figures.ContainsKey(input.Name)).ToArray();
        var found = open.Length == 0 ? Run(scheme, figures, isNamed)
            : open is [{ IsMoney: true } one] ? Totals().Select(total => Run(scheme, With(one.Name, total), isNamed: false))
                .OfType<SheetTrial>().MaxBy(Matches)
            : null;
        if (found is null && open.Length > 0 && isNamed)
        {
            var titles = open.Select(input => new SchemeTitles(scheme).Of(input.Name)).ToArray();
            Notes.Add(new LocalizedText(
                $"填上这些年度数才能按方案核对：{string.Join('、', titles.Select(title => title.Zh))}",
                $"state these figures to check by the scheme: {string.Join(", ", titles.Select(title => title.En))}"));
        }

        if (found is null)
        {
            yield break;
        }

        yield return isNamed ? found with { IsNamed = true } : found;
        cancellation.ThrowIfCancellationRequested();
        foreach (var variant in open.Length == 0 ? Variants(scheme, isNamed) : [])
        {
            yield return variant;
        }
    }

    private Dictionary<string, string> With(string name, Money total) =>
        new(figures, StringComparer.Ordinal) { [name] = total.ToString() };

    // What the sheet says there is, and what its columns make.
    private IEnumerable<Money> Totals() => sheet.Stated.Append(sheet.StatedTotal ?? Fraction.Zero)
        .Where(stated => stated.Sign > 0 && (stated * 100).Denominator.IsOne).Select(stated => new Money((long)(stated * 100).Numerator))
        .Concat(sheet.ColumnsOf(SheetColumnKind.Total, SheetColumnKind.Amount).Select(at =>
            new Money(sheet.Lines.Sum(line => line.Fen(at) ?? 0))))
        .Where(total => total > Money.Zero).Distinct().Take(MostTotals);

    private int Matches(SheetTrial trial) => trial.Amounts.Sum(column =>
        Enumerable.Range(0, sheet.Lines.Count).Count(line => (sheet.Lines[line].Fen(column.Key) ?? 0) == column.Value[line]));

    private IEnumerable<SheetTrial> Variants(Scheme scheme, bool isNamed)
    {
        foreach (var (policy, flaw) in Policies)
        {
            if (WithRounding(scheme, policy) is { } other && other.Digest != scheme.Digest
                && Run(other, figures, isNamed: false) is { } trial)
            {
                var words = Words.Rounding(policy.Name(), 1);
                yield return trial with
                {
                    Title = new LocalizedText($"{trial.Title.Zh}（改为{words.Zh}）", $"{trial.Title.En} ({words.En} instead)"),
                    IsVariant = isNamed,
                    Flaw = flaw,
                };
            }
        }
    }

    private static Scheme? WithRounding(Scheme scheme, RoundingPolicy policy)
    {
        const string rounding = "rounding";
        var document = (DocumentMapping)scheme.Document;
        var entries = document.Entries.Select(entry => entry is { Key: "steps", Value: DocumentSequence steps }
            ? entry with { Value = steps with { Items = [.. steps.Items.Select(Changed)] } }
            : entry);
        return SchemeCompiler.Compile(document with { Entries = [.. entries] }).Scheme;

        DocumentNode Changed(DocumentNode step) => step is DocumentMapping mapping
            && mapping.Find("kind") is DocumentScalar { Text: "allocate" }
            ? mapping with
            {
                Entries =
                [
                    .. mapping.Entries.Where(entry => entry.Key != rounding),
                    new DocumentEntry(rounding, new DocumentScalar(policy.Name())),
                ],
            }
            : step;
    }

    private SheetTrial? Run(Scheme scheme, IReadOnlyDictionary<string, string> stated, bool isNamed)
    {
        var problems = new List<Problem>();
        var parameters = stated.Where(figure => scheme.Inputs.All(input => input.Name != figure.Key))
            .ToDictionary(figure => figure.Key, figure => figure.Value, StringComparer.Ordinal);
        var inputs = stated.Where(figure => !parameters.ContainsKey(figure.Key))
            .ToDictionary(figure => figure.Key, figure => figure.Value, StringComparer.Ordinal);
        var terms = RunTerms.Bind(scheme, year, parameters, inputs, problems);
        if (terms is null)
        {
            return isNamed ? throw new RefusedException(Failure.Of(problems)) : null;
        }

        var (roster, ids) = RosterOf(scheme, problems);
        var outcome = roster is null ? null : Calculation.Run(scheme, terms, roster);
        if (outcome?.Distribution is not { } distribution)
        {
            foreach (var problem in isNamed ? problems.Concat(outcome?.Problems ?? []).Take(MostTotals) : [])
            {
                Notes.Add(new LocalizedText(
                    $"按方案“{scheme.Title.Zh}”算不出来：{problem.Message.Zh}", $"\"{scheme.Title.En}\" gives no result: {problem.Message.En}"));
            }

            return null;
        }

        var amounts = AmountsOf(distribution, ids);
        return amounts.Count == 0 ? null : new SheetTrial($"{scheme.Id}@{scheme.Version}",
            new LocalizedText($"方案“{scheme.Title.Zh}”", $"the scheme \"{scheme.Title.En}\""), isNamed, amounts)
        {
            Again = changed => new SheetSchemes(changed, year, figures).Run(scheme, stated, isNamed: false),
            Supposed = [.. scheme.RosterSchema.Holdings.Where(holding => holding is { Default: not null, Members: null }
                && ColumnOf(holding) is null).Select(holding => new SchemeTitles(scheme).Of(holding.Name))],
        };
    }

    private (Roster? Roster, string[] Ids) RosterOf(Scheme scheme, List<Problem> problems)
    {
        var builder = new RosterBuilder(scheme.RosterSchema, sheet.Lines.Count);
        var ids = new string[sheet.Lines.Count];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < ids.Length; at++)
        {
            var line = sheet.Lines[at];
            var key = HouseholdIds.Normalize(line.Key);
            ids[at] = HouseholdIds.Fault(key) is null && seen.Add(key) ? key : $"{key}.{line.Row}";
            builder.Begin();
            builder.Id(Encoding.UTF8.GetBytes(ids[at]));
            foreach (var tag in line.Tags.Distinct(StringComparer.Ordinal))
            {
                builder.Tag(Encoding.UTF8.GetBytes(tag));
            }

            foreach (var (name, value) in line.Labels)
            {
                builder.Label(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value));
            }

            foreach (var holding in scheme.RosterSchema.Holdings)
            {
                if (ColumnOf(holding) is { } column && (line.Values[column] is not null || holding.Default is null))
                {
                    var value = line.Values[column] ?? Fraction.Zero;
                    builder.Holding(Encoding.UTF8.GetBytes(holding.Name), Encoding.UTF8.GetBytes(
                        DecimalText.Format(Rounding.HalfUp(value * SheetNumbers.Millionth), Decimals)));
                }
            }

            builder.End();
        }

        var roster = builder.Build();
        problems.AddRange(builder.Problems);
        return (roster, ids);
    }

    private Dictionary<int, IReadOnlyList<long>> AmountsOf(Distribution distribution, string[] ids)
    {
        var places = ids.Select(distribution.Roster.IndexOf).ToArray();
        var amounts = new Dictionary<int, IReadOnlyList<long>>();
        if (places.Any(place => place < 0))
        {
            return amounts;
        }

        var lines = distribution.Steps.Where(step => step is { AmountsFen: not null, IsRecord: false }).ToArray();
        foreach (var at in sheet.ColumnsOf(SheetColumnKind.Amount, SheetColumnKind.Deduction))
        {
            var called = lines.Where(step => IsCalled(sheet.Columns[at].Heading, step)).ToArray();
            if (called is [{ AmountsFen: { } given }])
            {
                var sign = sheet.SignOf(at);
                amounts[at] = [.. places.Select(place => sign * given.Span[place])];
            }
        }

        if (sheet.PayableColumn is var payable and >= 0 && !amounts.ContainsKey(payable))
        {
            amounts[payable] = [.. places.Select(place => distribution.Total(place).Fen)];
        }

        return amounts;
    }

    private static bool IsCalled(string heading, StepResult step)
    {
        var name = HeadingText.Of(heading).Name;
        return new[] { step.Step.Title.Zh, step.Step.Title.En, step.Step.Benefit }.Any(title =>
            title.Length > 0 && string.Equals(HeadingText.Of(title).Name, name, StringComparison.OrdinalIgnoreCase));
    }
}
