using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Console.Pages.Schemes.Form;

/// <summary>Figures a requirement can look at, and how one is begun.</summary>
internal static class Required
{
    /// <summary>What is kept, what payers paid, what steps gave: in all and to each household.</summary>
    public static IReadOnlyList<(string Formula, LocalizedText Words)> Figures(SchemeFormNames names, SchemeTitles? titles) =>
    [
        .. names.Accounts("fund").Select(fund => ($"fund({fund})", Of(AccountKind.Fund, fund, titles, "（留存）", " (kept)"))),
        .. names.Accounts("carry").Select(carry => ($"carry({carry})", Of(AccountKind.Carry, carry, titles, "（结转下年）", " (carried on)"))),
        .. names.Accounts("payer").Select(payer => ($"payer({payer})", Of(AccountKind.Payer, payer, titles, "一共付的", ": all it pays"))),
        .. names.StepsOf("allocate", "pay", "guarantee").SelectMany(step => new[]
        {
            ($"sum(received({step.Name}))", new LocalizedText(step.Title.Zh + "：合计", step.Title.En + ": in all")),
            ($"received({step.Name})", new LocalizedText(step.Title.Zh + "：每户", step.Title.En + ": each household")),
        }),
    ];

    /// <summary>What the limit may be a rate of; the first is nothing: the limit is an amount.</summary>
    public static IReadOnlyList<(string Formula, LocalizedText Words)> Bases(SchemeFormNames names) =>
    [
        .. names.Pools.Where(pool => names.Inputs.Any(input => input.Name == pool.Name))
            .Select(pool => (pool.Name, SchemeFormNames.Called(pool.Name, pool.Title))),
        .. names.StepsOf("allocate", "pay", "guarantee")
            .Select(step => ($"sum(received({step.Name}))", new LocalizedText(step.Title.Zh + "：合计", step.Title.En + ": in all"))),
    ];

    /// <summary>A requirement as it is written: <c>{ formula: fund(公积金), atMost: profit * 10% }</c>.</summary>
    public static DocumentMapping Begin(string formula, string comparison, string limit, string basis, string clause)
    {
        var entries = new List<DocumentEntry>
        {
            new("formula", new DocumentScalar(formula)),
            new(comparison, new DocumentScalar(basis.Length > 0 ? $"{basis} * {limit}" : limit)),
        };
        if (clause.Length > 0)
        {
            entries.Add(new DocumentEntry("clause", new DocumentScalar(clause)));
        }

        return new DocumentMapping(entries);
    }

    private static LocalizedText Of(AccountKind kind, string name, SchemeTitles? titles, string zh, string en)
    {
        var words = titles?.Of(new Account(kind, name)) ?? new LocalizedText(name, name);
        return new LocalizedText(words.Zh + zh, words.En + en);
    }
}
