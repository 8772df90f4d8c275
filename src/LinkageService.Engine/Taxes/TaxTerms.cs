using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Taxes;

/// <summary>How the benefits of a run are taxed, each once. Benefits that are not named are not taxed.</summary>
public sealed class TaxTerms
{
    private static readonly string[] TaxWords = ["个税", "个调税", "所得税", "红利税", "分红税", "股息税"];
    private static readonly string[] TaxNames =
    [
        "income_tax", "personal_income_tax", "individual_income_tax", "dividend_tax", "withholding_tax", "withheld_tax", "tax",
        "tax_payable", "tax_withheld",
    ];

    /// <param name="terms">Each benefit once; those that are not taxed may be left out.</param>
    public TaxTerms(IEnumerable<TaxTerm> terms)
    {
        Terms = [.. terms.OrderBy(term => term.Benefit, StringComparer.Ordinal)];
        Invariant.Holds(
            Terms.DistinctBy(term => term.Benefit, StringComparer.Ordinal).Count() == Terms.Count, "a benefit is taxed one way");
    }

    /// <summary>In the order of the benefits.</summary>
    public IReadOnlyList<TaxTerm> Terms { get; }

    /// <summary>Whether nothing is taxed.</summary>
    public bool AreNone => Terms.All(term => term.Mode == TaxMode.None);

    /// <summary>
    /// Whether a benefit is income of another kind than interest and dividends: wages, rents, refunds by trade and the price of purchases
    /// are taxed by other rules, or not at all.
    /// </summary>
    public static bool IsOtherIncome(string benefit) => Array.Exists(
        ["wage", "rent", "purchase", "refund"], kind => benefit == kind || benefit.EndsWith("_" + kind, StringComparison.Ordinal))
        || AccountRoles.OfBenefit(benefit) == AccountRole.PatronageRefund;

    /// <summary>The benefits that people mean by a name: that of a benefit, or the id or title of a step that gives it.</summary>
    public static IReadOnlyList<string> NamedBy(Scheme scheme, string name) =>
    [
        .. scheme.Steps.Where(IsGiving).Where(step => IsCalled(name, step.Benefit, step.Id, step.Title))
            .Select(step => step.Benefit).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>What a scheme gives: the benefit, the step that gives it and what people call it.</summary>
    public static IEnumerable<(string Benefit, string Step, LocalizedText Title)> GivenBy(Scheme scheme) =>
        scheme.Steps.Where(IsGiving).Select(step => (step.Benefit, step.Id, step.Title));

    /// <summary>
    /// Whether a name means what a step gives: its benefit, its id, its title in either language, or the words that the tax declaration
    /// has for the benefit, such as 按股分红.
    /// </summary>
    public static bool IsCalled(string name, string benefit, string step, LocalizedText title) =>
        name.Trim() is var plain && (plain == benefit || plain == step || IsWord(plain, title)
            || (BenefitWords.Of(benefit) is { } words && IsWord(plain, words)));

    private static bool IsWord(string name, LocalizedText words) =>
        name == words.Zh || string.Equals(name, words.En, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The benefits whose tax a scheme withholds by itself, in a step that puts it into a fund of that name: it is in the lines already.
    /// </summary>
    public static IReadOnlySet<string> TakenBy(Scheme scheme)
    {
        var taken = Takers(scheme);
        return scheme.Steps.Where(step => IsGiving(step)
                && Array.Exists(taken, tax => tax.Of.Count == 0 || tax.Of.Contains(step.Id, StringComparer.Ordinal)))
            .Select(step => step.Benefit).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>
    /// The tax that a scheme withholds by itself, of each household: what is due is that of every benefit it is taken from, named together.
    /// </summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="books">A run by it, or what changes of one.</param>
    public static IReadOnlyList<HouseholdTax> TakenIn(Scheme scheme, RunBooks books)
    {
        var (from, takers) = (TakenBy(scheme), Takers(scheme).Select(step => step.Id).ToHashSet(StringComparer.Ordinal));
        var name = string.Join('+', from.Order(StringComparer.Ordinal));
        var steps = books.Steps.Where(step => !step.IsRecord).ToArray();
        return [.. books.Households.Select((household, at) =>
        {
            var due = steps.Where(step => !takers.Contains(step.Id) && from.Contains(step.Benefit)).Sum(step => step.Amounts.Span[at]);
            var tax = -steps.Where(step => takers.Contains(step.Id)).Sum(step => step.Amounts.Span[at]);
            return new HouseholdTax(household, name, new TaxedAmount(due, due, tax, tax));
        }).Where(tax => tax.Amount.Tax != 0)];
    }

    private static bool IsGiving(Step step) => step.GivesLines && step is not WithholdStep;

    private static WithholdStep[] Takers(Scheme scheme)
    {
        var titles = new SchemeTitles(scheme);
        return [.. scheme.Steps.OfType<WithholdStep>().Where(step => IsTax(step.Into, titles))];
    }

    /// <summary>
    /// Whether an account is the households' tax that is to be paid over, by its name, its title or the step that fills it: 个人所得税,
    /// 代扣个税 and the like, or one of the English names. The organisation's own income tax (企业所得税) is none.
    /// </summary>
    internal static bool IsTax(Account account, SchemeTitles titles) => titles.WordsOf(account).Any(name =>
        TaxNames.Contains(name, StringComparer.Ordinal) || (Array.Exists(TaxWords, word => name.Contains(word, StringComparison.Ordinal))
            && !name.Contains("企业", StringComparison.Ordinal)));

    /// <summary>The tax of every household and benefit; nothing of what is not taxed.</summary>
    /// <param name="books">A run, with its corrections or without.</param>
    public IReadOnlyList<HouseholdTax> Of(RunBooks books)
    {
        var taxes = new List<HouseholdTax>();
        foreach (var term in Terms.Where(term => term.Mode != TaxMode.None))
        {
            var steps = books.Steps.Where(step => !step.IsRecord && step.Benefit == term.Benefit).Select(step => step.Amounts).ToArray();
            for (var household = 0; household < books.Households.Count; household++)
            {
                var amount = term.Of(steps.Sum(step => step.Span[household]));
                if (!amount.IsUntaxed)
                {
                    taxes.Add(new HouseholdTax(books.Households[household], term.Benefit, amount));
                }
            }
        }

        return InOrder(taxes);
    }

    /// <summary>What a correction changes: the tax after it less the tax before it, of every household and benefit.</summary>
    /// <param name="before">The books as they were paid.</param>
    /// <param name="after">The books with the correction.</param>
    public IReadOnlyList<HouseholdTax> Change(RunBooks before, RunBooks after)
    {
        var change = Of(before).ToDictionary(tax => (tax.Household, tax.Benefit), tax => default(TaxedAmount) - tax.Amount);
        foreach (var tax in Of(after))
        {
            var key = (tax.Household, tax.Benefit);
            change[key] = change.GetValueOrDefault(key) + tax.Amount;
        }

        return InOrder(change.Where(each => each.Value != default)
            .Select(each => new HouseholdTax(each.Key.Household, each.Key.Benefit, each.Value)));
    }

    private static IReadOnlyList<HouseholdTax> InOrder(IEnumerable<HouseholdTax> taxes) =>
        [.. taxes.OrderBy(tax => tax.Household, HouseholdOrder.Instance).ThenBy(tax => tax.Benefit, StringComparer.Ordinal)];
}
