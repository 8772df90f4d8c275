using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage.Webhooks;

namespace LinkageService.Features.Webhooks;

/// <summary>An address to be told of events.</summary>
/// <param name="Url">Where to: https, or http to a host that the operator names.</param>
/// <param name="Organization">Of this organisation and those below it; of all that the key sees unless stated.</param>
/// <param name="Types">The wanted types; all unless stated.</param>
/// <param name="State">active or paused; active unless stated. What happens while it is paused is delivered afterwards.</param>
[CheckedBy<WebhookDraftValidator>]
internal sealed record WebhookRequestContract(string Url, string? Organization, IReadOnlyList<string>? Types, string? State);

/// <summary>The addresses that are told of events.</summary>
/// <param name="Webhooks">The oldest first.</param>
internal sealed record WebhooksContract(IReadOnlyList<WebhookContract> Webhooks);

/// <summary>An address that is told of events.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Url">Where to.</param>
/// <param name="Organization">Of this organisation and those below it; left out for everything.</param>
/// <param name="Types">The wanted types; none for all.</param>
/// <param name="State">active, paused, gone where it answered 410, or removed.</param>
/// <param name="Secrets">How many secrets sign.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
/// <param name="Secret">What signatures are checked with; only in the answer that makes it.</param>
internal sealed record WebhookContract(
    string Id, string Url, string? Organization, IReadOnlyList<string> Types, string State, int Secrets, string CreatedBy,
    string CreatedAt, string UpdatedAt, string? Secret)
{
    /// <summary>In a list: how many events were tried in vain and are tried again.</summary>
    public long? Retrying { get; init; }

    /// <summary>In a list: how many are tried no more, and are sent again by hand only.</summary>
    public long? Dead { get; init; }

    /// <summary>An address.</summary>
    /// <param name="kept">The address.</param>
    /// <param name="now">In microseconds.</param>
    public static WebhookContract Of(KeptWebhook kept, long now) => new(
        kept.Row.Id, kept.Row.Url, kept.Row.OrganizationId, kept.Row.Types.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        kept.Row.State, WebhookSecrets.Count(kept.Row, now), kept.Row.CreatedBy, Dates.MomentText(kept.Row.CreatedAt),
        Dates.MomentText(kept.Row.UpdatedAt), kept.Secret)
    {
        Retrying = kept.Failing?.Retrying, Dead = kept.Failing?.Dead,
    };
}

/// <summary>What came of trying an address.</summary>
/// <param name="Taken">Whether the receiver took it.</param>
/// <param name="Status">The HTTP status; left out where there was no answer.</param>
/// <param name="Error">Why it was not taken; left out when it was.</param>
internal sealed record WebhookTestContract(bool Taken, int? Status, string? Error)
{
    /// <summary>What came of it.</summary>
    public static WebhookTestContract Of(SendOutcome outcome) =>
        new(outcome.IsTaken, outcome.Status, outcome.IsTaken ? null : outcome.Error);
}

/// <summary>What was on its way to an address.</summary>
/// <param name="Deliveries">The latest event first.</param>
/// <param name="Next">What to send as <c>cursor</c> for the next page; null at the end.</param>
internal sealed record DeliveryPageContract(
    IReadOnlyList<DeliveryContract> Deliveries, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next)
{
    /// <summary>A page.</summary>
    public static DeliveryPageContract Of(Page<DeliveryRow> page) =>
        new([.. page.Items.Select(DeliveryContract.Of)], page.NextCursor);
}

/// <summary>An event on its way to an address.</summary>
/// <param name="Id">Its own, to send it again: the sequence of the event, and which of that sequence it is.</param>
/// <param name="Type">What happened.</param>
/// <param name="Organization">Whose event; left out for what belongs to none.</param>
/// <param name="State">pending, delivered, or dead when it is tried no more.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="NextAt">When it is tried again at the earliest; left out when at once or not at all.</param>
/// <param name="Status">The HTTP status of the last attempt; left out where there was no answer.</param>
/// <param name="Error">Why the last attempt failed; left out when it did not.</param>
/// <param name="UpdatedAt">When it was tried last, or came to be sent.</param>
internal sealed record DeliveryContract(
    string Id, string Type, string? Organization, string State, long Attempts, string? NextAt, int? Status, string? Error,
    string UpdatedAt)
{
    /// <summary>A delivery.</summary>
    public static DeliveryContract Of(DeliveryRow row) => new(
        WebhookDeliveries.IdOf(row), row.Type, row.OrganizationId.Length == 0 ? null : row.OrganizationId, row.State, row.Attempts,
        row.State == DeliveryStates.Pending && row.NextAt > 0 ? Dates.MomentText(row.NextAt) : null, (int?)row.Status,
        row.Error.Length == 0 ? null : row.Error, Dates.MomentText(row.UpdatedAt));
}

/// <summary>How webhooks are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WebhooksContract))]
[JsonSerializable(typeof(WebhookContract))]
[JsonSerializable(typeof(WebhookTestContract))]
[JsonSerializable(typeof(DeliveryPageContract))]
[JsonSerializable(typeof(DeliveryContract))]
internal sealed partial class WebhookContracts : JsonSerializerContext;
