using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Taxes;
using LinkageService.Features.Facts;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>How the benefits of a run are taxed as things stand.</summary>
/// <param name="Terms">Those that are taxed, in the order of their names; empty for none.</param>
/// <param name="Problems">What of the statement nobody could go by.</param>
internal sealed record FoundTaxTerms(IReadOnlyList<StoredTaxTerm> Terms, IReadOnlyList<Problem> Problems)
{
    /// <summary>As the engine has them.</summary>
    public TaxTerms Read() => new(Terms.Where(term => !term.IsOfScheme).Select(term => term.Read()));
}

/// <summary>
/// Finds how an organisation says its benefits are taxed: the fact of the record date, which the check <c>tax_mode_unset</c> looks at
/// too, and the rate of the day, because the tax arises when it is paid. What nobody stated is not taxed.
/// </summary>
internal sealed class FindTaxTerms(RulePacks packs, TimeProvider time)
{
    private const string Check = "tax_mode_unset";
    private const string Parameter = "dividend_tax";

    /// <summary>Finds them.</summary>
    public async Task<FoundTaxTerms> OfAsync(Session session, RunRow run, Scheme scheme)
    {
        var facts = await OrganizationFacts.ReadAsync(
            session, run.OrganizationId, (int)run.Year, Dates.Read(run.RecordDate), long.MaxValue);
        var taken = TaxTerms.TakenBy(scheme);
        var stated = (facts.Taxes ?? [])
            .SelectMany(tax => TaxTerms.NamedBy(scheme, tax.Benefit).Select(benefit => tax with { Benefit = benefit }))
            .ToLookup(tax => tax.Benefit, StringComparer.Ordinal);
        if (stated.All(same => same.All(tax => tax.Mode == TaxMode.None)))
        {
            return new FoundTaxTerms([], []);
        }

        var organization = (await OrganizationStore.FindAsync(session, run.OrganizationId))!;
        var law = packs.Of(organization.LegalForm, organization.Region, Dates.Today(time)).Find(Check, Parameter);
        var (terms, problems) = (new List<StoredTaxTerm>(), new List<Problem>());
        foreach (var same in stated.OrderBy(same => same.Key, StringComparer.Ordinal))
        {
            if (Unclear(same, taken, law) is { } problem)
            {
                problems.Add(problem);
            }
            else if (same.First() is { Mode: not TaxMode.None } tax)
            {
                var basis = taken.Contains(tax.Benefit) ? StoredTaxTerm.OfScheme
                    : tax.Rate is null ? law!.Citation.Zh : StoredTaxTerm.Stated;
                terms.Add(new StoredTaxTerm(tax.Benefit, FactWords.Word(tax.Mode), (tax.Rate ?? law!.Rate).ToString(), basis));
            }
        }

        return new FoundTaxTerms(terms, problems);
    }

    private static Problem? Unclear(IGrouping<string, BenefitTax> same, IReadOnlySet<string> taken, RuleRow? law)
    {
        var (benefit, tax) = (same.Key, same.First());
        if (same.Any(each => each.Mode != tax.Mode || each.Rate != tax.Rate))
        {
            return Problem($"“{benefit}”登记了两种扣税办法：改成一种", $"\"{benefit}\" is stated to be taxed in two ways: keep one");
        }

        if (tax.Mode == TaxMode.None)
        {
            return null;
        }

        if (TaxTerms.IsOtherIncome(benefit))
        {
            return Problem(
                $"“{benefit}”不是利息、股息、红利：工资、租金、返还和收购款另有计税办法，这里不按 20% 扣；改成不扣税，要扣的在方案里写明",
                $"\"{benefit}\" is no interest or dividend: wages, rents, refunds and purchases are taxed by rules of their own. State "
                + "none, and withhold in the scheme what has to be");
        }

        if (taken.Contains(benefit) && tax.Mode == TaxMode.OrganizationBears)
        {
            return Problem($"方案已经从“{benefit}”里代扣了个税，不能又由单位承担",
                $"the scheme withholds the tax of \"{benefit}\" already: it is not borne as well");
        }

        if ((tax.Rate ?? law?.Rate) is not { } rate)
        {
            return Problem($"“{benefit}”没有写税率，规则包里今天也没有", $"no rate is stated for \"{benefit}\", and no rule pack has one today");
        }

        return rate < Fraction.Zero || rate >= Fraction.One
            ? Problem(
                $"“{benefit}”的税率是 {rate}，应在 0 和 1 之间", $"the rate of \"{benefit}\" is {rate}: it is at least 0 and below 1")
            : null;
    }

    private static Problem Problem(string zh, string en) => new(ProblemCodes.TaxTermsUnclear, "", new LocalizedText(zh, en));
}
