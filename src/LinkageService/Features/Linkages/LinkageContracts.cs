using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage.Linkages;

namespace LinkageService.Features.Linkages;

/// <summary>Who is linked to whom, and how.</summary>
/// <param name="Household">The household, on the roster at some time.</param>
/// <param name="Partner">With whom: a company, a cooperative, a person.</param>
/// <param name="Mode">asset_income, land_transfer, capital, employment, agency_sale, trusteeship or purchase.</param>
/// <param name="Terms">What was agreed, by name.</param>
/// <param name="From">The first date.</param>
/// <param name="To">The last date; no end unless stated.</param>
[CheckedBy<LinkageDraftValidator>]
internal sealed record LinkageRequest(
    string Household, string Partner, string Mode, Dictionary<string, string>? Terms, string From, string? To);

/// <summary>The end of a linkage.</summary>
/// <param name="To">The last date.</param>
[CheckedBy<EndLinkageValidator>]
internal sealed record EndLinkageRequest(string To);

/// <summary>A linkage as stored.</summary>
/// <param name="Id">Made by the service; later ones sort after earlier ones.</param>
/// <param name="Household">The household.</param>
/// <param name="Partner">With whom.</param>
/// <param name="Mode">How.</param>
/// <param name="Terms">What was agreed, by name.</param>
/// <param name="From">The first date.</param>
/// <param name="To">The last date; left out when there is none.</param>
/// <param name="KnownAt">When this became known.</param>
/// <param name="Actor">Who said so.</param>
internal sealed record LinkageContract(
    string Id,
    string Household,
    string Partner,
    string Mode,
    IReadOnlyDictionary<string, string> Terms,
    string From,
    string? To,
    string KnownAt,
    string Actor)
{
    /// <summary>What is stored of a linkage.</summary>
    public static LinkageContract Of(LinkageFact fact) => new(
        fact.Id, fact.HouseholdId, fact.Partner, fact.Mode, StoredLinkageTerms.Read(fact), fact.ValidFrom, fact.ValidTo,
        Dates.MomentText(fact.KnownAt), fact.Actor);
}

/// <summary>A page of linkages.</summary>
/// <param name="Linkages">By id.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
internal sealed record LinkagePageContract(
    IReadOnlyList<LinkageContract> Linkages, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next)
{
    /// <summary>A page of what is stored.</summary>
    public static LinkagePageContract Of(Page<LinkageFact> page) => new([.. page.Items.Select(LinkageContract.Of)], page.NextCursor);
}

/// <summary>How linkages are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LinkageContract))]
[JsonSerializable(typeof(LinkagePageContract))]
internal sealed partial class LinkageContracts : JsonSerializerContext;
