using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Schemes;

/// <summary>The columns of members that a document names, by which its roster is read; they are not declared.</summary>
internal sealed class MemberColumns
{
    private readonly HashSet<MemberCount> _named = [];

    /// <summary>Takes what a formula names.</summary>
    public void AddFrom(Expression expression)
    {
        foreach (var count in FormulaNames.Of(expression).Select(name => name.Members).OfType<MemberCount>())
        {
            _named.Add(count);
        }
    }

    /// <summary>Takes a name where a holding is named: its one spelling where it counts members, else null.</summary>
    public string? Spelling(string holding)
    {
        if (FormulaParser.Parse(holding, out _) is not Name { Members: { } count } name)
        {
            return null;
        }

        _named.Add(count);
        return name.Text;
    }

    /// <summary>The columns: all members first, then by age. A name the document declares is what it declares.</summary>
    public IReadOnlyList<SchemeHolding> Columns(IEnumerable<string> declared, ProblemList problems, DocumentNode document)
    {
        var isDeclared = declared.Contains(MemberCount.Word, StringComparer.Ordinal) || problems.Lost.Contains(MemberCount.Word);
        var counts = _named.Where(count => count.IsByAge || !isDeclared)
            .OrderBy(count => count.IsByAge).ThenBy(count => count.From ?? 0).ThenBy(count => count.Below ?? int.MaxValue).ToArray();
        if (counts.Length > MemberCount.MaxColumns)
        {
            problems.Add(ProblemCodes.SchemeTooLarge, "steps", document,
                $"方案里有 {counts.Length} 种年龄段的人口，最多 {MemberCount.MaxColumns} 种",
                $"the document counts members of {counts.Length} kinds, at most {MemberCount.MaxColumns}");
        }

        return [.. counts.Take(MemberCount.MaxColumns).Select(Column)];
    }

    private static SchemeHolding Column(MemberCount count) => new(
        MemberCount.Unit,
        new HoldingColumn(count.Name, Decimals: 0, Default: null) { Title = count.Title.Zh, Members = count },
        count.Title);
}
