using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Facts;

/// <summary>
/// What is stated of an organisation, as legal checks of a year ask for it. The statements, income and trade are those of exactly the year
/// (and the one before); what is in force on a day is that of the record date; of cash, accounts and officers the latest that is known,
/// because money is paid after the record date.
/// </summary>
internal static class OrganizationFacts
{
    /// <summary>Reads the facts of the year of a record date.</summary>
    /// <inheritdoc cref="ReadAsync(Session, string, int, DateOnly, long)"/>
    public static Task<LegalFacts> ReadAsync(Session session, string organization, DateOnly recordDate, long knownAt = long.MaxValue) =>
        ReadAsync(session, organization, recordDate.Year, recordDate, knownAt);

    /// <summary>Reads the facts. Meeting and payments belong to a run and stay null.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organization">Whose.</param>
    /// <param name="year">The year whose income is shared out.</param>
    /// <param name="recordDate">The date the roster is of.</param>
    /// <param name="knownAt">Only what was known at this moment, in microseconds; <see cref="long.MaxValue"/> for now.</param>
    public static async Task<LegalFacts> ReadAsync(
        Session session, string organization, int year, DateOnly recordDate, long knownAt)
    {
        return Of(await OrganizationFactStore.StandingAsync(session, organization, knownAt), year, recordDate);
    }

    /// <summary>What facts say, stored or not, as legal checks of a year ask for it.</summary>
    /// <param name="standing">What stands of each kind, by date.</param>
    /// <param name="year">The year whose income is shared out.</param>
    /// <param name="recordDate">The date the roster is of.</param>
    public static LegalFacts Of(IEnumerable<OrganizationFact> standing, int year, DateOnly recordDate) =>
        Of(new Reading(standing.ToLookup(fact => fact.Kind, StringComparer.Ordinal), year, Dates.Text(recordDate)));

    /// <summary>The tax that was paid over, by everything that stands of it, each payment once.</summary>
    public static async Task<IReadOnlyList<(DateOnly On, Money Amount)>> RemittedTaxesAsync(Session session, string organization)
    {
        var kind = FactKind.All.Single(each => each.Record == typeof(TaxFacts));
        var standing = await OrganizationFactStore.StandingAsync(session, organization, long.MaxValue);
        return [.. standing.Where(fact => fact.Kind == kind.Word)
            .SelectMany(fact => ((TaxFacts)FactText.Read(kind, fact.Data)).Benefits ?? []).Select(LegalRecords.Tax)
            .Where(tax => tax is { RemittedOn: not null, Withheld.Fen: > 0 })
            .DistinctBy(tax => (tax.Benefit, tax.RemittedOn, tax.Withheld))
            .Select(tax => (tax.RemittedOn!.Value, tax.Withheld!.Value)).OrderBy(each => each.Item1)];
    }

    private static LegalFacts Of(Reading reading)
    {
        var (capital, cash, officers) = (reading.OnDay<CapitalFacts>(), reading.Latest<CashFacts>(), reading.Latest<OfficerFacts>());
        var (trade, charter) = (reading.OfYear<TradeFacts>(), reading.OnDay<CharterFacts>());
        return new LegalFacts
        {
            Statement = reading.OfYear<StatementFacts>() is { } now ? LegalRecords.Statement(now.Part, reading.Year) : null,
            LastStatement = reading.OfYear<StatementFacts>(-1) is { } last ? LegalRecords.Statement(last.Part, reading.Year - 1) : null,
            Charter = charter is { } stated ? LegalRecords.Charter(stated.Part, stated.From) : null,
            Capital = capital?.Part.Contributions?.Select(LegalRecords.Contribution).ToArray(),
            Quotas = capital?.Part.Quotas?.Select(LegalRecords.Quota).ToArray(),
            Cash = cash is { } position ? LegalRecords.Cash(position.Part, position.From) : null,
            Loans = cash?.Part.Loans?.Select(LegalRecords.Loan).ToArray(),
            Restricted = cash?.Part.Restricted?.Select(LegalRecords.Restricted).ToArray(),
            Income = reading.OfYear<IncomeFacts>()?.Part.Lines?.Select(LegalRecords.Income).ToArray(),
            Officers = officers?.Part.Officers?.Select(LegalRecords.Officer).ToArray(),
            Kin = officers?.Part.Kin?.Select(LegalRecords.Kin).ToArray(),
            Accounts = reading.Latest<AccountFacts>()?.Part.Accounts?.Select(LegalRecords.Account).ToArray(),
            Plots = reading.OnDay<PlotFacts>()?.Part.Plots?.Select(LegalRecords.Plot).ToArray(),
            Trade = trade is { } totals ? LegalRecords.Trade(totals.Part, reading.Year) : null,
            MemberTrades = trade?.Part.Partners?.Select(LegalRecords.Partner).ToArray(),
            StatusSources = reading.OnDay<StatusFacts>()?.Part.Sources?.Select(LegalRecords.Status).ToArray(),
            Targets = reading.OnDay<TargetFacts>()?.Part.Targets?.Select(LegalRecords.Target).ToArray(),
            Taxes = reading.OnDay<TaxFacts>()?.Part.Benefits?.Select(LegalRecords.Tax).ToArray(),
        };
    }

    /// <summary>What is stated, by the time it is wanted for; null for what is not.</summary>
    private sealed record Reading(ILookup<string, OrganizationFact> Standing, int Year, string RecordDate)
    {
        public (TPart Part, DateOnly From)? OfYear<TPart>(int shift = 0) =>
            Find<TPart>(fact => fact.ValidFrom == StoredFact.LastDayOf(Year + shift));

        public (TPart Part, DateOnly From)? OnDay<TPart>() => Find<TPart>(fact => string.CompareOrdinal(fact.ValidFrom, RecordDate) <= 0);

        public (TPart Part, DateOnly From)? Latest<TPart>() => Find<TPart>(_ => true);

        private (TPart Part, DateOnly From)? Find<TPart>(Func<OrganizationFact, bool> isWanted)
        {
            var kind = FactKind.All.Single(each => each.Record == typeof(TPart));
            return Standing[kind.Word].LastOrDefault(isWanted) is { } fact
                ? ((TPart)FactText.Read(kind, fact.Data), Dates.Read(fact.ValidFrom))
                : null;
        }
    }
}
