using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Errors;

namespace LinkageService.Features.Facts;

/// <summary>A fact about an organisation: the part named like the kind, and for which time. What is not known is left out.</summary>
[CheckedBy<FactValidator<FactParts>>]
[CheckedBy<PutFactValidator>]
internal sealed record FactRequest : FactParts
{
    /// <summary>The first day it holds for, until the next fact of the kind; of cash, the day at whose end it stands. Of kinds that are not
    /// stated by year.</summary>
    public string? ValidFrom { get; init; }

    /// <summary>The year; of statement, income and trade.</summary>
    public int? Year { get; init; }
}

/// <summary>A fact about an organisation as stored. Account numbers are masked.</summary>
internal sealed record FactContract : FactParts
{
    /// <summary>What kind of fact it is.</summary>
    public required string Kind { get; init; }

    /// <summary>The first day it holds for; of a kind that is stated by year, the last day of the year.</summary>
    public required string ValidFrom { get; init; }

    /// <summary>The year; left out for kinds that are not stated by year.</summary>
    public int? Year { get; init; }

    /// <summary>When it became known.</summary>
    public required string KnownAt { get; init; }

    /// <summary>Who said so.</summary>
    public required string Actor { get; init; }

    /// <summary>true where nothing is stated for the date after all; else left out.</summary>
    public bool? Withdrawn { get; init; }

    /// <summary>What is stored, with account numbers masked.</summary>
    public static FactContract Of(StoredFact stored)
    {
        var contract = new FactContract
        {
            Kind = stored.Kind.Word,
            ValidFrom = stored.Fact.ValidFrom,
            Year = stored.Year,
            KnownAt = Dates.MomentText(stored.Fact.KnownAt),
            Actor = stored.Fact.Actor,
            Withdrawn = stored.Fact.Present == 0 ? true : null,
        };
        if (stored.Part is { } part)
        {
            stored.Kind.Part.Property.SetValue(contract, part is AccountFacts accounts ? SealedAccounts.Masked(accounts) : part);
        }

        return contract;
    }
}

/// <summary>What is stated of an organisation on a date.</summary>
/// <param name="AsOf">The date.</param>
/// <param name="Facts">Of each kind the fact of the latest date that is not after it, by kind.</param>
/// <param name="Missing">Kinds of which nothing is stated.</param>
internal sealed record FactListContract(string AsOf, IReadOnlyList<FactContract> Facts, IReadOnlyList<MissingFactContract> Missing)
{
    /// <summary>What a handler gives.</summary>
    public static FactListContract Of(StandingFacts standing) => new(
        Dates.Text(standing.AsOf), [.. standing.Facts.Select(FactContract.Of)],
        [.. standing.Missing.Select(kind => new MissingFactContract(kind.Word, kind.Checks))]);
}

/// <summary>A kind of which nothing is stated.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Checks">Codes of the legal checks that cannot be decided without it.</param>
internal sealed record MissingFactContract(string Kind, IReadOnlyList<string> Checks);

/// <summary>Everything that was ever stated of a kind.</summary>
/// <param name="Facts">By date and then by when it became known.</param>
internal sealed record FactHistoryContract(IReadOnlyList<FactContract> Facts)
{
    /// <summary>What a handler gives.</summary>
    public static FactHistoryContract Of(IReadOnlyList<StoredFact> facts) => new([.. facts.Select(FactContract.Of)]);
}

/// <summary>How facts are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FactContract))]
[JsonSerializable(typeof(FactListContract))]
[JsonSerializable(typeof(FactHistoryContract))]
internal sealed partial class FactContracts : JsonSerializerContext;
