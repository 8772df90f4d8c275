using LinkageService.Documents;
using LinkageService.Features.Households;
using LinkageService.Storage.Households;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Exports;

/// <summary>Who a household is, as the run read it, and where its money goes, as is known when it is paid.</summary>
/// <param name="Standing">The fact the run read.</param>
/// <param name="Paying">The fact whose account counts: that of the day of the payment.</param>
internal sealed record SheetPerson(StoredHousehold Standing, StoredHousehold Paying)
{
    /// <summary>Its name, or nothing.</summary>
    public string Name => Standing.Data.Name ?? "";

    /// <summary>How many people live in it: as stated, else those listed on the record date; null where neither is.</summary>
    public int? Members { get; private init; }

    /// <summary>When the last of it died, where nobody of it is left to be paid; null otherwise.</summary>
    public string? Deceased { get; private init; }

    /// <summary>What the facts of one household say of it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="facts">All facts of the household, by date and then by when they became known.</param>
    /// <param name="payDay">The day of the payment, and the moment up to which facts count.</param>
    public static SheetPerson? Of(RunRow run, IReadOnlyList<HouseholdFact> facts, (string Date, long KnownAt) payDay)
    {
        // With a time-weighted holding a household may be on the roster that left before the record date.
        var lastDay = Dates.Text(new DateOnly((int)run.Year, 12, 31));
        var standing = At(facts, run.RecordDate, run.KnownAt, isPresent: false) is { Present: 1 } there
            ? there
            : At(facts, string.CompareOrdinal(lastDay, run.RecordDate) > 0 ? lastDay : run.RecordDate, run.KnownAt, isPresent: true);
        if (standing is null)
        {
            return null;
        }

        var paying = At(facts, payDay.Date, payDay.KnownAt, isPresent: true) ?? standing;
        var payee = StoredHousehold.Of(run.OrganizationId, paying);
        var stood = StoredHousehold.Of(run.OrganizationId, standing);
        return new SheetPerson(stood, payee)
        {
            Members = stood.Data.Members
                ?? (stood.Data.Persons.Count(person => person.IsThereOn(run.RecordDate)) is > 0 and var listed ? listed : null),
            Deceased = payee.Data.AllDeceasedOn(payDay.Date),
        };
    }

    private static HouseholdFact? At(IReadOnlyList<HouseholdFact> facts, string asOf, long knownAt, bool isPresent) =>
        facts.LastOrDefault(fact => string.CompareOrdinal(fact.ValidFrom, asOf) <= 0 && fact.KnownAt <= knownAt
            && (!isPresent || fact.Present == 1));
}
