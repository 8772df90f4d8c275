using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage.Households;

namespace LinkageService.Features.Households;

/// <summary>A household as stored.</summary>
/// <param name="Organization">Whose it is.</param>
/// <param name="Fact">The fact that counts.</param>
/// <param name="Data">What it says.</param>
internal sealed record StoredHousehold(string Organization, HouseholdFact Fact, HouseholdData Data)
{
    /// <summary>Whether it was not on the roster before.</summary>
    public bool IsNew { get; init; }

    /// <summary>After a change: later facts that repeat what it replaced.</summary>
    public IReadOnlyList<LaterFact> LaterFacts { get; init; } = [];

    /// <summary>Its numbers in full, where the caller may see them; null shows them masked.</summary>
    public RevealedNumbers? Revealed { get; init; }

    /// <summary>Its subject in the audit log.</summary>
    public static string Subject(string organization, string household) => "household/" + organization + "/" + household;

    /// <summary>The household of a fact.</summary>
    public static StoredHousehold Of(string organization, HouseholdFact fact) => new(organization, fact, HouseholdData.Parse(fact.Data));

    /// <summary>There is no such household on the roster.</summary>
    public static RefusedException Unknown(string household) =>
        new(Failure.Of(new Problem(ProblemCodes.UnknownHousehold, "", UnknownWords(household))));

    /// <summary>The same in words.</summary>
    public static LocalizedText UnknownWords(string household) => new(
        $"名册上没有农户“{NumberProblems.Shorten(household)}”", $"there is no household \"{NumberProblems.Shorten(household)}\" on the roster");
}

/// <summary>Numbers in full.</summary>
/// <param name="Account">Of the account.</param>
/// <param name="Ids">Of the persons, in order.</param>
/// <param name="Phone">The phone.</param>
/// <param name="Births">Dates of birth of the persons, in order, of those who have no ID number.</param>
internal sealed record RevealedNumbers(string? Account, IReadOnlyList<string?> Ids, string? Phone, IReadOnlyList<string?> Births);
