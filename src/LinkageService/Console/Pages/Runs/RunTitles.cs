using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Console.Pages.Runs;

/// <summary>What the figures, steps and accounts of a run are called at the head of a row: by its own scheme document.</summary>
internal sealed class RunTitles(Scheme scheme)
{
    private readonly SchemeTitles _titles = new(scheme);

    /// <summary>The names of the scheme, inside a sentence.</summary>
    public SchemeTitles Inside => _titles;

    /// <summary>The scheme itself.</summary>
    public LocalizedText Scheme => SchemeTitles.AsLabel(new LocalizedText(
        scheme.Title.Zh.Length > 0 ? scheme.Title.Zh : scheme.Id, scheme.Title.En.Length > 0 ? scheme.Title.En : scheme.Title.Zh));

    /// <summary>A parameter, a figure of the year, or what is held.</summary>
    public LocalizedText Figure(string name) => SchemeTitles.AsLabel(_titles.Of(name));

    /// <summary>Whether the scheme has a figure of this name.</summary>
    public bool Has(string name) => scheme.Parameters.Any(each => each.Name == name) || scheme.Inputs.Any(each => each.Name == name)
        || scheme.Holdings.Any(each => each.Name == name);

    /// <summary>A step.</summary>
    public LocalizedText Step(string id) => SchemeTitles.AsLabel(_titles.OfStep(id));

    /// <summary>A benefit: the step that gives it, or the first of several.</summary>
    public LocalizedText Benefit(string benefit) => SchemeTitles.AsLabel(_titles.OfBenefit(benefit));

    /// <summary>An input that is money to distribute, or whoever pays from outside.</summary>
    public LocalizedText Source(string name, bool isPayer) => _titles.LabelOf(new SourceAmount(name, isPayer, Money.Zero));

    /// <summary>A source of which only the name is known.</summary>
    public LocalizedText Source(string name) => Source(name, scheme.Payers.Contains(name, StringComparer.Ordinal));

    /// <summary>A fund or a carried account.</summary>
    public LocalizedText Fund(FundAmount fund) => _titles.LabelOf(fund);

    /// <summary>A fund or a carried account of which only the name is known.</summary>
    public LocalizedText Fund(string name)
    {
        var known = scheme.Funds.FirstOrDefault(fund => fund.Name == name);
        return SchemeTitles.AsLabel(_titles.Of(known == default ? new Account(AccountKind.Fund, name) : known));
    }

    /// <summary>The policy of a correction, in a few words.</summary>
    public LocalizedText Policy(string policy)
    {
        const string chargeFund = "charge_fund:";
        if (policy.StartsWith(chargeFund, StringComparison.Ordinal))
        {
            var fund = Fund(policy[chargeFund.Length..]);
            return new($"少发的从“{fund.Zh}”补发，多发的不追回", $"who got too little is paid out of “{fund.En}”, nothing is taken back");
        }

        return policy == "recompute_all"
            ? new("少发的现在补发，多发的以后年度扣回", "who got too little is paid now, who got too much gives it back later")
            : new("现在不动，差额留到以后年度结清", "nothing now, all differences are settled by later runs");
    }
}
