using System.Globalization;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Facts;

/// <summary>A fact about an organisation as stored.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Kind">What kind of fact it is.</param>
/// <param name="Fact">The row.</param>
/// <param name="Part">What it says, account numbers as stored; null where it was withdrawn.</param>
internal sealed record StoredFact(string Organization, FactKind Kind, OrganizationFact Fact, object? Part)
{
    /// <summary>Whether there was none of this kind and date before.</summary>
    public bool IsNew { get; init; }

    /// <summary>The year; null for a kind that is not stated by year.</summary>
    public int? Year => Kind.IsYearly ? int.Parse(Fact.ValidFrom.AsSpan(0, 4), CultureInfo.InvariantCulture) : null;

    /// <summary>The fact of a row.</summary>
    public static StoredFact Of(string organization, OrganizationFact fact)
    {
        var kind = FactKind.Find(fact.Kind)!;
        return new StoredFact(organization, kind, fact, fact.Present == 1 ? FactText.Read(kind, fact.Data) : null);
    }

    /// <summary>The date a fact of a year is stored under.</summary>
    public static string LastDayOf(int year) => string.Create(CultureInfo.InvariantCulture, $"{year:0000}-12-31");

    /// <summary>Nothing is stated of a kind.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="at">A date, or a year.</param>
    public static RefusedException Unknown(FactKind kind, string at) => new(Failure.Of(ProblemCodes.UnknownFact,
        $"{at} 没有登记“{kind.Title.Zh}”", $"\"{kind.Title.En}\" is not stated for {at}"));
}
