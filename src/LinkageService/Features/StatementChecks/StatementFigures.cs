using LinkageService.Engine.Problems;

namespace LinkageService.Features.StatementChecks;

/// <summary>Figures of the year in one text: <c>income=100000.00;day_wage=80</c>.</summary>
internal static class StatementFigures
{
    /// <summary>Reads them; adds what is wrong.</summary>
    public static IReadOnlyDictionary<string, string> Read(string text, List<Problem> problems)
    {
        var figures = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || !figures.TryAdd(part[..at].Trim(), part[(at + 1)..].Trim()))
            {
                problems.Add(new Problem(ProblemCodes.InvalidValue, "figures", new LocalizedText(
                    "年度数写作 名称=数;名称=数，每个名称一次", "figures are written name=value;name=value, each name once")));
                return figures;
            }
        }

        return figures;
    }
}
